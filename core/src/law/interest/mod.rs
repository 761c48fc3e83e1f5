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
    /// The first day for which rows that others share are this series' own.
    pub since: Option<Day>,
}

const fn series(name: &'static str, rows: &'static [Row<i16>]) -> Series {
    Series { name, rows, old_rows: &[], old_before: None, since: None }
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

/// The German base rate.
pub static DE_BASE: Series = series("German base rate", rates::DE_BASE);
/// The same for debts without a consumer: contracts before 2014-07-29 keep a margin that was not confirmed.
pub static DE_BASE_BUSINESS: Series =
    Series { old_before: Some(Day::literal("2014-07-29")), ..series("German base rate", rates::DE_BASE) };
/// Austrian interest between businesses.
pub static AT_COMMERCIAL: Series = series("Austrian commercial interest", rates::AT_COMMERCIAL);
/// Austrian legal interest.
pub static AT_STATUTORY: Series = series("Austrian legal interest", rates::AT_STATUTORY);
/// The French legal rate.
pub static FR_LEGAL: Series = series("French legal rate", rates::FR_LEGAL);
/// The reference rate of the Directive in states whose currency is the euro.
pub static ECB_REFERENCE: Series =
    Series { old_before: DIRECTIVE, ..series("reference rate of Directive 2011/7/EU", rates::ECB_REFERENCE) };
/// The same for Croatia, whose currency is the euro since 2023 (Council Decision (EU) 2022/1211).
pub static ECB_REFERENCE_CROATIA: Series = Series {
    old_before: DIRECTIVE,
    since: Some(Day::literal("2023-01-01")),
    ..series("reference rate of Directive 2011/7/EU in Croatia", rates::ECB_REFERENCE)
};

/// All series, for tests and for review.
pub static SERIES: &[&Series] = &[
    &NL_STATUTORY,
    &NL_COMMERCIAL,
    &BE_STATUTORY,
    &BE_COMMERCIAL,
    &DE_BASE,
    &AT_COMMERCIAL,
    &AT_STATUTORY,
    &FR_LEGAL,
    &ECB_REFERENCE,
];

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
        let early = self.since.is_some_and(|since| day < since);
        super::row::at(rows, day).filter(|_| !early).ok_or_else(|| super::row::none(self.name, rows, day))
    }
}
