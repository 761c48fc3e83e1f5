//! A credit by lines: goods and services given back, at what they were sold for. Refuses more of a line than is left.

use rust_decimal::Decimal;

use super::{CreditLine, Crediting};
use crate::finding::Code;
use crate::invoice::computed::{InvoiceLine, LineAmounts};
use crate::invoice::draft::Draft;
use crate::invoice::line::{AllowanceCharge, Line};
use crate::invoice::totals::VatBreakdown;
use crate::money::round::{DECIMALS_MAX, product_quotient};
use crate::money::{Exact, split};
use crate::order::Marks;
use crate::wire::Reader;

/// Discount (UNTDID 5189), the reason code of an allowance that brings a credited line to its share.
const ALLOWANCE_CODE: &str = "95";
/// Other services (UNTDID 7161), the reason code of a charge that does.
const CHARGE_CODE: &str = "ADR";

impl Crediting<'_> {
    pub(super) fn by_lines(&self, cx: &mut Reader) -> Option<Draft> {
        let invoice = self.invoice();
        let before = cx.count();
        let shares = self.shares(|line| line.net, |row| Some(row.base))?;
        // What was sold with VAT in its price is given back at that price.
        let grosses = match invoice.head().prices_include_vat {
            Some(true) => self.shares(|line| line.gross, |row| row.base.plus(row.amount))?,
            _ => Vec::new(),
        };
        let mut nets = vec![Decimal::ZERO; invoice.vat_breakdown().len()];
        let mut sums = vec![Decimal::ZERO; if grosses.is_empty() { 0 } else { nets.len() }];
        let mut draft = self.head();
        let mut named = Marks::default();
        for (index, row) in self.request.lines.iter().enumerate() {
            let line = cx.index(index, |cx| {
                let place = self.find(row, &mut named, cx)?;
                self.credit_line(row, place, (*shares.get(place)?, grosses.get(place).copied()), cx)
            });
            let Some((line, (net, gross), group)) = line else { continue };
            if let (Some(gross), Some(sum)) = (gross, sums.get_mut(group)) {
                *sum = sum.plus(gross)?;
            }
            let sum = nets.get_mut(group)?;
            *sum = sum.plus(net)?;
            draft.lines.push(line);
        }
        if cx.count() > before {
            return None;
        }
        if nets.iter().copied().try_fold(Decimal::ZERO, Decimal::plus)?.is_sign_negative() {
            cx.report_fix(
                Code::CreditForm,
                "These lines together come to less than zero: that would be an invoice.",
                "Credit them together with lines that come to more.",
            );
            return None;
        }
        match self.credited.split_nets(&nets, &sums) {
            Ok(parts) => {
                self.state_vat(&mut draft, &parts)?;
                Some(draft)
            }
            Err(misfit) => self.refuse(misfit, cx),
        }
    }

    fn find(&self, row: &CreditLine, named: &mut Marks, cx: &mut Reader) -> Option<usize> {
        let found = self.credited.place(&row.id);
        cx.field("id", |cx| match found {
            None => {
                let shown: String = row.id.chars().take(60).collect();
                cx.report_fix(
                    Code::CreditLine,
                    format!("The invoice has no line {shown}."),
                    "Use the id that the line has in the invoice; without one of its own it is its place, from 1.",
                );
                None
            }
            Some(place) if !named.set(place) => {
                cx.report_fix(Code::LineIdTwice, "This line is named twice.", "Name it once, with the whole quantity.");
                None
            }
            found => found,
        })
    }

    /// What each line is worth without VAT, its share of the document's allowances and charges included.
    fn shares(
        &self,
        of_line: fn(&LineAmounts) -> Decimal,
        of_group: fn(&VatBreakdown) -> Option<Decimal>,
    ) -> Option<Vec<Decimal>> {
        let invoice = self.invoice();
        let mut shares: Vec<Decimal> = invoice.lines().iter().map(|line| of_line(line.amounts())).collect();
        for (group, row) in invoice.vat_breakdown().iter().enumerate() {
            let members: Vec<usize> = (0..shares.len())
                .filter(|index| invoice.lines().get(*index).map(InvoiceLine::group) == Some(group))
                .collect();
            let nets: Vec<Decimal> = members.iter().filter_map(|index| shares.get(*index).copied()).collect();
            let sum = nets.iter().copied().try_fold(Decimal::ZERO, Decimal::plus)?;
            let adjustment = of_group(row)?.minus(sum)?;
            if adjustment.is_zero() || members.is_empty() {
                continue;
            }
            for (index, part) in members.into_iter().zip(split::by_weight(adjustment, &nets, self.decimals())?) {
                let share = shares.get_mut(index)?;
                *share = share.plus(part)?;
            }
        }
        Some(shares)
    }

    /// The credited line, its net amount and its VAT group.
    fn credit_line(
        &self,
        row: &CreditLine,
        place: usize,
        (share, gross): (Decimal, Option<Decimal>),
        cx: &mut Reader,
    ) -> Option<(Line, (Decimal, Option<Decimal>), usize)> {
        let invoiced = self.invoice().lines().get(place)?;
        let before = self.credited.quantity(place);
        let whole = invoiced.line().quantity;
        let left = whole.minus(before)?;
        let quantity = row.quantity.unwrap_or(left);
        let same_way = quantity.is_sign_negative() == left.is_sign_negative();
        let spent = if whole.is_zero() { self.credited.is_named(place) } else { left.is_zero() };
        if quantity.abs() > left.abs() || spent {
            cx.field("quantity", |cx| {
                let message = format!("Only {} of this line is left to credit.", left.normalize());
                cx.report_fix(Code::CreditExceeds, message, "Credit no more than that.");
            });
            return None;
        }
        if !whole.is_zero() && (quantity.is_zero() || !same_way) {
            cx.field("quantity", |cx| {
                cx.report(Code::CreditForm, "The quantity is not zero and has the sign of the invoiced quantity.");
            });
            return None;
        }
        let taken = |share: Decimal| {
            if whole.is_zero() {
                return Some(share);
            }
            let until = |sum: Decimal| product_quotient(share, sum, whole, self.decimals());
            until(before.plus(quantity)?)?.minus(until(before)?)
        };
        let net = taken(share)?;
        let gross = match gross {
            Some(gross) => Some(taken(gross)?),
            None => None,
        };
        let line = self.line_of(invoiced.line(), quantity, net)?;
        Some((line, (net, gross), invoiced.group()))
    }

    /// The invoice line with this quantity, its price net, brought to `net` by an allowance or a charge.
    fn line_of(&self, invoiced: &Line, quantity: Decimal, net: Decimal) -> Option<Line> {
        let mut line = Line { quantity, allowances: Vec::new(), charges: Vec::new(), ..invoiced.clone() };
        if self.invoice().head().prices_include_vat == Some(true) && !quantity.is_zero() {
            line.price_per = None;
            line.unit_price = net_price(net, quantity, self.decimals())?;
        }
        let per = line.price_per.unwrap_or(Decimal::ONE);
        let product = product_quotient(line.quantity, line.unit_price, per, self.decimals())?;
        let difference = product.minus(net)?;
        let row = |code: &str| AllowanceCharge {
            amount: Some(difference.abs()),
            reason_code: Some(code.into()),
            ..AllowanceCharge::default()
        };
        if difference > Decimal::ZERO {
            line.allowances.push(row(ALLOWANCE_CODE));
        } else if difference < Decimal::ZERO {
            line.charges.push(row(CHARGE_CODE));
        }
        Some(line)
    }
}

/// A price without VAT that gives `net`, with as few decimals as that takes.
fn net_price(net: Decimal, quantity: Decimal, decimals: u32) -> Option<Decimal> {
    let mut price = Decimal::ZERO;
    for places in decimals..=DECIMALS_MAX {
        price = product_quotient(net, Decimal::ONE, quantity, places)?.max(Decimal::ZERO);
        if product_quotient(price, quantity, Decimal::ONE, decimals)? == net {
            break;
        }
    }
    Some(price.normalize())
}
