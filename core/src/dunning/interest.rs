//! Interest of a case: segments for each rate, balance and year, exact, rounded once. Refuses days whose rate is not known.
//!
//! Interest of a year that has ended bears interest itself only as far as it is still owed (art. 6:119(2) BW): what came in for interest
//! is taken off the oldest first, and so is what was given up.
//!
//! Day count: actual days of a year of 365, in every jurisdiction here; none of these laws fixes one, and leap years
//! then cost a day more. The day of payment still bears interest (art. 6:119a(1) BW).

use super::case::{Case, range};
use super::claim::{InterestClaim, InterestSegment, WorkingStep};
use super::rate::rate_on;
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::Balance;
use crate::money::Fraction;
use crate::money::round::units;
use crate::wire::{Array, Text, push_count};

/// What the working says where interest runs from the start of the term and not from its end; letters look for it.
pub(super) const FROM_TERM: &str = "; from the start of the term of the first reminder";

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
    /// Interest of years that ended, of the parts so far, with the day from which it bears interest itself.
    grown: Vec<(Day, Fraction)>,
}

/// The interest of a case: of each part from the day that is stated for its due date, or from its own default where that is later.
pub(super) fn interest(
    case: &Case<'_>,
    start: &dyn Fn(Day) -> Option<Day>,
    allowed_from: Option<Day>,
) -> Result<InterestClaim, Error> {
    let mut sum = Sum { total: Fraction::whole(0), segments: Vec::new(), grown: Vec::new() };
    for due in case.dues.iter().copied() {
        let (Some(default), Some(start)) = (case.default_of(due), start(due)) else { continue };
        accrue(case, &pieces(case, due, start.max(default))?, &mut sum)?;
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
    let mut years =
        Years { start, compounds: case.regime.compounds, count: 0, ended: Vec::new(), this: Fraction::whole(0) };
    for piece in pieces.iter().filter(|piece| piece.units > 0) {
        let mut from = piece.from;
        while from <= piece.until {
            let year_end = years.reach(from);
            let rate = rate_on(case, from)?;
            let (grown, same_until) = years.unsettled(case, &sum.grown, from).ok_or_else(range)?;
            let until = piece.until.min(rate.until).min(year_end).min(same_until);
            let days = u32::try_from(until.days_since(from)).unwrap_or_default().saturating_add(1);
            let base = Fraction::whole(piece.units).plus(&grown);
            let interest = base.interest(rate.ten_thousandths, days);
            years.this = years.this.plus(&interest);
            sum.total = sum.total.plus(&interest);
            sum.segments.push(segment(case, (from, until, days), &base, &interest, rate).ok_or_else(range)?);
            let Some(next) = until.add_days(1) else { break };
            from = next;
        }
    }
    // What was paid before the end of a year leaves the interest of that year.
    years.reach(case.options.on);
    sum.grown.append(&mut years.ended);
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
    /// Interest of the years that have ended, each with the day after it.
    ended: Vec<(Day, Fraction)>,
    /// Interest of the year that runs.
    this: Fraction,
}

/// What grew by a day, and the day before more does.
fn grown_by(ended: &[(Day, Fraction)], day: Day) -> (Fraction, Day) {
    let mut sum = (Fraction::whole(0), Day::MAX);
    for (from, interest) in ended {
        if *from <= day {
            sum.0 = sum.0.plus(interest);
        } else {
            sum.1 = sum.1.min(from.add_days(-1).unwrap_or(day));
        }
    }
    sum
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
            let interest = std::mem::replace(&mut self.this, Fraction::whole(0));
            if let (Some(after), false) = (end.add_days(1), interest.is_zero()) {
                self.ended.push((after, interest));
            }
            self.count = self.count.saturating_add(1);
        }
    }

    /// Interest of the years that have ended as far as it neither came in nor was given up: what is no longer owed bears none. Such money
    /// is for the parts that were due first. The last day on which it is the same comes with it.
    fn unsettled(&self, case: &Case<'_>, earlier: &[(Day, Fraction)], day: Day) -> Option<(Fraction, Day)> {
        let (own, _) = grown_by(&self.ended, day);
        if own.is_zero() {
            return Some((own, Day::MAX));
        }
        let of_day = |span: &&Balance| span.from <= day && day <= span.until;
        let settled = case.spans.iter().find(of_day).map(|span| span.interest_settled).unwrap_or_default();
        let changes = |span: &&Balance| span.from > day && span.interest_settled != settled;
        let change = case.spans.iter().find(changes).and_then(|span| span.from.add_days(-1)).unwrap_or(Day::MAX);
        if settled.is_zero() {
            return Some((own, change));
        }
        let (before, growth) = grown_by(earlier, day);
        let settled = units(settled, case.currency().decimals()).and_then(|units| u64::try_from(units).ok())?;
        Some((own.less(&Fraction::whole(settled).less(&before)), change.min(growth)))
    }
}

/// How the interest came about.
pub(super) fn working(case: &Case<'_>, claim: &InterestClaim) -> WorkingStep {
    let mut how = String::with_capacity(160);
    how.push_str("base × rate × days ÷ 365, segments: ");
    push_count(&mut how, claim.segments.len());
    if case.regime.compounds {
        how.push_str("; the interest of each year is added to the base");
        if case.spans.iter().any(|span| !span.interest_settled.is_zero()) {
            how.push_str(", less what came in for it or was given up");
        }
    }
    if case.is_from_term() {
        how.push_str(FROM_TERM);
    }
    how.push_str("; rounded once");
    WorkingStep { what: Text::new_static("Interest"), how, amount: claim.amount, source: Some(claim.source.clone()) }
}
