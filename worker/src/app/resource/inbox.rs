//! The inbox: money that a person has to look at.

use rust_decimal::Decimal;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

use super::ProviderJson;

wire_enum! {
    /// Why an event of a provider was not booked.
    #[derive(Copy, Eq)]
    pub enum InboxReason {
        /// It names no invoice of this administration.
        "unknownInvoice" UnknownInvoice,
        /// It is in another currency than the invoice.
        "wrongCurrency" WrongCurrency,
        /// Its amount is not what is due.
        "wrongAmount" WrongAmount,
        /// Nothing is owed on the invoice: it is paid already, credited, taken back, or a credit note.
        "notOwed" NotOwed,
        /// Several invoices could be meant, and the money is not the sum of them.
        "ambiguous" Ambiguous,
        /// What a line of a bank says is at odds with itself or with another one: its day is to come, its parts do not come to it, or its
        /// reference is that of a line that said something else.
        "unclear" Unclear,
        /// A bank took money back of a payment that is not known here yet.
        "unknownPayment" UnknownPayment,
        /// The bank has not told of a direct debit in time; assigned it is booked, dismissed it came to nothing.
        "silentDebit" SilentDebit,
        /// The answer to a charge under a mandate was lost, and the payment service does not say whether it has it; dismissed it did not arrive.
        "lostCharge" LostCharge,
    }
}

wire_enum! {
    /// How an item of the inbox was settled.
    #[derive(Copy, Eq)]
    pub enum InboxOutcome {
        /// Another event of the same payment was booked.
        "booked" Booked,
        /// All of the money was given back.
        "refunded" Refunded,
        /// A person assigned it to an invoice.
        "assigned" Assigned,
        /// A person dismissed it.
        "dismissed" Dismissed,
    }
}

wire_struct! {
    /// An event of a provider that a person has to look at.
    pub struct InboxItem {
        /// Its id.
        "id" id: String,
        /// When it came.
        "at" at: Instant,
        /// Who sent it.
        "provider" provider: String,
        /// Why it was not booked.
        "reason" reason: InboxReason,
        /// The provider's identifier of the payment.
        "providerId" provider_id: String,
        /// The invoice that it names, where that exists.
        "invoiceId" invoice_id: Option<String>,
        /// Amount of the money.
        "amount" amount: Option<Decimal>,
        /// Currency of the money; absent for one that is not in ISO 4217.
        "currency" currency: Option<String>,
        /// When it was settled; absent while it waits.
        "resolvedAt" resolved_at: Option<Instant>,
        /// How it was settled.
        "outcome" outcome: Option<InboxOutcome>,
        /// Why it was dismissed.
        "note" note: Option<String>,
        /// How much of the money was given back since.
        "refunded" refunded: Option<Decimal>,
        /// What the provider sent.
        "event" event: ProviderJson,
    }
}

wire_struct! {
    /// Where the money of an item belongs.
    pub struct AssignInput {
        /// The invoice.
        "invoiceId" invoice_id: String,
    }
}

wire_struct! {
    /// Why an item needs no booking.
    pub struct DismissInput {
        /// Why.
        "reason" reason: String,
    }
}

list! {
    /// Provider events that a person has to look at, oldest first.
    InboxList of InboxItem
}
