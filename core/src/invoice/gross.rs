//! Prices that include VAT: the customer pays the shelf price, to the cent, and BR-CO-10 to 17 still hold.
//!
//! Not every gross amount has a net amount whose VAT adds up to it (9.99 at 9 %). The means are tried in this order:
//! an exact net amount; VAT as the difference, a cent off the product and inside the tolerance of EN 16931; the
//! rounding amount (BT-114), only when the difference would leave that tolerance.

use crate::money::Exact;
use rust_decimal::Decimal;

use super::group::{Group, net_of, rate_of, vat_of};
use super::totals::GrossMeans;

/// BR-CO-17 lets the VAT of a group differ from base × rate by less than one unit of the currency.
pub(super) const TOLERANCE: Decimal = Decimal::ONE;

/// Sets base and VAT of a group from its gross amount; says which means was used and what is left to round.
pub(super) fn settle(group: &mut Group, decimals: u32) -> Option<(GrossMeans, Decimal)> {
    let (gross, rate) = (group.stated()?, rate_of(&group.vat));
    let near = net_of(gross, rate, decimals)?;
    let vat = vat_of(near, rate, decimals)?;
    // If any net amount is exact it is this one: a cent to either side moves the gross amount by more than half a cent.
    if near.plus(vat)? == gross {
        (group.base, group.amount) = (near, vat);
        return Some((GrossMeans::Exact, Decimal::ZERO));
    }
    difference(group, near, vat, decimals)
}

/// Sets base and VAT of a group whose base is given; `vat` is what the rate makes of its parts.
pub(super) fn difference(
    group: &mut Group,
    base: Decimal,
    vat: Decimal,
    decimals: u32,
) -> Option<(GrossMeans, Decimal)> {
    // The official BR-CO-17 rounds the product to two decimals, whatever the currency.
    let product = vat_of(base, rate_of(&group.vat), decimals.max(2))?;
    let difference = group.stated()?.minus(base)?;
    group.base = base;
    if difference.minus(product)?.abs() < TOLERANCE {
        group.amount = difference;
        Some((GrossMeans::VatDifference, Decimal::ZERO))
    } else {
        group.amount = vat;
        Some((GrossMeans::PayableRounding, difference.minus(vat)?))
    }
}

/// The means of a whole document: the last resort that any of its groups needed.
pub(super) fn last_resort(a: GrossMeans, b: GrossMeans) -> GrossMeans {
    match (a, b) {
        (GrossMeans::PayableRounding, _) | (_, GrossMeans::PayableRounding) => GrossMeans::PayableRounding,
        (GrossMeans::VatDifference, _) | (_, GrossMeans::VatDifference) => GrossMeans::VatDifference,
        (GrossMeans::Exact, GrossMeans::Exact) => GrossMeans::Exact,
    }
}
