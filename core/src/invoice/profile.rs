//! What usage specifications ask beyond EN 16931: Peppol BIS 3, NLCIUS, XRechnung, Factur-X.
//!
//! Only what an invoice must say before it can be written in that form; the full rule sets judge the written document.

use super::check::{Profile, is_said, missing};
use super::draft::{DocumentType, Draft};
use crate::finding::Code;
use crate::party::Party;
use crate::wire::Reader;

/// Adds what the profile misses.
pub(super) fn check(draft: &Draft, profile: Profile, cx: &mut Reader) {
    match profile {
        Profile::En16931 | Profile::FacturxEn16931 | Profile::FacturxBasic => {}
        Profile::Peppol => peppol(draft, cx),
        Profile::Nlcius => dutch(draft, cx),
        Profile::Xrechnung | Profile::FacturxXrechnung => german(draft, cx),
    }
    // The national rules of Peppol BIS 3 bind sellers of that country, whatever the profile says on top.
    let dutch_seller = draft.supplier.as_ref().is_some_and(|supplier| supplier.country == "NL");
    if profile == Profile::Peppol && dutch_seller {
        dutch(draft, cx);
    }
}

fn endpoints(draft: &Draft, rules: [&str; 2], cx: &mut Reader) {
    let parties = [("supplier", &draft.supplier, "BT-34"), ("customer", &draft.customer, "BT-49")];
    for ((path, party, term), rule) in parties.into_iter().zip(rules) {
        if party.as_ref().is_some_and(|party| party.endpoint.is_none()) {
            let message = "The network delivers to an electronic address, which is missing.";
            missing(Code::PartyFieldMissing, &format!("{path}.endpoint"), rule, term, message, cx);
        }
    }
}

fn reference(draft: &Draft, rule: &str, cx: &mut Reader) {
    if !is_said(&draft.buyer_reference) && !is_said(&draft.purchase_order) {
        let message = "The buyer finds the invoice by a buyer reference or a purchase order; one of them is needed.";
        missing(Code::FieldMissing, "buyerReference", rule, "BT-10", message, cx);
    }
}

fn peppol(draft: &Draft, cx: &mut Reader) {
    reference(draft, "PEPPOL-EN16931-R003", cx);
    endpoints(draft, ["PEPPOL-EN16931-R020", "PEPPOL-EN16931-R010"], cx);
}

fn is_dutch(party: &Option<Box<Party>>) -> Option<&Party> {
    party.as_deref().filter(|party| party.country == "NL")
}

/// The Dutch rules NL-R-001 to NL-R-008.
fn dutch(draft: &Draft, cx: &mut Reader) {
    let parties = [
        ("supplier", &draft.supplier, "NL-R-002", "NL-R-003", "BT-30"),
        ("customer", &draft.customer, "NL-R-004", "NL-R-005", "BT-47"),
    ];
    for (path, party, address_rule, number_rule, term) in parties {
        let Some(party) = is_dutch(party) else { continue };
        let address = party.address.clone().unwrap_or_default();
        let fields = [("line1", &address.line1), ("city", &address.city), ("postalCode", &address.postal_code)];
        for (field, value) in fields {
            if !is_said(value) {
                let message = "A Dutch address has street, city and post code.";
                missing(Code::PartyFieldMissing, &format!("{path}.address.{field}"), address_rule, "BG-5", message, cx);
            }
        }
        let number = party.company_id.as_ref().is_some_and(|id| id.scheme == "0106" || id.scheme == "0190");
        if !number && (path == "supplier" || party.company_id.is_some()) {
            let message = "A Dutch party is known by its KVK number (0106) or OIN (0190).";
            missing(Code::PartyFieldMissing, &format!("{path}.companyId"), number_rule, term, message, cx);
        }
    }
    // Asked for only where the customer pays the supplier.
    let pays = draft.document_type() != DocumentType::CreditNote;
    if pays && draft.payment_methods.is_empty() && is_dutch(&draft.supplier).is_some() {
        missing(Code::PaymentMethod, "paymentMethods", "NL-R-007", "BG-16", "The means of payment is missing.", cx);
    }
}

/// The German rules BR-DE-1 to BR-DE-28 that concern what the invoice says.
fn german(draft: &Draft, cx: &mut Reader) {
    if draft.payment_methods.is_empty() {
        missing(Code::PaymentMethod, "paymentMethods", "BR-DE-1", "BG-16", "The means of payment is missing.", cx);
    }
    if !is_said(&draft.buyer_reference) {
        let message = "The Leitweg-ID or another buyer reference is missing.";
        missing(Code::FieldMissing, "buyerReference", "BR-DE-15", "BT-10", message, cx);
    }
    endpoints(draft, ["PEPPOL-EN16931-R020", "PEPPOL-EN16931-R010"], cx);
    let parties =
        [("supplier", &draft.supplier, ["BR-DE-3", "BR-DE-4"]), ("customer", &draft.customer, ["BR-DE-8", "BR-DE-9"])];
    for (path, party, rules) in parties {
        let Some(party) = party else { continue };
        let address = party.address.clone().unwrap_or_default();
        for ((field, value), rule) in
            [("city", &address.city), ("postalCode", &address.postal_code)].into_iter().zip(rules)
        {
            if !is_said(value) {
                let message = "City and post code are asked for.";
                missing(Code::PartyFieldMissing, &format!("{path}.address.{field}"), rule, "BG-5", message, cx);
            }
        }
    }
    let contact = draft.supplier.as_ref().map(|supplier| supplier.contact.clone().unwrap_or_default());
    if let Some(contact) = contact {
        let fields = [
            ("name", &contact.name, "BR-DE-5"),
            ("phone", &contact.phone, "BR-DE-6"),
            ("email", &contact.email, "BR-DE-7"),
        ];
        for (field, value, rule) in fields {
            if !is_said(value) {
                let message = "The contact of the supplier has a name, a telephone number and an e-mail address.";
                missing(Code::PartyFieldMissing, &format!("supplier.contact.{field}"), rule, "BG-6", message, cx);
            }
        }
    }
}
