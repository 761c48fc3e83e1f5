//! What may be charged for collecting: scales of collection costs and the lump sum of the Directive. Refuses to round more than once
//! and to answer for a currency other than the euro: these laws state their amounts in euro.

use rust_decimal::Decimal;

use super::SourceId::{self, *};
use super::{NoLaw, Row, Status, row};
use crate::calendar::Day;
use crate::money::Exact;
use crate::money::round::{percent_of, to_decimals};

/// A part of a scale: for a debt above `over`, in euro, a sum and a percentage of what lies above it.
pub struct Bracket {
    /// The debt above which it holds.
    pub over: u32,
    /// The sum.
    pub sum: u16,
    /// The percentage of the debt above `over`, in hundredths.
    pub percent: u16,
}

/// Costs by the size of the debt.
pub struct Scale {
    /// Its parts, smallest debt first.
    pub brackets: &'static [Bracket],
    /// The least that may be charged, in euro.
    pub least: u16,
    /// The most that may be charged, in euro.
    pub most: u16,
}

impl Scale {
    /// The costs of a debt with the part of the scale that gives them; none for no debt.
    pub fn of(&self, debt: Decimal) -> Option<(Decimal, &'static Bracket)> {
        let bracket = self.brackets.iter().rfind(|bracket| debt > Decimal::from(bracket.over))?;
        let above = debt.minus(Decimal::from(bracket.over))?;
        let share = percent_of(above, Decimal::new(i64::from(bracket.percent), 2), 2)?;
        let sum = share.plus(Decimal::from(bracket.sum))?;
        let sum = sum.max(Decimal::from(self.least)).min(Decimal::from(self.most));
        Some((to_decimals(sum, 2)?, bracket))
    }
}

const fn bracket(over: u32, sum: u16, percent: u16) -> Bracket {
    Bracket { over, sum, percent }
}

const fn since<T>(from: &str, value: T, status: Status, sources: &'static [SourceId]) -> Row<T> {
    Row { value, from: Day::literal(from), until: None, sources, checked_on: Day::literal("2026-11-21"), status }
}

/// Dutch extrajudicial costs, art. 2 Besluit BIK: 15 % of the first 2,500, 10 % of the next 2,500, 5 % of the next 5,000, 1 % of the
/// next 190,000 and 0.5 % above. Holds for debtors who were in default from its first day on (art. 3).
pub static NL_SCALE: &[Row<Scale>] = &[since(
    "2012-07-01",
    Scale {
        brackets: &[
            bracket(0, 0, 1500),
            bracket(2_500, 375, 1000),
            bracket(5_000, 625, 500),
            bracket(10_000, 875, 100),
            bracket(200_000, 2_775, 50),
        ],
        least: 40,
        most: 6_775,
    },
    Status::Primary,
    &[Bik],
)];

/// The caps of a Belgian clause against consumers, art. XIX.4 Code of economic law.
pub static BE_CAP: &[Row<Scale>] = &[since(
    "2023-09-01",
    Scale { brackets: &[bracket(0, 20, 0), bracket(150, 30, 1000), bracket(500, 65, 500)], least: 20, most: 2_000 },
    Status::Primary,
    &[BelgianBookXix, KnackBelgium],
)];

/// What a further reminder to a Belgian consumer may cost beside its postage, in cents, art. XIX.2 Code of economic law.
pub static BE_REMINDER: &[Row<u16>] = &[since("2023-09-01", 750, Status::Primary, &[BelgianBookXix])];

/// The day from which the caps hold for contracts that are older than they are (law of 2023-05-04, transitional provision).
pub const BE_CAP_OLDER_CONTRACTS: Day = Day::literal("2023-12-01");

/// The lump sum for recovery costs, art. 6(1) Directive 2011/7/EU, in euro.
pub static LUMP_SUM: &[Row<u16>] = &[since("2013-03-16", 40, Status::Secondary, &[Directive20117])];

/// Dutch costs of terms that come back: for those below 266.67 at most 140 in six months. How they add up from term to term was not
/// confirmed and has no row.
pub static NL_RECURRING: &[Row<Recurring>] = &[since(
    "2024-10-01",
    Recurring { below_cents: 26_667, most: 140 },
    Status::Secondary,
    &[RendementRecurring, AbriRecurring],
)];

/// The cap on the costs of recurring terms.
pub struct Recurring {
    /// It holds for terms below this, in cents.
    pub below_cents: u32,
    /// The most in six months, in euro.
    pub most: u16,
}

/// The row of a day; `fact` is what it is called when there is none.
pub fn at<T>(rows: &'static [Row<T>], fact: &'static str, day: Day) -> Result<&'static Row<T>, NoLaw> {
    row::at(rows, day).ok_or_else(|| row::none(fact, rows, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scale: &Scale, debt: &str) -> String {
        scale.of(debt.parse().expect("a decimal")).expect("a debt").0.to_string()
    }

    #[test]
    fn the_dutch_scale_is_that_of_the_decree() {
        let [row] = NL_SCALE else { panic!("one scale") };
        // Stb. 2012, 141, art. 2; 385.30 from ECLI:NL:RBNHO:2024:13833, 875.00 from DAS, the others by hand.
        for (debt, fee) in [
            ("0.01", "40.00"),
            ("266.66", "40.00"),
            ("266.67", "40.00"),
            ("300", "45.00"),
            ("2500", "375.00"),
            ("2500.01", "375.00"),
            ("2603", "385.30"),
            ("5000", "625.00"),
            ("10000", "875.00"),
            ("32721", "1102.21"),
            ("200000", "2775.00"),
            ("1000000", "6775.00"),
            ("2000000", "6775.00"),
        ] {
            assert_eq!(of(&row.value, debt), fee, "{debt}");
        }
        assert!(row.value.of(Decimal::ZERO).is_none());
    }

    #[test]
    fn each_bracket_begins_where_the_one_below_it_ends() {
        let [row] = NL_SCALE else { panic!("one scale") };
        for pair in row.value.brackets.windows(2) {
            let width = pair[1].over - pair[0].over;
            let below = u32::from(pair[0].sum) + width * u32::from(pair[0].percent) / 10_000;
            assert_eq!(below, u32::from(pair[1].sum), "above {}", pair[1].over);
        }
    }

    #[test]
    fn the_belgian_cap_is_that_of_the_law() {
        let [row] = BE_CAP else { panic!("one cap") };
        // Art. XIX.4 Code of economic law; 20 and 90 from Trends Knack 2023-08.
        for (debt, cap) in [
            ("100", "20.00"),
            ("150", "20.00"),
            ("150.01", "30.00"),
            ("300", "45.00"),
            ("500", "65.00"),
            ("500.01", "65.00"),
            ("1000", "90.00"),
            ("50000", "2000.00"),
        ] {
            assert_eq!(of(&row.value, debt), cap, "{debt}");
        }
    }

    #[test]
    fn every_row_is_sourced_and_a_day_before_it_has_none() {
        let early = |day: Day| day.add_days(-1).expect("a day");
        for (from, sources, none) in [
            (NL_SCALE[0].from, NL_SCALE[0].sources, at(NL_SCALE, "x", early(NL_SCALE[0].from)).is_err()),
            (BE_CAP[0].from, BE_CAP[0].sources, at(BE_CAP, "x", early(BE_CAP[0].from)).is_err()),
            (LUMP_SUM[0].from, LUMP_SUM[0].sources, at(LUMP_SUM, "x", early(LUMP_SUM[0].from)).is_err()),
            (
                NL_RECURRING[0].from,
                NL_RECURRING[0].sources,
                at(NL_RECURRING, "x", early(NL_RECURRING[0].from)).is_err(),
            ),
        ] {
            assert!(!sources.is_empty() && none, "{from}");
        }
        assert!(at(BE_CAP, "x", Day::literal("2023-09-01")).is_ok());
    }
}
