//! Prepayments: which prepayment invoice is taken off which final one. Each is on one at a time, for good once that is issued: a
//! draft that is removed, and an invoice that is taken back in full, give it back. The engine says what is taken off.

use voldaan::invoice::{Draft, Undeductible, deduct};
use voldaan::ledger::Account;

use super::account::account_in_book;
use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::Query;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::cells;

/// An invoice has at most so many.
const PREPAYMENTS_MAX: usize = 100;

/// The prepayments of an invoice, in the order in which they were named.
pub(super) fn prepayments_of(store: &impl Store, invoice: &str) -> Result<Vec<String>, StoreError> {
    let rows = store.rows("SELECT prepayment FROM deduction WHERE invoice = ? ORDER BY place", cells![invoice])?;
    rows.into_iter().map(|mut row| row.text()).collect()
}

impl<P: Ports> Session<'_, P> {
    /// A draft with its prepayments taken off, as far as they are received today.
    pub fn deducted(&self, draft: Draft, customer: Option<&str>, prepayments: &[String]) -> Result<Draft, Problem> {
        if prepayments.is_empty() {
            return Ok(draft);
        }
        if prepayments.len() > PREPAYMENTS_MAX {
            return Err(Problem::at(
                Refusal::PrepaymentUnfit,
                "prepaymentIds",
                "An invoice has at most 100 prepayments. Take the others off another invoice.",
            ));
        }
        let accounts = prepayments.iter().enumerate().map(|(place, id)| self.prepayment(place, id, customer));
        let accounts: Vec<Account> = accounts.collect::<Result<_, _>>()?;
        deduct(&draft, &accounts, self.today).map_err(|(place, reason)| {
            let number = accounts.get(place).map(|account| account.invoice().number()).unwrap_or_default();
            refuse(place, number, reason)
        })
    }

    fn prepayment(&self, place: usize, id: &str, customer: Option<&str>) -> Result<Account, Problem> {
        let unfit = |detail: &str| Problem::at(Refusal::PrepaymentUnfit, &path(place), detail);
        let row = InvoiceRow::find(self.store(), id)?;
        let Some(InvoiceRow { hash: Some(hash), customer: other, .. }) = row else {
            return Err(unfit("There is no issued invoice of this id. Name a prepayment invoice that is issued."));
        };
        if customer.is_some() && other.is_some() && customer != other.as_deref() {
            return Err(unfit("This prepayment is of another customer. Leave it out, or correct customerId."));
        }
        let lost = || StoreError(format!("the Book has lost the document {hash}"));
        Ok(account_in_book(self.store(), id, Some(&hash))?.ok_or_else(lost)?)
    }

    /// Notes which prepayments an invoice takes off, and no other does.
    pub fn bind_prepayments(&self, invoice: &str, prepayments: &[String]) -> Result<(), Problem> {
        self.release_prepayments(invoice)?;
        for (place, id) in prepayments.iter().enumerate() {
            if let Some(other) = self.deducted_by(id)? {
                let detail = format!("The prepayment is taken off {other} already. Take it off there first.");
                return Err(Problem::at(Refusal::PrepaymentDeducted, &path(place), detail));
            }
            let cells = cells![id, invoice, i64::try_from(place).unwrap_or(i64::MAX)];
            self.store().run("INSERT INTO deduction (prepayment, invoice, place) VALUES (?, ?, ?)", cells)?;
        }
        Ok(())
    }

    /// Gives back what an invoice takes off.
    pub fn release_prepayments(&self, invoice: &str) -> Result<(), StoreError> {
        self.store().run("DELETE FROM deduction WHERE invoice = ?", cells![invoice]).map(drop)
    }

    /// The draft or invoice that takes a prepayment off.
    pub fn deducted_by(&self, prepayment: &str) -> Result<Option<String>, StoreError> {
        let row = self.store().first("SELECT invoice FROM deduction WHERE prepayment = ?", cells![prepayment])?;
        row.map(|mut row| row.text()).transpose()
    }

    /// Refuses to credit what another invoice counts on.
    pub fn check_not_deducted(&self, id: &str) -> Result<(), Problem> {
        let Some(other) = self.deducted_by(id)? else { return Ok(()) };
        let detail = format!("{other} takes this prepayment off. Void that invoice, or remove that draft, first.");
        Err(Problem::new(Refusal::PrepaymentDeducted, detail))
    }
}

fn path(place: usize) -> String {
    format!("prepaymentIds[{place}]")
}

/// Why the engine does not take a prepayment off, with what to do.
fn refuse(place: usize, number: &str, reason: Undeductible) -> Problem {
    let (refusal, detail) = match reason {
        Undeductible::Error(error) => return Problem::within("draft", error),
        Undeductible::Kind => (
            Refusal::PrepaymentUnfit,
            format!(
                "{number} cannot be taken off here: only an invoice takes prepayment invoices off, each once and none that is void \
                 or dated after it. Leave it out, or correct the type or date of the draft."
            ),
        ),
        Undeductible::Other => (
            Refusal::PrepaymentUnfit,
            format!("{number} is in another currency, or from or to somebody else than this invoice. Leave it out, or correct the draft."),
        ),
        Undeductible::Unpaid(owed) => (
            Refusal::PrepaymentUnpaid,
            format!("Of {number} {owed} are owed still. Wait for the money, or credit what will not come."),
        ),
        Undeductible::Reduced => (
            Refusal::PrepaymentUnfit,
            format!("Of {number} less was received than it states. Credit the difference instead of giving it up."),
        ),
        Undeductible::Allowances => (
            Refusal::PrepaymentUnfit,
            "With a discount for paying early that lowers the VAT, or with allowances and charges on prices that include VAT, \
             prepayments cannot be taken off. Put them on the lines."
                .to_owned(),
        ),
        Undeductible::Exceeds { category, rate } => {
            let rate = rate.map(|rate| format!(" {rate} %")).unwrap_or_default();
            let group = category.as_str();
            (
                Refusal::PrepaymentExceeds,
                format!("With {number} more was prepaid at {group}{rate} than this invoice comes to. Credit the difference first."),
            )
        }
    };
    Problem::at(refusal, &path(place), detail)
}
