//! Late-payment interest by series and day. Refuses to answer past the last day of a series: the next rate is not known before it is set.

mod rates;
#[cfg(test)]
mod tests;

use super::{NoLaw, Row};
use crate::calendar::Day;

/// Rates that follow one another.
pub struct Series {
    /// What it is, for the message that a day is not in it.
    pub name: &'static str,
    /// Newest first, without gap or overlap, in hundredths of a percent.
    pub rows: &'static [Row<i16>],
    /// Rows that hold instead for contracts made before `old_before`.
    pub old_rows: &'static [Row<i16>],
    /// The first day of contracts that `rows` are for; before it only `old_rows` are known.
    pub old_before: Option<Day>,
}

const fn series(name: &'static str, rows: &'static [Row<i16>]) -> Series {
    Series { name, rows, old_rows: &[], old_before: None }
}

/// The day from which Directive 2011/7/EU had to be applied, to contracts made from then on (art. 12).
const DIRECTIVE: Option<Day> = Some(Day::literal("2013-03-16"));

/// Dutch statutory interest.
pub static NL_STATUTORY: Series = series("Dutch statutory interest", rates::NL_STATUTORY);
/// Dutch interest on commercial debts.
pub static NL_COMMERCIAL: Series =
    Series { old_before: DIRECTIVE, ..series("Dutch commercial interest", rates::NL_COMMERCIAL) };
/// Belgian legal interest.
pub static BE_STATUTORY: Series = series("Belgian legal interest", rates::BE_STATUTORY);
/// Belgian interest on commercial debts.
pub static BE_COMMERCIAL: Series = Series {
    old_rows: rates::BE_COMMERCIAL_OLD,
    old_before: DIRECTIVE,
    ..series("Belgian commercial interest", rates::BE_COMMERCIAL)
};

/// All series, for tests and for review.
pub static SERIES: &[&Series] = &[&NL_STATUTORY, &NL_COMMERCIAL, &BE_STATUTORY, &BE_COMMERCIAL];

impl Series {
    /// The row of a day.
    pub fn at(&self, day: Day, contract: Option<Day>) -> Result<&'static Row<i16>, NoLaw> {
        let old = contract.is_some_and(|contract| self.old_before.is_some_and(|before| contract < before));
        let rows = if !old {
            self.rows
        } else if self.old_rows.first().is_none_or(|newest| newest.holds_until(day)) {
            // Nothing is known of older contracts, or this is a day of theirs.
            self.old_rows
        } else {
            self.rows
        };
        super::row::at(rows, day).ok_or_else(|| super::row::none(self.name, rows, day))
    }
}
