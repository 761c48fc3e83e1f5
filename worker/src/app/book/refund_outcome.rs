//! What became of refunds that a payment service took: a bank may send one back weeks later. The service tells of it, and is asked some
//! times all the same: a message that never came costs a delay and no money. Refuses to touch what the service does not call failed.

use super::Book;
use super::refund::REFUNDS_AT_ONCE;
use super::session::Session;
use super::store::{Query, transact};
use crate::app::moment::Moment;
use crate::app::payment::{self, FoundRefund, find_refund};
use crate::app::ports::{Clock, Ports, Store};
use crate::app::problem::Problem;
use crate::cells;

/// When a refund is looked at, in days after it was taken: one may come back until 30 days after it was asked for
/// (docs.stripe.com/refunds, “Handle failed refunds”).
const LOOK_DAYS: [i64; 5] = [1, 3, 7, 14, 31];

/// When a refund that was looked at so often is looked at next; None if nothing more is expected of it.
pub(super) fn look_after(now: Moment, looked: i64) -> Option<Moment> {
    let place = usize::try_from(looked).ok()?;
    let before = place.checked_sub(1).and_then(|before| LOOK_DAYS.get(before)).unwrap_or(&0);
    LOOK_DAYS.get(place).map(|days| now.plus_days(days - before))
}

impl<P: Ports> Book<P> {
    /// Looks at the refunds whose time has come. One that fails does not hold up the others.
    pub(super) async fn look_at_refunds(&self, session: &Session<'_, P>) -> Result<(), Problem> {
        let store = session.store();
        for _ in 0..REFUNDS_AT_ONCE {
            let now = self.ports.clock().now();
            let next = "SELECT id, provider, payment, looked, invoice FROM refund WHERE state = 'done' AND due <= ? \
                        ORDER BY due LIMIT 1";
            let Some(mut row) = store.first(next, cells![now])? else { break };
            let (id, name, payment) = (row.text()?, row.text()?, row.text()?);
            let (looked, invoice) = (row.integer()? + 1, row.text()?);
            // Said first: a look that breaks off is not taken again at once.
            let sql = "UPDATE refund SET looked = ?, due = ? WHERE id = ? AND state = 'done'";
            store.run(sql, cells![looked, look_after(now, looked), &id])?;
            if let Err(problem) = session.look_at_refund(&name, (&payment, &id), &invoice).await {
                self.log_failure("refund.notAsked", problem.cause.as_deref().unwrap_or(&problem.detail));
            }
        }
        Ok(())
    }
}

impl<P: Ports> Session<'_, P> {
    /// Asks a service about a refund that it took, and corrects the books if it failed.
    async fn look_at_refund(&self, name: &str, (payment, id): (&str, &str), invoice: &str) -> Result<(), Problem> {
        let provider = payment::provider(name).ok_or_else(|| Problem::not_found("provider"))?;
        let key = self.provider_key(provider)?;
        let answer = self.call_provider(provider, provider.ask_refunds(&key, payment)).await?;
        let body = answer.map_err(|rejection| rejection.problem(provider))?;
        let FoundRefund::Failed(failed) = find_refund(provider, &body, (payment, id), self.ports.clock().now()) else {
            return Ok(());
        };
        let named = self.issued_named(invoice).await?.ok_or_else(|| Problem::not_found("invoice"))?;
        transact(self.store(), || self.correct_refund(name, &failed, Some(&named)).map(drop))
    }
}
