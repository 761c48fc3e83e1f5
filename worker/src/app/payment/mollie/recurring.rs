//! Customers and mandates of Mollie (docs.mollie.com/reference: Customers API, Mandates API; docs.mollie.com/docs/recurring-payments):
//! a first payment leaves a mandate behind, a SEPA mandate that was signed elsewhere is handed over, and later payments are
//! charged under it.

use voldaan::wire::{Value, Writer, parse};

use super::super::json::{below, items, named, text, text_at, unreadable};
use super::super::recurring::{FoundCharge, Granted, Payer, Recurring, Sequence, Signed};
use super::{JSON, Mollie, is_named, is_payment, moment};
use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::web::Call;

/// Names of customers at Mollie begin with this, those of mandates with the other.
const CUSTOMER: &str = "cst_";
const MANDATE: &str = "mdt_";

/// So many payments of a customer are asked for: no list of Mollie's holds more (docs.mollie.com/reference/pagination).
const CHARGES_MAX: usize = 250;
/// So much earlier than it was sent a charge may seem to be: clocks of two houses differ.
const CLOCKS_DIFFER_MILLISECONDS: i64 = 60 * 60 * 1000;

impl Recurring for Mollie {
    fn enrol(&self, key: &str, payer: &Payer) -> Call {
        let mut out = Writer::new();
        out.object();
        out.pair("name", &payer.name);
        if let Some(email) = &payer.email {
            out.pair("email", email);
        }
        out.key("metadata");
        out.object();
        out.pair("voldaanCustomer", &payer.id);
        out.end_object();
        out.end_object();
        Call::post("/v2/customers", JSON, out.finish()).bearer(key).repeatable(&payer.request)
    }

    fn look_up(&self, key: &str, customer: &str) -> Call {
        Call::get(format!("/v2/customers/{}", safe(customer, CUSTOMER))).bearer(key)
    }

    fn enrolled(&self, body: &str) -> Result<String, Problem> {
        text_at(body, &["id"]).filter(|id| is_named(id, CUSTOMER)).ok_or_else(|| unreadable("Mollie"))
    }

    fn hand_over(&self, key: &str, customer: &str, signed: &Signed) -> Call {
        let mut out = Writer::new();
        out.object();
        out.pair("method", "directdebit");
        out.pair("consumerName", &signed.holder);
        out.pair("consumerAccount", &signed.iban);
        if let Some(bic) = &signed.bic {
            out.pair("consumerBic", bic);
        }
        out.pair("signatureDate", &signed.signed);
        out.pair("mandateReference", &signed.reference);
        out.end_object();
        let path = format!("/v2/customers/{}/mandates", safe(customer, CUSTOMER));
        Call::post(path, JSON, out.finish()).bearer(key).repeatable(&signed.request)
    }

    fn handed_over(&self, customer: &str, body: &str) -> Result<Granted, Problem> {
        let mandate = parse(body)?;
        let id = text(mandate.get("id")).filter(|id| is_named(id, MANDATE)).ok_or_else(|| unreadable("Mollie"))?;
        Ok(Granted {
            customer: customer.to_owned(),
            id,
            method: text(mandate.get("method")),
            is_valid: text(mandate.get("status")).as_deref() == Some("valid"),
            at: moment(mandate.get("createdAt")),
        })
    }

    fn ask_charges(&self, key: &str, customer: &str) -> Call {
        Call::get(format!("/v2/customers/{}/payments?limit={CHARGES_MAX}", safe(customer, CUSTOMER))).bearer(key)
    }

    fn find_charge(&self, body: &str, name: &str, sent: Moment) -> FoundCharge {
        let Ok(value) = parse(body) else { return FoundCharge::Unclear };
        let list = below(&value, &["_embedded", "payments"]);
        // The newest one comes first.
        let payments = items(list);
        let found = payments.iter().find(|payment| named(payment, "voldaanOrder").as_deref() == Some(name));
        if let Some(found) = found {
            let id = text(found.get("id")).filter(|id| is_payment(id));
            return id.map_or(FoundCharge::Unclear, FoundCharge::Taken);
        }
        let begun = sent.plus_milliseconds(-CLOCKS_DIFFER_MILLISECONDS);
        let oldest = payments.last().and_then(|payment| moment(payment.get("createdAt")));
        let is_whole = payments.len() < CHARGES_MAX || oldest.is_some_and(|oldest| oldest < begun);
        if list.is_some() && is_whole { FoundCharge::None } else { FoundCharge::Unclear }
    }

    fn is_charge(&self, body: &str, payment: &str, name: &str) -> bool {
        let own = |path: &[&str]| text_at(body, path);
        own(&["id"]).as_deref() == Some(payment) && own(&["metadata", "voldaanOrder"]).as_deref() == Some(name)
    }

    fn revoke(&self, key: &str, customer: &str, mandate: &str) -> Call {
        let (customer, mandate) = (safe(customer, CUSTOMER), safe(mandate, MANDATE));
        Call::delete(format!("/v2/customers/{customer}/mandates/{mandate}")).bearer(key)
    }
}

/// What a payment says of its place in a series.
pub(super) fn write(sequence: &Sequence, out: &mut Writer) {
    let (kind, customer) = match sequence {
        Sequence::First { customer } => ("first", customer),
        Sequence::Recurring { customer, .. } => ("recurring", customer),
    };
    out.pair("sequenceType", kind);
    out.pair("customerId", customer);
    if let Sequence::Recurring { mandate, .. } = sequence {
        out.pair("mandateId", mandate);
    }
}

/// The mandate that a first payment left behind once it was paid.
pub(super) fn granted(payment: &Value<'_>) -> Option<Granted> {
    let named = |field: &str, prefix| text(payment.get(field)).filter(|id| is_named(id, prefix));
    if text(payment.get("sequenceType")).as_deref() != Some("first") {
        return None;
    }
    Some(Granted {
        customer: named("customerId", CUSTOMER)?,
        id: named("mandateId", MANDATE)?,
        method: text(payment.get("method")),
        is_valid: true,
        at: moment(payment.get("paidAt")),
    })
}

/// A name as part of a path; one that is none goes nowhere, rather than to another address of the service.
fn safe<'a>(id: &'a str, prefix: &'a str) -> &'a str {
    if is_named(id, prefix) { id } else { prefix }
}
