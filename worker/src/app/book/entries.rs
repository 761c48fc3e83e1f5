//! Entries that somebody books by hand: disputes and how they ended, promises, plans, offers, holds, write-offs, notes, hand-overs.
//!
//! The engine says whether an entry fits its account; what it means for dunning is the plan's.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::dunning::ActionKind;
use voldaan::invoice::DocumentType;
use voldaan::ledger::{
    Account, Channel, Dispute, DisputeResolved, DunningHold, DunningReset, EntryCorrection, EntryKind, FROM_BALANCE,
    Note, PaymentPlan, PromiseToPay, Reminder, SettlementOffer, State, Status, WriteOff, WriteOffGround, status,
};

use super::account::account_of;
use super::invoice::answer;
use super::payment::without_place;
use super::session::Session;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    CorrectionInput, DisputeInput, DisputeResolvedInput, DunningHoldInput, DunningResetInput, HandOverInput, NoteInput,
    PaymentPlanInput, PromiseInput, SettlementOfferInput, WriteOffInput,
};
use crate::app::route::Operation;

/// The step of a hand-over where no policy has one.
const HAND_OVER: &str = "handOver";

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/dispute, /promise, ...
    pub fn add_entry(&self, id: &str, document: &str, operation: Operation) -> Result<Response, Problem> {
        let account = account_of(self.store(), id, document)?;
        let (on, kind) = self.said_entry(&account, operation)?;
        let on = on.unwrap_or(self.today);
        self.check_not_after_today(on, "on", "The entry")?;
        let is_dispute = matches!(kind, EntryKind::Dispute(_) | EntryKind::DisputeResolved(_));
        if !matches!(kind, EntryKind::Correction(_) | EntryKind::Note(_)) {
            let status = check_owed(&account, self.today, is_dispute)?;
            check_amount(&account, &status, &kind)?;
        }
        let is_hold = matches!(kind, EntryKind::DunningHold(_));
        let entry = self.entry(on, kind);
        let mut account = self.append(id, account, entry).map_err(without_place)?;
        if is_hold {
            account = self.hold_messages(id, account)?;
        }
        let row = self.invoice_row(id)?;
        Ok(answer(201, &self.issued_resource(&row, document, &account)?, row.revision))
    }

    fn said_entry(&self, account: &Account, operation: Operation) -> Result<(Option<Day>, EntryKind), Problem> {
        Ok(match operation {
            Operation::AddDispute => {
                let DisputeInput { amount, reason, lines, on } = self.input()?;
                (on, EntryKind::Dispute(Dispute { amount, reason, lines }))
            }
            Operation::ResolveDispute => {
                let DisputeResolvedInput { dispute, outcome, on } = self.input()?;
                (on, EntryKind::DisputeResolved(DisputeResolved { dispute, outcome }))
            }
            Operation::AddPromise => {
                let PromiseInput { until, amount, on } = self.input()?;
                (on, EntryKind::PromiseToPay(PromiseToPay { until, amount }))
            }
            Operation::AddPaymentPlan => {
                let PaymentPlanInput { instalments, on } = self.input()?;
                (on, EntryKind::PaymentPlan(PaymentPlan { instalments }))
            }
            Operation::AddSettlementOffer => {
                let SettlementOfferInput { amount, until, on } = self.input()?;
                (on, EntryKind::SettlementOffer(SettlementOffer { amount, until }))
            }
            Operation::HoldDunning => {
                let DunningHoldInput { until, reason, on } = self.input()?;
                (on, EntryKind::DunningHold(DunningHold { until, reason }))
            }
            Operation::ResetDunning => {
                let DunningResetInput { reason, on } = self.input()?;
                (on, EntryKind::DunningReset(DunningReset { reason }))
            }
            Operation::AddWriteOff => {
                let WriteOffInput { amount, reason, ground, on } = self.input()?;
                (on, EntryKind::WriteOff(WriteOff { amount, reason, ground, discount_on: None }))
            }
            Operation::AddNote => {
                let NoteInput { text, on } = self.input()?;
                (on, EntryKind::Note(Note { text }))
            }
            Operation::CorrectEntry => {
                let CorrectionInput { of, amount, reason, on } = self.input()?;
                check_by_hand(account, &of)?;
                (on, EntryKind::Correction(EntryCorrection { of, amount, reason }))
            }
            Operation::HandOver => {
                let HandOverInput { on } = self.input()?;
                (on, self.hand_over_entry(account, on.unwrap_or(self.today))?)
            }
            _ => return Err(Problem::not_found("entry")),
        })
    }

    /// A hand-over, as the step of the policy that is followed for the debtor: so it comes once, and ends the dunning.
    fn hand_over_entry(&self, account: &Account, on: Day) -> Result<EntryKind, Problem> {
        let policy = self.policy_for(account)?;
        let steps = policy.as_ref().map(|policy| policy.fields().steps.as_slice()).unwrap_or_default();
        let step = steps.iter().find(|step| step.kind == ActionKind::HandOver);
        Ok(EntryKind::Reminder(Reminder {
            step: step.map_or(HAND_OVER, |step| step.id.as_str()).to_owned(),
            channel: Channel::Other,
            sent_on: on,
            received_on: None,
            costs_stated: None,
            charge: None,
            postage: None,
            level: step.map(|step| step.level),
            costs_claimed: None,
            interest_claimed: None,
        }))
    }
}

/// Refuses to take back what somebody else did: money that a bank or a payment service told of, a letter that went out, a document.
fn check_by_hand(account: &Account, of: &str) -> Result<(), Problem> {
    let Some(entry) = account.entries().iter().find(|entry| entry.id == of) else {
        // The engine says that there is none.
        return Ok(());
    };
    if matches!(&entry.kind, EntryKind::Payment(payment) if payment.method == FROM_BALANCE) {
        let detail = "The payment was made from the customer's credit balance, which is less by it. Taken back here alone, the \
                      money would be lost to the customer; book what happened after it: a refund.";
        return Err(Problem::new(Refusal::EntryFixed, detail));
    }
    let is_by_hand = match &entry.kind {
        EntryKind::Payment(payment) => payment.provider.is_none(),
        EntryKind::Dispute(_)
        | EntryKind::DisputeResolved(_)
        | EntryKind::PromiseToPay(_)
        | EntryKind::PaymentPlan(_)
        | EntryKind::SettlementOffer(_)
        | EntryKind::DunningReset(_)
        | EntryKind::DunningHold(_)
        | EntryKind::WriteOff(_)
        | EntryKind::Note(_) => true,
        _ => false,
    };
    if is_by_hand {
        return Ok(());
    }
    let detail = "The entry says what a bank, a payment service or a document did, or what went out to the customer. Book what \
                  happened after it: a refund, a returned debit, a credit note.";
    Err(Problem::new(Refusal::EntryFixed, detail))
}

/// Refuses to give up, contest or spread more than there is: an amount that was mistyped would pass for one that was agreed.
fn check_amount(account: &Account, status: &Status, kind: &EntryKind) -> Result<(), Problem> {
    let charges = || status.charges.as_ref().map_or(Decimal::ZERO, |charges| charges.costs + charges.interest);
    let (path, amount, most) = match kind {
        EntryKind::WriteOff(said) if said.ground == Some(WriteOffGround::Charges) => ("amount", said.amount, charges()),
        EntryKind::WriteOff(said) => ("amount", said.amount, status.amount_due),
        // Who paid a part may contest that too.
        EntryKind::Dispute(said) => ("amount", said.amount, account.invoice().totals().payable - status.disputed),
        EntryKind::PaymentPlan(said) => {
            let sum = said.instalments.iter().map(|part| part.amount).fold(Decimal::ZERO, Decimal::saturating_add);
            ("instalments", sum, status.amount_due)
        }
        _ => return Ok(()),
    };
    if amount <= most {
        return Ok(());
    }
    let detail = format!("{amount} is more than the {most} that there is of it. State at most that.");
    Err(Problem::at(Refusal::EntryExceeds, path, detail))
}

/// Refuses to agree on money that nobody owes.
pub(super) fn check_owed(account: &Account, on: Day, is_dispute: bool) -> Result<Status, Problem> {
    let status = status(account, on)?;
    let detail = match status.state {
        _ if account.invoice().head().document_type() == DocumentType::CreditNote => {
            "A credit note asks the customer for nothing. Use the invoice that it credits."
        }
        State::Void => "The invoice was taken back: nothing of it is owed. Leave it, or make a new one.",
        State::Open | State::Draft => return Ok(status),
        // Who paid may still contest what they paid.
        State::Paid | State::Uncollectible if is_dispute => return Ok(status),
        State::Paid => {
            "The invoice is paid: nothing of it is owed. Correct the payment first if it was booked wrongly."
        }
        State::Uncollectible => {
            "What was left of the invoice is given up already. Correct that entry first if it is owed after all."
        }
    };
    Err(Problem::new(Refusal::InvoiceSettled, detail))
}
