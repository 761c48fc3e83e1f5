//! The due date (BT-9) that payment terms give. Refuses two answers, and to guess the holidays of a country.
//!
//! Relative terms count calendar days from the invoice date, which itself is not counted: 30 days from 31 January
//! 2026 is 2 March. With `businessDay: "following"` a day that is no business day of the supplier's country moves to
//! the next one. While a draft names no supplier only weekends are stepped over, and a warning says so; a country
//! whose holidays are not tabled is an error, because the day would be a guess.

use super::instalment;
use super::terms::{BusinessDay, DayOfMonth, EndOfMonth, Terms};
use crate::calendar::{Calendar, Day, next_business_day};
use crate::finding::{Code, Finding};
use crate::wire::Reader;

/// No term runs longer than ten years.
pub(crate) const DAYS_MAX: u32 = 3650;

/// No term runs longer than ten years.
const MONTHS_MAX: u32 = 120;

/// The due date of an invoice; none where the terms state none, or are relative and there is no invoice date.
/// With instalments only, it is the day of the last. The reader stands at the terms.
pub(crate) fn due_date(
    terms: &Terms,
    issue_date: Option<Day>,
    supplier_country: Option<&str>,
    cx: &mut Reader,
) -> Option<Day> {
    if forms(terms) > 1 {
        cx.report_fix(
            Code::TermsConflict,
            "The terms state more than one due date.",
            "Keep one of netDays, dueDate, endOfMonth and dayOfMonth.",
        );
        return None;
    }
    if !is_stated(terms) {
        // Their findings are reported where the instalments are made.
        let days = instalment::days(terms, issue_date, supplier_country, &mut Reader::new());
        return days.last().copied().flatten();
    }
    let day = if let Some(net_days) = terms.net_days {
        cx.field("netDays", |cx| after(issue_date, net_days, cx))
    } else if let Some(due_date) = terms.due_date {
        cx.field("dueDate", |cx| fixed(due_date, issue_date, cx))
    } else if let Some(end) = &terms.end_of_month {
        cx.field("endOfMonth", |cx| end_of_month(end, issue_date, cx))
    } else if let Some(day) = &terms.day_of_month {
        cx.field("dayOfMonth", |cx| day_of_month(day, issue_date, cx))
    } else {
        None
    };
    on_business_day(terms, day, supplier_country, cx)
}

/// Whether the terms state a due date of the whole.
pub(super) fn is_stated(terms: &Terms) -> bool {
    forms(terms) > 0
}

fn forms(terms: &Terms) -> usize {
    let stated = [
        terms.net_days.is_some(),
        terms.due_date.is_some(),
        terms.end_of_month.is_some(),
        terms.day_of_month.is_some(),
    ];
    stated.iter().filter(|form| **form).count()
}

/// The day so many days after the invoice date.
pub(super) fn after(issue_date: Option<Day>, days: u32, cx: &mut Reader) -> Option<Day> {
    if !is_sane(days, DAYS_MAX, "days", cx) {
        return None;
    }
    add_days(issue_date?, days, cx)
}

/// A stated day, which must not lie before the invoice date.
pub(super) fn fixed(due_date: Day, issue_date: Option<Day>, cx: &mut Reader) -> Option<Day> {
    if let Some(issued) = issue_date.filter(|issued| due_date < *issued) {
        cx.push(
            Finding::new(
                Code::DateRange,
                cx.path(),
                format!("The due date {due_date} lies before the invoice date {issued}."),
            )
            .term("BT-9")
            .fix("Correct one of the two days."),
        );
        return None;
    }
    Some(due_date)
}

/// The end of the month of the invoice date plus months, plus days.
fn end_of_month(end: &EndOfMonth, issue_date: Option<Day>, cx: &mut Reader) -> Option<Day> {
    let (months, days) = (end.months.unwrap_or(0), end.days.unwrap_or(0));
    let sane = [
        cx.field("months", |cx| is_sane(months, MONTHS_MAX, "months", cx)),
        cx.field("days", |cx| is_sane(days, DAYS_MAX, "days", cx)),
    ];
    if sane.contains(&false) {
        return None;
    }
    let month = i32::try_from(months).ok().and_then(|months| issue_date?.add_months(months));
    match month {
        Some(month) => add_days(month.end_of_month(), days, cx),
        None => past_the_calendar(issue_date, cx),
    }
}

/// The first such day of a month that lies at least so many days after the invoice date; the invoice date itself
/// counts when no days are asked for.
fn day_of_month(wanted: &DayOfMonth, issue_date: Option<Day>, cx: &mut Reader) -> Option<Day> {
    let min_days = wanted.min_days.unwrap_or(0);
    let sane = [
        cx.field("day", |cx| is_day_of_month(wanted.day, cx)),
        cx.field("minDays", |cx| is_sane(min_days, DAYS_MAX, "days", cx)),
    ];
    if sane.contains(&false) {
        return None;
    }
    let earliest = add_days(issue_date?, min_days, cx)?;
    let this_month = earliest.with_day_of_month(wanted.day);
    if this_month >= earliest {
        return Some(this_month);
    }
    match earliest.add_months(1) {
        Some(next) => Some(next.with_day_of_month(wanted.day)),
        None => past_the_calendar(issue_date, cx),
    }
}

/// Moves a day by the business-day rule of the terms.
pub(super) fn on_business_day(
    terms: &Terms,
    day: Option<Day>,
    supplier_country: Option<&str>,
    cx: &mut Reader,
) -> Option<Day> {
    if terms.business_day != Some(BusinessDay::Following) {
        return day;
    }
    match supplier_country {
        None => {
            let finding = Finding::new(
                Code::CalendarUnchecked,
                joined(&cx.path(), "businessDay"),
                "Only weekends were stepped over: without the supplier's country its holidays are not known.",
            );
            cx.push(finding.fix("Name the supplier with its country."));
            let mut day = day?;
            while day.is_weekend() {
                day = day.add_days(1)?;
            }
            Some(day)
        }
        Some(country) => match Calendar::of_country(country) {
            Some(calendar) => next_business_day(day?, calendar),
            None => {
                let finding = Finding::new(
                    Code::CalendarNone,
                    joined(&cx.path(), "businessDay"),
                    format!("The holidays of {country} are not known, so its next business day is not either."),
                );
                cx.push(finding.fix("Leave businessDay out, or state the dueDate; NL, BE and DE are known."));
                None
            }
        },
    }
}

/// The path of a field of the terms, also where the reader stands at an instalment.
fn joined(path: &str, field: &str) -> String {
    let terms = path.split(".instalments[").next().unwrap_or_default();
    if terms.is_empty() { field.to_owned() } else { [terms, field].join(".") }
}

fn add_days(day: Day, days: u32, cx: &mut Reader) -> Option<Day> {
    let later = i32::try_from(days).ok().and_then(|days| day.add_days(days));
    later.or_else(|| past_the_calendar(Some(day), cx))
}

fn is_day_of_month(day: u32, cx: &mut Reader) -> bool {
    let fits = (1..=31).contains(&day);
    if !fits {
        cx.report_fix(
            Code::DateRange,
            "A month has no such day.",
            "Use 1 to 31; in a shorter month 31 is its last day.",
        );
    }
    fits
}

fn is_sane(count: u32, limit: u32, unit: &str, cx: &mut Reader) -> bool {
    if count > limit {
        cx.report_fix(
            Code::DateRange,
            format!("A term of {count} {unit} is longer than ten years."),
            format!("Use at most {limit} {unit}."),
        );
    }
    count <= limit
}

/// Says that a day would lie past the calendar; silent while there is no invoice date.
fn past_the_calendar(from: Option<Day>, cx: &mut Reader) -> Option<Day> {
    if from.is_some() {
        cx.report(Code::DateRange, "The term leads past 2999-12-31, the last day of the calendar.");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::terms::Instalment;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a test names a day that exists")
    }

    fn end(months: u32, days: u32) -> Terms {
        Terms { end_of_month: Some(EndOfMonth { months: Some(months), days: Some(days) }), ..Terms::default() }
    }

    fn monthly(day: u32, min_days: u32) -> Terms {
        Terms { day_of_month: Some(DayOfMonth { day, min_days: Some(min_days) }), ..Terms::default() }
    }

    fn net(days: u32) -> Terms {
        Terms { net_days: Some(days), ..Terms::default() }
    }

    fn following(terms: Terms) -> Terms {
        Terms { business_day: Some(BusinessDay::Following), ..terms }
    }

    /// The due date, or the codes and paths of the findings.
    fn due(terms: &Terms, issued: &str, country: Option<&str>) -> (Option<String>, Vec<String>) {
        let mut cx = Reader::at("paymentTerms");
        let day = due_date(terms, Day::parse(issued), country, &mut cx);
        let findings = cx.into_findings();
        (day.map(|day| day.to_string()), findings.iter().map(|f| format!("{} {}", f.code, f.path)).collect())
    }

    #[test]
    fn terms_give_the_day_that_a_calendar_gives() {
        // Counted by hand on a calendar; 31 January plus 30 days: 28 days of February 2026, then two.
        for (terms, issued, expected) in [
            (net(30), "2026-01-31", "2026-03-02"),
            (net(30), "2028-01-31", "2028-03-01"),
            (net(0), "2026-01-31", "2026-01-31"),
            (net(3650), "2026-01-31", "2036-01-29"),
            (end(0, 0), "2026-02-10", "2026-02-28"),
            (end(1, 0), "2026-01-31", "2026-02-28"),
            (end(0, 30), "2026-01-10", "2026-03-02"),
            (end(2, 15), "2026-11-30", "2027-02-15"),
            (monthly(15, 0), "2026-01-10", "2026-01-15"),
            (monthly(15, 10), "2026-01-10", "2026-02-15"),
            (monthly(15, 5), "2026-01-10", "2026-01-15"),
            (monthly(15, 0), "2026-01-15", "2026-01-15"),
            (monthly(31, 0), "2026-02-01", "2026-02-28"),
            (monthly(31, 1), "2026-02-28", "2026-03-31"),
            (monthly(30, 0), "2026-01-31", "2026-02-28"),
            (monthly(1, 14), "2026-12-20", "2027-02-01"),
            (Terms { due_date: Day::parse("2026-05-01"), ..Terms::default() }, "2026-01-01", "2026-05-01"),
        ] {
            assert_eq!(due(&terms, issued, None), (Some(expected.to_owned()), vec![]), "{terms:?} from {issued}");
        }
    }

    #[test]
    fn a_day_that_is_no_business_day_moves_to_the_next() {
        // 2026-05-14 is Ascension Day in NL, BE and DE, a Thursday; 2026-05-25 Whit Monday; 2026-05-01 a holiday in
        // BE and DE only.
        let on = |date: &str| following(Terms { due_date: Day::parse(date), ..Terms::default() });
        for (terms, issued, country, expected) in [
            (on("2026-05-14"), "2026-05-01", "NL", "2026-05-15"),
            (on("2026-05-23"), "2026-05-01", "NL", "2026-05-26"),
            (on("2026-05-01"), "2026-04-01", "NL", "2026-05-01"),
            (on("2026-05-01"), "2026-04-01", "BE", "2026-05-04"),
            (on("2026-05-01"), "2026-04-01", "DE", "2026-05-04"),
            (following(net(30)), "2026-01-29", "NL", "2026-03-02"),
        ] {
            assert_eq!(due(&terms, issued, Some(country)), (Some(expected.to_owned()), vec![]), "{terms:?} {country}");
        }
    }

    #[test]
    fn holidays_are_never_guessed() {
        let terms = following(net(30));
        // 2026-05-14 is a holiday in many countries; without one only a weekend moves.
        let unchecked = vec!["calendar.unchecked paymentTerms.businessDay".to_owned()];
        assert_eq!(due(&terms, "2026-04-14", None), (Some("2026-05-14".to_owned()), unchecked.clone()));
        assert_eq!(due(&terms, "2026-04-16", None), (Some("2026-05-18".to_owned()), unchecked));
        let none = vec!["calendar.none paymentTerms.businessDay".to_owned()];
        assert_eq!(due(&terms, "2026-04-14", Some("FI")), (None, none));
    }

    #[test]
    fn without_invoice_date_only_a_stated_day_is_known() {
        for (terms, expected) in [
            (net(30), None),
            (end(1, 0), None),
            (monthly(15, 0), None),
            (Terms::default(), None),
            (Terms { due_date: Some(day("2026-05-01")), ..Terms::default() }, Some("2026-05-01".to_owned())),
        ] {
            assert_eq!(due(&terms, "", None), (expected, vec![]));
        }
    }

    #[test]
    fn instalments_alone_are_due_with_the_last() {
        let part = |days| Instalment { percent: None, amount: None, days: Some(days), due_date: None };
        let terms = Terms { instalments: vec![part(30), part(60)], ..Terms::default() };
        assert_eq!(due(&terms, "2026-01-31", None), (Some("2026-04-01".to_owned()), vec![]));
    }

    #[test]
    fn what_cannot_be_due_is_refused_where_it_stands() {
        for (terms, issued, expected) in [
            (
                Terms { net_days: Some(30), due_date: Some(day("2026-05-01")), ..Terms::default() },
                "2026-01-01",
                vec!["terms.conflict paymentTerms"],
            ),
            (Terms { net_days: Some(1), ..end(0, 0) }, "", vec!["terms.conflict paymentTerms"]),
            (
                Terms { due_date: Some(day("2025-12-31")), ..Terms::default() },
                "2026-01-01",
                vec!["date.range paymentTerms.dueDate"],
            ),
            (net(3651), "", vec!["date.range paymentTerms.netDays"]),
            (net(u32::MAX), "2026-01-01", vec!["date.range paymentTerms.netDays"]),
            (net(365), "2999-06-01", vec!["date.range paymentTerms.netDays"]),
            (
                end(121, 3651),
                "2026-01-01",
                vec!["date.range paymentTerms.endOfMonth.months", "date.range paymentTerms.endOfMonth.days"],
            ),
            (end(1, 0), "2999-12-01", vec!["date.range paymentTerms.endOfMonth"]),
            (monthly(0, 0), "2026-01-01", vec!["date.range paymentTerms.dayOfMonth.day"]),
            (monthly(32, 0), "", vec!["date.range paymentTerms.dayOfMonth.day"]),
            (monthly(1, 0), "2999-12-02", vec!["date.range paymentTerms.dayOfMonth"]),
        ] {
            assert_eq!(due(&terms, issued, None).1, expected, "{terms:?}");
        }
    }

    proptest! {
        #[test]
        fn a_day_of_the_month_is_the_first_that_is_late_enough(offset in 0_i32..20_000, wanted in 1_u32..=31, min_days in 0_u32..400) {
            let issued = day("2000-01-01").add_days(offset).expect("in range");
            let mut cx = Reader::new();
            let found = due_date(&monthly(wanted, min_days), Some(issued), None, &mut cx).expect("in range");
            // Found again by walking day by day.
            let mut walked = issued.add_days(min_days as i32).expect("in range");
            while walked != walked.with_day_of_month(wanted) {
                walked = walked.add_days(1).expect("in range");
            }
            prop_assert_eq!(found, walked);
        }
    }
}
