//! Mandates that payment services keep, and charges under them: what the service takes and gives of them over HTTP.

use rust_decimal::Decimal;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// How far a mandate at a payment service is.
    #[derive(Copy, Eq)]
    pub enum PaymentMandateState {
        /// The payment service still looks at it.
        "requested" Requested,
        /// It can be charged and was not yet.
        "active" Active,
        /// It was charged.
        "used" Used,
        /// It holds no longer.
        "revoked" Revoked,
    }
}

wire_struct! {
    /// A signed mandate to hand over to a payment service.
    pub struct PaymentMandateInput {
        /// The mandate (`/v1/mandates`); it is signed and holds.
        "mandateId" mandate_id: String,
        /// The payment service; the first that keeps mandates if absent.
        "provider" provider: Option<String>,
    }
}

wire_struct! {
    /// A mandate that a payment service keeps.
    pub struct PaymentMandate {
        /// Its id.
        "id" id: String,
        /// The customer who gave it.
        "customerId" customer_id: String,
        /// The payment service.
        "provider" provider: String,
        /// Its name at the payment service.
        "providerId" provider_id: String,
        /// The means of payment by the service's own name, such as directdebit or creditcard.
        "method" method: Option<String>,
        /// How far it is.
        "state" state: PaymentMandateState,
        /// When it was given.
        "createdAt" created_at: Instant,
    }
}

list! {
    /// Mandates of a customer, oldest first.
    PaymentMandateList of PaymentMandate
}

wire_struct! {
    /// What to charge without the customer at hand.
    #[derive(Default)]
    pub struct ChargeInput {
        /// The mandate; the newest of the customer that holds if absent.
        "paymentMandateId" payment_mandate_id: Option<String>,
        /// How much; all that is due today, less a discount for paying early, if absent.
        "amount" amount: Option<Decimal>,
    }
}
