//! The VAT groups of a document: what stands under one category and rate, and its VAT, rounded once.

use rust_decimal::Decimal;

use super::vat::{Category, Vat};
use crate::finding::{Code, Finding};
use crate::money::round::{percent_of, product_quotient};
use crate::money::{Exact, split};
use crate::wire::{Reader, Text};
use voldaan_money::shares::SHARE_DECIMALS;

/// An invoice may have this many VAT groups: no country has as many rates, and work on a document grows with them.
const GROUPS_MAX: usize = 100;

/// Most invoices have one or two: room for them at once costs less than growing step by step.
pub(super) const GROUPS_USUAL: usize = 2;

/// A group while a document is computed.
pub(super) struct Group {
    /// Category, rate and reason.
    pub vat: Vat,
    /// Sum of its lines, in the terms of the prices.
    pub lines: Decimal,
    /// Charges minus allowances, in the terms of the prices.
    pub adjusted: Decimal,
    /// Taxable amount (BT-116).
    pub base: Decimal,
    /// VAT amount (BT-117).
    pub amount: Decimal,
}

impl Group {
    /// Sum of lines, minus allowances, plus charges, in the terms of the prices.
    pub fn stated(&self) -> Option<Decimal> {
        self.lines.plus(self.adjusted)
    }
}

/// The groups in the order of their first appearance.
#[derive(Default)]
pub(super) struct Groups {
    /// The groups.
    pub list: Vec<Group>,
}

impl Groups {
    /// The group of a VAT, made if it is new. A second reason within a group is a finding where `cx` stands.
    pub fn of(&mut self, vat: &Vat, cx: &mut Reader) -> usize {
        let same = |group: &Group| group.vat.category == vat.category && group.vat.rate == vat.rate;
        if let Some(index) = self.list.iter().position(same) {
            if let Some(group) = self.list.get_mut(index) {
                merge_reason(&mut group.vat, vat, cx);
            }
            return index;
        }
        if self.list.len() > GROUPS_MAX {
            // One more than the limit is kept, by which `check` knows; nothing is computed then.
            return GROUPS_MAX;
        }
        let zero = Decimal::ZERO;
        if self.list.is_empty() {
            self.list = Vec::with_capacity(GROUPS_USUAL);
        }
        self.list.push(Group { vat: vat.clone(), lines: zero, adjusted: zero, base: zero, amount: zero });
        self.list.len().saturating_sub(1)
    }

    /// Adds to a group the amount of a line.
    pub fn add_line(&mut self, index: usize, amount: Decimal) -> Option<()> {
        let group = self.list.get_mut(index)?;
        group.lines = group.lines.plus(amount)?;
        Some(())
    }

    /// Adds a charge to a group, or an allowance with its sign turned.
    pub fn add_adjustment(&mut self, index: usize, signed: Decimal) -> Option<()> {
        let group = self.list.get_mut(index)?;
        group.adjusted = group.adjusted.plus(signed)?;
        Some(())
    }

    /// Category O stands alone (BR-O-11 to BR-O-14), and the groups are not too many.
    pub fn check(&self, cx: &mut Reader) {
        if self.list.len() > GROUPS_MAX {
            cx.field("lines", |cx| {
                cx.report_fix(
                    Code::ListTooLong,
                    "The invoice has more than 100 VAT categories and rates.",
                    "Check the rates; if they are right, split it into several invoices.",
                );
            });
        }
        let outside = self.list.iter().any(|group| group.vat.category == Category::O);
        if outside && self.list.len() > 1 {
            cx.field("lines", |cx| {
                cx.push(
                    Finding::new(Code::VatMixedO, cx.path(), "Category O stands together with another VAT category.")
                        .rule("BR-O-11")
                        .term("BT-151")
                        .fix("Put what is outside the scope of VAT on an invoice of its own."),
                );
            });
        }
    }
}

fn merge_reason(kept: &mut Vat, new: &Vat, cx: &mut Reader) {
    let differs = |a: &Option<Text>, b: &Option<Text>| a.is_some() && b.is_some() && a != b;
    if differs(&kept.exemption_code, &new.exemption_code) || differs(&kept.exemption_reason, &new.exemption_reason) {
        cx.push(
            Finding::new(Code::VatReasonTwice, cx.path(), "One VAT category has two exemption reasons.")
                .rule(if new.category == Category::E { "BR-E-01" } else { "BR-CO-18" })
                .term("BT-120")
                .fix("EN 16931 has one breakdown for the category: use one reason, or two invoices."),
        );
    }
    if kept.exemption_code.is_none() {
        kept.exemption_code.clone_from(&new.exemption_code);
    }
    if kept.exemption_reason.is_none() {
        kept.exemption_reason.clone_from(&new.exemption_reason);
    }
}

/// The rate in percent, zero where there is none.
pub(super) fn rate_of(vat: &Vat) -> Decimal {
    vat.rate.unwrap_or_default()
}

/// VAT of a base: base × rate, rounded once (BR-CO-17).
pub(super) fn vat_of(base: Decimal, rate: Decimal, decimals: u32) -> Option<Decimal> {
    percent_of(base, rate, decimals)
}

/// The net amount whose gross is `gross`, rounded.
pub(super) fn net_of(gross: Decimal, rate: Decimal, decimals: u32) -> Option<Decimal> {
    product_quotient(gross, Decimal::ONE_HUNDRED, Decimal::ONE_HUNDRED.plus(rate)?, decimals)
}

/// Splits the net amount of a group over its parts, given with VAT; the parts add up to `net`.
pub(super) fn split_net(net: Decimal, parts: &[Decimal], rate: Decimal, decimals: u32) -> Option<Vec<Decimal>> {
    let fine = decimals.checked_add(SHARE_DECIMALS)?;
    let ideals = parts.iter().map(|part| net_of(*part, rate, fine)).collect::<Option<Vec<_>>>()?;
    split::to_total(net, &ideals, decimals)
}

#[cfg(test)]
mod tests {
    use crate::invoice::{Draft, calculate};

    /// Lines of so many different rates.
    fn draft(rates: usize) -> Draft {
        let line = |rate| {
            format!(r#"{{"name":"A","quantity":"1","unitPrice":"1","vat":{{"category":"S","rate":"0.{rate}"}}}}"#)
        };
        let lines: Vec<String> = (0..rates).map(|rate| line(1001 + 2 * rate)).collect();
        Draft::from_json(&format!(r#"{{"currency":"EUR","lines":[{}]}}"#, lines.join(","))).expect("a draft")
    }

    #[test]
    fn an_invoice_has_at_most_a_hundred_groups() {
        assert_eq!(calculate(&draft(100)).expect("an invoice").vat_breakdown().len(), 100);
        for rates in [101, 150] {
            let error = calculate(&draft(rates)).expect_err("too many");
            let found: Vec<_> =
                error.findings().iter().map(|found| (found.code.as_str(), found.path.as_str())).collect();
            assert_eq!(found, [("list.tooLong", "lines")], "{rates} rates");
        }
    }
}
