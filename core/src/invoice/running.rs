//! What the lines come to so far, line by line: for documents that carry a sum from one page to the next.

use rust_decimal::Decimal;

use super::computed::Invoice;
use crate::money::Exact;

/// After each line, the sum of the line amounts up to it: without VAT (BT-131), or with VAT where the prices include
/// it. None where a sum leaves the range, which those of a computed invoice do not.
pub fn running_totals(invoice: &Invoice) -> Option<Vec<Decimal>> {
    let with_vat = invoice.head().prices_include_vat == Some(true);
    let mut sum = Decimal::new(0, invoice.head().currency.decimals());
    let mut sums = Vec::with_capacity(invoice.lines().len());
    for line in invoice.lines() {
        sum = sum.plus(if with_vat { line.amounts().gross } else { line.amounts().net })?;
        sums.push(sum);
    }
    Some(sums)
}
