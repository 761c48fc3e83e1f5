//! Delivery, payment, allowances and charges, VAT and totals of a UBL document.

use crate::einvoice::{means, row, said, specification, terms, written};
use crate::invoice::{
    AdjustmentKind, AllowanceCharge, Category, Issued, MethodKind, PaymentMethod, Profile, Vat, VatBreakdown,
};
use crate::money::{Currency, Decimal};

use super::Writer;
use super::party::{address, identifier, name};

/// Delivery (BG-13): its day, its place, who receives.
pub(super) fn delivery(issued: &Issued, xml: &mut Writer) {
    let head = issued.head();
    xml.open("cac:Delivery");
    xml.day("cbc:ActualDeliveryDate", head.delivery_date);
    if let Some(receiver) = &head.deliver_to {
        xml.open("cac:DeliveryLocation");
        // The place has one identifier (BT-71); the company number stands in where it has none of its own.
        match receiver.ids.first() {
            Some(id) => super::identifier("cbc:ID", id, xml),
            None => identifier("cbc:ID", receiver.company_id.as_ref(), written::company_id, xml),
        }
        address("cac:Address", receiver, xml);
        xml.close();
        xml.open("cac:DeliveryParty");
        name(Some(&receiver.name), xml);
        xml.close();
    }
    xml.close();
}

/// Ways to pay (BG-16), each with the reference to quote (BT-83).
pub(super) fn means(issued: &Issued, is_credit: bool, xml: &mut Writer) {
    let head = issued.head();
    let reference = head.payment_reference.as_ref().map(written::reference);
    let reference = reference.as_deref();
    // A credit note has its due date (BT-9) here, and once only (UBL-SR-45).
    let mut due = issued.due_date().filter(|_| is_credit);
    for method in &head.payment_methods {
        xml.open("cac:PaymentMeans");
        let text = means::text(method);
        let attribute = text.as_deref().map(|text| ("name", text));
        xml.leaf_with("cbc:PaymentMeansCode", attribute.as_slice(), means::code(method, head.currency));
        xml.day("cbc:PaymentDueDate", due.take());
        xml.leaf_if("cbc:PaymentID", reference);
        account(method, xml);
        xml.close();
    }
    if head.payment_methods.is_empty() && (reference.is_some() || due.is_some()) {
        xml.open("cac:PaymentMeans");
        xml.leaf("cbc:PaymentMeansCode", means::UNDEFINED);
        xml.day("cbc:PaymentDueDate", due);
        xml.leaf_if("cbc:PaymentID", reference);
        xml.close();
    }
}

/// The account of a method (BG-17), or its mandate and the account to debit (BG-19).
fn account(method: &PaymentMethod, xml: &mut Writer) {
    match method.kind {
        MethodKind::CreditTransfer => {
            xml.open("cac:PayeeFinancialAccount");
            xml.leaf_if("cbc:ID", method.iban.as_deref().map(written::account).as_deref());
            xml.leaf_if("cbc:Name", method.name.as_deref());
            xml.open("cac:FinancialInstitutionBranch");
            xml.leaf_if("cbc:ID", method.bic.as_deref().map(written::bank).as_deref());
            xml.close();
            xml.close();
        }
        MethodKind::DirectDebit => {
            xml.open("cac:PaymentMandate");
            xml.leaf_if("cbc:ID", method.mandate_id.as_deref());
            xml.open("cac:PayerFinancialAccount");
            xml.leaf_if("cbc:ID", method.iban.as_deref().map(written::account).as_deref());
            xml.close();
            xml.close();
        }
        MethodKind::Card | MethodKind::Cash | MethodKind::Online => {}
    }
}

/// Payment terms (BT-20).
pub(super) fn terms(issued: &Issued, profile: Profile, xml: &mut Writer) {
    xml.open("cac:PaymentTerms");
    xml.leaf_if("cbc:Note", terms::text(issued, profile).as_deref());
    xml.close();
}

/// Allowances (BG-20) and charges (BG-21) of the document.
pub(super) fn adjustments(issued: &Issued, xml: &mut Writer) {
    for row in &issued.derived().adjustments {
        let kind = row.kind == AdjustmentKind::Charge;
        allowance_charge(&row.as_said(), kind, Some(&row.vat), issued.head().currency, xml);
    }
}

/// An allowance or charge; those of lines have no VAT of their own.
pub(super) fn allowance_charge(
    row: &AllowanceCharge,
    is_charge: bool,
    vat: Option<&Vat>,
    currency: Currency,
    xml: &mut Writer,
) {
    xml.open("cac:AllowanceCharge");
    xml.leaf("cbc:ChargeIndicator", if is_charge { "true" } else { "false" });
    xml.leaf_if("cbc:AllowanceChargeReasonCode", row.reason_code.as_deref());
    xml.leaf_if("cbc:AllowanceChargeReason", row.reason.as_deref());
    let percent = row::percentage(row);
    if let Some((percent, _)) = percent {
        xml.decimal("cbc:MultiplierFactorNumeric", &[], percent);
    }
    xml.amount("cbc:Amount", row.amount.unwrap_or_default(), currency);
    if let Some((_, base)) = percent {
        xml.amount("cbc:BaseAmount", base, currency);
    }
    if let Some(vat) = vat {
        tax_category("cac:TaxCategory", vat.category, vat.rate, None, xml);
    }
    xml.close();
}

/// Category and rate (BG-30, BG-23), and why there is no VAT.
pub(super) fn tax_category(
    element: &'static str,
    category: Category,
    rate: Option<Decimal>,
    reason: Option<&VatBreakdown>,
    xml: &mut Writer,
) {
    xml.open(element);
    xml.leaf("cbc:ID", category.as_str());
    if let Some(rate) = rate {
        xml.decimal("cbc:Percent", &[], rate);
    }
    if let Some(row) = reason {
        xml.leaf_if("cbc:TaxExemptionReasonCode", row.exemption_code.as_deref());
        xml.leaf_if("cbc:TaxExemptionReason", row.exemption_reason.as_deref());
    }
    xml.open("cac:TaxScheme");
    xml.leaf("cbc:ID", "VAT");
    xml.close();
    xml.close();
}

/// VAT by category and rate (BG-23), its total (BT-110), and the total in the accounting currency (BT-111).
pub(super) fn tax(issued: &Issued, profile: Profile, xml: &mut Writer) {
    let currency = issued.head().currency;
    xml.open("cac:TaxTotal");
    xml.amount("cbc:TaxAmount", issued.totals().vat, currency);
    for row in issued.vat_breakdown() {
        xml.open("cac:TaxSubtotal");
        xml.amount("cbc:TaxableAmount", row.base, currency);
        xml.amount("cbc:TaxAmount", row.amount, currency);
        // XRechnung asks for a rate where there is none (BR-DE-14).
        let zero = (specification::is_xrechnung(profile) && row.category == Category::O).then_some(Decimal::ZERO);
        tax_category("cac:TaxCategory", row.category, row.rate.or(zero), Some(row), xml);
        xml.close();
    }
    xml.close();
    if let (Some(other), Some(amount)) = (&issued.head().vat_currency, issued.totals().vat_in_accounting_currency) {
        xml.open("cac:TaxTotal");
        xml.amount("cbc:TaxAmount", amount, other.currency);
        xml.close();
    }
}

/// Totals (BG-22).
pub(super) fn totals(issued: &Issued, xml: &mut Writer) {
    let (totals, currency) = (issued.totals(), issued.head().currency);
    let rows = &issued.derived().adjustments;
    xml.open("cac:LegalMonetaryTotal");
    xml.amount("cbc:LineExtensionAmount", totals.line_net, currency);
    xml.amount("cbc:TaxExclusiveAmount", totals.net, currency);
    xml.amount("cbc:TaxInclusiveAmount", totals.gross, currency);
    if rows.iter().any(|row| !row.is_charge()) {
        xml.amount("cbc:AllowanceTotalAmount", totals.allowances, currency);
    }
    if rows.iter().any(|row| row.is_charge()) {
        xml.amount("cbc:ChargeTotalAmount", totals.charges, currency);
    }
    if !totals.prepaid.is_zero() {
        xml.amount("cbc:PrepaidAmount", totals.prepaid, currency);
    }
    if !totals.rounding.is_zero() {
        xml.amount("cbc:PayableRoundingAmount", totals.rounding, currency);
    }
    xml.amount("cbc:PayableAmount", totals.payable, currency);
    xml.close();
}

/// The item identifiers of a line.
pub(super) fn item_identifier(element: &'static str, id: Option<&str>, xml: &mut Writer) {
    let Some(id) = said(id) else { return };
    xml.open(element);
    xml.leaf("cbc:ID", id);
    xml.close();
}
