//! Allowances and charges (BG-20, BG-21, BG-27, BG-28) as both syntaxes state them. It changes no amount.

use crate::invoice::AllowanceCharge;
use crate::money::Decimal;

/// Percentage and base: they stand together or not at all (PEPPOL-EN16931-R041 and R042). The whole of a negative amount goes out as the
/// amount alone: that is how a draft says it of a document that was read, which stated no percentage.
pub(super) fn percentage(row: &AllowanceCharge) -> Option<(Decimal, Decimal)> {
    let is_whole = |percent: Decimal, base: Decimal| percent == Decimal::ONE_HUNDRED && row.amount == Some(base);
    row.percent.zip(row.base).filter(|(percent, base)| !base.is_sign_negative() || !is_whole(*percent, *base))
}
