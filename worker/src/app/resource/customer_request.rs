//! What customers ask or say on their page and a person has to answer.

use voldaan::ledger::PlannedInstalment;
use voldaan::party::Contact;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// What a customer asks or says.
    #[derive(Copy, Eq)]
    pub enum CustomerRequestKind {
        /// To pay in parts.
        "paymentPlan" PaymentPlan,
        /// To send what comes next to somebody else.
        "contact" Contact,
        /// The answer to the one question: whether the invoice was clear and easy to pay.
        "feedback" Feedback,
    }
}

wire_enum! {
    /// What became of a request.
    #[derive(Copy, Eq)]
    pub enum CustomerRequestOutcome {
        /// It was granted, or read.
        "accepted" Accepted,
        /// It was not granted.
        "declined" Declined,
    }
}

wire_struct! {
    /// What a customer filled in.
    #[derive(Default)]
    pub struct CustomerWords {
        /// The parts that were asked for: of what is owed and not contested that day, as equal as cents allow.
        "instalments" instalments: Vec<PlannedInstalment>,
        /// The contact that they want (BG-9); what is absent stays as it is.
        "contact" contact: Option<Contact>,
        /// Whether the invoice was clear and easy to pay.
        "clear" clear: Option<bool>,
        /// What they wrote.
        "text" text: Option<String>,
    }
}

wire_struct! {
    /// Something that a customer asked or said on the page of an invoice.
    pub struct CustomerRequest {
        /// Its id.
        "id" id: String,
        /// When.
        "at" at: Instant,
        /// The invoice it is about.
        "invoiceId" invoice_id: String,
        /// What it is.
        "kind" kind: CustomerRequestKind,
        /// What they filled in.
        "said" said: CustomerWords,
        /// When it was decided; absent while it waits.
        "resolvedAt" resolved_at: Option<Instant>,
        /// What became of it.
        "outcome" outcome: Option<CustomerRequestOutcome>,
    }
}

list! {
    /// What customers asked or said, oldest first; those without `resolvedAt` wait.
    CustomerRequestList of CustomerRequest
}

wire_struct! {
    /// What becomes of a request.
    pub struct CustomerRequestResolvedInput {
        /// The decision. A payment plan that is granted is booked as it was asked for, or with the instalments given here; a
        /// contact that is granted is that of the customer from then on.
        "outcome" outcome: CustomerRequestOutcome,
        /// Other instalments than those asked for.
        "instalments" instalments: Vec<PlannedInstalment>,
    }
}
