//! VAT rates by country, kind and day. Refuses to classify goods: a scope is a label for people.
//!
//! `nl:standard` means the general row of its kind on that day. Several rows of one kind may hold on one day, such
//! as the Dutch reduced rate for most things and, until 2025, for lodging. Which of them is general was decided row
//! by row and is written in the table: the one that the law gives as the rate of that kind; a row added for some
//! supplies, a territory or a time is limited. A limited row never answers for its kind, so that a change for
//! hotels cannot move a bookshop. No kind has two general rows on one day.

mod rates;
#[cfg(test)]
mod tests;

use super::{NoLaw, Row};
use crate::calendar::Day;
use rust_decimal::Decimal;

/// What kind of rate it is. The first six can be asked for by name; the others are stated as a rate and looked up.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RateKind {
    /// The standard rate (art. 96 Directive 2006/112/EC).
    Standard,
    /// The reduced rate, or the first of two (art. 98).
    Reduced,
    /// The second reduced rate.
    Reduced2,
    /// A rate below 5 % (art. 98(2) and 110).
    SuperReduced,
    /// An intermediate rate that a state was allowed to keep (art. 118).
    Parking,
    /// A national zero rate (category Z).
    Zero,
    /// For some months or years only.
    Temporary,
    /// In a part of the country only.
    Territorial,
    /// For one kind of supply only, outside the system above (CH, NO).
    Special,
}

impl RateKind {
    /// The kind that a shorthand such as `nl:standard` names after the colon.
    pub fn from_shorthand(word: &str) -> Option<RateKind> {
        match word {
            "standard" => Some(RateKind::Standard),
            "reduced" => Some(RateKind::Reduced),
            "reduced2" => Some(RateKind::Reduced2),
            "superReduced" => Some(RateKind::SuperReduced),
            "parking" => Some(RateKind::Parking),
            "zero" => Some(RateKind::Zero),
            _ => None,
        }
    }

    /// The word on the wire.
    pub fn code(self) -> &'static str {
        match self {
            RateKind::Standard => "standard",
            RateKind::Reduced => "reduced",
            RateKind::Reduced2 => "reduced2",
            RateKind::SuperReduced => "superReduced",
            RateKind::Parking => "parking",
            RateKind::Zero => "zero",
            RateKind::Temporary => "temporary",
            RateKind::Territorial => "territorial",
            RateKind::Special => "special",
        }
    }
}

/// A VAT rate without its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rate {
    /// What kind of rate it is.
    pub kind: RateKind,
    /// The rate in hundredths of a percent: 5.5 % is 550.
    hundredths: u16,
    /// Whether the kind means this row when nothing more is said.
    pub general: bool,
    /// For what it holds, for people; empty for a standard rate.
    scope: &'static str,
}

/// A VAT rate of a country with the days on which it holds.
pub type VatRate = Row<Rate>;

impl Row<Rate> {
    /// The VAT rate in percent (BT-119, BT-152), without trailing zeros: 5.5, 21.
    pub fn rate(&self) -> Decimal {
        Decimal::new(i64::from(self.value.hundredths), 2).normalize()
    }

    /// What kind of rate it is.
    pub fn kind(&self) -> RateKind {
        self.value.kind
    }

    /// For what it holds, for people. Absent for a standard rate, which holds for all the rest.
    pub fn scope(&self) -> Option<&'static str> {
        Some(self.value.scope).filter(|scope| !scope.is_empty())
    }
}

/// The rate that a kind means in a country on a day.
pub fn at(country: &str, kind: RateKind, day: Day) -> Result<&'static VatRate, NoLaw> {
    let rows = || rows_of(country).iter().filter(|row| row.value.general && row.kind() == kind);
    rows().find(|row| row.holds_on(day)).ok_or_else(|| no_law(country, kind, day, rows()))
}

/// All rates of a country in force on a day, by kind; an error for a day on which not even the standard rate is known.
pub fn rates(country: &str, day: Day) -> Result<Vec<&'static VatRate>, NoLaw> {
    at(country, RateKind::Standard, day)?;
    Ok(rows_of(country).iter().filter(|row| row.holds_on(day)).collect())
}

/// Whether the country had this rate on that day, of any kind: temporary and territorial ones count, and zero
/// always does. A "no" means something only on a day that the tables cover, see [`covers`].
pub fn had_rate(country: &str, rate: Decimal, day: Day) -> bool {
    rate.is_zero() || rows_of(country).iter().any(|row| row.rate() == rate && row.holds_on(day))
}

/// Whether the rates of the country on that day are known: its standard rate has a row.
pub fn covers(country: &str, day: Day) -> bool {
    at(country, RateKind::Standard, day).is_ok()
}

/// The codes of the countries with rates, sorted; Greece as EL.
pub fn countries() -> impl Iterator<Item = &'static str> {
    rates::COUNTRIES.iter().map(|(code, _)| *code)
}

/// The rows of a country; none for a country without rates. Letter case does not matter, and GR counts as EL.
fn rows_of(country: &str) -> &'static [VatRate] {
    let country = if country.eq_ignore_ascii_case("GR") { "EL" } else { country };
    let found = rates::COUNTRIES.iter().find(|(code, _)| code.eq_ignore_ascii_case(country));
    found.map_or(&[], |(_, rows)| rows)
}

/// The error for a kind that has no general row on the day. General rows of a kind stand newest first.
fn no_law<'a>(country: &str, kind: RateKind, on: Day, rows: impl DoubleEndedIterator<Item = &'a VatRate>) -> NoLaw {
    let known = rows.rev().map(|row| (row.from, row.until)).collect();
    let fact = format!("{} VAT rate of {}", kind.code(), country.to_ascii_uppercase());
    NoLaw { fact, on, known }
}
