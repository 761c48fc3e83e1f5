//! Invoice numbers of a series: the number after the last one (BT-1).
//!
//! A pattern is literal text with placeholders: `{seq}` or `{seq:4}` exactly once, and `{year}` (2026), `{yy}` (26)
//! and `{month}` (01 to 12) if the series starts again with each year or month. The width is a minimum: 9999 is
//! followed by 10000.
//!
//! The law wants a sequential number that identifies the invoice uniquely (Directive 2006/112/EC, art. 226, point 2).
//! [`next_number`] answers with the last number plus one and nothing else, so a series has neither gap nor double as
//! long as its caller reads `last`, stores the invoice under the answer and makes it the new `last` in one
//! transaction, and takes no number for what may still fail. It refuses to go back to an earlier period.

use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};

/// A number may have this many characters: what fits a bank statement and every national format.
pub const NUMBER_MAX: usize = 50;
/// The sequence may be written at least this wide.
const WIDTH_MAX: usize = 12;
/// The sequence stays below this: 12 digits.
const SEQUENCE_MAX: u64 = 1_000_000_000_000;

/// A part of a pattern.
enum Part<'a> {
    Literal(&'a str),
    Year,
    ShortYear,
    Month,
    Sequence { width: usize },
}

/// The period of a number: absent parts are those that the pattern does not have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Period {
    year: Option<u32>,
    month: Option<u32>,
}

/// The number that follows `last` in the series of `pattern` on that day; the first one if there is no last.
///
/// ```
/// # use voldaan::{calendar::Day, invoice::next_number};
/// let on = Day::parse("2027-01-04").unwrap();
/// assert_eq!(next_number("{year}-{seq:4}", None, on).unwrap(), "2027-0001");
/// assert_eq!(next_number("{year}-{seq:4}", Some("2027-0041"), on).unwrap(), "2027-0042");
/// assert_eq!(next_number("{year}-{seq:4}", Some("2026-0391"), on).unwrap(), "2027-0001");
/// ```
pub fn next_number(pattern: &str, last: Option<&str>, on: Day) -> Result<String, Error> {
    let parts = parse_pattern(pattern)?;
    let today = Period::of(&parts, on);
    let sequence = match last {
        None => 1,
        Some(last) => {
            let (period, sequence) = parse_last(&parts, last, on).ok_or_else(|| misfit(last, pattern))?;
            if period > today {
                return Err(refuse(
                    Code::NumberLast,
                    "on",
                    format!("The last number {last} belongs to a later period than {on}; a series never goes back."),
                    "Date the invoice in the period of the last number or after it, or use another series.",
                ));
            }
            if period == today { sequence.saturating_add(1) } else { 1 }
        }
    };
    if sequence >= SEQUENCE_MAX {
        return Err(refuse(
            Code::NumberLast,
            "last",
            "The series has come to its end: a sequence has at most 12 digits.",
            "Start a new series with another pattern.",
        ));
    }
    let number = write_number(&parts, today, sequence);
    if number.chars().count() > NUMBER_MAX {
        return Err(refuse(
            Code::NumberPattern,
            "pattern",
            "The number would have more than 50 characters.",
            "Shorten the literal text of the pattern.",
        ));
    }
    Ok(number)
}

fn parse_pattern(pattern: &str) -> Result<Vec<Part<'_>>, Error> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (literal, placeholder) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
        if literal.chars().any(|character| character.is_control() || (character.is_whitespace() && character != ' ')) {
            return Err(unusable("The pattern has a line break or a character that cannot be printed."));
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        if placeholder.is_empty() {
            break;
        }
        let inside = placeholder.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let Some((name, after)) = inside else {
            return Err(unusable("The pattern has a brace without its partner."));
        };
        parts.push(parse_placeholder(name)?);
        rest = after;
    }
    check_parts(pattern, &parts)?;
    Ok(parts)
}

fn parse_placeholder(name: &str) -> Result<Part<'static>, Error> {
    match name {
        "year" => return Ok(Part::Year),
        "yy" => return Ok(Part::ShortYear),
        "month" => return Ok(Part::Month),
        "seq" => return Ok(Part::Sequence { width: 1 }),
        _ => {}
    }
    let Some(width) = name.strip_prefix("seq:") else {
        let shown: String = name.chars().take(20).collect();
        return Err(unusable(&format!("There is no placeholder {{{shown}}}.")));
    };
    match width.parse() {
        Ok(width) if (1..=WIDTH_MAX).contains(&width) => Ok(Part::Sequence { width }),
        _ => Err(unusable("The width of {seq} is a whole number from 1 to 12.")),
    }
}

fn check_parts(pattern: &str, parts: &[Part<'_>]) -> Result<(), Error> {
    let count = |wanted: fn(&Part<'_>) -> bool| parts.iter().filter(|part| wanted(part)).count();
    if count(|part| matches!(part, Part::Sequence { .. })) != 1 {
        return Err(unusable("A pattern has {seq} exactly once: without it two invoices would have the same number."));
    }
    let years = count(|part| matches!(part, Part::Year | Part::ShortYear));
    let months = count(|part| matches!(part, Part::Month));
    if years > 1 || months > 1 {
        return Err(unusable("A pattern names the year at most once and the month at most once."));
    }
    if months > years {
        return Err(unusable("{month} needs {year} or {yy} beside it: a year later the numbers would come again."));
    }
    if pattern.trim() != pattern {
        return Err(unusable("A number neither begins nor ends with a blank."));
    }
    Ok(())
}

/// Takes a number of the series apart. Everything but the sequence has a fixed length, so there is one way to do it.
fn parse_last(parts: &[Part<'_>], last: &str, on: Day) -> Option<(Period, u64)> {
    let mut period = Period { year: None, month: None };
    let mut rest = last;
    let mut parts = parts.iter();
    let mut width = 0;
    for part in parts.by_ref() {
        match part {
            Part::Sequence { width: wide } => {
                width = *wide;
                break;
            }
            part => {
                let (taken, after) = rest.split_at_checked(part.length())?;
                part.take(taken, &mut period, on)?;
                rest = after;
            }
        }
    }
    for part in parts.rev() {
        let (before, taken) = rest.split_at_checked(rest.len().checked_sub(part.length())?)?;
        part.take(taken, &mut period, on)?;
        rest = before;
    }
    let padded = rest.len() == width || !rest.starts_with('0');
    if rest.len() < width || !padded {
        return None;
    }
    Some((period, digits(rest).filter(|sequence| *sequence < SEQUENCE_MAX)?))
}

impl Part<'_> {
    /// Length in bytes of what the part writes; the sequence alone varies.
    fn length(&self) -> usize {
        match self {
            Part::Literal(text) => text.len(),
            Part::Year => 4,
            Part::ShortYear | Part::Month => 2,
            Part::Sequence { width } => *width,
        }
    }

    /// Reads a part other than the sequence into the period; None if the text is not what the part writes.
    fn take(&self, text: &str, period: &mut Period, on: Day) -> Option<()> {
        match self {
            Part::Literal(literal) => return (*literal == text).then_some(()),
            Part::Year => period.year = Some(u32::try_from(digits(text)?).ok()?),
            Part::ShortYear => period.year = Some(full_year(u32::try_from(digits(text)?).ok()?, on)),
            Part::Month => {
                let month = u32::try_from(digits(text)?).ok()?;
                period.month = Some(month).filter(|month| (1..=12).contains(month));
                period.month?;
            }
            Part::Sequence { .. } => {}
        }
        Some(())
    }
}

impl Period {
    /// The period of a day, as far as the pattern tells one from another.
    fn of(parts: &[Part<'_>], on: Day) -> Period {
        let has_year = parts.iter().any(|part| matches!(part, Part::Year | Part::ShortYear));
        let has_month = parts.iter().any(|part| matches!(part, Part::Month));
        Period { year: has_year.then(|| on.year().unsigned_abs()), month: has_month.then(|| on.month()) }
    }
}

/// The year of two digits that lies within fifty years of the day.
fn full_year(short: u32, on: Day) -> u32 {
    let today = on.year().unsigned_abs();
    let year = today.saturating_sub(today % 100).saturating_add(short);
    match year.checked_sub(today) {
        Some(ahead) if ahead > 50 => year.saturating_sub(100),
        None if today.saturating_sub(year) > 50 => year.saturating_add(100),
        _ => year,
    }
}

fn write_number(parts: &[Part<'_>], period: Period, sequence: u64) -> String {
    let mut number = String::new();
    for part in parts {
        match part {
            Part::Literal(text) => number.push_str(text),
            Part::Year => push_padded(&mut number, u64::from(period.year.unwrap_or_default()), 4),
            Part::ShortYear => push_padded(&mut number, u64::from(period.year.unwrap_or_default() % 100), 2),
            Part::Month => push_padded(&mut number, u64::from(period.month.unwrap_or_default()), 2),
            Part::Sequence { width } => push_padded(&mut number, sequence, *width),
        }
    }
    number
}

fn push_padded(out: &mut String, number: u64, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}

fn digits(text: &str) -> Option<u64> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

#[cold]
fn unusable(message: &str) -> Error {
    refuse(Code::NumberPattern, "pattern", message, "Write it like {year}-{seq:4} or INV{yy}{month}{seq:5}.")
}

#[cold]
fn misfit(last: &str, pattern: &str) -> Error {
    let shown: String = last.chars().take(NUMBER_MAX).collect();
    refuse(
        Code::NumberLast,
        "last",
        format!("The last number {shown} was not made with the pattern {pattern}."),
        "Give the last number of this very series, or none if the series is new.",
    )
}

#[cold]
fn refuse(code: Code, path: &str, message: impl Into<String>, fix: &str) -> Error {
    Error::from_finding(Finding::new(code, path, message).term("BT-1").fix(fix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn next(pattern: &str, last: &str, on: &str) -> Result<String, String> {
        let last = (!last.is_empty()).then_some(last);
        next_number(pattern, last, day(on)).map_err(|error| format!("{} {}", error.code(), error.path()))
    }

    #[test]
    fn a_series_counts_on_and_starts_again_with_its_period() {
        let cases = [
            ("{year}-{seq:4}", "", "2026-03-01", "2026-0001"),
            ("{year}-{seq:4}", "2026-0009", "2026-03-01", "2026-0010"),
            ("{year}-{seq:4}", "2026-0009", "2027-01-01", "2027-0001"),
            ("{year}-{seq:4}", "2026-9999", "2026-12-31", "2026-10000"),
            ("{year}-{seq:4}", "2026-10000", "2026-12-31", "2026-10001"),
            ("INV{yy}{month}{seq:5}", "INV260300041", "2026-03-31", "INV260300042"),
            ("INV{yy}{month}{seq:5}", "INV260300041", "2026-04-01", "INV260400001"),
            ("INV{yy}{month}{seq:5}", "INV261200041", "2027-12-01", "INV271200001"),
            ("{yy}/{seq}", "99/7", "2100-01-01", "00/1"),
            ("{seq}", "41", "2030-01-01", "42"),
            ("F{seq:3}/NL", "F999/NL", "2030-01-01", "F1000/NL"),
            ("{seq:2}{year}", "412026", "2026-01-01", "422026"),
            ("{seq:2}{year}", "1002026", "2026-01-01", "1012026"),
            ("№ {seq}", "№ 9", "2026-01-01", "№ 10"),
            ("{seq:3}", "000", "2026-01-01", "001"),
        ];
        for (pattern, last, on, expected) in cases {
            assert_eq!(next(pattern, last, on).as_deref(), Ok(expected), "{pattern} after {last} on {on}");
        }
    }

    #[test]
    fn a_pattern_that_could_repeat_a_number_or_says_nothing_is_refused() {
        for pattern in [
            "",
            "INV",
            "{year}",
            "{seq}{seq}",
            "{month}-{seq}",
            "{year}{yy}{seq}",
            "{year}{month}{month}{seq}",
            "{seq",
            "seq}",
            "{seq:0}",
            "{seq:13}",
            "{seq:x}",
            "{seq:}",
            "{day}{seq}",
            " {seq}",
            "{seq} ",
            "a\n{seq}",
            "{{seq}}",
            "\u{a0}{seq}",
        ] {
            assert_eq!(next(pattern, "", "2026-01-01"), Err("number.pattern pattern".to_owned()), "{pattern:?}");
        }
        let long = format!("{}{{seq}}", "X".repeat(50));
        assert_eq!(next(&long, "", "2026-01-01"), Err("number.pattern pattern".to_owned()));
    }

    #[test]
    fn a_last_number_of_another_series_is_refused() {
        for last in ["2026-1", "2026-01a1", "2026_0001", "26-0001", "2026-00001", "2026-", "x", "2026-1000000000000"] {
            assert_eq!(next("{year}-{seq:4}", last, "2026-01-01"), Err("number.last last".to_owned()), "{last}");
        }
        assert_eq!(next("{yy}{month}{seq}", "26131", "2026-12-01"), Err("number.last last".to_owned()));
        assert_eq!(next("{seq}é", "1e", "2026-01-01"), Err("number.last last".to_owned()));
    }

    #[test]
    fn a_series_never_goes_back_to_an_earlier_period() {
        assert_eq!(next("{year}-{seq:4}", "2027-0003", "2026-12-31"), Err("number.last on".to_owned()));
        assert_eq!(next("{yy}{month}-{seq}", "2604-3", "2026-03-31"), Err("number.last on".to_owned()));
    }

    #[test]
    fn a_series_that_has_used_all_its_digits_says_so() {
        assert_eq!(next("{seq}", "999999999999", "2026-01-01"), Err("number.last last".to_owned()));
    }

    proptest! {
        #[test]
        fn no_number_comes_twice_and_none_is_left_out(steps in prop::collection::vec(0_i32..60, 1..60), width in 1_usize..4) {
            let pattern = format!("A{{yy}}{{month}}-{{seq:{width}}}");
            let mut on = day("2026-01-01");
            let mut last: Option<String> = None;
            let mut seen = std::collections::BTreeMap::new();
            for step in steps {
                on = on.add_days(step % 20).expect("in range");
                let number = next_number(&pattern, last.as_deref(), on).expect("a number");
                let (period, sequence) = number.split_once('-').expect("a dash");
                let month = format!("A{:02}{:02}", on.year() % 100, on.month());
                prop_assert_eq!(period, month.as_str());
                let before = seen.entry(month).or_insert(0_u64);
                prop_assert_eq!(sequence.parse::<u64>().expect("digits"), *before + 1);
                *before += 1;
                last = Some(number);
            }
        }

        #[test]
        fn no_pattern_and_no_last_number_can_make_it_panic(pattern in "(\\{(seq|year|yy|month|seq:3)\\}|\\PC){0,6}", last in "\\PC{0,12}") {
            if let Ok(number) = next_number(&pattern, None, day("2026-05-05")) {
                prop_assert!(next_number(&pattern, Some(&number), day("2026-05-06")).is_ok());
            }
            let _ = next_number(&pattern, Some(&last), day("2026-05-05"));
        }
    }
}
