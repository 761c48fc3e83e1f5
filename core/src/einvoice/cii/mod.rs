//! Writes UN/CEFACT Cross Industry Invoice D16B, element by element in the order of its schema (the binding of terms is
//! that of CEN/TS 16931-3-3). Refuses to check anything: that has been done.

mod line;
mod party;
mod settlement;

use crate::invoice::{Attachment, Issued, Period, Profile};
use crate::party::Reference;

use super::xml::Writer;
use super::{note, said, specification};

const INVOICE: &str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
const AGGREGATES: &str = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
const QUALIFIED: &str = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";
const UNQUALIFIED: &str = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";

/// The document.
pub(super) fn write(issued: &Issued, profile: Profile) -> String {
    let namespaces =
        [("xmlns:rsm", INVOICE), ("xmlns:ram", AGGREGATES), ("xmlns:qdt", QUALIFIED), ("xmlns:udt", UNQUALIFIED)];
    let mut xml = Writer::document("rsm:CrossIndustryInvoice", &namespaces);
    let is_basic = profile == Profile::FacturxBasic;
    context(issued, profile, &mut xml);
    document(issued, profile, &mut xml);
    xml.open("rsm:SupplyChainTradeTransaction");
    for row in issued.lines() {
        line::write(row, issued, is_basic, &mut xml);
    }
    agreement(issued, is_basic, &mut xml);
    delivery(issued, is_basic, &mut xml);
    settlement::write(issued, profile, &mut xml);
    xml.finish()
}

fn context(issued: &Issued, profile: Profile, xml: &mut Writer) {
    xml.open("rsm:ExchangedDocumentContext");
    xml.open("ram:BusinessProcessSpecifiedDocumentContextParameter");
    xml.leaf_if("ram:ID", said(issued.head().business_process.as_deref()).or(specification::process(profile)));
    xml.close();
    xml.open("ram:GuidelineSpecifiedDocumentContextParameter");
    xml.leaf("ram:ID", specification::identifier(profile));
    xml.close();
    xml.close();
}

fn document(issued: &Issued, profile: Profile, xml: &mut Writer) {
    xml.open("rsm:ExchangedDocument");
    xml.leaf("ram:ID", issued.number());
    xml.leaf("ram:TypeCode", specification::type_code(issued.head().document_type()));
    xml.compact_day("ram:IssueDateTime", "udt:DateTimeString", Some(issued.issue_date()));
    for note in note::notes(issued, profile) {
        xml.open("ram:IncludedNote");
        xml.leaf("ram:Content", &note.text);
        xml.leaf_if("ram:SubjectCode", note.subject);
        xml.close();
    }
    xml.close();
}

/// A period (BG-14, BG-26).
fn period(period: Option<&Period>, xml: &mut Writer) {
    let Some(period) = period else { return };
    xml.open("ram:BillingSpecifiedPeriod");
    xml.compact_day("ram:StartDateTime", "udt:DateTimeString", Some(period.from));
    xml.compact_day("ram:EndDateTime", "udt:DateTimeString", Some(period.until));
    xml.close();
}

fn agreement(issued: &Issued, is_basic: bool, xml: &mut Writer) {
    let head = issued.head();
    xml.open("ram:ApplicableHeaderTradeAgreement");
    xml.leaf_if("ram:BuyerReference", head.buyer_reference.as_deref());
    party::write(issued, is_basic, xml);
    let refers = head.references.as_deref().filter(|_| !is_basic);
    reference("ram:SellerOrderReferencedDocument", refers.and_then(|refers| refers.sales_order.as_deref()), xml);
    reference("ram:BuyerOrderReferencedDocument", head.purchase_order.as_deref(), xml);
    reference("ram:ContractReferencedDocument", head.contract.as_deref(), xml);
    if let Some(refers) = refers {
        typed("ram:AdditionalReferencedDocument", refers.tender.as_deref(), TENDER, None, xml);
        object(refers.invoiced_object.as_ref(), xml);
    }
    if !is_basic {
        for attachment in &head.attachments {
            self::attachment(attachment, xml);
        }
        if let Some(project) = said(head.project.as_deref()) {
            xml.open("ram:SpecifiedProcuringProject");
            xml.leaf("ram:ID", project);
            // The schema asks for a name, for which EN 16931 has no term.
            xml.leaf("ram:Name", PROJECT_NAME);
            xml.close();
        }
    }
    xml.close();
}

/// The type of a reference to a call for tenders (BT-17), by UNTDID 1001.
pub(super) const TENDER: &str = "50";

/// What stands where the schema wants the name of a project.
pub(super) const PROJECT_NAME: &str = "Project reference";

/// Where the buyer books it (BT-19, BT-133).
fn accounting(id: Option<&str>, xml: &mut Writer) {
    xml.open("ram:ReceivableSpecifiedTradeAccountingAccount");
    xml.leaf_if("ram:ID", id);
    xml.close();
}

/// What is invoiced (BT-18, BT-128).
fn object(object: Option<&Reference>, xml: &mut Writer) {
    if let Some(object) = object {
        let scheme = object.scheme.as_deref();
        typed("ram:AdditionalReferencedDocument", Some(&object.value), super::OBJECT, scheme, xml);
    }
}

/// A reference of a type of UNTDID 1001, with the scheme of its identifier.
fn typed(name: &'static str, id: Option<&str>, kind: &str, scheme: Option<&str>, xml: &mut Writer) {
    let Some(id) = said(id) else { return };
    xml.open(name);
    xml.leaf("ram:IssuerAssignedID", id);
    xml.leaf("ram:TypeCode", kind);
    xml.leaf_if("ram:ReferenceTypeCode", scheme);
    xml.close();
}

fn reference(name: &'static str, id: Option<&str>, xml: &mut Writer) {
    xml.open(name);
    xml.leaf_if("ram:IssuerAssignedID", id);
    xml.close();
}

/// A supporting document (BG-24): type 916 of UNTDID 1001.
fn attachment(attachment: &Attachment, xml: &mut Writer) {
    xml.open("ram:AdditionalReferencedDocument");
    xml.leaf("ram:IssuerAssignedID", &attachment.id);
    xml.leaf_if("ram:URIID", attachment.url.as_deref());
    xml.leaf("ram:TypeCode", "916");
    xml.leaf_if("ram:Name", attachment.description.as_deref());
    if let Some(content) = &attachment.content {
        let kind = attachment.mime_type.as_deref().unwrap_or_default();
        let name = attachment.filename.as_deref().unwrap_or_default();
        xml.leaf_with("ram:AttachmentBinaryObject", &[("mimeCode", kind), ("filename", name)], &content.0);
    }
    xml.close();
}

/// Delivery (BG-13): who receives, where and when. The element stands even if it says nothing, as the schema wants.
fn delivery(issued: &Issued, is_basic: bool, xml: &mut Writer) {
    let head = issued.head();
    let refers = head.references.as_deref();
    let despatch = refers.and_then(|refers| said(refers.despatch_advice.as_deref()));
    let received = refers.and_then(|refers| said(refers.receiving_advice.as_deref())).filter(|_| !is_basic);
    if head.deliver_to.is_none() && head.delivery_date.is_none() && despatch.or(received).is_none() {
        xml.empty("ram:ApplicableHeaderTradeDelivery");
        return;
    }
    xml.open("ram:ApplicableHeaderTradeDelivery");
    if let Some(receiver) = &head.deliver_to {
        party::receiver(receiver, xml);
    }
    xml.open("ram:ActualDeliverySupplyChainEvent");
    xml.compact_day("ram:OccurrenceDateTime", "udt:DateTimeString", head.delivery_date);
    xml.close();
    reference("ram:DespatchAdviceReferencedDocument", despatch, xml);
    reference("ram:ReceivingAdviceReferencedDocument", received, xml);
    xml.close();
}
