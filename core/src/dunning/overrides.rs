//! Newer rows of law that a caller brings, held to the rules of the engine's own: sourced, newest first, without gap or overlap. Refuses
//! to replace a row that the engine has: a newer row begins where the known ones end.

use rust_decimal::Decimal;

use super::claim::{LawOverride, OverridableFact};
use super::rate::RATE_DECIMALS;
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error};
use crate::law::costs::LUMP_SUM;
use crate::law::late_payment::{Fact, REGIMES};
use crate::money::round::units;
use crate::wire::Reader;

/// Rows a caller may bring: two centuries of half-years.
const OVERRIDES_MAX: usize = 400;

/// A fact as callers name it.
pub(super) fn of_fact(fact: Fact) -> OverridableFact {
    match fact {
        Fact::Statutory => OverridableFact::StatutoryInterest,
        Fact::Commercial => OverridableFact::CommercialInterest,
    }
}

/// Where the rows that the engine has of a fact end.
enum Known {
    /// On a day, included.
    Until(Day),
    /// They are in force, since a day: the newer row ends the last.
    Since(Day),
}

fn known(row: &LawOverride) -> Option<Known> {
    let mut cells = REGIMES.iter().filter(|cell| cell.countries.contains(&row.country.as_str()));
    if row.fact == OverridableFact::LumpSum {
        cells.next()?;
        return LUMP_SUM.first().map(|newest| Known::Since(newest.from));
    }
    let newest = cells.find(|cell| of_fact(cell.fact) == row.fact)?.series.rows.first()?;
    Some(newest.until.map_or(Known::Since(newest.from), Known::Until))
}

/// Refuses rows of law that no claim could be made with; all findings at once, under `lawOverrides`.
pub fn check_law_overrides(rows: &[LawOverride]) -> Result<(), Error> {
    let mut cx = Reader::new();
    check(rows, &mut cx);
    Error::check(cx.into_findings()).map(drop)
}

/// Checks all rows; findings go to `lawOverrides[n]` below where `cx` stands.
pub(super) fn check(rows: &[LawOverride], cx: &mut Reader) {
    cx.field("lawOverrides", |cx| {
        if rows.len() > OVERRIDES_MAX {
            cx.report(Code::ListTooLong, "A claim takes at most 400 rows of law.");
            return;
        }
        for (index, row) in rows.iter().enumerate() {
            cx.index(index, |cx| {
                alone(row, cx);
                let older = rows.iter().skip(index.saturating_add(1)).find(|other| is_same(row, other));
                joins(row, older, cx);
            });
        }
    });
}

fn is_same(row: &LawOverride, other: &LawOverride) -> bool {
    row.country == other.country && row.fact == other.fact
}

/// What a row has to be by itself.
fn alone(row: &LawOverride, cx: &mut Reader) {
    if row.source.trim().is_empty() {
        cx.field("source", |cx| cx.report(Code::TextEmpty, "A row of law says where it was read."));
    }
    if row.until.is_some_and(|until| until < row.from) {
        cx.field("until", |cx| cx.report(Code::DateRange, "The row ends before it begins."));
    }
    let (most, decimals) = if row.fact == OverridableFact::LumpSum { (10_000, 2) } else { (100, RATE_DECIMALS) };
    if row.value < Decimal::ZERO || row.value > Decimal::from(most) || units(row.value, decimals).is_none() {
        cx.field("value", |cx| {
            let message = "A rate lies from 0 to 100 with four decimals at most, a lump sum from 0 to 10,000 in cents.";
            cx.report(Code::NumberRange, message);
        });
    }
}

/// A row begins on the day after the one below it, or after the last that the engine has.
fn joins(row: &LawOverride, older: Option<&LawOverride>, cx: &mut Reader) {
    let known = match older {
        Some(older) => older.until.map(Known::Until),
        None => match known(row) {
            Some(known) => Some(known),
            None => {
                let message = "There is no such fact of law here that a newer row could follow.";
                cx.report_fix(Code::LawOverride, message, "Use a country and fact that a claim knows.");
                return;
            }
        },
    };
    let (fits, begin) = match known {
        Some(Known::Until(until)) => (until.add_days(1) == Some(row.from), until.add_days(1)),
        Some(Known::Since(since)) => (row.from > since, since.add_days(1)),
        None => (false, None),
    };
    if fits {
        return;
    }
    let fix = match begin {
        Some(day) => ["Put the newest row first, and let this one begin on ", &say::day(day), "."].concat(),
        None => "Give the row below it a last day.".to_owned(),
    };
    cx.field("from", |cx| {
        cx.report_fix(Code::LawOverride, "Before this row lies a gap, or it overlaps what is known.", fix);
    });
}
