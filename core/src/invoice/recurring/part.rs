//! A part of a period, charged by its days: exact, since days go into the quantity and the period into the price base
//! quantity (BT-149), and the amount is rounded once. Refuses to round a price or a quantity.

use rust_decimal::Decimal;

use super::{RecurTemplate, RecurrenceUnit};
use crate::calendar::Day;
use crate::invoice::line::{AllowanceCharge, Line, Period};
use crate::invoice::unit;
use crate::money::Exact;
use crate::money::round::product_quotient;
use crate::wire::Text;

/// Days of a period, both included.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

/// A period that is divided.
pub(super) struct Parts {
    /// Its first day.
    pub first: Day,
    /// How many days it has, were it not cut short.
    pub whole: i64,
    /// Decimals of the currency.
    pub decimals: u32,
    /// The unit of measure that is this period.
    pub unit: Option<&'static str>,
}

impl Parts {
    /// Makes a line one of a part: so many days of its period.
    pub fn line(&self, line: &mut Line, part: Part) -> Option<()> {
        let days = Decimal::from(part.until.days_since(part.from).checked_add(1)?);
        // One month becomes days of a month; other quantities keep their unit and are counted by the day.
        if line.quantity == Decimal::ONE
            && line.unit.as_deref().and_then(unit::code) == self.unit
            && self.unit.is_some()
        {
            line.unit = Some(Text::new_static("DAY"));
        }
        let times = |value: Decimal, days: Decimal| product_quotient(value, days, Decimal::ONE, value.scale());
        line.quantity = times(line.quantity, days)?;
        line.price_per = Some(times(line.price_per.unwrap_or(Decimal::ONE), Decimal::from(self.whole))?);
        line.period = Some(Period { from: part.from, until: part.until });
        self.rows(&mut line.allowances, part)?;
        self.rows(&mut line.charges, part)
    }

    /// Makes fixed amounts those of a part; percentages are of what is charged.
    pub fn rows(&self, rows: &mut [AllowanceCharge], part: Part) -> Option<()> {
        for row in rows {
            if row.percent.is_some() {
                row.amount = None;
            }
            for amount in [&mut row.amount, &mut row.base].into_iter().flatten() {
                *amount = self.share(*amount, part)?;
            }
        }
        Some(())
    }

    /// What falls on a part: all up to its last day less all before it, so that parts add up.
    fn share(&self, amount: Decimal, part: Part) -> Option<Decimal> {
        let until = |days: i64| product_quotient(amount, Decimal::from(days), Decimal::from(self.whole), self.decimals);
        let before = part.from.days_since(self.first);
        until(part.until.days_since(self.first).checked_add(1)?)?.minus(until(before)?)
    }
}

/// The code of UN/ECE Recommendation 20 for a period of the series, if it has one.
pub(super) fn unit_of(template: &RecurTemplate) -> Option<&'static str> {
    match (template.every, template.count.unwrap_or(1)) {
        (RecurrenceUnit::Week, 1) => Some("WEE"),
        (RecurrenceUnit::Month, 1) => Some("MON"),
        (RecurrenceUnit::Month, 3) => Some("QAN"),
        (RecurrenceUnit::Month, 12) | (RecurrenceUnit::Year, 1) => Some("ANN"),
        _ => None,
    }
}
