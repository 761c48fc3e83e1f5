//! A line of a UBL document as a line of a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::{rows, ubl};
use crate::invoice::{Line, VatInput};
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
        let (is_charge, row) = rows::allowance_charge(stated, currency, &path, cx);
        if is_charge { charges.push(row) } else { allowances.push(row) }
    }
    let vat = match element.child("Item") {
        Some(item) => ubl::category(item, "ClassifiedTaxCategory", &[path, "/Item"].concat(), cx),
        None => rows::vat(None, None, path, cx),
    };
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
        note: element.text_at("Note").map(Text::from),
    };
    (line, cx.decimal_at(element, "LineExtensionAmount", path))
}
