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
        /// When another event of the same payment settled it, or all of the money was given back.
        "resolvedAt" resolved_at: Option<Instant>,
        /// How much of the money was given back since.
        "refunded" refunded: Option<Decimal>,
        /// What the provider sent.
        "event" event: ProviderJson,
    }
}

list! {
    /// Provider events that a person has to look at, oldest first.
    InboxList of InboxItem
}
