//! Interest of a case: segments for each rate, balance and year, exact, rounded once. Refuses days whose rate is not known.
//!
//! Day count: actual days of a year of 365, in every jurisdiction here; none of these laws fixes one, and leap years
//! then cost a day more. The day of payment still bears interest (art. 6:119a(1) BW).

use super::case::{Case, range};
use super::claim::{InterestClaim, InterestSegment, WorkingStep};
use super::rate::rate_on;
use crate::calendar::Day;
use crate::finding::Error;
use crate::money::Fraction;
use crate::money::round::units;
use crate::wire::{Array, Text, push_count};

/// Days with one balance.
struct Piece {
    from: Day,
    until: Day,
    units: u64,
}

/// Interest in the making.
struct Sum {
    total: Fraction,
    segments: Vec<InterestSegment>,
}

/// The interest of a case from a first day on, or for each part from its own default where that is later. Where a reminder
/// opens the way, it does for what was in default when it went out.
pub(super) fn interest(
    case: &Case<'_>,
    start: Option<Day>,
    reminded: Option<Day>,
    allowed_from: Option<Day>,
) -> Result<InterestClaim, Error> {
    let mut sum = Sum { total: Fraction::whole(0), segments: Vec::new() };
    for due in case.dues.iter().copied() {
        let (Some(default), Some(start)) = (case.default_of(due), start) else { continue };
        if reminded.is_none_or(|day| default <= day) {
            let start = start.max(default);
            accrue(case, &pieces(case, due, start)?, &mut sum)?;
        }
    }
    let decimals = case.currency().decimals();
    Ok(InterestClaim {
        amount: sum.total.to_decimal(decimals, 0).ok_or_else(range)?,
        allowed: allowed_from.is_some_and(|day| day <= case.options.on),
        allowed_from,
        source: Text::new_static(case.regime.interest.law),
        segments: Array(sum.segments),
    })
}

/// What was open with a due date from a day on, in the smallest units of the currency.
fn pieces(case: &Case<'_>, due: Day, start: Day) -> Result<Vec<Piece>, Error> {
    let mut pieces: Vec<Piece> = Vec::new();
    for span in case.spans.iter().filter(|span| span.until >= start) {
        let mut open = 0_u64;
        for part in span.parts.iter().filter(|part| part.due == Some(due)) {
            let cents = units(part.amount, case.currency().decimals()).and_then(|units| u64::try_from(units).ok());
            open = cents.and_then(|cents| open.checked_add(cents)).ok_or_else(range)?;
        }
        let from = span.from.max(start);
        match pieces.last_mut() {
            Some(last) if last.units == open => last.until = span.until,
            _ => pieces.push(Piece { from, until: span.until, units: open }),
        }
    }
    Ok(pieces)
}

/// Interest of one part: each piece is cut where the rate changes and where a year of default ends.
fn accrue(case: &Case<'_>, pieces: &[Piece], sum: &mut Sum) -> Result<(), Error> {
    // What was paid in time and taken back later is in default from then on.
    let Some(start) = pieces.iter().find(|piece| piece.units > 0).map(|piece| piece.from) else { return Ok(()) };
    let mut years = Years {
        start,
        compounds: case.regime.compounds,
        count: 0,
        grown: Fraction::whole(0),
        this: Fraction::whole(0),
    };
    for piece in pieces.iter().filter(|piece| piece.units > 0) {
        let mut from = piece.from;
        while from <= piece.until {
            let year_end = years.reach(from);
            let rate = rate_on(case, from)?;
            let until = piece.until.min(rate.until).min(year_end);
            let days = u32::try_from(until.days_since(from)).unwrap_or_default().saturating_add(1);
            let base = Fraction::whole(piece.units).plus(&years.grown);
            let interest = base.interest(rate.ten_thousandths, days);
            years.this = years.this.plus(&interest);
            sum.total = sum.total.plus(&interest);
            sum.segments.push(segment(case, (from, until, days), &base, &interest, rate).ok_or_else(range)?);
            let Some(next) = until.add_days(1) else { break };
            from = next;
        }
    }
    Ok(())
}

fn segment(
    case: &Case<'_>,
    (from, until, days): (Day, Day, u32),
    base: &Fraction,
    interest: &Fraction,
    rate: super::rate::Rate,
) -> Option<InterestSegment> {
    let decimals = case.currency().decimals();
    let finer = 6_u32.saturating_sub(decimals);
    let base = base.to_decimal(decimals, if base.is_whole() { 0 } else { finer })?;
    let amount = interest.to_decimal(decimals, finer)?;
    Some(InterestSegment { from, until, base, rate: rate.percent, days, amount, source: rate.source })
}

/// The years of default, and the interest that bears interest (art. 6:119(2) BW: at the end of each year the interest of that
/// year is added to what interest is reckoned over).
struct Years {
    start: Day,
    compounds: bool,
    count: i32,
    /// Interest of the years that have ended.
    grown: Fraction,
    /// Interest of the year that runs.
    this: Fraction,
}

impl Years {
    /// Ends the years that ended before a day; the last day of the year that the day lies in.
    fn reach(&mut self, day: Day) -> Day {
        if !self.compounds {
            return Day::MAX;
        }
        loop {
            // A year that began on 29 February is over with 28 February, not a day before it.
            let next = self.start.add_months(self.count.saturating_add(1).saturating_mul(12));
            let before = |next: Day| {
                if next.day_of_month() < self.start.day_of_month() { Some(next) } else { next.add_days(-1) }
            };
            let Some(end) = next.and_then(before) else { return Day::MAX };
            if day <= end {
                return end;
            }
            self.grown = self.grown.plus(&self.this);
            self.this = Fraction::whole(0);
            self.count = self.count.saturating_add(1);
        }
    }
}

/// How the interest came about.
pub(super) fn working(case: &Case<'_>, claim: &InterestClaim) -> WorkingStep {
    let mut how = String::with_capacity(120);
    how.push_str("base × rate × days ÷ 365, segments: ");
    push_count(&mut how, claim.segments.len());
    how.push_str(if case.regime.compounds { "; the interest of each year is added to the base" } else { "" });
    how.push_str("; rounded once");
    WorkingStep { what: Text::new_static("Interest"), how, amount: claim.amount, source: Some(claim.source.clone()) }
}
