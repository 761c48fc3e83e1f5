//! Traces of a payment: whether the Book has anything of one that it is told of. Mostly it has not, and then one question spares all that
//! would look for it or change it. It changes nothing itself.

use super::session::Session;
use super::store::Query;
use crate::app::payment::Money;
use crate::app::ports::{Ports, StoreError};
use crate::cells;

/// What there is of a payment.
pub(super) struct Traces {
    /// Something in the inbox, of the payment or of the order that it was begun with.
    pub in_inbox: bool,
    /// It was begun here.
    pub begun: bool,
    /// A bank took something of it back.
    pub taken_back: bool,
    /// An attempt to pay its invoice failed.
    pub attempt_failed: bool,
    /// The invoice on which it was booked.
    pub booked_on: Option<String>,
}

impl<P: Ports> Session<'_, P> {
    /// What there is of a payment that would be booked on an invoice.
    pub fn traces(&self, provider: &str, money: &Money, invoice: Option<&str>) -> Result<Traces, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM inbox WHERE provider = ?1 AND payment IN (?2, ?3)), \
                   EXISTS (SELECT 1 FROM checkout WHERE provider = ?1 AND (id = ?2 OR payment = ?3)), \
                   EXISTS (SELECT 1 FROM taken_back WHERE provider = ?1 AND payment = ?3), \
                   EXISTS (SELECT 1 FROM failed_attempt WHERE invoice = ?4), \
                   (SELECT invoice FROM provider_payment WHERE provider = ?1 AND id = ?3)";
        let order = money.order.as_deref().unwrap_or_default();
        let row = self.store().first(sql, cells![provider, order, &money.payment, invoice])?;
        let mut row = row.ok_or_else(|| StoreError("a question has no answer".to_owned()))?;
        let mut is = || Ok::<_, StoreError>(row.integer()? != 0);
        let (in_inbox, begun, taken_back, attempt_failed) = (is()?, is()?, is()?, is()?);
        Ok(Traces { in_inbox, begun, taken_back, attempt_failed, booked_on: row.optional()? })
    }
}
