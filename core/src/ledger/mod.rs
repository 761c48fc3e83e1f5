//! The ledger of an invoice: entries are appended, never edited, and fold into what is owed.

mod entry;

pub use entry::{
    Channel, Chargeback, Credit, CreditedLine, Dispute, DisputeOutcome, DisputeResolved, Entry, EntryCorrection,
    EntryKind, IssuedEntry, Note, Payment, PaymentPlan, PlannedInstalment, PromiseToPay, Refund, Reminder,
    ReturnedDebit, Sent, SettlementOffer, Viewed, Void, WriteOff,
};
