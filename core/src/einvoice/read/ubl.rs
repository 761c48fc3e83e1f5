//! The head of a UBL document as a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::rows::{self, Means};
use super::{Group, Stated, ubl_party};
use crate::invoice::{Attachment, DocumentType, Draft, Period, Preceding};
use crate::money::{Currency, Decimal};
use crate::wire::{Base64, Text, Wire};

/// Everything but the lines.
pub(super) fn head(root: &mut Element<'_>, stated: &mut Stated, cx: &mut Context) -> Draft {
    let name = root.name.to_owned();
    let path = name.as_str();
    stated.specification = root.text_at("CustomizationID");
    // That of the profile is written again without being said.
    let process = root.text_at("ProfileID").filter(|text| text != super::super::specification::BILLING);
    stated.number = root.text_at("ID");
    let currency = rows::currency(root.text_at("DocumentCurrencyCode"), &[path, "/DocumentCurrencyCode"].concat(), cx);
    stated.accounting = rows::currency(root.text_at("TaxCurrencyCode"), &[path, "/TaxCurrencyCode"].concat(), cx);
    let code = root.text_at("InvoiceTypeCode").or_else(|| root.text_at("CreditNoteTypeCode"));
    let kind = rows::kind(code, &[path, "/TypeCode"].concat(), cx);
    let currency = currency.unwrap_or(Currency::EUR);
    let mut draft = Draft { kind: Some(kind), currency, ..Draft::placeholder() };
    draft.business_process = process;
    draft.issue_date = cx.day_at(root, "IssueDate", path);
    draft.tax_point_date = cx.day_at(root, "TaxPointDate", path);
    stated.due = cx.day_at(root, "DueDate", path);
    draft.notes = root.children("Note").filter_map(Element::own_text).collect();
    draft.buyer_reference = root.text_at("BuyerReference");
    draft.period = period(root, path, cx);
    references(root, path, &mut draft, cx);
    draft.supplier = ubl_party::trader(root, "AccountingSupplierParty", true, path, cx).map(Box::new);
    draft.customer = ubl_party::trader(root, "AccountingCustomerParty", false, path, cx).map(Box::new);
    draft.payee = ubl_party::payee(root, draft.supplier.as_deref(), path, cx).map(Box::new);
    draft.tax_representative = ubl_party::representative(root, path, cx).map(Box::new);
    draft.delivery_date = cx.day_at(root, "Delivery/ActualDeliveryDate", path);
    draft.deliver_to = ubl_party::receiver(root, draft.customer.as_deref(), path, cx).map(Box::new);
    means(root, path, &mut draft, stated, cx);
    stated.terms = root.text_at("PaymentTerms/Note");
    adjustments(root, path, &mut draft, cx);
    tax(root, path, currency, stated, cx);
    totals(root, path, stated, cx);
    draft.prepaid = stated.totals.prepaid.filter(|prepaid| !prepaid.is_zero());
    draft
}

/// A period (BG-14, BG-26): both its days, or it is listed.
pub(super) fn period(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Period> {
    let period = element.child("InvoicePeriod")?;
    if period.child("StartDate").is_none() || period.child("EndDate").is_none() {
        return None;
    }
    let path = [path, "/InvoicePeriod"].concat();
    let (from, until) = (cx.day_at(period, "StartDate", &path), cx.day_at(period, "EndDate", &path));
    Some(Period { from: from?, until: until? })
}

fn references(root: &mut Element<'_>, path: &str, draft: &mut Draft, cx: &mut Context) {
    let mut refers = rows::references();
    refers.sales_order = root.text_at("OrderReference/SalesOrderID").map(Text::from);
    let order = root.text_at("OrderReference/ID");
    draft.purchase_order = order.filter(|order| refers.sales_order.is_none() || order != super::super::ubl::NO_ORDER);
    refers.despatch_advice = root.text_at("DespatchDocumentReference/ID").map(Text::from);
    refers.receiving_advice = root.text_at("ReceiptDocumentReference/ID").map(Text::from);
    refers.tender = root.text_at("OriginatorDocumentReference/ID").map(Text::from);
    refers.buyer_accounting = root.text_at("AccountingCost").map(Text::from);
    draft.contract = root.text_at("ContractDocumentReference/ID");
    draft.project = root.text_at("ProjectReference/ID");
    for (index, reference) in root.children("BillingReference").enumerate() {
        let Some(number) = reference.text_at("InvoiceDocumentReference/ID") else { continue };
        let path = [path, "/", &entry("BillingReference", index)].concat();
        let issue_date = cx.day_at(reference, "InvoiceDocumentReference/IssueDate", &path);
        draft.preceding.push(Preceding { number, issue_date, reason: None });
    }
    for (index, document) in root.children("AdditionalDocumentReference").enumerate() {
        let path = [path, "/", &entry("AdditionalDocumentReference", index)].concat();
        match document.text_at("DocumentTypeCode").as_deref() {
            Some("50") if draft.kind == Some(DocumentType::CreditNote) && draft.project.is_none() => {
                draft.project = document.text_at("ID");
            }
            None => draft.attachments.extend(attachment(document, &path, cx)),
            Some("916") => draft.attachments.extend(attachment(document, &path, cx)),
            Some(super::super::OBJECT) if refers.invoiced_object.is_none() => {
                refers.invoiced_object = document.child("ID").and_then(rows::identifier);
            }
            Some(kind) => {
                let id = document.text_at("ID").unwrap_or_default();
                let why = ["a reference of type ", kind, "."].concat();
                cx.unheld(&[&path, "/ID"].concat(), &id, &why);
            }
        }
    }
    draft.references = rows::unless_empty(refers, &rows::references());
}

fn attachment(document: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Attachment> {
    let id = document.text_at("ID")?;
    let description = document.text_at("DocumentDescription");
    let url = document.text_at("Attachment/ExternalReference/URI");
    let mut attachment = Attachment { id, description, url, filename: None, mime_type: None, content: None };
    if let Some(object) = document.at("Attachment/EmbeddedDocumentBinaryObject") {
        content(object, &mut attachment, &[path, "/Attachment/EmbeddedDocumentBinaryObject"].concat(), cx);
    }
    Some(attachment)
}

/// The document itself (BT-125), if it is of a kind that an invoice carries.
pub(super) fn content(object: &mut Element<'_>, attachment: &mut Attachment, path: &str, cx: &mut Context) {
    let kind = object.attribute("mimeCode");
    let name = object.attribute("filename");
    let Some(text) = object.own_text() else { return };
    let text: String = text.split_ascii_whitespace().collect();
    if !kind.as_deref().is_some_and(crate::invoice::is_media_type) || name.is_none() {
        let shown = [kind.as_deref().unwrap_or_default(), " ", name.as_deref().unwrap_or_default()].concat();
        cx.unheld(path, &shown, "a document of a media type that EN 16931 does not carry, or without a file name.");
        return;
    }
    attachment.mime_type = kind;
    attachment.filename = name;
    attachment.content = Some(Base64(text));
}

fn means(root: &mut Element<'_>, path: &str, draft: &mut Draft, stated: &mut Stated, cx: &mut Context) {
    for (index, element) in root.children("PaymentMeans").enumerate() {
        let path = [path, "/", &entry("PaymentMeans", index)].concat();
        let text = element.child("PaymentMeansCode").and_then(|code| code.attribute("name"));
        let means = Means {
            code: element.text_at("PaymentMeansCode").unwrap_or_default(),
            text,
            account: element.text_at("PayeeFinancialAccount/ID"),
            account_name: element.text_at("PayeeFinancialAccount/Name"),
            bank: element.text_at("PayeeFinancialAccount/FinancialInstitutionBranch/ID"),
            mandate: element.text_at("PaymentMandate/ID"),
            debited: element.text_at("PaymentMandate/PayerFinancialAccount/ID"),
        };
        if let Some(due) = cx.day_at(element, "PaymentDueDate", &path) {
            stated.due.get_or_insert(due);
        }
        if let Some(typed) = element.text_at("PaymentID") {
            match &draft.payment_reference {
                Some(known) if known.text() == typed => {}
                Some(_) => cx.unheld(&[&path, "/PaymentID"].concat(), &typed, "another reference stands before it."),
                None => draft.payment_reference = rows::reference(typed, &[&path, "/PaymentID"].concat(), cx),
            }
        }
        draft.payment_methods.extend(rows::method(means, &path, cx));
    }
    for party in ["AccountingSupplierParty/Party", "PayeeParty"] {
        let Some(party_element) = root.at(party) else { continue };
        let sepa =
            |id: &Element<'_>| id.attributes.iter().any(|(name, value, _)| *name == "schemeID" && value == "SEPA");
        for identification in party_element.children("PartyIdentification") {
            let Some(id) = identification.child("ID").filter(|id| sepa(id)) else { continue };
            id.attribute("schemeID");
            let text = id.own_text();
            rows::creditor(draft, text, &[path, "/", party, "/PartyIdentification/ID"].concat(), cx);
        }
    }
}

/// An allowance or charge of the document or a line.
pub(super) fn allowance_charge(element: &mut Element<'_>, path: &str, cx: &mut Context) -> rows::Stated {
    let indicator = element.text_at("ChargeIndicator");
    rows::Stated {
        is_charge: matches!(indicator.as_deref(), Some("true" | "1")),
        amount: cx.decimal_at(element, "Amount", path),
        percent: cx.decimal_at(element, "MultiplierFactorNumeric", path),
        base: cx.decimal_at(element, "BaseAmount", path),
        reason: element.text_at("AllowanceChargeReason"),
        code: element.text_at("AllowanceChargeReasonCode"),
    }
}

fn adjustments(root: &mut Element<'_>, path: &str, draft: &mut Draft, cx: &mut Context) {
    for (index, element) in root.children("AllowanceCharge").enumerate() {
        let path = [path, "/", &entry("AllowanceCharge", index)].concat();
        let stated = allowance_charge(element, &path, cx);
        let vat = category(element, "TaxCategory", &path, cx);
        let is_charge = stated.is_charge;
        let row = rows::allowance_charge(stated, draft.currency, &path, cx);
        rows::place(draft, is_charge, row, vat);
    }
}

/// Category and rate of a line, an allowance or a charge.
pub(super) fn category(element: &mut Element<'_>, name: &str, path: &str, cx: &mut Context) -> crate::invoice::Vat {
    let path = [path, "/", name].concat();
    let (mut id, mut rate) = (None, None);
    if let Some(category) = element.child(name) {
        id = category.text_at("ID");
        rate = cx.decimal_at(category, "Percent", &path);
        category.text_at("TaxScheme/ID");
    }
    rows::vat(id, rate, &path, cx)
}

fn tax(root: &mut Element<'_>, path: &str, currency: Currency, stated: &mut Stated, cx: &mut Context) {
    for total in root.children("TaxTotal") {
        let path = [path, "/TaxTotal"].concat();
        let in_currency = total.child("TaxAmount").and_then(|amount| amount.attribute("currencyID"));
        let amount: Option<Decimal> = cx.decimal_at(total, "TaxAmount", &path);
        if in_currency.is_some_and(|code| code != currency.code()) {
            stated.totals.vat_in_accounting_currency = amount;
            continue;
        }
        stated.totals.vat = amount;
        for row in total.children("TaxSubtotal") {
            let path = [&path, "/TaxSubtotal"].concat();
            let vat = category(row, "TaxCategory", &path, cx);
            stated.groups.push(Group {
                category: vat.category,
                rate: vat.rate,
                base: cx.decimal_at(row, "TaxableAmount", &path),
                amount: cx.decimal_at(row, "TaxAmount", &path),
                code: row.text_at("TaxCategory/TaxExemptionReasonCode"),
                reason: row.text_at("TaxCategory/TaxExemptionReason"),
            });
        }
    }
}

fn totals(root: &mut Element<'_>, path: &str, stated: &mut Stated, cx: &mut Context) {
    let Some(total) = root.child("LegalMonetaryTotal") else { return };
    let path = [path, "/LegalMonetaryTotal"].concat();
    let mut amount = |name: &str| cx.decimal_at(total, name, &path);
    let totals = &mut stated.totals;
    totals.line_net = amount("LineExtensionAmount");
    totals.net = amount("TaxExclusiveAmount");
    totals.gross = amount("TaxInclusiveAmount");
    totals.allowances = amount("AllowanceTotalAmount");
    totals.charges = amount("ChargeTotalAmount");
    totals.prepaid = amount("PrepaidAmount");
    totals.rounding = amount("PayableRoundingAmount");
    totals.payable = amount("PayableAmount");
}
