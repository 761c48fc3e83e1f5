//! The lines of a UBL document (BG-25).

use crate::einvoice::price;
use crate::invoice::{InvoiceLine, Issued, Item, VatInput};

use super::Writer;
use super::settlement::{allowance_charge, item_identifier, tax_category};

/// A line.
pub(super) fn write(row: &InvoiceLine, issued: &Issued, is_credit: bool, xml: &mut Writer) {
    let (line, currency) = (row.line(), issued.head().currency);
    let stated = price::of(row, issued.head().prices_include_vat == Some(true));
    let unit = line.unit.as_deref().unwrap_or(crate::invoice::unit::ONE);
    let (element, quantity) = match is_credit {
        true => ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
        false => ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    };
    xml.open(element);
    xml.leaf_if("cbc:ID", line.id.as_deref());
    xml.leaf_if("cbc:Note", line.note.as_deref());
    xml.decimal(quantity, &[("unitCode", unit)], stated.quantity);
    xml.amount("cbc:LineExtensionAmount", row.amounts().net, currency);
    let refers = line.references.as_deref();
    xml.leaf_if("cbc:AccountingCost", refers.and_then(|refers| refers.buyer_accounting.as_deref()));
    super::period(line.period.as_ref(), xml);
    if let Some(refers) = refers {
        xml.open("cac:OrderLineReference");
        xml.leaf_if("cbc:LineID", refers.order_line.as_deref());
        xml.close();
        super::object("cac:DocumentReference", refers.invoiced_object.as_ref(), xml);
    }
    for allowance in stated.allowances {
        allowance_charge(allowance, false, None, currency, xml);
    }
    for charge in stated.charges {
        allowance_charge(charge, true, None, currency, xml);
    }
    xml.open("cac:Item");
    xml.leaf_if("cbc:Description", line.description.as_deref());
    xml.leaf("cbc:Name", &line.name);
    item_identifier("cac:BuyersItemIdentification", line.buyer_item_id.as_deref(), xml);
    item_identifier("cac:SellersItemIdentification", line.seller_item_id.as_deref(), xml);
    let item = line.item.as_deref();
    item.into_iter().for_each(|item| described(item, xml));
    if let VatInput::Stated(vat) = &line.vat {
        tax_category("cac:ClassifiedTaxCategory", vat.category, vat.rate, None, xml);
    }
    for attribute in item.map_or(&[][..], |item| &item.attributes) {
        xml.open("cac:AdditionalItemProperty");
        xml.leaf("cbc:Name", &attribute.name);
        xml.leaf("cbc:Value", &attribute.value);
        xml.close();
    }
    xml.close();
    xml.open("cac:Price");
    xml.amount("cbc:PriceAmount", stated.price, currency);
    if let Some(per) = stated.per {
        xml.decimal("cbc:BaseQuantity", &[("unitCode", unit)], per);
    }
    xml.close();
    xml.close();
}

/// Standard identifier, origin and classes of an item (BT-157, BT-159, BT-158).
fn described(item: &Item, xml: &mut Writer) {
    if let Some(id) = &item.standard_id {
        xml.open("cac:StandardItemIdentification");
        super::identifier("cbc:ID", id, xml);
        xml.close();
    }
    xml.open("cac:OriginCountry");
    xml.leaf_if("cbc:IdentificationCode", item.origin_country.as_deref());
    xml.close();
    for class in &item.classifications {
        xml.open("cac:CommodityClassification");
        let version = class.version.as_deref().unwrap_or_default();
        let attributes = [("listID", &*class.scheme), ("listVersionID", version)];
        let attributes = if version.is_empty() { attributes.get(..1) } else { Some(&attributes[..]) };
        xml.leaf_with("cbc:ItemClassificationCode", attributes.unwrap_or_default(), &class.value);
        xml.close();
    }
}
