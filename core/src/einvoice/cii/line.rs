//! The lines of a CII document (BG-25).

use crate::einvoice::price;
use crate::invoice::{InvoiceLine, Issued, Item, VatInput};

use super::Writer;
use super::party;
use super::settlement::{allowance_charge, category};

/// A line. BASIC has no place for description, references, and item identifiers but the standard one.
pub(super) fn write(row: &InvoiceLine, issued: &Issued, is_basic: bool, xml: &mut Writer) {
    let line = row.line();
    let stated = price::of(row, issued.head().prices_include_vat == Some(true));
    let unit = line.unit.as_deref().unwrap_or(crate::invoice::unit::ONE);
    xml.open("ram:IncludedSupplyChainTradeLineItem");
    xml.open("ram:AssociatedDocumentLineDocument");
    xml.leaf_if("ram:LineID", line.id.as_deref());
    xml.open("ram:IncludedNote");
    xml.leaf_if("ram:Content", line.note.as_deref());
    xml.close();
    xml.close();
    xml.open("ram:SpecifiedTradeProduct");
    let item = line.item.as_deref();
    if let Some(id) = item.and_then(|item| item.standard_id.as_ref()) {
        party::identifier(id, xml);
    }
    if !is_basic {
        xml.leaf_if("ram:SellerAssignedID", line.seller_item_id.as_deref());
        xml.leaf_if("ram:BuyerAssignedID", line.buyer_item_id.as_deref());
    }
    xml.leaf("ram:Name", &line.name);
    xml.leaf_if("ram:Description", line.description.as_deref().filter(|_| !is_basic));
    item.filter(|_| !is_basic).into_iter().for_each(|item| described(item, xml));
    xml.close();
    let refers = line.references.as_deref().filter(|_| !is_basic);
    xml.open("ram:SpecifiedLineTradeAgreement");
    xml.open("ram:BuyerOrderReferencedDocument");
    xml.leaf_if("ram:LineID", refers.and_then(|refers| refers.order_line.as_deref()));
    xml.close();
    xml.open("ram:NetPriceProductTradePrice");
    xml.decimal("ram:ChargeAmount", &[], stated.price);
    if let Some(per) = stated.per {
        xml.decimal("ram:BasisQuantity", &[("unitCode", unit)], per);
    }
    xml.close();
    xml.close();
    xml.open("ram:SpecifiedLineTradeDelivery");
    xml.decimal("ram:BilledQuantity", &[("unitCode", unit)], stated.quantity);
    xml.close();
    xml.open("ram:SpecifiedLineTradeSettlement");
    if let VatInput::Stated(vat) = &line.vat {
        category("ram:ApplicableTradeTax", vat, xml);
    }
    super::period(line.period.as_ref(), xml);
    for allowance in stated.allowances {
        allowance_charge(allowance, false, None, xml);
    }
    for charge in stated.charges {
        allowance_charge(charge, true, None, xml);
    }
    xml.open("ram:SpecifiedTradeSettlementLineMonetarySummation");
    xml.decimal("ram:LineTotalAmount", &[], row.amounts().net);
    xml.close();
    if let Some(refers) = refers {
        super::object(refers.invoiced_object.as_ref(), xml);
        super::accounting(refers.buyer_accounting.as_deref(), xml);
    }
    xml.close();
    xml.close();
}

/// Attributes, classes and origin of an item (BG-32, BT-158, BT-159).
fn described(item: &Item, xml: &mut Writer) {
    for attribute in &item.attributes {
        xml.open("ram:ApplicableProductCharacteristic");
        xml.leaf("ram:Description", &attribute.name);
        xml.leaf("ram:Value", &attribute.value);
        xml.close();
    }
    for class in &item.classifications {
        xml.open("ram:DesignatedProductClassification");
        let version = class.version.as_deref().unwrap_or_default();
        let attributes = [("listID", &*class.scheme), ("listVersionID", version)];
        let attributes = if version.is_empty() { attributes.get(..1) } else { Some(&attributes[..]) };
        xml.leaf_with("ram:ClassCode", attributes.unwrap_or_default(), &class.value);
        xml.close();
    }
    xml.open("ram:OriginTradeCountry");
    xml.leaf_if("ram:ID", item.origin_country.as_deref());
    xml.close();
}
