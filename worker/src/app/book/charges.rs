//! Interest and costs that letters claimed beside an invoice: what of them is asked for on a day, and what of a payment is for them.
//!
//! Nothing is asked for that no letter claimed, and no more than the claim of the day allows. A payment of what was claimed is taken for
//! all of it. One of another amount goes to the invoice first, which asks least of the debtor and so is lawful everywhere, or in the order
//! of art. 6:44(1) BW and § 367(1) BGB where the administration says so.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::dunning::{Claim, claim};
use voldaan::ledger::{Account, Entry, EntryKind, State, WriteOff, WriteOffGround, status};
use voldaan::money::Exact;

use super::session::Session;
use crate::app::demand::{Demand, demanded, is_open};
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::resource::PaymentOrder;

impl<P: Ports> Session<'_, P> {
    /// What is asked for on a day where a letter claimed interest or costs that did not come in.
    pub fn demand(&self, id: &str, account: &Account, on: Day) -> Result<Option<Demand>, Problem> {
        let status = status(account, on)?;
        let Some(open) = status.charges.clone().filter(is_open) else { return Ok(None) };
        let claim = self.claim_of_letters(id, account, on)?;
        Ok(demanded(&status, &open, claim.as_ref()))
    }

    /// The claim of a day under the law that letters to this debtor follow; none where that law says nothing of the day.
    fn claim_of_letters(&self, id: &str, account: &Account, on: Day) -> Result<Option<Claim>, Problem> {
        let (debtor, jurisdiction) = match self.policy_for(account)? {
            Some(policy) => (policy.fields().debtor, policy.fields().jurisdiction.clone()),
            None => match self.law_of(account, (None, None)) {
                Ok(law) => law,
                Err(_) => return Ok(None),
            },
        };
        let terms = self.claim_terms(self.invoice_row(id)?.customer.as_deref(), account, &jurisdiction)?;
        Ok(claim(account, &terms.options(on, jurisdiction, debtor)).ok())
    }

    /// A payment with what of it is for costs and interest, where it does not say so itself and does not go to the invoice first.
    pub fn divided(&self, id: &str, account: &Account, mut payment: Entry) -> Result<Entry, Problem> {
        let EntryKind::Payment(said) = &mut payment.kind else { return Ok(payment) };
        if said.costs.is_some() || said.interest.is_some() {
            return Ok(payment);
        }
        let Some(demand) = self.demand(id, account, payment.on)? else { return Ok(payment) };
        let by_law = self.administration.said.payment_order == Some(PaymentOrder::CostsFirst);
        let parts = demand.parts_of(said.amount).or_else(|| by_law.then(|| demand.by_law(said.amount)).flatten());
        if let Some((costs, interest)) = parts {
            (said.costs, said.interest) = (Some(costs), Some(interest));
        }
        Ok(payment)
    }

    /// Gives up what is left of interest and costs after a payment, where it is no more than the tolerance and nothing else is owed.
    pub fn forgive(&self, id: &str, account: Account, payment: &Entry) -> Result<Account, Problem> {
        let status = status(&account, payment.on)?;
        let Some(open) = status.charges.as_ref().filter(|open| is_open(open)) else { return Ok(account) };
        let left = open.costs.plus(open.interest).unwrap_or(Decimal::MAX);
        if status.state == State::Open || left > self.tolerance(account.invoice().head().currency) {
            return Ok(account);
        }
        let (reason, ground) = ("Payment difference".to_owned(), Some(WriteOffGround::Charges));
        let entry =
            self.entry(payment.on, EntryKind::WriteOff(WriteOff { amount: left, reason, ground, discount_on: None }));
        self.append(id, account, entry)
    }
}
