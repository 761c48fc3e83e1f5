//! The lines of a CII document (BG-25).

use crate::einvoice::price;
use crate::invoice::{InvoiceLine, Issued, VatInput};

use super::Writer;
use super::settlement::{allowance_charge, category};

/// A line. BASIC has no place for description, period and item identifiers.
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
    if !is_basic {
        xml.leaf_if("ram:SellerAssignedID", line.seller_item_id.as_deref());
        xml.leaf_if("ram:BuyerAssignedID", line.buyer_item_id.as_deref());
    }
    xml.leaf("ram:Name", &line.name);
    xml.leaf_if("ram:Description", line.description.as_deref().filter(|_| !is_basic));
    xml.close();
    xml.open("ram:SpecifiedLineTradeAgreement");
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
    xml.close();
    xml.close();
}
