//! What a customer does on the page of an invoice. Each form is carried out once: what was posted twice from one page is
//! one deed. Nothing is done for a link that is for something else, a form that was not made for it, or a machine that
//! only follows links.

use data_encoding::HEXLOWER;
use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::ledger::{Dispute, EntryKind, PlannedInstalment, PromiseToPay, Viewed};
use voldaan::money::split::by_weight;
use voldaan::party::Contact;
use voldaan::text::{amount, day};

use super::Book;
use super::delivery::choose_way;
use super::outbox::is_email;
use super::session::Session;
use super::store::{Query, transact};
use super::view::Visit;
use crate::app::deed::Deed;
use crate::app::form::{self, Form};
use crate::app::http::{Request, Response};
use crate::app::link::Link;
use crate::app::nonce;
use crate::app::page::forms::{PLAN_DAYS_MAX, PLAN_PARTS_MAX, PROMISE_DAYS_MAX};
use crate::app::page::phrase::Phrase;
use crate::app::page::{self, Attempt};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{Checkout, CheckoutInput, CustomerRequestKind, CustomerWords, DeliveryWay};
use crate::app::secret::sha256;
use crate::cells;

/// A text of a customer has at most so many characters.
const TEXT_CHARACTERS_MAX: usize = 2_000;
/// What was posted is remembered for as long as its form is good, and a day more.
const DAYS_KEPT: i64 = 2;
/// Each deed forgets at most so many that are too old.
const FORGOTTEN_AT_ONCE: i64 = 4;

/// What is wrong with a form, by the names of its fields.
type Faults = Vec<(&'static str, String)>;

/// What a good form comes to.
enum Said {
    Entry(EntryKind),
    Request(CustomerRequestKind, CustomerWords),
    Delivery(DeliveryWay),
}

impl<P: Ports> Book<P> {
    /// POST /i/{token}
    pub(super) async fn act(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        let visit = match self.visit(link, request).await? {
            Ok(visit) => visit,
            Err(status) => return Ok(page::gone(status, request)),
        };
        let form = Form::of(request)?;
        let deed = Deed::of(&form, |_| true)?;
        link.check_may_act()?;
        let session = &visit.session;
        let is_fresh = nonce::is_good(session.secrets, link, form.get("nonce"), session.clock);
        if deed == Deed::Seen {
            return if is_fresh && !is_machine(request) { visit.see() } else { Ok(Response::empty(204)) };
        }
        if deed == Deed::Pay {
            return visit.pay(form, is_fresh).await;
        }
        visit.carry_out(deed, form, is_fresh)
    }
}

/// Whether a request says of itself that no person made it: scanners of mail, previews of messengers, crawlers,
/// prefetching.
fn is_machine(request: &Request) -> bool {
    const WORDS: [&str; 12] = [
        "bot",
        "crawl",
        "spider",
        "scan",
        "preview",
        "headless",
        "proofpoint",
        "mimecast",
        "barracuda",
        "safelinks",
        "facebookexternalhit",
        "curl",
    ];
    let agent = request.header("user-agent").unwrap_or_default().to_ascii_lowercase();
    let fetched_ahead = ["purpose", "sec-purpose", "x-moz"].into_iter().any(|name| request.header(name).is_some());
    agent.is_empty() || fetched_ahead || WORDS.iter().any(|word| agent.contains(word))
}

impl<P: Ports> Visit<'_, P> {
    /// Keeps that a person looked, once a day.
    fn see(&self) -> Result<Response, Problem> {
        let today = self.session.today;
        let entries = self.account.entries();
        let known = entries.iter().any(|entry| entry.on == today && matches!(entry.kind, EntryKind::Viewed(_)));
        if !known {
            transact(self.session.store(), || {
                let entry = self.session.entry(today, EntryKind::Viewed(Viewed {}));
                self.session.append(&self.row.id, self.account.clone(), entry)
            })?;
        }
        Ok(Response::empty(204))
    }

    /// Begins a payment and leads to the payment service. The same form begins the same payment, however often it is posted.
    async fn pay(&self, form: Form, is_fresh: bool) -> Result<Response, Problem> {
        let fault = match (self.offers()?.pay, is_fresh) {
            (false, _) => Phrase::FaultNotNow,
            (true, false) => Phrase::FaultOld,
            (true, true) => {
                let request = HEXLOWER.encode(&self.session.form_key(&self.row.id));
                let charges = Some(form.get("what") != "invoice");
                let input = CheckoutInput { charges, ..CheckoutInput::default() };
                match self.session.begin_payment(&self.row, &self.document, &input, (&request, None)).await {
                    Ok(Checkout { url: Some(url), .. }) => return Ok(see_other(url)),
                    // A store that breaks is told as such, so that the browser asks again.
                    Err(problem) if problem.code == Refusal::StoreUnavailable.row().code => return Err(problem),
                    Ok(_) | Err(_) => Phrase::FaultPay,
                }
            }
        };
        self.page(None, Some(&Attempt { deed: Deed::Pay, form, faults: vec![("", self.say(fault))] }))
    }

    /// Carries out a deed, or shows its form again with what is wrong.
    fn carry_out(&self, deed: Deed, form: Form, is_fresh: bool) -> Result<Response, Problem> {
        let session = &self.session;
        let (key, done) = session.form_done(&self.row.id);
        if is_fresh && session.done_deed_of(&key, &self.row.id)?.is_some() {
            return Ok(see_other(done));
        }
        let whole = |phrase: Phrase| vec![("", phrase.text(self.language).to_owned())];
        let said = match self.offers()?.deeds().contains(&deed) {
            false => Err(whole(Phrase::FaultNotNow)),
            true if !is_fresh => Err(whole(Phrase::FaultOld)),
            true => self.said(deed, &form),
        };
        let said = match said {
            Ok(said) => said,
            Err(faults) => return self.page(None, Some(&Attempt { deed, form, faults })),
        };
        transact(session.store(), || {
            match said {
                Said::Entry(kind) => {
                    let entry = session.entry(session.today, kind);
                    session.append(&self.row.id, self.account.clone(), entry)?;
                }
                Said::Request(kind, words) => session.put_request(&self.row.id, kind, &words)?,
                Said::Delivery(way) => self.deliver(way)?,
            }
            session.record(&format!("portal.{}", deed.word()), &self.row.id)?;
            session.keep_deed(&key, deed, &self.row.id)
        })?;
        Ok(see_other(done))
    }

    /// What a form says, or all that is wrong with it.
    fn said(&self, deed: Deed, form: &Form) -> Result<Said, Faults> {
        match deed {
            Deed::Dispute => self.dispute(form),
            Deed::Promise => self.promise(form),
            Deed::Plan => self.plan(form),
            Deed::Contact => self.contact(form),
            Deed::Delivery => self.delivery(form),
            Deed::Feedback => self.feedback(form),
            Deed::Seen | Deed::Pay | Deed::Details | Deed::End | Deed::Accept | Deed::Decline => {
                Err(vec![("", self.say(Phrase::FaultNotNow))])
            }
        }
    }

    fn say(&self, phrase: Phrase) -> String {
        phrase.text(self.language).to_owned()
    }

    fn dispute(&self, form: &Form) -> Result<Said, Faults> {
        let mut faults = Vec::new();
        let head = self.account.invoice().head();
        let left = self.status.amount_due.checked_sub(self.status.disputed).unwrap_or_default();
        let line = form
            .said("what")
            .map(|id| self.account.invoice().lines().iter().find(|line| line.line().id.as_deref() == Some(id)));
        let most = match line {
            None => left,
            Some(Some(line)) => left.min(line.amounts().gross),
            Some(None) => {
                faults.push(("what", self.say(Phrase::FaultChoice)));
                left
            }
        };
        let contested = match form.said("amount") {
            None => most,
            Some(text) => form::amount(text, head.currency, self.language).unwrap_or_default(),
        };
        if contested <= Decimal::ZERO {
            faults.push(("amount", self.say(Phrase::FaultAmount)));
        } else if contested > most {
            let most = amount(most, head.currency, self.language);
            faults.push(("amount", format!("{} {most}.", Phrase::FaultAmountMax.text(self.language))));
        }
        let reason = self.text(form, "reason", &mut faults);
        if reason.is_empty() {
            faults.push(("reason", self.say(Phrase::FaultReason)));
        }
        let lines = form.said("what").map(str::to_owned).into_iter().collect();
        settled(faults, Said::Entry(EntryKind::Dispute(Dispute { amount: contested, reason, lines })))
    }

    fn promise(&self, form: &Form) -> Result<Said, Faults> {
        let mut faults = Vec::new();
        let until = self.day(form, "until", PROMISE_DAYS_MAX, &mut faults);
        settled(faults, Said::Entry(EntryKind::PromiseToPay(PromiseToPay { until, amount: None })))
    }

    fn plan(&self, form: &Form) -> Result<Said, Faults> {
        let mut faults = Vec::new();
        let parts = form.get("parts").parse().ok().filter(|parts| (2..=PLAN_PARTS_MAX).contains(parts));
        if parts.is_none() {
            faults.push(("parts", self.say(Phrase::FaultChoice)));
        }
        let first = self.day(form, "first", PLAN_DAYS_MAX, &mut faults);
        let text = Some(self.text(form, "text", &mut faults)).filter(|text| !text.is_empty());
        let decimals = self.account.invoice().head().currency.decimals();
        // What is contested is not paid in parts: a plan is about what is owed.
        let left = self.status.amount_due.checked_sub(self.status.disputed).unwrap_or_default();
        let amounts = by_weight(left, &vec![Decimal::ONE; parts.unwrap_or(1)], decimals).unwrap_or_default();
        let due = |month: i32| first.add_months(month).unwrap_or(first);
        let instalments: Vec<PlannedInstalment> =
            (0..).zip(amounts).map(|(month, amount)| PlannedInstalment { due_date: due(month), amount }).collect();
        let words = CustomerWords { instalments, text, ..CustomerWords::default() };
        settled(faults, Said::Request(CustomerRequestKind::PaymentPlan, words))
    }

    /// A contact is asked for and not taken at once: who has the link of one invoice could else turn all that comes next, and
    /// the list of all invoices, to themselves.
    fn contact(&self, form: &Form) -> Result<Said, Faults> {
        let mut faults = Vec::new();
        let mut line = |name: &'static str| {
            let text = self.text(form, name, &mut faults);
            Some(text.replace('\n', " ")).filter(|text| !text.is_empty())
        };
        let contact = Contact { name: line("name"), email: line("email"), phone: line("phone") };
        if contact.email.as_ref().is_some_and(|email| !is_email(email)) {
            faults.push(("email", self.say(Phrase::FaultEmail)));
        }
        if contact == Contact::default() {
            faults.push(("name", self.say(Phrase::FaultContact)));
        }
        let words = CustomerWords { contact: Some(contact), ..CustomerWords::default() };
        settled(faults, Said::Request(CustomerRequestKind::Contact, words))
    }

    /// One of the ways that the seller offers. It leads to no other address, so it holds at once.
    fn delivery(&self, form: &Form) -> Result<Said, Faults> {
        let way = DeliveryWay::from_word(form.get("way"));
        let offered = self.offers().map(|offers| offers.delivery.ways).unwrap_or_default();
        match way.filter(|way| offered.contains(way)) {
            Some(way) => Ok(Said::Delivery(way)),
            None => Err(vec![("way", self.say(Phrase::FaultChoice))]),
        }
    }

    fn deliver(&self, way: DeliveryWay) -> Result<(), Problem> {
        let Some(customer) = &self.row.customer else { return Ok(()) };
        let number = self.account.invoice().number();
        self.session.change_customer(customer, |said, today| {
            choose_way(said, way, today, &format!("Customer's page of {number}"));
        })
    }

    fn feedback(&self, form: &Form) -> Result<Said, Faults> {
        let mut faults = Vec::new();
        let clear = match form.get("clear") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                faults.push(("clear", self.say(Phrase::FaultChoice)));
                None
            }
        };
        let text = Some(self.text(form, "text", &mut faults)).filter(|text| !text.is_empty());
        let words = CustomerWords { clear, text, ..CustomerWords::default() };
        settled(faults, Said::Request(CustomerRequestKind::Feedback, words))
    }

    /// A text that is not too long.
    fn text(&self, form: &Form, name: &'static str, faults: &mut Faults) -> String {
        let text = form.text(name);
        if text.chars().count() > TEXT_CHARACTERS_MAX {
            faults.push((name, self.say(Phrase::FaultLong)));
        }
        text
    }

    /// A day from today until so many days later.
    fn day(&self, form: &Form, name: &'static str, days_max: i32, faults: &mut Faults) -> Day {
        let today = self.session.today;
        let last = today.add_days(days_max).unwrap_or(today);
        match form::day(form.get(name)) {
            Some(day) if (today..=last).contains(&day) => return day,
            Some(_) => {
                let last = day(last, self.language);
                faults.push((name, format!("{} {last}.", Phrase::FaultDayBounds.text(self.language))));
            }
            None => faults.push((name, self.say(Phrase::FaultDay))),
        }
        today
    }
}

fn settled(faults: Faults, said: Said) -> Result<Said, Faults> {
    if faults.is_empty() { Ok(said) } else { Err(faults) }
}

/// What was posted is shown by a page of its own, which can be loaded again without posting anything.
pub(super) fn see_other(location: String) -> Response {
    Response::empty(303).with("location", location).with("referrer-policy", "no-referrer")
}

impl<P: Ports> Session<'_, P> {
    /// What was posted for something, told from every other form.
    fn form_key(&self, subject: &str) -> [u8; 32] {
        sha256(&[subject.as_bytes(), b"\n", &self.request.body].concat())
    }

    /// The key under which the deed of what was posted is remembered, and the address at which it is shown.
    pub fn form_done(&self, subject: &str) -> (Vec<u8>, String) {
        let key = self.form_key(subject).get(..16).unwrap_or_default().to_vec();
        let address = format!("{}?done={}", self.request.path, HEXLOWER.encode(&key));
        (key, address)
    }

    /// The deed that was done under a key as addresses carry it, if it was done to this invoice.
    pub fn done_deed(&self, key: &str, invoice: &str) -> Result<Option<Deed>, StoreError> {
        match HEXLOWER.decode(key.as_bytes()) {
            Ok(key) => self.done_deed_of(&key, invoice),
            Err(_) => Ok(None),
        }
    }

    /// The deed that was done under a key to something, if it was.
    pub fn done_deed_of(&self, key: &[u8], invoice: &str) -> Result<Option<Deed>, StoreError> {
        let sql = "SELECT deed FROM portal_form WHERE key = ? AND invoice = ?";
        let row = self.store().first(sql, cells![key, invoice])?;
        Ok(row.map(|mut row| row.text()).transpose()?.and_then(|word| Deed::from_word(&word)))
    }

    /// Remembers a deed under its key, and forgets some that are old.
    pub fn keep_deed(&self, key: &[u8], deed: Deed, invoice: &str) -> Result<(), Problem> {
        let store = self.store();
        let old = "DELETE FROM portal_form WHERE key IN (SELECT key FROM portal_form WHERE at < ? ORDER BY at LIMIT ?)";
        store.run(old, cells![self.clock.plus_days(-DAYS_KEPT), FORGOTTEN_AT_ONCE])?;
        let sql = "INSERT INTO portal_form (key, deed, invoice, at) VALUES (?, ?, ?, ?)";
        store.run(sql, cells![key, deed.word(), invoice, self.clock])?;
        Ok(())
    }
}
