//! The head of a CII document as a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::rows::{self, Means};
use super::{Group, Stated, cii_party, ubl};
use crate::invoice::{Attachment, Draft, Period, Preceding, References};
use crate::money::Currency;
use crate::party::Reference;
use crate::wire::{Text, Wire};

const DATE: &str = "DateTimeString";

/// Everything but the lines.
pub(super) fn head(root: &mut Element<'_>, stated: &mut Stated, cx: &mut Context) -> Draft {
    let path = "CrossIndustryInvoice";
    // That of the profile is written again without being said.
    let mut said = None;
    if let Some(context) = root.child("ExchangedDocumentContext") {
        stated.specification = context.text_at("GuidelineSpecifiedDocumentContextParameter/ID");
        let process = context.text_at("BusinessProcessSpecifiedDocumentContextParameter/ID");
        said = process.filter(|text| text != super::super::specification::BILLING);
    }
    let mut draft = Draft { currency: Currency::EUR, business_process: said, ..Draft::placeholder() };
    if let Some(document) = root.child("ExchangedDocument") {
        let path = [path, "/ExchangedDocument"].concat();
        stated.number = document.text_at("ID");
        draft.kind = Some(rows::kind(document.text_at("TypeCode"), &[&path, "/TypeCode"].concat(), cx));
        draft.issue_date = cx.day_at(document, &["IssueDateTime/", DATE].concat(), &path);
        for note in document.children("IncludedNote") {
            let subject = note.text_at("SubjectCode");
            draft.notes.extend(note.text_at("Content").map(|text| rows::note(subject, text)));
        }
    }
    let Some(transaction) = root.child("SupplyChainTradeTransaction") else { return draft };
    let path = [path, "/SupplyChainTradeTransaction"].concat();
    let currency = transaction.text_at("ApplicableHeaderTradeSettlement/InvoiceCurrencyCode");
    draft.currency = rows::currency(currency, &path, cx).unwrap_or(Currency::EUR);
    let mut refers = rows::references();
    if let Some(element) = transaction.child("ApplicableHeaderTradeAgreement") {
        agreement(element, &[&path, "/ApplicableHeaderTradeAgreement"].concat(), &mut draft, &mut refers, cx);
    }
    if let Some(element) = transaction.child("ApplicableHeaderTradeDelivery") {
        let path = [&path, "/ApplicableHeaderTradeDelivery"].concat();
        let at = ["ActualDeliverySupplyChainEvent/OccurrenceDateTime/", DATE].concat();
        draft.delivery_date = cx.day_at(element, &at, &path);
        draft.deliver_to = cii_party::receiver(element, draft.customer.as_deref(), &path, cx).map(Box::new);
        let mut id = |name: &str| element.text_at(&[name, "/IssuerAssignedID"].concat()).map(Text::from);
        refers.despatch_advice = id("DespatchAdviceReferencedDocument");
        refers.receiving_advice = id("ReceivingAdviceReferencedDocument");
    }
    if let Some(element) = transaction.child("ApplicableHeaderTradeSettlement") {
        refers.buyer_accounting = element.text_at("ReceivableSpecifiedTradeAccountingAccount/ID").map(Text::from);
        settlement(element, &[&path, "/ApplicableHeaderTradeSettlement"].concat(), &mut draft, stated, cx);
    }
    draft.references = rows::unless_empty(refers, &rows::references());
    draft.prepaid = stated.totals.prepaid.filter(|prepaid| !prepaid.is_zero());
    draft
}

fn agreement(element: &mut Element<'_>, path: &str, draft: &mut Draft, refers: &mut References, cx: &mut Context) {
    refers.sales_order = element.text_at("SellerOrderReferencedDocument/IssuerAssignedID").map(Text::from);
    draft.buyer_reference = element.text_at("BuyerReference");
    draft.supplier = cii_party::trader(element, "SellerTradeParty", true, path, cx).map(Box::new);
    draft.customer = cii_party::trader(element, "BuyerTradeParty", false, path, cx).map(Box::new);
    draft.tax_representative = cii_party::representative(element, path, cx).map(Box::new);
    draft.purchase_order = element.text_at("BuyerOrderReferencedDocument/IssuerAssignedID");
    draft.contract = element.text_at("ContractReferencedDocument/IssuerAssignedID");
    if let Some(project) = element.child("SpecifiedProcuringProject") {
        draft.project = project.text_at("ID");
        // What is written there without a term of its own.
        if let Some(name) = project.child("Name").filter(|name| name.text == super::super::cii::PROJECT_NAME) {
            name.own_text();
        }
    }
    for (index, document) in element.children("AdditionalReferencedDocument").enumerate() {
        let path = [path, "/", &entry("AdditionalReferencedDocument", index)].concat();
        let kind = document.text_at("TypeCode");
        let Some(id) = document.text_at("IssuerAssignedID") else { continue };
        if kind.as_deref() == Some(super::super::cii::TENDER) && refers.tender.is_none() {
            refers.tender = Some(id.into());
            continue;
        }
        if kind.as_deref() == Some(super::super::OBJECT) && refers.invoiced_object.is_none() {
            let scheme = document.text_at("ReferenceTypeCode").map(Text::from);
            refers.invoiced_object = Some(Reference { scheme, value: id.into() });
            continue;
        }
        if let Some(kind) = kind.filter(|kind| kind != "916") {
            let why = ["a reference of type ", &kind, "."].concat();
            cx.unheld(&[&path, "/IssuerAssignedID"].concat(), &id, &why);
            continue;
        }
        let (url, description) = (document.text_at("URIID"), document.text_at("Name"));
        let mut attachment = Attachment { id, description, url, filename: None, mime_type: None, content: None };
        if let Some(object) = document.child("AttachmentBinaryObject") {
            ubl::content(object, &mut attachment, &[&path, "/AttachmentBinaryObject"].concat(), cx);
        }
        draft.attachments.push(attachment);
    }
}

fn settlement(element: &mut Element<'_>, path: &str, draft: &mut Draft, stated: &mut Stated, cx: &mut Context) {
    let at = |name: &str| [path, "/", name].concat();
    stated.accounting = rows::currency(element.text_at("TaxCurrencyCode"), &at("TaxCurrencyCode"), cx);
    draft.payee = cii_party::payee(element, draft.supplier.as_deref(), path, cx).map(Box::new);
    draft.period = period(element, path, cx);
    terms(element, path, stated, cx);
    let mandate = element.text_at("SpecifiedTradePaymentTerms/DirectDebitMandateID");
    means(element, path, draft, mandate, cx);
    if let Some(typed) = element.text_at("PaymentReference") {
        draft.payment_reference = rows::reference(typed, &at("PaymentReference"), cx);
    }
    let creditor = element.text_at("CreditorReferenceID");
    rows::creditor(draft, creditor, &at("CreditorReferenceID"), cx);
    for (index, row) in element.children("SpecifiedTradeAllowanceCharge").enumerate() {
        let path = [path, "/", &entry("SpecifiedTradeAllowanceCharge", index)].concat();
        let stated = allowance_charge(row, &path, cx);
        let vat = category(row, "CategoryTradeTax", &path, cx);
        let is_charge = stated.is_charge;
        let row = rows::allowance_charge(stated, draft.currency, &path, cx);
        rows::place(draft, is_charge, row, vat);
    }
    taxes(element, path, draft, stated, cx);
    totals(element, path, draft.currency, stated, cx);
    for (index, reference) in element.children("InvoiceReferencedDocument").enumerate() {
        let path = [path, "/", &entry("InvoiceReferencedDocument", index)].concat();
        let Some(number) = reference.text_at("IssuerAssignedID") else { continue };
        let issue_date = cx.day_at(reference, &["FormattedIssueDateTime/", DATE].concat(), &path);
        draft.preceding.push(Preceding { number, issue_date, reason: None });
    }
}

/// A period (BG-14, BG-26): both its days, or it is listed.
pub(super) fn period(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Period> {
    let period = element.child("BillingSpecifiedPeriod")?;
    if period.child("StartDateTime").is_none() || period.child("EndDateTime").is_none() {
        return None;
    }
    let path = [path, "/BillingSpecifiedPeriod"].concat();
    let from = cx.day_at(period, &["StartDateTime/", DATE].concat(), &path);
    let until = cx.day_at(period, &["EndDateTime/", DATE].concat(), &path);
    Some(Period { from: from?, until: until? })
}

fn terms(element: &mut Element<'_>, path: &str, stated: &mut Stated, cx: &mut Context) {
    let Some(terms) = element.child("SpecifiedTradePaymentTerms") else { return };
    stated.terms = terms.text_at("Description");
    let path = [path, "/SpecifiedTradePaymentTerms"].concat();
    stated.due = cx.day_at(terms, &["DueDateDateTime/", DATE].concat(), &path);
}

fn means(element: &mut Element<'_>, path: &str, draft: &mut Draft, mandate: Option<String>, cx: &mut Context) {
    let mut mandate = mandate;
    for (index, means) in element.children("SpecifiedTradeSettlementPaymentMeans").enumerate() {
        let path = [path, "/", &entry("SpecifiedTradeSettlementPaymentMeans", index)].concat();
        let code = means.text_at("TypeCode").unwrap_or_default();
        let own_id = means.text_at("PayeePartyCreditorFinancialAccount/ProprietaryID");
        let means = Means {
            mandate: if matches!(code.as_str(), "49" | "59") { mandate.take() } else { None },
            code,
            text: means.text_at("Information"),
            account: means.text_at("PayeePartyCreditorFinancialAccount/IBANID").or(own_id),
            account_name: means.text_at("PayeePartyCreditorFinancialAccount/AccountName"),
            bank: means.text_at("PayeeSpecifiedCreditorFinancialInstitution/BICID"),
            debited: means.text_at("PayerPartyDebtorFinancialAccount/IBANID"),
        };
        draft.payment_methods.extend(rows::method(means, &path, cx));
    }
    if let Some(mandate) = mandate {
        let at = [path, "/SpecifiedTradePaymentTerms/DirectDebitMandateID"].concat();
        cx.unheld(&at, &mandate, "there is no direct debit to which the mandate belongs.");
    }
}

/// An allowance or charge of the document or a line.
pub(super) fn allowance_charge(element: &mut Element<'_>, path: &str, cx: &mut Context) -> rows::Stated {
    let indicator = element.text_at("ChargeIndicator/Indicator");
    rows::Stated {
        is_charge: matches!(indicator.as_deref(), Some("true" | "1")),
        amount: cx.decimal_at(element, "ActualAmount", path),
        percent: cx.decimal_at(element, "CalculationPercent", path),
        base: cx.decimal_at(element, "BasisAmount", path),
        reason: element.text_at("Reason"),
        code: element.text_at("ReasonCode"),
    }
}

/// Category and rate of a line, an allowance or a charge.
pub(super) fn category(element: &mut Element<'_>, name: &str, path: &str, cx: &mut Context) -> crate::invoice::Vat {
    let path = [path, "/", name].concat();
    let (mut id, mut rate) = (None, None);
    if let Some(category) = element.child(name) {
        id = category.text_at("CategoryCode");
        rate = cx.decimal_at(category, "RateApplicablePercent", &path);
        category.text_at("TypeCode");
    }
    rows::vat(id, rate, &path, cx)
}

fn taxes(element: &mut Element<'_>, path: &str, draft: &mut Draft, stated: &mut Stated, cx: &mut Context) {
    for row in element.children("ApplicableTradeTax") {
        let path = [path, "/ApplicableTradeTax"].concat();
        row.text_at("TypeCode");
        let rate = cx.decimal_at(row, "RateApplicablePercent", &path);
        let vat = rows::vat(row.text_at("CategoryCode"), rate, &path, cx);
        let tax_point = cx.day_at(row, "TaxPointDate/DateString", &path);
        if draft.tax_point_date.is_none() {
            draft.tax_point_date = tax_point;
        }
        stated.groups.push(Group {
            category: vat.category,
            rate: vat.rate,
            base: cx.decimal_at(row, "BasisAmount", &path),
            amount: cx.decimal_at(row, "CalculatedAmount", &path),
            code: row.text_at("ExemptionReasonCode"),
            reason: row.text_at("ExemptionReason"),
        });
    }
}

fn totals(element: &mut Element<'_>, path: &str, currency: Currency, stated: &mut Stated, cx: &mut Context) {
    let Some(total) = element.child("SpecifiedTradeSettlementHeaderMonetarySummation") else { return };
    let path = [path, "/SpecifiedTradeSettlementHeaderMonetarySummation"].concat();
    for tax in total.children("TaxTotalAmount") {
        let in_currency = tax.attribute("currencyID");
        let text = tax.own_text();
        let amount = cx.decimal(text, &[&path, "/TaxTotalAmount"].concat());
        if in_currency.is_some_and(|code| code != currency.code()) {
            stated.totals.vat_in_accounting_currency = amount;
        } else {
            stated.totals.vat = amount;
        }
    }
    let mut amount = |name: &str| cx.decimal_at(total, name, &path);
    let totals = &mut stated.totals;
    totals.line_net = amount("LineTotalAmount");
    totals.charges = amount("ChargeTotalAmount");
    totals.allowances = amount("AllowanceTotalAmount");
    totals.net = amount("TaxBasisTotalAmount");
    totals.rounding = amount("RoundingAmount");
    totals.gross = amount("GrandTotalAmount");
    totals.prepaid = amount("TotalPrepaidAmount");
    totals.payable = amount("DuePayableAmount");
}
