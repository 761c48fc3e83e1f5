//! Base and VAT of each group of a sheet, what its lines bear of them, and the totals.

use super::{Group, Sheet, bounded, percent_of, quotient, sum};
use crate::Number;
use crate::shares::SHARE_DECIMALS;
use crate::whole;

/// How prices that include VAT came to the cent; the last resort of any group counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Means {
    /// A net amount exists whose VAT gives the price.
    Exact,
    /// VAT is gross minus net.
    VatDifference,
    /// The rest is in the rounding amount.
    PayableRounding,
}

/// The totals of a sheet.
pub struct Totals {
    /// Sum of line net amounts.
    pub line_net: i64,
    /// Sum of allowances of the document.
    pub allowances: i64,
    /// Sum of charges of the document.
    pub charges: i64,
    /// Total without VAT.
    pub net: i64,
    /// Total VAT.
    pub vat: i64,
    /// Total with VAT.
    pub gross: i64,
    /// What was paid before.
    pub prepaid: i64,
    /// Rounding amount.
    pub rounding: i64,
    /// Amount due.
    pub payable: i64,
    /// How prices with VAT came to the cent.
    pub means: Option<Means>,
}

impl Sheet {
    /// Settles the groups and adds everything up. `step` is that of cash rounding.
    pub fn settle(&mut self, prepaid: Option<Number>, step: Option<Number>) -> Option<Totals> {
        let decimals = self.terms.decimals;
        if self.lines.is_empty() {
            return None;
        }
        let mut settled = (Means::Exact, 0);
        for place in 0..self.groups.len() {
            if self.terms.with_vat {
                let (means, left) = self.settle_gross(place)?;
                settled = (settled.0.max(means), sum(settled.1, left)?);
            } else {
                self.settle_net(place)?;
            }
            if self.terms.per_line && !self.groups.get(place)?.is_near(decimals)? {
                return None;
            }
        }
        let mut totals = Totals {
            line_net: 0,
            allowances: 0,
            charges: 0,
            net: 0,
            vat: 0,
            gross: 0,
            prepaid: super::amount(prepaid.unwrap_or(Number::ZERO), decimals)?,
            rounding: 0,
            payable: 0,
            means: self.terms.with_vat.then_some(settled.0),
        };
        for line in &self.lines {
            totals.line_net = sum(totals.line_net, line.net)?;
        }
        for row in &self.adjustments {
            let total = if row.charge { &mut totals.charges } else { &mut totals.allowances };
            *total = sum(*total, row.amount)?;
        }
        for group in &self.groups {
            totals.vat = sum(totals.vat, group.vat)?;
        }
        totals.net = sum(sum(totals.line_net, -totals.allowances)?, totals.charges)?;
        totals.gross = sum(totals.net, totals.vat)?;
        let due = sum(sum(totals.gross, -totals.prepaid)?, settled.1)?;
        totals.payable = match step {
            Some(step) => to_step(due, step, decimals)?,
            None => due,
        };
        totals.rounding = sum(sum(totals.payable, -totals.gross)?, totals.prepaid)?;
        Some(totals)
    }

    /// VAT on the base of a group, split over its lines; or on each line, added up.
    fn settle_net(&mut self, place: usize) -> Option<()> {
        let Sheet { groups, lines, adjustments, shares, terms, .. } = self;
        let decimals = terms.decimals;
        let group = groups.get_mut(place)?;
        group.base = sum(group.lines, group.adjusted)?;
        let rows = adjustments.iter().filter(|row| row.group == place).map(super::Adjustment::signed);
        if terms.per_line {
            group.vat = 0;
            for line in lines.iter_mut().filter(|line| line.group == place) {
                line.vat = percent_of(line.net, group.rate, decimals)?;
                line.gross = sum(line.net, line.vat)?;
                group.vat = sum(group.vat, line.vat)?;
            }
            for row in rows {
                group.vat = sum(group.vat, percent_of(row, group.rate, decimals)?)?;
            }
            return Some(());
        }
        group.vat = percent_of(group.base, group.rate, decimals)?;
        // One denominator for all: hundred percent in units of the rate.
        let denominator = i64::try_from(whole::ten_to64(group.rate.scale.checked_add(2)?)?).ok()?;
        shares.clear();
        for line in lines.iter().filter(|line| line.group == place) {
            shares.push(line.net, group.rate.digits, denominator)?;
        }
        for row in rows {
            shares.push(row, group.rate.digits, denominator)?;
        }
        shares.distribute(group.vat)?;
        for (line, vat) in lines.iter_mut().filter(|line| line.group == place).zip(shares.units()) {
            line.vat = bounded(vat)?;
            line.gross = sum(line.net, vat)?;
        }
        Some(())
    }

    /// The net amount in what was said with VAT, split over the lines; the means, and what is left to round.
    fn settle_gross(&mut self, place: usize) -> Option<(Means, i64)> {
        let Sheet { groups, lines, adjustments, shares, terms, .. } = self;
        let decimals = terms.decimals;
        let group = groups.get_mut(place)?;
        let (rate, gross) = (group.rate, sum(group.lines, group.adjusted)?);
        let rows = adjustments.iter().filter(|row| row.group == place).map(super::Adjustment::signed);
        let members = lines.iter().filter(|line| line.group == place).map(|line| line.net).chain(rows);
        shares.clear();
        let (mut products, mut exact) = (0, true);
        if terms.per_line {
            group.base = 0;
            for member in members {
                let net = net_of(member, rate, decimals, 0)?;
                let vat = percent_of(net, rate, decimals)?;
                exact &= sum(net, vat)? == member;
                (group.base, products) = (sum(group.base, net)?, sum(products, vat)?);
                shares.push(net, 1, 1)?;
            }
        } else {
            group.base = net_of(gross, rate, decimals, 0)?;
            products = percent_of(group.base, rate, decimals)?;
            exact = sum(group.base, products)? == gross;
            let unit = i64::try_from(whole::ten_to64(SHARE_DECIMALS)?).ok()?;
            for member in members {
                shares.push(net_of(member, rate, decimals, SHARE_DECIMALS)?, 1, unit)?;
            }
            shares.distribute(group.base)?;
        }
        let mut nets = shares.units();
        for line in lines.iter_mut().filter(|line| line.group == place) {
            line.gross = line.net;
            line.net = bounded(nets.next()?)?;
            line.vat = sum(line.gross, -line.net)?;
        }
        for row in adjustments.iter_mut().filter(|row| row.group == place) {
            let net = bounded(nets.next()?)?;
            row.amount = if row.charge { net } else { -net };
            // The percentage was of an amount with VAT, which a document without VAT has no place for.
            row.base = None;
        }
        group.vat = products;
        if exact {
            return Some((Means::Exact, 0));
        }
        let difference = sum(gross, -group.base)?;
        group.vat = difference;
        if group.is_near(decimals)? {
            return Some((Means::VatDifference, 0));
        }
        group.vat = products;
        Some((Means::PayableRounding, sum(difference, -products)?))
    }
}

impl Group {
    /// Whether the VAT is less than one unit of the currency off base × rate (BR-CO-17), which rounds to two decimals whatever the
    /// currency.
    fn is_near(&self, decimals: u32) -> Option<bool> {
        let fine = decimals.max(2);
        let more = i64::try_from(whole::ten_to64(fine.checked_sub(decimals)?)?).ok()?;
        let product = percent_of(whole::signed_product(self.base, more)?, self.rate, fine)?;
        let off = whole::signed_product(self.vat, more)?.checked_sub(product)?;
        Some(off.unsigned_abs() < whole::ten_to64(fine)?)
    }
}

impl super::Adjustment {
    /// The amount, an allowance with its sign turned.
    fn signed(&self) -> i64 {
        if self.charge { self.amount } else { -self.amount }
    }
}

/// The net amount in one with VAT, with so many decimals more than it has.
fn net_of(gross: i64, rate: Number, decimals: u32, more: u32) -> Option<i64> {
    let hundred = i64::try_from(whole::ten_to64(rate.scale.checked_add(2)?)?).ok()?;
    let over = Number { digits: gross, scale: decimals };
    let under = Number { digits: hundred.checked_add(rate.digits)?, scale: rate.scale };
    quotient([over, Number { digits: 100, scale: 0 }, Number::ONE], under, decimals.checked_add(more)?)
}

/// The nearest multiple of a step, which is above zero, at most 100 and no finer than the currency.
fn to_step(units: i64, step: Number, decimals: u32) -> Option<i64> {
    let of_step = step.units(decimals)?;
    if of_step <= 0 || step.is_above_hundred()? {
        return None;
    }
    let steps = quotient(
        [Number { digits: units, scale: 0 }, Number::ONE, Number::ONE],
        Number { digits: of_step, scale: 0 },
        0,
    )?;
    bounded(whole::signed_product(steps, of_step)?)
}
