//! Writes UBL 2.1: Invoice and CreditNote, element by element in the order of their schemas (OASIS UBL 2.1; the binding
//! of terms is that of CEN/TS 16931-3-2). Refuses to check anything: that has been done.

mod line;
mod party;
mod settlement;

use crate::invoice::{Attachment, DocumentType, Issued, Period, Profile};
use crate::party::Reference;

use super::xml::Writer;
use super::{note, said, specification};

const INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
const CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
const AGGREGATES: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// The document.
pub(super) fn write(issued: &Issued, profile: Profile) -> String {
    let is_credit = issued.head().document_type() == DocumentType::CreditNote;
    let (root, namespace) = if is_credit { ("CreditNote", CREDIT_NOTE) } else { ("Invoice", INVOICE) };
    let mut xml = Writer::document(root, &[("xmlns", namespace), ("xmlns:cac", AGGREGATES), ("xmlns:cbc", BASICS)]);
    header(issued, profile, is_credit, &mut xml);
    references(issued, is_credit, &mut xml);
    party::write(issued, &mut xml);
    settlement::delivery(issued, &mut xml);
    settlement::means(issued, is_credit, &mut xml);
    settlement::terms(issued, profile, &mut xml);
    settlement::adjustments(issued, &mut xml);
    settlement::tax(issued, profile, &mut xml);
    settlement::totals(issued, &mut xml);
    for row in issued.lines() {
        line::write(row, issued, is_credit, &mut xml);
    }
    xml.finish()
}

fn header(issued: &Issued, profile: Profile, is_credit: bool, xml: &mut Writer) {
    let head = issued.head();
    xml.leaf("cbc:CustomizationID", specification::identifier(profile));
    xml.leaf_if("cbc:ProfileID", said(head.business_process.as_deref()).or(specification::process(profile)));
    xml.leaf("cbc:ID", issued.number());
    xml.day("cbc:IssueDate", Some(issued.issue_date()));
    if is_credit {
        // A credit note has its due date (BT-9) with the means of payment.
        xml.day("cbc:TaxPointDate", head.tax_point_date);
        xml.leaf("cbc:CreditNoteTypeCode", specification::type_code(head.document_type()));
    } else {
        xml.day("cbc:DueDate", issued.due_date());
        xml.leaf("cbc:InvoiceTypeCode", specification::type_code(head.document_type()));
    }
    for note in note::notes(issued, profile) {
        match note.subject.or_else(|| note::seems_to_have_subject(&note.text).then_some(note::GENERAL)) {
            // UBL has no element for the subject (BT-21): it stands before the text between number signs.
            Some(subject) => xml.leaf("cbc:Note", &["#", subject, "#", &note.text].concat()),
            None => xml.leaf("cbc:Note", &note.text),
        }
    }
    if !is_credit {
        xml.day("cbc:TaxPointDate", head.tax_point_date);
    }
    xml.leaf("cbc:DocumentCurrencyCode", head.currency.code());
    xml.leaf_if("cbc:TaxCurrencyCode", head.vat_currency.as_ref().map(|other| other.currency.code()));
    let refers = head.references.as_deref();
    xml.leaf_if("cbc:AccountingCost", refers.and_then(|refers| refers.buyer_accounting.as_deref()));
    xml.leaf_if("cbc:BuyerReference", head.buyer_reference.as_deref());
    period(head.period.as_ref(), xml);
}

/// A period (BG-14, BG-26).
fn period(period: Option<&Period>, xml: &mut Writer) {
    let Some(period) = period else { return };
    xml.open("cac:InvoicePeriod");
    xml.day("cbc:StartDate", Some(period.from));
    xml.day("cbc:EndDate", Some(period.until));
    xml.close();
}

fn references(issued: &Issued, is_credit: bool, xml: &mut Writer) {
    let head = issued.head();
    let refers = head.references.as_deref();
    order(head.purchase_order.as_deref(), refers.and_then(|refers| refers.sales_order.as_deref()), xml);
    for earlier in &head.preceding {
        xml.open("cac:BillingReference");
        xml.open("cac:InvoiceDocumentReference");
        xml.leaf("cbc:ID", &earlier.number);
        xml.day("cbc:IssueDate", earlier.issue_date);
        xml.close();
        xml.close();
    }
    let tender = refers.and_then(|refers| refers.tender.as_deref());
    if let Some(refers) = refers {
        reference("cac:DespatchDocumentReference", refers.despatch_advice.as_deref(), xml);
        reference("cac:ReceiptDocumentReference", refers.receiving_advice.as_deref(), xml);
    }
    // The two schemas have this one at different places.
    reference("cac:OriginatorDocumentReference", tender.filter(|_| !is_credit), xml);
    reference("cac:ContractDocumentReference", head.contract.as_deref(), xml);
    object("cac:AdditionalDocumentReference", refers.and_then(|refers| refers.invoiced_object.as_ref()), xml);
    if is_credit && let Some(project) = said(head.project.as_deref()) {
        // A credit note has no element for the project (BT-11): a reference of type 50 stands for it.
        xml.open("cac:AdditionalDocumentReference");
        xml.leaf("cbc:ID", project);
        xml.leaf("cbc:DocumentTypeCode", "50");
        xml.close();
    }
    for attachment in &head.attachments {
        self::attachment(attachment, xml);
    }
    reference("cac:OriginatorDocumentReference", tender.filter(|_| is_credit), xml);
    if !is_credit {
        reference("cac:ProjectReference", head.project.as_deref(), xml);
    }
}

/// The order of the buyer (BT-13) and that of the seller (BT-14). The schema wants the first wherever the second is.
fn order(purchase: Option<&str>, sales: Option<&str>, xml: &mut Writer) {
    let purchase = said(purchase).or(said(sales).map(|_| NO_ORDER));
    xml.open("cac:OrderReference");
    xml.leaf_if("cbc:ID", purchase);
    xml.leaf_if("cbc:SalesOrderID", sales);
    xml.close();
}

/// What stands where the schema wants a purchase order and there is none (Peppol BIS Billing 3, 8.1).
pub(super) const NO_ORDER: &str = "NA";

/// What is invoiced (BT-18, BT-128): a reference of type 130.
fn object(element: &'static str, object: Option<&Reference>, xml: &mut Writer) {
    let Some(object) = object.filter(|object| said(Some(&object.value)).is_some()) else { return };
    xml.open(element);
    identifier("cbc:ID", object, xml);
    xml.leaf("cbc:DocumentTypeCode", super::OBJECT);
    xml.close();
}

/// An identifier with its scheme, if it has one.
fn identifier(element: &'static str, id: &Reference, xml: &mut Writer) {
    let scheme = id.scheme.as_deref().map(|scheme| ("schemeID", scheme));
    xml.leaf_with(element, scheme.as_slice(), &id.value);
}

fn reference(name: &'static str, id: Option<&str>, xml: &mut Writer) {
    xml.open(name);
    xml.leaf_if("cbc:ID", id);
    xml.close();
}

/// A supporting document (BG-24).
fn attachment(attachment: &Attachment, xml: &mut Writer) {
    xml.open("cac:AdditionalDocumentReference");
    xml.leaf("cbc:ID", &attachment.id);
    xml.leaf_if("cbc:DocumentDescription", attachment.description.as_deref());
    xml.open("cac:Attachment");
    if let Some(content) = &attachment.content {
        let kind = attachment.mime_type.as_deref().unwrap_or_default();
        let name = attachment.filename.as_deref().unwrap_or_default();
        let attributes = [("mimeCode", kind), ("filename", name)];
        xml.leaf_with("cbc:EmbeddedDocumentBinaryObject", &attributes, &content.0);
    }
    xml.open("cac:ExternalReference");
    xml.leaf_if("cbc:URI", attachment.url.as_deref());
    xml.close();
    xml.close();
    xml.close();
}
