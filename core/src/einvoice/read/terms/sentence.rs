//! Terms that a sentence may come from, by the numbers and days in it. Refuses to understand the words: each candidate is
//! written out, and the one that gives the sentence is right.

use crate::calendar::Day;
use crate::invoice::{BusinessDay, DayOfMonth, Draft, EarlyDiscount, EndOfMonth, Instalment, Terms};
use crate::money::Decimal;
use crate::text::{self, Language};
use crate::wire::parse_decimal;

/// So many numbers of a sentence are tried; the sentences of the engine have fewer.
const NUMBERS_MAX: usize = 8;

/// A sentence of the engine is never longer.
const BYTES_MAX: usize = 2_000;

/// Discounts that a sentence may state: each percentage with the next whole number after it.
pub(super) fn discounts(sentence: &str) -> Vec<EarlyDiscount> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('%') {
        let before = before.trim_end_matches([' ', '\u{A0}', '\u{202F}']);
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let percent = before.get(number.len()..).unwrap_or_default().replace(',', ".");
        let days: String = after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if let (Ok(percent), Ok(days)) = (parse_decimal(&percent), days.parse()) {
            found.push(EarlyDiscount { percent, days });
        }
        rest = after;
        if found.len() >= 10 {
            break;
        }
    }
    found
}

/// The candidates in the order of how common they are.
pub(super) fn candidates(
    draft: &Draft,
    due: Option<Day>,
    sentence: &str,
    discounts: &[EarlyDiscount],
    language: Language,
) -> Vec<Terms> {
    if sentence.len() > BYTES_MAX {
        return Vec::new();
    }
    let whole = |terms: Terms| Terms { early_discounts: discounts.to_vec(), ..terms };
    let mut found = vec![whole(Terms { due_date: due, ..Terms::default() })];
    let issued = draft.issue_date;
    let days = due.zip(issued).and_then(|(due, issued)| u32::try_from(due.days_since(issued)).ok());
    found.extend(days.map(|days| whole(Terms { net_days: Some(days), ..Terms::default() })));
    let numbers = numbers(sentence);
    let optional = || std::iter::once(None).chain(numbers.iter().copied().map(Some));
    for business_day in [None, Some(BusinessDay::Following)] {
        for days in &numbers {
            found.push(whole(Terms { net_days: Some(*days), business_day, ..Terms::default() }));
        }
        for days in optional() {
            for months in [0, 1].into_iter().chain(numbers.iter().copied()) {
                let months = (months > 0).then_some(months);
                let end_of_month = Some(EndOfMonth { months, days });
                found.push(whole(Terms { end_of_month, business_day, ..Terms::default() }));
            }
            for day in std::iter::once(31).chain(numbers.iter().copied().filter(|day| *day <= 31)) {
                let day_of_month = Some(DayOfMonth { day, min_days: days });
                found.push(whole(Terms { day_of_month, business_day, ..Terms::default() }));
            }
        }
    }
    let instalments = instalments(sentence, draft, language);
    if instalments.len() > 1 {
        found.push(whole(Terms { instalments, ..Terms::default() }));
    }
    found
}

/// The whole numbers of a sentence, each once.
fn numbers(sentence: &str) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    for digits in sentence.split(|c: char| !c.is_ascii_digit()) {
        match digits.parse() {
            Ok(number) if number < 1_000 && found.len() < NUMBERS_MAX && !found.contains(&number) => found.push(number),
            _ => {}
        }
    }
    found
}

/// Instalments as a sentence states them: amounts, each with its day behind it.
fn instalments(sentence: &str, draft: &Draft, language: Language) -> Vec<Instalment> {
    let days = days(sentence, language);
    let mut found = Vec::new();
    let mut from = sentence.find(':').unwrap_or_default();
    for (at, length, day) in days {
        let digits: String = sentence.get(from..at).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let Ok(units) = digits.parse::<i64>() else { return Vec::new() };
        let amount = Decimal::try_new(units, draft.currency.decimals()).ok();
        found.push(Instalment { percent: None, amount, days: None, due_date: Some(day) });
        from = at.saturating_add(length);
    }
    found
}

/// The days of a sentence in their order: where each begins, how long it is, and which it is.
fn days(sentence: &str, language: Language) -> Vec<(usize, usize, Day)> {
    let years = sentence.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let mut years: Vec<u16> = years.filter_map(|digits| digits.parse().ok()).collect();
    years.dedup();
    let mut found: Vec<(usize, usize, Day)> = Vec::new();
    for year in years.into_iter().take(NUMBERS_MAX) {
        for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
            let Some(day) = Day::from_ymd(year, month, day) else { continue };
            let written = text::day(day, language);
            for (at, _) in sentence.match_indices(&written) {
                // "1 March" stands in "21 March" as well: the longer one that ends there is meant.
                let end = at.saturating_add(written.len());
                let place = found.partition_point(|(known, length, _)| known.saturating_add(*length) < end);
                match found.get_mut(place) {
                    Some(known) if known.0.saturating_add(known.1) == end => {
                        if known.0 > at {
                            *known = (at, written.len(), day);
                        }
                    }
                    _ => found.insert(place, (at, written.len(), day)),
                }
            }
        }
    }
    found
}
