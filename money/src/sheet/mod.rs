//! The figures of a plain invoice in whole numbers: lines, discounts and charges, VAT groups, totals. It is the arithmetic of
//! `calculate` without its findings, for who has thousands of drafts: whatever is not plain and right, or too large, has no sheet.
//!
//! Amounts are in units of the last decimal of the currency. They round once, half away from zero, by the quotients of `whole`.

mod settle;
#[cfg(test)]
mod tests;

use crate::Number;
use crate::shares::Shares;
use crate::whole::{quotient64, quotient128};

pub use settle::{Means, Totals};

/// Amounts lie below this, so that any two add up in 64 bits.
const LIMIT: i64 = 1_000_000_000_000_000;

/// A sheet has so many groups; no country has as many rates.
const GROUPS_MAX: usize = 32;

/// Room for the groups of most invoices, and for what their allowances and charges are split into: growing step by step costs more.
const USUAL_ROWS: usize = 4;

/// How the figures are made.
#[derive(Clone, Copy)]
pub struct Terms {
    /// Decimals of the currency.
    pub decimals: u32,
    /// Whether prices include VAT.
    pub with_vat: bool,
    /// Whether VAT is rounded on each line.
    pub per_line: bool,
}

/// An allowance or charge as it is said.
#[derive(Clone, Copy)]
pub struct Row {
    /// Amount.
    pub amount: Option<Number>,
    /// Percentage.
    pub percent: Option<Number>,
    /// What the percentage is of, where that is stated.
    pub base: Option<Number>,
}

/// An allowance or charge, worked out.
#[derive(Clone, Copy)]
pub struct RowFigures {
    /// Amount.
    pub amount: i64,
    /// What the percentage is of, where that was stated.
    pub base: Option<i64>,
}

/// A line, worked out.
#[derive(Clone, Copy)]
pub struct Line {
    /// The group of its VAT.
    pub group: usize,
    /// Net amount.
    pub net: i64,
    /// Sum of its allowances.
    pub allowances: i64,
    /// Sum of its charges.
    pub charges: i64,
    /// Its share of the VAT of its group.
    pub vat: i64,
    /// Net and VAT.
    pub gross: i64,
    /// How many allowances and charges it has.
    pub rows: usize,
}

/// The lines of one VAT category and rate.
pub struct Group {
    /// Rate in percent.
    rate: Number,
    /// Sum of its lines, in the terms of the prices.
    lines: i64,
    /// Charges minus allowances of the document, in the terms of the prices.
    adjusted: i64,
    /// Taxable amount.
    pub base: i64,
    /// VAT amount.
    pub vat: i64,
}

/// An allowance or charge of the document, or what one group bears of it.
pub struct Adjustment {
    /// The place of its row: allowances first, then charges.
    pub row: usize,
    /// Its group.
    pub group: usize,
    /// Whether it is a charge.
    pub charge: bool,
    /// Amount without VAT.
    pub amount: i64,
    /// What its percentage is of; only where one group bears all of it.
    pub base: Option<i64>,
}

/// A sheet.
pub struct Sheet {
    terms: Terms,
    groups: Vec<Group>,
    lines: Vec<Line>,
    rows: Vec<RowFigures>,
    adjustments: Vec<Adjustment>,
    /// How many allowances and charges of the document there are.
    adjusted: usize,
    shares: Shares<i64>,
    /// Quantity, price and price base quantity of the line that is being written.
    price: [Number; 3],
}

impl Sheet {
    /// An empty sheet with room for so many lines.
    pub fn new(terms: Terms, room: usize) -> Sheet {
        Sheet {
            terms,
            groups: Vec::with_capacity(USUAL_ROWS),
            lines: Vec::with_capacity(room),
            rows: Vec::new(),
            adjustments: Vec::new(),
            adjusted: 0,
            shares: Shares::with_room(room.saturating_add(USUAL_ROWS)),
            price: [Number::ONE; 3],
        }
    }

    /// Empties the sheet for another draft; its room is used again.
    pub fn restart(&mut self, terms: Terms) {
        self.groups.clear();
        self.lines.clear();
        self.rows.clear();
        self.adjustments.clear();
        (self.terms, self.adjusted) = (terms, 0);
    }

    /// Adds a group with a rate between 0 and 100; its place.
    pub fn group(&mut self, rate: Number) -> Option<usize> {
        let place = self.groups.len();
        if place == GROUPS_MAX {
            return None;
        }
        self.groups.push(Group { rate, lines: 0, adjusted: 0, base: 0, vat: 0 });
        Some(place)
    }

    /// Begins a line. Its allowances and charges follow, then `end_line`.
    pub fn line(&mut self, quantity: Number, price: Number, per: Option<Number>, group: usize) -> Option<()> {
        let per = per.unwrap_or(Number::ONE);
        if price.digits < 0 || per.digits <= 0 {
            return None;
        }
        let net = quotient([quantity, price, Number::ONE], per, self.terms.decimals)?;
        self.price = [quantity, price, per];
        self.lines.push(Line { group, net, allowances: 0, charges: 0, vat: 0, gross: 0, rows: 0 });
        Some(())
    }

    /// Adds an allowance to the line.
    pub fn line_allowance(&mut self, row: Row) -> Option<()> {
        let amount = self.line_row(row)?;
        let line = self.lines.last_mut()?;
        line.allowances = sum(line.allowances, amount)?;
        Some(())
    }

    /// Adds a charge to the line, after its allowances.
    pub fn line_charge(&mut self, row: Row) -> Option<()> {
        let amount = self.line_row(row)?;
        let line = self.lines.last_mut()?;
        line.charges = sum(line.charges, amount)?;
        Some(())
    }

    fn line_row(&mut self, row: Row) -> Option<i64> {
        let ([quantity, price, per], decimals) = (self.price, self.terms.decimals);
        let figures =
            row.figures(decimals, |percent| quotient([quantity, price, hundredth(percent)], per, decimals))?;
        if self.rows.capacity() == 0 {
            self.rows = Vec::with_capacity(self.lines.capacity());
        }
        self.rows.push(figures);
        let line = self.lines.last_mut()?;
        line.rows = line.rows.saturating_add(1);
        Some(figures.amount)
    }

    /// Ends a line.
    pub fn end_line(&mut self) -> Option<()> {
        let line = self.lines.last_mut()?;
        if line.rows > 0 {
            line.net = sum(sum(line.net, -line.allowances)?, line.charges)?;
        }
        let group = self.groups.get_mut(line.group)?;
        group.lines = sum(group.lines, line.net)?;
        Some(())
    }

    /// Adds an allowance or charge of the document, after all lines and the charges after the allowances: split over the groups.
    pub fn adjust(&mut self, row: Row, charge: bool) -> Option<()> {
        let decimals = self.terms.decimals;
        // Percentages and splits rest on the lines alone, not on each other.
        let mut whole = 0;
        for group in &self.groups {
            whole = sum(whole, group.lines)?;
        }
        let figures = row.figures(decimals, |percent| percent_of(whole, percent, decimals))?;
        let base = row.percent.map(|_| figures.base.unwrap_or(whole));
        let place = self.adjusted;
        self.adjusted = place.checked_add(1)?;
        self.split(place, charge, figures.amount, base)
    }

    /// Splits an allowance or charge of the document over the groups by their lines.
    fn split(&mut self, row: usize, charge: bool, amount: i64, base: Option<i64>) -> Option<()> {
        let mut weights = [0; GROUPS_MAX];
        for (weight, group) in weights.iter_mut().zip(&self.groups) {
            *weight = group.lines;
        }
        let weights = weights.get_mut(..self.groups.len())?;
        // A credit is split as the invoice was: the parts of −x are the parts of x, negated.
        let sign = if amount < 0 { -1 } else { 1 };
        if let [only] = weights {
            *only = 1;
        }
        self.shares.by_weight(amount.checked_abs()?, weights)?;
        if self.adjustments.capacity() == 0 {
            self.adjustments = Vec::with_capacity(self.groups.len());
        }
        let bearing = self.shares.units().filter(|share| *share != 0).count();
        for (group, (share, figures)) in self.shares.units().zip(&mut self.groups).enumerate() {
            // Nothing at all stands with the first group.
            if share == 0 && (bearing > 0 || group > 0) {
                continue;
            }
            let amount = sign * share;
            figures.adjusted = sum(figures.adjusted, if charge { amount } else { -amount })?;
            let base = base.filter(|_| bearing <= 1);
            self.adjustments.push(Adjustment { row, group, charge, amount, base });
        }
        Some(())
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The allowances and charges of all lines: line by line, allowances before charges.
    pub fn rows(&self) -> &[RowFigures] {
        &self.rows
    }

    /// The allowances and charges of the document as they go out.
    pub fn adjustments(&self) -> &[Adjustment] {
        &self.adjustments
    }
}

impl Row {
    /// What it comes to; `usual` takes a percentage of the usual base. An amount with a percentage has to be its result.
    fn figures(&self, decimals: u32, usual: impl Fn(Number) -> Option<i64>) -> Option<RowFigures> {
        let base = match self.base {
            Some(base) => Some(amount(base, decimals)?),
            None => None,
        };
        let stated = match self.amount {
            Some(stated) => Some(amount(stated, decimals)?),
            None => None,
        };
        let worked = match (self.percent, stated) {
            (Some(percent), _) => {
                if percent.digits < 0 || percent.is_above_hundred()? {
                    return None;
                }
                let worked = match base {
                    Some(base) => percent_of(base, percent, decimals)?,
                    None => usual(percent)?,
                };
                if stated.is_some_and(|stated| stated != worked) {
                    return None;
                }
                worked
            }
            (None, Some(stated)) if stated >= 0 => stated,
            _ => return None,
        };
        Some(RowFigures { amount: worked, base })
    }
}

/// An amount as it was stated, in units: with no more decimals than the currency.
fn amount(stated: Number, decimals: u32) -> Option<i64> {
    bounded(stated.units(decimals)?)
}

fn bounded(units: i64) -> Option<i64> {
    (-LIMIT < units && units < LIMIT).then_some(units)
}

/// The sum of two amounts.
fn sum(one: i64, other: i64) -> Option<i64> {
    bounded(one.checked_add(other)?)
}

/// A percentage as a factor: its point moved by two places.
fn hundredth(percent: Number) -> Number {
    Number { scale: percent.scale.saturating_add(2), ..percent }
}

/// A percentage of an amount in units, rounded.
fn percent_of(units: i64, percent: Number, decimals: u32) -> Option<i64> {
    quotient([Number { digits: units, scale: decimals }, hundredth(percent), Number::ONE], Number::ONE, decimals)
}

/// The product of `over` divided by `under`, in units of the last of `decimals`, rounded half away from zero.
fn quotient(over: [Number; 3], under: Number, decimals: u32) -> Option<i64> {
    let [a, b, c] = over;
    let up = under.scale.checked_add(decimals)?;
    let down = a.scale.checked_add(b.scale)?.checked_add(c.scale)?;
    let (up, down) = (up.saturating_sub(down), down.saturating_sub(up));
    let magnitudes = over.map(|number| number.digits.unsigned_abs());
    let divisor = under.digits.unsigned_abs();
    let units = quotient64(magnitudes, divisor, up, down).or_else(|| quotient128(magnitudes, divisor, up, down))?;
    let units = i64::try_from(units).ok()?;
    let negative = (a.digits ^ b.digits ^ c.digits ^ under.digits) < 0;
    bounded(if negative { -units } else { units })
}
