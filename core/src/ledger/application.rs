//! What is said of a payment beside its amount, and what became of it: the entries to append, invoice by invoice.

use rust_decimal::Decimal;

use super::entry::Entry;
use crate::money::Currency;
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_struct! {
    /// An invoice that the payer named.
    #[derive(Eq)]
    pub struct PaidInvoice {
        /// Number of the invoice (BT-1).
        "number" number: String,
        /// How much of the payment is for it; what closes it if absent.
        "amount" amount: Option<Decimal>,
    }
}

wire_enum! {
    /// What happens with money for which nobody named an invoice.
    #[derive(Copy, Eq)]
    pub enum Unmatched {
        /// It goes to what is due first (art. 6:43 lid 2 BW, § 366 Abs. 2 BGB).
        "oldestFirst" OldestFirst,
        /// It is applied to nothing.
        "keep" Keep,
    }
}

wire_struct! {
    /// How a payment is to be applied.
    #[derive(Eq, Default)]
    pub struct ApplyOptions {
        /// The invoices that the payer named, in that order; found by the payment's reference if absent.
        "to" to: Vec<PaidInvoice>,
        /// What happens with money for which nobody named an invoice. If absent, a payment for which none was named goes
        /// to what is due first, and what is left of one for which some was named stays there as a credit balance.
        "unmatched" unmatched: Option<Unmatched>,
        /// Currency of the payment (BT-5); needed where the invoices have more than one.
        "currency" currency: Option<Currency>,
        /// A rest of at most this much is given up as a payment difference; nothing is if absent.
        "tolerance" tolerance: Option<Decimal>,
    }
}

wire_enum! {
    /// By what the first invoice was found.
    #[derive(Copy, Eq)]
    pub enum AppliedBy {
        /// The payer named it.
        "payer" Payer,
        /// The reference of the payment is its own, or holds its number.
        "reference" Reference,
        /// It was due first.
        "oldestFirst" OldestFirst,
        /// The payment was booked before, so nothing is to be booked.
        "alreadyBooked" AlreadyBooked,
        /// No invoice was found.
        "nothing" Nothing,
    }
}

wire_struct! {
    /// What of a payment goes to one invoice.
    pub struct AppliedInvoice {
        /// Number of the invoice (BT-1).
        "number" number: String,
        /// Amount.
        "amount" amount: Decimal,
        /// The entries to append to its account.
        "entries" entries: Array<Entry>,
    }
}

wire_struct! {
    /// What became of a payment. The amounts under `applied` and what is unapplied add up to it.
    pub struct PaymentApplication {
        /// By what the first invoice was found.
        "by" by: AppliedBy,
        /// Invoice by invoice, in the order of the accounts.
        "applied" applied: Array<AppliedInvoice>,
        /// Where the money came from, if it was the customer's credit balance.
        "taken" taken: Vec<AppliedInvoice>,
        /// What found no invoice.
        "unapplied" unapplied: Decimal,
    }
}

wire_struct! {
    /// An invoice on which more came in than is owed.
    #[derive(Eq)]
    pub struct OverpaidInvoice {
        /// Number of the invoice (BT-1).
        "number" number: String,
        /// What came in beyond what was owed.
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// What a customer has to the good in one currency.
    #[derive(Eq)]
    pub struct CreditBalance {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// The sum.
        "amount" amount: Decimal,
        /// Where it stands.
        "invoices" invoices: Array<OverpaidInvoice>,
    }
}
