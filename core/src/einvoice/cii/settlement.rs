//! Payment, VAT, allowances and charges and totals of a CII document.

use crate::einvoice::{means, row, said, specification, terms, written};
use crate::invoice::{AdjustmentKind, AllowanceCharge, Category, Issued, MethodKind, PaymentMethod, Profile, Vat};
use crate::money::Decimal;

use super::Writer;
use super::party;

pub(super) fn write(issued: &Issued, profile: Profile, xml: &mut Writer) {
    let head = issued.head();
    xml.open("ram:ApplicableHeaderTradeSettlement");
    xml.leaf_if("ram:CreditorReferenceID", means::creditor(&head.payment_methods));
    xml.leaf_if("ram:PaymentReference", head.payment_reference.as_ref().map(written::reference).as_deref());
    xml.leaf_if("ram:TaxCurrencyCode", head.vat_currency.as_ref().map(|other| other.currency.code()));
    xml.leaf("ram:InvoiceCurrencyCode", head.currency.code());
    if let Some(payee) = &head.payee {
        party::payee(payee, xml);
    }
    for method in &head.payment_methods {
        self::method(method, issued, profile, xml);
    }
    taxes(issued, profile, xml);
    super::period(head.period.as_ref(), xml);
    for row in &issued.derived().adjustments {
        allowance_charge(&row.as_said(), row.kind == AdjustmentKind::Charge, Some(&row.vat), xml);
    }
    payment_terms(issued, profile, xml);
    totals(issued, xml);
    for earlier in &head.preceding {
        xml.open("ram:InvoiceReferencedDocument");
        xml.leaf("ram:IssuerAssignedID", &earlier.number);
        xml.compact_day("ram:FormattedIssueDateTime", "qdt:DateTimeString", earlier.issue_date);
        xml.close();
    }
    super::accounting(head.references.as_deref().and_then(|refers| refers.buyer_accounting.as_deref()), xml);
    xml.close();
}

/// A way to pay (BG-16).
fn method(method: &PaymentMethod, issued: &Issued, profile: Profile, xml: &mut Writer) {
    let is_basic = profile == Profile::FacturxBasic;
    let account = method.iban.as_deref().map(written::account);
    xml.open("ram:SpecifiedTradeSettlementPaymentMeans");
    xml.leaf("ram:TypeCode", means::code(method, issued.head().currency));
    xml.leaf_if("ram:Information", means::text(method).as_deref().filter(|_| !is_basic));
    match method.kind {
        MethodKind::CreditTransfer => {
            xml.open("ram:PayeePartyCreditorFinancialAccount");
            xml.leaf_if("ram:IBANID", account.as_deref());
            xml.leaf_if("ram:AccountName", method.name.as_deref().filter(|_| !is_basic));
            xml.close();
            xml.open("ram:PayeeSpecifiedCreditorFinancialInstitution");
            xml.leaf_if("ram:BICID", method.bic.as_deref().filter(|_| !is_basic).map(written::bank).as_deref());
            xml.close();
        }
        MethodKind::DirectDebit => {
            xml.open("ram:PayerPartyDebtorFinancialAccount");
            xml.leaf_if("ram:IBANID", account.as_deref());
            xml.close();
        }
        MethodKind::Card | MethodKind::Cash | MethodKind::Online => {}
    }
    xml.close();
}

/// VAT by category and rate (BG-23), each with the tax point (BT-7).
fn taxes(issued: &Issued, profile: Profile, xml: &mut Writer) {
    // BASIC has no tax point.
    let is_basic = profile == Profile::FacturxBasic;
    for row in issued.vat_breakdown() {
        xml.open("ram:ApplicableTradeTax");
        xml.decimal("ram:CalculatedAmount", &[], row.amount);
        xml.leaf("ram:TypeCode", "VAT");
        xml.leaf_if("ram:ExemptionReason", row.exemption_reason.as_deref());
        xml.decimal("ram:BasisAmount", &[], row.base);
        xml.leaf("ram:CategoryCode", row.category.as_str());
        xml.leaf_if("ram:ExemptionReasonCode", row.exemption_code.as_deref());
        xml.compact_day("ram:TaxPointDate", "udt:DateString", issued.head().tax_point_date.filter(|_| !is_basic));
        // XRechnung asks for a rate where there is none (BR-DE-14).
        let zero = (specification::is_xrechnung(profile) && row.category == Category::O).then_some(Decimal::ZERO);
        rate(row.rate.or(zero), xml);
        xml.close();
    }
}

fn rate(rate: Option<Decimal>, xml: &mut Writer) {
    if let Some(rate) = rate {
        xml.decimal("ram:RateApplicablePercent", &[], rate);
    }
}

/// Category and rate of a line, an allowance or a charge (BG-30, BG-20, BG-21).
pub(super) fn category(element: &'static str, vat: &Vat, xml: &mut Writer) {
    xml.open(element);
    xml.leaf("ram:TypeCode", "VAT");
    xml.leaf("ram:CategoryCode", vat.category.as_str());
    rate(vat.rate, xml);
    xml.close();
}

/// An allowance or charge; those of lines have no VAT of their own.
pub(super) fn allowance_charge(row: &AllowanceCharge, is_charge: bool, vat: Option<&Vat>, xml: &mut Writer) {
    xml.open("ram:SpecifiedTradeAllowanceCharge");
    xml.open("ram:ChargeIndicator");
    xml.leaf("udt:Indicator", if is_charge { "true" } else { "false" });
    xml.close();
    if let Some((percent, base)) = row::percentage(row) {
        xml.decimal("ram:CalculationPercent", &[], percent);
        xml.decimal("ram:BasisAmount", &[], base);
    }
    xml.decimal("ram:ActualAmount", &[], row.amount.unwrap_or_default());
    xml.leaf_if("ram:ReasonCode", row.reason_code.as_deref());
    xml.leaf_if("ram:Reason", row.reason.as_deref());
    if let Some(vat) = vat {
        category("ram:CategoryTradeTax", vat, xml);
    }
    xml.close();
}

/// Payment terms (BT-20), due date (BT-9) and mandate (BT-89).
fn payment_terms(issued: &Issued, profile: Profile, xml: &mut Writer) {
    let mandate = issued.head().payment_methods.iter().find_map(|method| said(method.mandate_id.as_deref()));
    xml.open("ram:SpecifiedTradePaymentTerms");
    xml.leaf_if("ram:Description", terms::text(issued, profile).as_deref());
    xml.compact_day("ram:DueDateDateTime", "udt:DateTimeString", issued.due_date());
    xml.leaf_if("ram:DirectDebitMandateID", mandate);
    xml.close();
}

/// Totals (BG-22); only the totals of VAT name their currency.
fn totals(issued: &Issued, xml: &mut Writer) {
    let totals = issued.totals();
    let rows = &issued.derived().adjustments;
    xml.open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
    xml.decimal("ram:LineTotalAmount", &[], totals.line_net);
    if rows.iter().any(|row| row.is_charge()) {
        xml.decimal("ram:ChargeTotalAmount", &[], totals.charges);
    }
    if rows.iter().any(|row| !row.is_charge()) {
        xml.decimal("ram:AllowanceTotalAmount", &[], totals.allowances);
    }
    xml.decimal("ram:TaxBasisTotalAmount", &[], totals.net);
    xml.amount("ram:TaxTotalAmount", totals.vat, issued.head().currency);
    if let (Some(other), Some(amount)) = (&issued.head().vat_currency, totals.vat_in_accounting_currency) {
        xml.amount("ram:TaxTotalAmount", amount, other.currency);
    }
    if !totals.rounding.is_zero() {
        xml.decimal("ram:RoundingAmount", &[], totals.rounding);
    }
    xml.decimal("ram:GrandTotalAmount", &[], totals.gross);
    if !totals.prepaid.is_zero() {
        xml.decimal("ram:TotalPrepaidAmount", &[], totals.prepaid);
    }
    xml.decimal("ram:DuePayableAmount", &[], totals.payable);
    xml.close();
}
