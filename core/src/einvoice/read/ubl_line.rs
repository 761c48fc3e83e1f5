//! A line of a UBL document as a line of a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::{rows, ubl};
use crate::invoice::{Item, ItemAttribute, Line, LineReferences, VatInput};
use crate::money::{Currency, Decimal};
use crate::wire::Text;

/// The line and the net amount that it states (BT-131).
pub(super) fn line(element: &mut Element<'_>, path: &str, cx: &mut Context) -> (Line, Option<Decimal>) {
    let quantity = ["InvoicedQuantity", "CreditedQuantity"].into_iter().find(|name| element.child(name).is_some());
    let quantity = quantity.unwrap_or_default();
    let unit = element.child(quantity).and_then(|quantity| quantity.attribute("unitCode"));
    let currency = element.at("LineExtensionAmount").and_then(|amount| amount.attribute("currencyID"));
    let currency = currency.and_then(|code| Currency::from_code(&code)).unwrap_or(Currency::EUR);
    let base_unit = element.at("Price/BaseQuantity").and_then(|base| base.attribute("unitCode"));
    if let Some(other) = base_unit.filter(|other| unit.as_ref() != Some(other)) {
        cx.unheld(&[path, "/Price/BaseQuantity/@unitCode"].concat(), &other, "not the unit of the quantity.");
    }
    let (mut allowances, mut charges) = (Vec::new(), Vec::new());
    for (index, row) in element.children("AllowanceCharge").enumerate() {
        let path = [path, "/", &entry("AllowanceCharge", index)].concat();
        let stated = ubl::allowance_charge(row, &path, cx);
        let (is_charge, row) = rows::of_line(stated, currency, &path, cx);
        if is_charge { charges.push(row) } else { allowances.push(row) }
    }
    let vat = match element.child("Item") {
        Some(item) => ubl::category(item, "ClassifiedTaxCategory", &[path, "/Item"].concat(), cx),
        None => rows::vat(None, None, path, cx),
    };
    let item = item(element, path, cx);
    let mut refers = LineReferences { order_line: None, invoiced_object: None, buyer_accounting: None };
    refers.order_line = element.text_at("OrderLineReference/LineID").map(Text::from);
    refers.buyer_accounting = element.text_at("AccountingCost").map(Text::from);
    if let Some(document) = element.child("DocumentReference")
        && document.text_at("DocumentTypeCode").is_none_or(|kind| kind == super::super::OBJECT)
    {
        refers.invoiced_object = document.child("ID").and_then(rows::identifier);
    }
    let nothing = LineReferences { order_line: None, invoiced_object: None, buyer_accounting: None };
    let line = Line {
        id: element.text_at("ID").map(Text::from),
        name: element.text_at("Item/Name").unwrap_or_default().into(),
        description: element.text_at("Item/Description").map(Text::from),
        quantity: cx.decimal_at(element, quantity, path).unwrap_or_default(),
        unit: unit.map(Text::from),
        unit_price: cx.decimal_at(element, "Price/PriceAmount", path).unwrap_or_default(),
        price_per: cx.decimal_at(element, "Price/BaseQuantity", path),
        vat: VatInput::Stated(vat),
        allowances,
        charges,
        period: ubl::period(element, path, cx),
        seller_item_id: element.text_at("Item/SellersItemIdentification/ID").map(Text::from),
        buyer_item_id: element.text_at("Item/BuyersItemIdentification/ID").map(Text::from),
        item,
        references: rows::unless_empty(refers, &nothing),
        note: element.text_at("Note").map(Text::from),
    };
    (line, cx.decimal_at(element, "LineExtensionAmount", path))
}

/// What else is said of the item (BT-157 to BT-161).
fn item(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Box<Item>> {
    let element = element.child("Item")?;
    let mut item =
        Item { standard_id: None, classifications: Vec::new(), origin_country: None, attributes: Vec::new() };
    let nothing = item.clone();
    item.standard_id = element.at("StandardItemIdentification/ID").and_then(rows::identifier);
    item.origin_country = element.text_at("OriginCountry/IdentificationCode").map(Text::from);
    for class in element.children("CommodityClassification") {
        let Some(class) = class.child("ItemClassificationCode") else { continue };
        let path = [path, "/Item/CommodityClassification/ItemClassificationCode"].concat();
        item.classifications.extend(rows::classification(class, &path, cx));
    }
    for property in element.children("AdditionalItemProperty") {
        if property.child("Name").is_none() || property.child("Value").is_none() {
            continue;
        }
        let (name, value) = (property.text_at("Name"), property.text_at("Value"));
        if let (Some(name), Some(value)) = (name, value) {
            item.attributes.push(ItemAttribute { name: name.into(), value: value.into() });
        }
    }
    rows::unless_empty(item, &nothing)
}
