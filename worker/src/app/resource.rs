//! Resources: what the service takes and gives over HTTP beside the engine's own types, each declared once.

use voldaan::wire::{Node, Shape, Wire, Writer};

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
    DraftJson, <voldaan::invoice::Draft as Wire>::schema
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
    /// What became of a payment, as the engine wrote it.
    ApplicationJson, <voldaan::ledger::PaymentApplication as Wire>::schema
}

engine_json! {
    /// What a customer has to the good in one currency, as the engine wrote it.
    CreditBalanceJson, <voldaan::ledger::CreditBalance as Wire>::schema
}

engine_json! {
    /// What a provider sent, as it came.
    ProviderJson, |_| voldaan::wire::schema::Schema::Any
}

mod administration;
mod archive;
mod bank;
mod customer;
mod customer_request;
mod dunning;
mod endpoint;
mod event;
mod feedback;
mod inbox;
mod invoice;
mod item;
mod look;
mod mail;
mod mandate;
mod message;
mod money;
mod payment_mandate;
mod quote;
mod recurring;
mod template;
mod vat_check;

pub use administration::*;
pub use archive::*;
pub use bank::*;
pub use customer::*;
pub use customer_request::*;
pub use dunning::*;
pub use endpoint::*;
pub use event::*;
pub use feedback::*;
pub use inbox::*;
pub use invoice::*;
pub use item::*;
pub use look::*;
pub use mail::*;
pub use mandate::*;
pub use message::*;
pub use money::*;
pub use payment_mandate::*;
pub use quote::*;
pub use recurring::*;
pub use template::*;
pub use vat_check::*;
