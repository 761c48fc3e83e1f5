//! The national rules of Peppol BIS Billing 3 (May 2026) for sellers outside of the Netherlands, Belgium and Germany.

use super::profile::is_swedish_rate;
use super::{at, missing, refuse};
use crate::einvoice::{means, said, written};
use crate::invoice::{Category, DocumentType, Issued, Profile};
use crate::party::Party;
use crate::wire::Reader;

/// Whether the seller is of this country.
pub(super) fn is_from(issued: &Issued, country: &str) -> bool {
    issued.head().supplier.as_ref().is_some_and(|party| party.country == country)
}

/// Whether seller and buyer are of this country.
pub(super) fn is_domestic(issued: &Issued, country: &str) -> bool {
    is_from(issued, country) && issued.head().customer.as_ref().is_some_and(|party| party.country == country)
}

pub(super) fn check(issued: &Issued, profile: Profile, cx: &mut Reader) {
    let Some(supplier) = issued.head().supplier.as_ref().filter(|_| profile == Profile::Peppol) else { return };
    match supplier.country.as_str() {
        "DK" => danish(issued, supplier, cx),
        "GR" => {
            let message =
                "A Greek seller's invoice bears a MARK number of the tax authority, which Voldaan does not write.";
            refuse("supplier.country", "GR-R-004-1", "BT-40", message, "Send it through a Greek provider.", cx);
        }
        "IS" => icelandic(issued, supplier, cx),
        "IT" => italian(supplier, cx),
        "NO" => norwegian(supplier, cx),
        "SE" => swedish(issued, supplier, cx),
        _ => {}
    }
}

fn address_field<'a>(party: &'a Party, field: &str) -> Option<&'a str> {
    let address = party.address.as_ref()?;
    said(match field {
        "line1" => address.line1.as_deref(),
        "city" => address.city.as_deref(),
        _ => address.postal_code.as_deref(),
    })
}

fn company_scheme(party: &Party) -> Option<&str> {
    party.company_id.as_ref().map(|id| id.scheme.as_str())
}

fn danish(issued: &Issued, supplier: &Party, cx: &mut Reader) {
    let message = "A Danish party is known by its CVR number (0184).";
    if company_scheme(supplier) != Some("0184") {
        missing("supplier.companyId", "DK-R-014", "BT-30", message, cx);
    }
    let customer = issued.head().customer.as_deref().filter(|customer| customer.country == "DK");
    if customer.and_then(company_scheme).is_some_and(|scheme| scheme != "0184") {
        refuse("customer.companyId", "DK-R-017", "BT-47", message, "State the CVR number.", cx);
    }
    for (index, method) in issued.head().payment_methods.iter().enumerate() {
        // 30, 48 and 68 among those that are written here; DK-R-005 takes 48.
        if matches!(means::code(method, issued.head().currency), "30" | "68") {
            let message = "Danish sellers do not state this way to pay.";
            refuse(
                at("paymentMethods", index, ".kind"),
                "DK-R-005",
                "BT-81",
                message,
                "State a transfer in euros, or leave it out.",
                cx,
            );
        }
    }
    if issued.head().document_type() == DocumentType::CreditNote && issued.totals().payable.is_sign_negative() {
        let message = "A Danish credit note is not below zero.";
        refuse("lines", "DK-R-016", "BT-115", message, "Send an invoice.", cx);
    }
}

fn icelandic(issued: &Issued, supplier: &Party, cx: &mut Reader) {
    let kind = issued.head().document_type();
    if !matches!(kind, DocumentType::Invoice | DocumentType::CreditNote) {
        let message = "Icelandic sellers send invoices and credit notes only.";
        refuse("type", "IS-R-001", "BT-3", message, "Send an ordinary invoice.", cx);
    }
    let parties = [
        ("supplier", Some(supplier), "IS-R-002", "IS-R-003", "BT-30"),
        (
            "customer",
            issued.head().customer.as_deref().filter(|party| party.country == "IS"),
            "IS-R-004",
            "IS-R-005",
            "BT-47",
        ),
    ];
    for (path, party, number_rule, address_rule, term) in parties {
        let Some(party) = party else { continue };
        if company_scheme(party) != Some("0196") {
            let message = "An Icelandic party is known by its kennitala (0196).";
            missing([path, ".companyId"].concat(), number_rule, term, message, cx);
        }
        for field in ["line1", "postalCode"] {
            if address_field(party, field).is_none() {
                let message = "An Icelandic address has street and post code.";
                missing([path, ".address.", field].concat(), address_rule, "BG-5", message, cx);
            }
        }
    }
}

fn italian(supplier: &Party, cx: &mut Reader) {
    if said(supplier.tax_id.as_deref()).is_some_and(|id| !(11..=16).contains(&id.chars().count())) {
        let message = "An Italian tax number has 11 to 16 characters.";
        refuse("supplier.taxId", "IT-R-001", "BT-32", message, "State the codice fiscale.", cx);
    }
    for (field, rule) in [("line1", "IT-R-002"), ("city", "IT-R-003"), ("postalCode", "IT-R-004")] {
        if address_field(supplier, field).is_none() {
            missing(
                ["supplier.address.", field].concat(),
                rule,
                "BG-5",
                "An Italian address has street, city and post code.",
                cx,
            );
        }
    }
}

fn norwegian(supplier: &Party, cx: &mut Reader) {
    let id = said(supplier.vat_id.as_deref()).map(written::vat_id);
    if id.is_some_and(|id| !(id.len() == 14 && id.starts_with("NO") && id.ends_with("MVA"))) {
        let message = "A Norwegian VAT id is NO, nine digits and MVA.";
        refuse("supplier.vatId", "NO-R-001", "BT-31", message, "Write it as NO995525828MVA.", cx);
    }
}

fn swedish(issued: &Issued, supplier: &Party, cx: &mut Reader) {
    let id = said(supplier.vat_id.as_deref()).map(written::vat_id);
    if id.is_some_and(|id| id.len() != 14) {
        let message = "A Swedish VAT id is SE and twelve digits.";
        refuse("supplier.vatId", "SE-R-001", "BT-31", message, "Write it as SE556677889901.", cx);
    }
    if let Some(id) = &supplier.company_id
        && (id.value.len() != 10 || !id.value.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let message = "A Swedish organisation number has ten digits.";
        refuse("supplier.companyId.value", "SE-R-004", "BT-30", message, "Write it without a hyphen.", cx);
    }
    if said(supplier.tax_id.as_deref()).is_some_and(|text| text != "Godkänd för F-skatt") {
        let message = "Swedish sellers state one tax registration only.";
        refuse("supplier.taxId", "SE-R-005", "BT-32", message, "Write \"Godkänd för F-skatt\", or leave it out.", cx);
    }
    for row in issued.vat_breakdown() {
        if row.category == Category::S && !row.rate.is_some_and(is_swedish_rate) {
            let message = "A Swedish seller's rates are 25, 12 and 6 %.";
            refuse("lines", "SE-R-006", "BT-119", message, "Correct the rate.", cx);
        }
    }
}
