//! Periods of law beside payment terms: notices to consumers, limitation, retention of invoices. Refuses periods of special contracts.

use super::SourceId::{self, *};
use super::{Row, Status};
use crate::calendar::Day;

/// A notice that has to come before costs, and the term it gives.
pub struct NoticePeriod {
    /// The jurisdiction.
    pub country: &'static str,
    /// Days of the term.
    pub days: i32,
    /// The article.
    pub law: &'static str,
}

/// After how long a debtor may refuse to pay.
pub struct Limitation {
    /// The jurisdiction.
    pub country: &'static str,
    /// Years.
    pub years: i32,
    /// Whether they begin at the end of the year in which the debt fell due, not on the day after it.
    pub from_year_end: bool,
    /// The article.
    pub law: &'static str,
}

/// How long an invoice is to be kept.
pub struct Retention {
    /// The jurisdiction.
    pub country: &'static str,
    /// Years from the end of the year of the invoice.
    pub years: u32,
    /// The article.
    pub law: &'static str,
}

const fn since<T>(from: &str, value: T, status: Status, sources: &'static [SourceId]) -> Row<T> {
    Row { value, from: Day::literal(from), until: None, sources, checked_on: Day::literal("2026-11-21"), status }
}

/// The Dutch 14-day letter and the free first reminder of Belgian law.
pub static NOTICES: &[Row<NoticePeriod>] = &[
    since(
        "2012-07-01",
        NoticePeriod { country: "NL", days: 14, law: "art. 6:96(6) BW" },
        Status::Primary,
        &[Bw6, LetterJudgment],
    ),
    since(
        "2023-09-01",
        NoticePeriod { country: "BE", days: 14, law: "art. XIX.2 Code of economic law" },
        Status::Primary,
        &[BelgianBookXix, VancutsemBelgium],
    ),
];

/// Limitation of a claim to payment under a contract.
pub static LIMITATIONS: &[Row<Limitation>] = &[
    since(
        "2016-01-01",
        Limitation { country: "NL", years: 5, from_year_end: false, law: "art. 3:307(1) BW" },
        Status::Secondary,
        &[DutchLimitation],
    ),
    since(
        "2016-01-01",
        Limitation { country: "DE", years: 3, from_year_end: true, law: "§§ 195 and 199(1) BGB" },
        Status::Secondary,
        &[GermanLimitation],
    ),
];

/// Retention: for review and for those who keep books; no claim asks for it.
pub static RETENTIONS: &[Row<Retention>] = &[
    since(
        "2018-01-01",
        Retention { country: "NL", years: 7, law: "art. 52(4) AWR" },
        Status::Secondary,
        &[EyRetention],
    ),
    since(
        "2023-01-01",
        Retention { country: "BE", years: 10, law: "art. 60 W.BTW" },
        Status::Secondary,
        &[ForumRetention],
    ),
    since("2026-08-19", Retention { country: "DE", years: 8, law: "§ 14b UStG" }, Status::Primary, &[UstgInvoices]),
    // The code of commerce asks for longer than the tax law, whose six years are art. L102 B LPF.
    since(
        "2018-01-01",
        Retention { country: "FR", years: 10, law: "art. L123-22 C. com." },
        Status::Secondary,
        &[MacomptaRetention],
    ),
];

/// How long a country wants invoices kept, by the law of a day.
pub fn retention(country: &str, on: Day) -> Option<&'static Row<Retention>> {
    RETENTIONS.iter().find(|row| row.value.country == country && row.holds_on(on))
}

/// The last day on which an invoice of a day is to be kept for so many years: the last of a year.
pub fn retained_until(issued: Day, years: u32) -> Option<Day> {
    let year = u32::try_from(issued.year()).ok()?.checked_add(years)?;
    Day::from_ymd(u16::try_from(year).ok()?, 12, 31)
}

/// The term of a notice that went out on a day.
pub fn notice(country: &str, sent: Day) -> Option<&'static Row<NoticePeriod>> {
    NOTICES.iter().find(|row| row.value.country == country && row.holds_on(sent))
}

/// The last day on which a debt of a due date cannot be refused for its age, and the article.
pub fn limitation(country: &str, due: Day) -> Option<(Day, &'static str)> {
    let row = LIMITATIONS.iter().find(|row| row.value.country == country && row.holds_on(due))?;
    let Limitation { years, from_year_end, law, .. } = row.value;
    // The last day of the year: 31 December is the end of the month that lies so many months ahead.
    let to_december = i32::try_from(12_u32.saturating_sub(due.month())).ok()?;
    let begin = if from_year_end { due.add_months(to_december)?.end_of_month() } else { due };
    Some((begin.add_months(years.checked_mul(12)?)?, law))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(country: &str, due: &str) -> Option<String> {
        limitation(country, Day::parse(due).expect("a day")).map(|(day, _)| day.to_string())
    }

    #[test]
    fn claims_end_after_five_years_or_at_the_end_of_the_third() {
        // Art. 3:307(1) BW: five years from the day after the debt fell due; §§ 195, 199(1) BGB: three years from the end of the year.
        assert_eq!(last("NL", "2021-03-31").as_deref(), Some("2026-03-31"));
        assert_eq!(last("NL", "2024-02-29").as_deref(), Some("2029-02-28"));
        assert_eq!(last("DE", "2022-01-01").as_deref(), Some("2025-12-31"));
        assert_eq!(last("DE", "2022-12-31").as_deref(), Some("2025-12-31"));
        assert_eq!(last("BE", "2022-12-31"), None);
    }

    #[test]
    fn an_invoice_is_kept_from_the_end_of_its_year() {
        let day = |text| Day::parse(text).expect("a day");
        let years = |country, on| retention(country, day(on)).map(|row| row.value.years);
        // Art. 52(4) AWR: seven years; art. 60 W.BTW since the act of 20 November 2022: ten years from 1 January after the invoice.
        assert_eq!(years("NL", "2026-06-15"), Some(7));
        assert_eq!(years("BE", "2026-06-15"), Some(10));
        assert_eq!(years("BE", "2022-12-31"), None);
        assert_eq!(years("XX", "2026-06-15"), None);
        assert_eq!(retained_until(day("2019-01-01"), 7), Some(day("2026-12-31")));
        assert_eq!(retained_until(day("2019-12-31"), 7), Some(day("2026-12-31")));
        assert_eq!(retained_until(day("2995-01-01"), 7), None);
    }

    #[test]
    fn notices_have_their_first_day_and_every_row_its_source() {
        let days = |country, sent: &str| notice(country, Day::parse(sent).expect("a day")).map(|row| row.value.days);
        assert_eq!(days("NL", "2012-06-30"), None);
        assert_eq!(days("NL", "2012-07-01"), Some(14));
        assert_eq!(days("BE", "2023-08-31"), None);
        assert_eq!(days("BE", "2023-09-01"), Some(14));
        assert!(NOTICES.iter().all(|row| !row.sources.is_empty() && !row.value.law.is_empty()));
        assert!(LIMITATIONS.iter().all(|row| !row.sources.is_empty() && row.value.years > 0));
        assert!(RETENTIONS.iter().all(|row| !row.sources.is_empty() && row.value.years > 0));
    }
}
