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

wire_enum! {
    /// How far a charge under a mandate is.
    #[derive(Copy, Eq)]
    pub enum MandateChargeState {
        /// It was asked for, and the answer of the payment service is not here: the service is asked what it has.
        "waiting" Waiting,
        /// The payment service has it; the money is not here yet.
        "open" Open,
        /// The money came in.
        "done" Done,
        /// It came to nothing.
        "failed" Failed,
    }
}

wire_struct! {
    /// A charge under a mandate that a payment service keeps.
    pub struct MandateCharge {
        /// Its id.
        "id" id: String,
        /// When it was asked for.
        "at" at: Instant,
        /// The invoice.
        "invoiceId" invoice_id: String,
        /// The payment service.
        "provider" provider: String,
        /// Its name at the payment service, where that is known.
        "providerId" provider_id: Option<String>,
        /// How much.
        "amount" amount: Decimal,
        /// In which currency.
        "currency" currency: String,
        /// How far it is.
        "state" state: MandateChargeState,
        /// Why it failed, or why it still waits.
        "note" note: Option<String>,
    }
}

list! {
    /// Charges of an invoice, oldest first.
    MandateChargeList of MandateCharge
}

wire_enum! {
    /// What became of a charge, as a person found out.
    #[derive(Copy, Eq)]
    pub enum MandateChargeOutcome {
        /// The payment service has it.
        "done" Done,
        /// It never arrived: the invoice may be collected anew.
        "failed" Failed,
    }
}

wire_struct! {
    /// What became of a charge whose answer was lost.
    pub struct MandateChargeSettleInput {
        /// What became of it.
        "outcome" outcome: MandateChargeOutcome,
        /// Its name at the payment service, where that has it; the service is asked whether it is this charge.
        "providerId" provider_id: Option<String>,
        /// How it is known.
        "note" note: Option<String>,
    }
}
