//! Resources: what the service takes and gives over HTTP beside the engine's own types, each declared once.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{CreditLine, Draft, PaymentMethod, Terms};
use voldaan::ledger::Status;
use voldaan::party::Party;
use voldaan::wire::{Array, Instant, Node, Shape, TextMap, Wire, Writer};
use voldaan::{wire_enum, wire_struct};

/// Declares a page of a list.
macro_rules! list {
    ($(#[doc = $doc:literal])* $name:ident of $item:ty) => {
        wire_struct! {
            $(#[doc = $doc])*
            pub struct $name {
                /// The items of this page.
                "items" items: Array<$item>,
                /// Where the next page starts: send it as `cursor` (for events as `after`); absent on the last page.
                "next" next: Option<String>,
            }
        }
    };
}

/// Declares JSON that the engine has written; the service passes it on as it is.
macro_rules! engine_json {
    ($(#[doc = $doc:literal])* $name:ident, $schema:expr) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(pub String);

        impl Wire for $name {
            const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
                cx.mistyped("Nothing: this is an output", &value);
                Node::Absent
            });

            fn take(_: Node<'_>) -> Self {
                $name("{}".to_owned())
            }

            fn write(&self, out: &mut Writer) {
                out.raw(&self.0);
            }

            #[cfg(feature = "schema")]
            fn schema(registry: &mut voldaan::wire::schema::Registry) -> voldaan::wire::schema::Schema {
                let schema: fn(&mut voldaan::wire::schema::Registry) -> voldaan::wire::schema::Schema = $schema;
                schema(registry)
            }
        }
    };
}

engine_json! {
    /// A computed invoice as the engine wrote it.
    InvoiceJson, voldaan::invoice::invoice_schema
}

engine_json! {
    /// A draft as the engine wrote it.
    DraftJson, <Draft as Wire>::schema
}

engine_json! {
    /// An entry of the ledger as the engine wrote it.
    EntryJson, <voldaan::ledger::Entry as Wire>::schema
}

engine_json! {
    /// An action of a dunning policy as the engine wrote it.
    ActionJson, <voldaan::dunning::Action as Wire>::schema
}

engine_json! {
    /// The text of a reminder as the engine wrote it.
    LetterJson, <voldaan::dunning::LetterText as Wire>::schema
}

engine_json! {
    /// What a provider sent, as it came.
    ProviderJson, |_| voldaan::wire::schema::Schema::Any
}

wire_struct! {
    /// A number series.
    pub struct Series {
        /// What requests call it; `invoice` and `creditNote` are taken where a request names none.
        "name" name: String,
        /// Pattern of its numbers, such as {year}-{seq:4}.
        "pattern" pattern: String,
    }
}

wire_struct! {
    /// What can be said of an administration.
    pub struct AdministrationInput {
        /// Its name.
        "name" name: String,
        /// IANA time zone that decides what day it is; Europe/Amsterdam if absent.
        "timeZone" time_zone: Option<String>,
        /// Whether it is for tests: only then the header X-Voldaan-Test-Clock sets the time. Cannot be changed later.
        "test" test: Option<bool>,
        /// Seller of its invoices where a draft names none (BG-4).
        "supplier" supplier: Option<Party>,
        /// Payment terms of its invoices where a draft has none (BT-9, BT-20).
        "paymentTerms" payment_terms: Option<Terms>,
        /// Ways to pay its invoices where a draft has none (BG-16).
        "paymentMethods" payment_methods: Vec<PaymentMethod>,
        /// Its number series; {year}-{seq:4} for invoices and C{year}-{seq:4} for credit notes if absent.
        "series" series: Vec<Series>,
        /// Signing secret of its Stripe webhook; kept sealed and never shown.
        "stripeWebhookSecret" stripe_webhook_secret: Option<String>,
    }
}

wire_struct! {
    /// An administration: one set of books with its own keys, numbers and time zone.
    pub struct Administration {
        /// Its id.
        "id" id: String,
        /// Its name.
        "name" name: String,
        /// IANA time zone that decides what day it is.
        "timeZone" time_zone: String,
        /// Whether it is for tests.
        "test" test: bool,
        /// Seller of its invoices where a draft names none (BG-4).
        "supplier" supplier: Option<Party>,
        /// Payment terms of its invoices where a draft has none (BT-9, BT-20).
        "paymentTerms" payment_terms: Option<Terms>,
        /// Ways to pay its invoices where a draft has none (BG-16).
        "paymentMethods" payment_methods: Vec<PaymentMethod>,
        /// Its number series.
        "series" series: Array<Series>,
        /// Whether a signing secret for Stripe's webhook is kept.
        "stripeWebhook" stripe_webhook: bool,
    }
}

wire_struct! {
    /// A new administration with its first key.
    pub struct NewAdministration {
        /// The administration.
        "administration" administration: Administration,
        /// Its first API key. Keep it: it is not shown again.
        "apiKey" api_key: String,
    }
}

wire_struct! {
    /// What a new key is for.
    pub struct KeyInput {
        /// What it is for.
        "name" name: String,
    }
}

wire_struct! {
    /// An API key, without its secret.
    pub struct Key {
        /// Its id.
        "id" id: String,
        /// What it is for.
        "name" name: String,
        /// When it was made.
        "createdAt" created_at: Instant,
        /// When it was revoked.
        "revokedAt" revoked_at: Option<Instant>,
        /// Its text, only in the answer that made it. Keep it: it is not shown again.
        "apiKey" api_key: Option<String>,
    }
}

list! {
    /// API keys.
    KeyList of Key
}

wire_struct! {
    /// What can be said of a customer.
    pub struct CustomerInput {
        /// Who they are (BG-7).
        "party" party: Party,
        /// The caller's own data; kept, never interpreted.
        "metadata" metadata: TextMap,
    }
}

wire_struct! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        "id" id: String,
        /// Who they are (BG-7).
        "party" party: Party,
        /// The caller's own data.
        "metadata" metadata: TextMap,
    }
}

list! {
    /// Customers, oldest first.
    CustomerList of Customer
}

wire_struct! {
    /// What can be said of an invoice while it is a draft.
    pub struct InvoiceInput {
        /// The draft.
        "draft" draft: Draft,
        /// The customer to take as buyer (BG-7) until it is issued.
        "customerId" customer_id: Option<String>,
    }
}

wire_struct! {
    /// Addresses that belong to an invoice.
    pub struct Links {
        /// The customer's page: signed, good for 180 days.
        "customer" customer: Option<String>,
    }
}

wire_struct! {
    /// A credit note of an invoice.
    pub struct CreditNoteReference {
        /// Its id.
        "id" id: String,
        /// Its number (BT-1).
        "number" number: String,
    }
}

wire_struct! {
    /// An invoice.
    pub struct InvoiceResource {
        /// Its id.
        "id" id: String,
        /// draft, or the state of its status.
        "state" state: String,
        /// Number (BT-1), once it is issued.
        "number" number: Option<String>,
        /// The customer it was made for.
        "customerId" customer_id: Option<String>,
        /// The invoice that this credit note credits.
        "credits" credits: Option<String>,
        /// The credit notes of this invoice.
        "creditNotes" credit_notes: Vec<CreditNoteReference>,
        /// The invoice as computed; a draft without a date is computed as if it were issued today.
        "invoice" invoice: InvoiceJson,
        /// The draft as it was said; only while it is one.
        "draft" draft: Option<DraftJson>,
        /// Where it stands today.
        "status" status: Status,
        /// Addresses that belong to it.
        "links" links: Links,
        /// SHA-256 of the issued document, its name in the document store.
        "documentHash" document_hash: Option<String>,
    }
}

wire_struct! {
    /// An invoice in a list.
    pub struct InvoiceSummary {
        /// Its id.
        "id" id: String,
        /// draft, or the state after all entries so far.
        "state" state: String,
        /// What the document is (BT-3).
        "type" kind: String,
        /// Number (BT-1), once it is issued.
        "number" number: Option<String>,
        /// Currency (BT-5).
        "currency" currency: String,
        /// Invoice date (BT-2).
        "issueDate" issue_date: Option<Day>,
        /// Due date (BT-9).
        "dueDate" due_date: Option<Day>,
        /// Name of the buyer (BT-44).
        "customerName" customer_name: Option<String>,
        /// Amount due for payment (BT-115).
        "payable" payable: Decimal,
        /// What is still due after all entries so far.
        "amountDue" amount_due: Decimal,
    }
}

list! {
    /// Invoices, newest first.
    InvoiceList of InvoiceSummary
}

wire_struct! {
    /// How to issue a draft.
    pub struct IssueInput {
        /// Series of the number; that of the document type if absent.
        "series" series: Option<String>,
        /// Invoice date (BT-2), not after today; the date of the draft, else today, if absent.
        "issueDate" issue_date: Option<Day>,
    }
}

wire_struct! {
    /// Why an invoice is taken back.
    pub struct VoidInput {
        /// Why; it stands on the credit note.
        "reason" reason: Option<String>,
        /// Date of the credit note (BT-2), not after today; today if absent.
        "issueDate" issue_date: Option<Day>,
        /// Series of the number of the credit note.
        "series" series: Option<String>,
    }
}

wire_struct! {
    /// What to credit of an invoice: exactly one of full, lines and amount.
    pub struct CreditInput {
        /// All that is left.
        "full" full: Option<bool>,
        /// These quantities of these lines.
        "lines" lines: Vec<CreditLine>,
        /// This amount with VAT, spread over the VAT groups.
        "amount" amount: Option<Decimal>,
        /// Why; it stands on the credit note.
        "reason" reason: String,
        /// Date of the credit note (BT-2), not after today; today if absent.
        "issueDate" issue_date: Option<Day>,
        /// Series of the number of the credit note.
        "series" series: Option<String>,
    }
}

wire_struct! {
    /// A payment that somebody saw.
    pub struct PaymentInput {
        /// Amount received, in the currency of the invoice.
        "amount" amount: Decimal,
        /// Day on which it was received; today if absent.
        "on" on: Option<Day>,
        /// Means of payment, such as creditTransfer.
        "method" method: String,
        /// Reference that the payer gave.
        "reference" reference: Option<String>,
    }
}

wire_struct! {
    /// What to compute.
    pub struct CalculateInput {
        /// The draft.
        "draft" draft: Draft,
        /// Whether the answer says how each amount came about.
        "explain" explain: Option<bool>,
    }
}

list! {
    /// Entries of an invoice, in the order in which they were written.
    EntryList of EntryJson
}

wire_struct! {
    /// Something that happened in the administration.
    pub struct Event {
        /// Its place; send the last one seen as `after`.
        "id" id: String,
        /// When.
        "at" at: Instant,
        /// What, such as invoice.issued.
        "type" kind: String,
        /// The invoice or customer or key it happened to.
        "subject" subject: String,
    }
}

list! {
    /// Events, oldest first.
    EventList of Event
}

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

mod dunning;
mod message;
mod recurring;

pub use dunning::*;
pub use message::*;
pub use recurring::*;
