//! The ledger of an invoice: entries are appended, never edited, and fold into what is owed.

mod account;
mod application;
mod apply;
mod balance;
mod charge;
mod check;
pub(crate) mod credited;
mod discount;
mod entry;
mod fold;
pub(crate) mod history;
mod schedule;
mod set_off;
mod settlement;
mod status;
#[cfg(test)]
mod tests;

pub use account::{ACCOUNT_ENTRIES_MAX, Account};
pub use application::{
    AppliedBy, AppliedInvoice, ApplyOptions, CreditBalance, OverpaidInvoice, PaidInvoice, PaymentApplication, Unmatched,
};
pub use apply::{
    FROM_BALANCE, apply_payment, closing_payment, credit_balance, given_up_with, missed_discount, takes_discount,
};
pub use balance::{Balance, Reading, balances, open_parts, position};
pub(crate) use balance::{Standing, interest_balances, owed_parts, standing};
pub use charge::ChargeSums;
pub use discount::{corrects_vat, credits_discount, deducts_discount};
pub use entry::{
    Channel, Chargeback, Credit, CreditedLine, Dispute, DisputeOutcome, DisputeResolved, DunningHold, DunningReset,
    ENTRY_SCHEMA, Entry, EntryCorrection, EntryKind, IssuedEntry, Note, Payment, PaymentPlan, PlannedInstalment,
    PromiseToPay, Refund, Reminder, ReturnedDebit, Sent, SettlementOffer, Viewed, Void, WriteOff, WriteOffGround,
};
pub use fold::Position;
pub(crate) use history::{Counted, counted};
pub use schedule::OpenPart;
pub(crate) use schedule::sum_of;
pub use set_off::note_status;
pub use status::{BalanceState, State, Status, StatusCharges, status};
pub(crate) use status::{out_of_range, status_of};
