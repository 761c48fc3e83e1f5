//! A line of a CII document as a line of a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::{cii, rows};
use crate::invoice::{Item, ItemAttribute, Line, LineReferences, VatInput};
use crate::money::{Currency, Decimal};
use crate::party::Reference;
use crate::wire::Text;

/// The line and the net amount that it states (BT-131).
pub(super) fn line(element: &mut Element<'_>, path: &str, cx: &mut Context) -> (Line, Option<Decimal>) {
    let unit =
        element.at("SpecifiedLineTradeDelivery/BilledQuantity").and_then(|quantity| quantity.attribute("unitCode"));
    let price = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice";
    let at = |name: &str| [price, name].concat();
    let base_unit = element.at(&at("/BasisQuantity")).and_then(|base| base.attribute("unitCode"));
    if let Some(other) = base_unit.filter(|other| unit.as_ref() != Some(other)) {
        cx.unheld(&[path, "/", price, "/BasisQuantity/@unitCode"].concat(), &other, "not the unit of the quantity.");
    }
    let mut line = Line {
        id: element.text_at("AssociatedDocumentLineDocument/LineID").map(Text::from),
        name: element.text_at("SpecifiedTradeProduct/Name").unwrap_or_default().into(),
        description: element.text_at("SpecifiedTradeProduct/Description").map(Text::from),
        quantity: cx.decimal_at(element, "SpecifiedLineTradeDelivery/BilledQuantity", path).unwrap_or_default(),
        unit: unit.map(Text::from),
        unit_price: cx.decimal_at(element, &at("/ChargeAmount"), path).unwrap_or_default(),
        price_per: cx.decimal_at(element, &at("/BasisQuantity"), path),
        vat: VatInput::Stated(rows::vat(Some("O".to_owned()), None, path, cx)),
        allowances: Vec::new(),
        charges: Vec::new(),
        period: None,
        seller_item_id: element.text_at("SpecifiedTradeProduct/SellerAssignedID").map(Text::from),
        buyer_item_id: element.text_at("SpecifiedTradeProduct/BuyerAssignedID").map(Text::from),
        item: item(element, path, cx),
        references: None,
        note: element.text_at("AssociatedDocumentLineDocument/IncludedNote/Content").map(Text::from),
    };
    line.references = references(element);
    let Some(settlement) = element.child("SpecifiedLineTradeSettlement") else { return (line, None) };
    let path = [path, "/SpecifiedLineTradeSettlement"].concat();
    line.vat = VatInput::Stated(cii::category(settlement, "ApplicableTradeTax", &path, cx));
    line.period = cii::period(settlement, &path, cx);
    for (index, row) in settlement.children("SpecifiedTradeAllowanceCharge").enumerate() {
        let path = [&path, "/", &*entry("SpecifiedTradeAllowanceCharge", index)].concat();
        let stated = cii::allowance_charge(row, &path, cx);
        // The currency stands at the end of the document; nearly all have two decimals.
        let (is_charge, row) = rows::of_line(stated, Currency::EUR, &path, cx);
        if is_charge { line.charges.push(row) } else { line.allowances.push(row) }
    }
    let net = cx.decimal_at(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", &path);
    (line, net)
}

/// What the line refers to (BT-128, BT-132, BT-133).
fn references(element: &mut Element<'_>) -> Option<Box<LineReferences>> {
    let mut refers = LineReferences { order_line: None, invoiced_object: None, buyer_accounting: None };
    let nothing = refers.clone();
    let order = "SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/LineID";
    refers.order_line = element.text_at(order).map(Text::from);
    if let Some(settlement) = element.child("SpecifiedLineTradeSettlement") {
        let account = "ReceivableSpecifiedTradeAccountingAccount/ID";
        refers.buyer_accounting = settlement.text_at(account).map(Text::from);
        if let Some(document) = settlement.child("AdditionalReferencedDocument")
            && document.text_at("TypeCode").is_none_or(|kind| kind == super::super::OBJECT)
        {
            let scheme = document.text_at("ReferenceTypeCode").map(Text::from);
            let value = document.text_at("IssuerAssignedID");
            refers.invoiced_object = value.map(|value| Reference { scheme, value: value.into() });
        }
    }
    rows::unless_empty(refers, &nothing)
}

/// What else is said of the item (BT-157 to BT-161).
fn item(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Box<Item>> {
    let element = element.child("SpecifiedTradeProduct")?;
    let mut item =
        Item { standard_id: None, classifications: Vec::new(), origin_country: None, attributes: Vec::new() };
    let nothing = item.clone();
    item.standard_id = element.child("GlobalID").and_then(rows::identifier);
    item.origin_country = element.text_at("OriginTradeCountry/ID").map(Text::from);
    for class in element.children("DesignatedProductClassification") {
        let Some(class) = class.child("ClassCode") else { continue };
        let path = [path, "/SpecifiedTradeProduct/DesignatedProductClassification/ClassCode"].concat();
        item.classifications.extend(rows::classification(class, &path, cx));
    }
    for characteristic in element.children("ApplicableProductCharacteristic") {
        if characteristic.child("Description").is_none() || characteristic.child("Value").is_none() {
            continue;
        }
        let (name, value) = (characteristic.text_at("Description"), characteristic.text_at("Value"));
        if let (Some(name), Some(value)) = (name, value) {
            item.attributes.push(ItemAttribute { name: name.into(), value: value.into() });
        }
    }
    rows::unless_empty(item, &nothing)
}
