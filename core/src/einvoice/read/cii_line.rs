//! A line of a CII document as a line of a draft.

use super::super::xml::Element;
use super::context::{Context, entry};
use super::{cii, rows};
use crate::invoice::{Line, VatInput};
use crate::money::{Currency, Decimal};
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
        note: element.text_at("AssociatedDocumentLineDocument/IncludedNote/Content").map(Text::from),
    };
    let Some(settlement) = element.child("SpecifiedLineTradeSettlement") else { return (line, None) };
    let path = [path, "/SpecifiedLineTradeSettlement"].concat();
    line.vat = VatInput::Stated(cii::category(settlement, "ApplicableTradeTax", &path, cx));
    line.period = cii::period(settlement, &path, cx);
    for (index, row) in settlement.children("SpecifiedTradeAllowanceCharge").enumerate() {
        let path = [&path, "/", &*entry("SpecifiedTradeAllowanceCharge", index)].concat();
        let stated = cii::allowance_charge(row, &path, cx);
        // The currency stands at the end of the document; nearly all have two decimals.
        let (is_charge, row) = rows::allowance_charge(stated, Currency::EUR, &path, cx);
        if is_charge { line.charges.push(row) } else { line.allowances.push(row) }
    }
    let net = cx.decimal_at(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", &path);
    (line, net)
}
