//! Talking to payment services: their keys, what is sent to them, and what they are asked about on their own.
//!
//! A webhook that never came costs a delay and no money: payments that were begun here are asked about until the service
//! expects nothing more of them, seldom and then more seldom.

use voldaan::invoice::Issued;

use super::Book;
use super::session::Session;
use super::store::Query;
use crate::app::http::Request;
use crate::app::moment::Moment;
use crate::app::payment::{self, Provider, key_place};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::web::{Call, Fault, attempt};
use crate::cells;

/// What a service says of its refusal is passed on up to so many characters.
const REFUSAL_CHARACTERS_MAX: usize = 300;
/// Questions of one waking; the next waking follows at once.
const QUESTIONS_AT_ONCE: usize = 20;
/// When a payment is asked about again, each time later; the last pause is kept to.
const QUESTION_MINUTES: [i64; 5] = [10, 60, 360, 720, 1440];
/// No service expects money for longer than this.
const QUESTION_DAYS_MAX: i64 = 60;
/// A service that did not answer is asked for a charge or a refund again after so long, each time twice as long.
const RETRY_MILLISECONDS: i64 = 60_000;
/// Doubled at most so often: to some four hours.
const DOUBLINGS_MAX: i64 = 8;

/// A service understood what it was asked and refused it.
pub(super) struct Rejection {
    pub status: u16,
    pub said: String,
    /// Whether an earlier attempt had no answer that says what became of it: what is refused now may have been done then.
    pub may_have_arrived: bool,
}

impl Rejection {
    /// What the caller learns.
    pub fn problem(self, provider: &dyn Provider) -> Problem {
        let name = provider.service().name;
        Problem::new(
            Refusal::ProviderRefused,
            format!("{name} refused it ({}). Correct what it names and ask again: {}", self.status, self.said),
        )
    }
}

impl<P: Ports> Session<'_, P> {
    /// A secret of the administration; None if none is kept.
    pub fn sealed(&self, place: &str) -> Result<Option<String>, Problem> {
        let row = self.store().first("SELECT bytes FROM sealed WHERE name = ?", cells![place])?;
        row.map(|mut row| Ok(self.opened(place, &row.blob()?)?)).transpose()
    }

    /// A secret of the administration, as it was sealed for a place.
    pub fn opened(&self, place: &str, sealed: &[u8]) -> Result<String, StoreError> {
        let opened = self.secrets.open(place, sealed).and_then(|secret| String::from_utf8(secret).ok());
        opened.ok_or_else(|| StoreError("a secret was sealed with another master secret".to_owned()))
    }

    /// The administration's key of a service.
    pub fn provider_key(&self, provider: &dyn Provider) -> Result<String, Problem> {
        let name = provider.service().name;
        self.sealed(&key_place(name))?.ok_or_else(|| {
            let detail = format!(
                "The administration has no key of {name}; set it with PATCH /v1/administration, as stripeSecretKey or mollieApiKey."
            );
            Problem::new(Refusal::CheckoutUnconfigured, detail)
        })
    }

    /// Sends something to a service and gives the body of its answer, or its refusal.
    pub async fn call_provider(
        &self,
        provider: &dyn Provider,
        sent: Call,
    ) -> Result<Result<String, Rejection>, Problem> {
        let unavailable = |cause: &str| {
            let name = provider.service().name;
            Problem::new(Refusal::ProviderUnavailable, format!("{name} does not answer. Send the same request again."))
                .with("retry-after", "10")
                .because(format!("{name}: {cause}"))
        };
        let answer = attempt(self.ports, provider.service(), sent).await;
        let (answer, may_have_arrived) = answer.map_err(|fault: Fault| unavailable(fault.cause()))?;
        let body = String::from_utf8(answer.body).map_err(|_| unavailable("the answer is not text"))?;
        match answer.status {
            200..=299 => Ok(Ok(body)),
            // Too slow, the same request is being carried out just now (docs.stripe.com/error-low-level, docs.mollie.com/reference/api-idempotency),
            // too early, too many: none of it says what became of the request.
            status @ (408 | 409 | 425 | 429) => Err(unavailable(&format!("it answers with {status}"))),
            400..=499 => {
                let said = provider.refusal(&body).chars().take(REFUSAL_CHARACTERS_MAX).collect();
                Ok(Err(Rejection { status: answer.status, said, may_have_arrived }))
            }
            status => Err(unavailable(&format!("it answers with {status}"))),
        }
    }

    /// Asks a service about a payment and books what it says. A payment that it does not know is none of ours.
    pub async fn ask_about(&self, provider: &dyn Provider, id: &str) -> Result<&'static str, Problem> {
        let key = self.provider_key(provider)?;
        let body = match self.call_provider(provider, provider.ask(&key, id)).await? {
            Ok(body) => body,
            Err(Rejection { status: 404 | 410, .. }) => return Ok("ignored"),
            Err(rejection) => return Err(rejection.problem(provider)),
        };
        let notice = provider.told(&body)?;
        let outcome = self.take(provider.service().name, &notice, &body).await?;
        if notice.is_over {
            let sql =
                "UPDATE checkout SET state = 'over', due = NULL WHERE provider = ? AND payment = ? AND state = 'open'";
            self.store().run(sql, cells![provider.service().name, id])?;
        }
        Ok(outcome)
    }
}

/// How long after so many attempts at a charge or a refund the next one follows.
pub(super) fn pause_after(attempts: i64) -> i64 {
    RETRY_MILLISECONDS << attempts.clamp(0, DOUBLINGS_MAX)
}

/// Whether the last of so many attempts, after which the next one is due then, may be at it just now.
pub(super) fn is_under_way(due: Moment, attempts: i64, now: Moment) -> bool {
    now < due.plus_milliseconds(RETRY_MILLISECONDS - pause_after(attempts - 1))
}

/// When a payment is asked about for the n-th time.
pub(super) fn question_after(now: Moment, asked: i64) -> Moment {
    let place = usize::try_from(asked).unwrap_or(usize::MAX).min(QUESTION_MINUTES.len() - 1);
    now.plus_milliseconds(QUESTION_MINUTES.get(place).map_or(0, |minutes| minutes * 60_000))
}

/// When a service has to be asked or told something next.
pub(super) const NEXT_QUESTION: &str = "SELECT MIN(due) FROM (SELECT MIN(due) AS due FROM checkout WHERE state = 'open' \
    UNION ALL SELECT MIN(due) FROM checkout WHERE state = 'begun' UNION ALL SELECT MIN(due) FROM refund WHERE due IS NOT NULL)";

impl<P: Ports> Book<P> {
    /// When a service has to be asked something next: about an open payment or a charge whose answer was lost, to give money
    /// back, or what became of that. None if nothing is open.
    pub(super) fn next_question(&self) -> Result<Option<Moment>, StoreError> {
        self.ports.store().first(NEXT_QUESTION, cells![])?.map_or(Ok(None), |mut row| row.moment())
    }

    /// Has services give money back, and asks them what became of that, about charges whose answer was lost and about open payments, as far
    /// as the time for it has come.
    pub(super) async fn ask_services(&self) -> Result<(), Problem> {
        let now = self.ports.clock().now();
        if self.next_question()?.is_none_or(|due| due > now) {
            return Ok(());
        }
        let Some(administration) = self.stored()? else { return Ok(()) };
        let request = Request::default();
        let session = self.session_at(administration, &request, now, now)?;
        let given_back = self.give_back(&session).await.and(self.look_at_refunds(&session).await);
        let found = self.find_lost_charges(&session).await;
        self.ask_about_payments(&session).await.and(given_back).and(found)
    }

    /// Asks about the open payments whose time has come. One that fails does not hold up the others.
    async fn ask_about_payments(&self, session: &Session<'_, P>) -> Result<(), Problem> {
        let (store, now) = (session.store(), session.now);
        for _ in 0..QUESTIONS_AT_ONCE {
            let next = "SELECT id, provider, payment, asked, at FROM checkout WHERE state = 'open' AND due <= ? ORDER BY due LIMIT 1";
            let Some(mut row) = store.first(next, cells![now])? else { break };
            let (id, name, payment, asked) = (row.text()?, row.text()?, row.text()?, row.integer()?);
            let is_old = Moment(row.integer()?).plus_days(QUESTION_DAYS_MAX) < now;
            // Said first: a question that breaks off is not asked again at once.
            let sql = "UPDATE checkout SET asked = asked + 1, due = ?, state = ? WHERE id = ?";
            store.run(sql, cells![question_after(now, asked + 1), if is_old { "over" } else { "open" }, &id])?;
            let Some(provider) = payment::provider(&name) else { continue };
            if let Err(problem) = session.ask_about(provider, &payment).await {
                self.log_failure("payment.notAsked", problem.cause.as_deref().unwrap_or(&problem.detail));
            }
        }
        Ok(())
    }
}

/// The customer's e-mail address, for a service that sends a receipt.
pub(super) fn email_of(invoice: &Issued) -> Option<String> {
    let contact = invoice.head().customer.as_ref().and_then(|party| party.contact.as_ref());
    contact.and_then(|contact| contact.email.clone()).filter(|email| email.contains('@'))
}
