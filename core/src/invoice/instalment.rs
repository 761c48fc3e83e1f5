//! Instalments: parts of the payable amount (BT-115) with due dates of their own, which add up to it exactly.
//!
//! All of them state a percentage, or all an amount, or none says how much and the parts are equal. Refuses mixed
//! forms, sums that miss, and days that go back.

use rust_decimal::Decimal;

use super::due;
use super::terms::{Instalment, Terms};
use super::totals::InstalmentDue;
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::money::round::units;
use crate::money::split::{by_weight, to_total};
use crate::wire::{Reader, push_decimal};

/// Ten years of months; the sentence of the terms names every instalment.
const INSTALMENTS_MAX: usize = 120;

/// The instalments of a payable amount. The reader stands at the terms.
pub(crate) fn instalments(
    terms: &Terms,
    issue_date: Option<Day>,
    payable: Decimal,
    decimals: u32,
    supplier_country: Option<&str>,
    cx: &mut Reader,
) -> Vec<InstalmentDue> {
    if terms.instalments.is_empty() {
        return Vec::new();
    }
    if terms.instalments.len() > INSTALMENTS_MAX {
        cx.field("instalments", |cx| {
            cx.report(Code::InstalmentForm, "An invoice has at most 120 instalments.");
        });
        return Vec::new();
    }
    let days = days(terms, issue_date, supplier_country, cx);
    check_last(terms, issue_date, &days, supplier_country, cx);
    let amounts = cx.field("instalments", |cx| amounts(&terms.instalments, payable, decimals, cx));
    let parts = terms.instalments.iter().zip(days).zip(amounts);
    parts.map(|((part, due_date), amount)| InstalmentDue { due_date, amount, percent: part.percent }).collect()
}

/// The day of each instalment; absent for days after an invoice date that is not known.
pub(super) fn days(
    terms: &Terms,
    issue_date: Option<Day>,
    supplier_country: Option<&str>,
    cx: &mut Reader,
) -> Vec<Option<Day>> {
    cx.field("instalments", |cx| {
        let mut days = Vec::with_capacity(terms.instalments.len());
        let mut before: Option<(&Instalment, Option<Day>)> = None;
        // One word on the calendar is enough, however many days it moves; the due date of the whole has its own.
        let mut calendar_said = due::is_stated(terms);
        for (index, part) in terms.instalments.iter().enumerate() {
            let day = cx.index(index, |cx| {
                let day = day(part, issue_date, cx);
                let day = if calendar_said {
                    due::on_business_day(terms, day, supplier_country, &mut Reader::new())
                } else {
                    let mut calendar = Reader::at(&cx.path());
                    let moved = due::on_business_day(terms, day, supplier_country, &mut calendar);
                    for finding in calendar.into_findings() {
                        calendar_said = true;
                        cx.push(finding);
                    }
                    moved
                };
                if before.is_some_and(|(earlier, earlier_day)| goes_back(earlier, earlier_day, part, day)) {
                    cx.report_fix(
                        Code::DateRange,
                        "The instalment is due before the one above it.",
                        "Put the instalments in the order of their days.",
                    );
                }
                day
            });
            before = Some((part, day));
            days.push(day);
        }
        days
    })
}

fn goes_back(earlier: &Instalment, earlier_day: Option<Day>, later: &Instalment, later_day: Option<Day>) -> bool {
    match (earlier_day, later_day, earlier.days, later.days) {
        (Some(earlier), Some(later), ..) => later < earlier,
        (_, _, Some(earlier), Some(later)) => later < earlier,
        _ => false,
    }
}

/// The day that an instalment states, before it moves to a business day.
fn day(part: &Instalment, issue_date: Option<Day>, cx: &mut Reader) -> Option<Day> {
    match (part.days, part.due_date) {
        (Some(days), None) => cx.field("days", |cx| due::after(issue_date, days, cx)),
        (None, Some(due_date)) => cx.field("dueDate", |cx| due::fixed(due_date, issue_date, cx)),
        (days, _) => {
            cx.report_fix(
                Code::InstalmentForm,
                if days.is_none() {
                    "It is not said when the instalment is due."
                } else {
                    "The instalment is due twice."
                },
                "State either days, counted from the invoice date, or dueDate.",
            );
            None
        }
    }
}

/// A due date stated beside instalments must be that of the last.
fn check_last(
    terms: &Terms,
    issue_date: Option<Day>,
    days: &[Option<Day>],
    supplier_country: Option<&str>,
    cx: &mut Reader,
) {
    let whole = due::due_date(terms, issue_date, supplier_country, &mut Reader::new());
    if let (Some(whole), Some(last)) = (whole, days.last().copied().flatten())
        && whole != last
    {
        cx.report_fix(
            Code::TermsConflict,
            format!("The invoice is due on {whole}, its last instalment on {last}."),
            "Leave the due date of the whole out: it is that of the last instalment.",
        );
    }
}

/// The amounts; empty where the instalments do not say them well.
fn amounts(parts: &[Instalment], payable: Decimal, decimals: u32, cx: &mut Reader) -> Vec<Decimal> {
    let percents: Vec<Decimal> = parts.iter().filter_map(|part| part.percent).collect();
    let stated: Vec<Decimal> = parts.iter().filter_map(|part| part.amount).collect();
    let split = match (percents.len(), stated.len()) {
        (0, 0) => by_weight(payable, &vec![Decimal::ONE; parts.len()], decimals),
        (count, 0) if count == parts.len() => by_percent(parts, &percents, payable, decimals, cx),
        (0, count) if count == parts.len() => by_amount(parts, &stated, payable, decimals, cx),
        _ => {
            cx.report_fix(
                Code::InstalmentForm,
                "The instalments say in different ways how much is due.",
                "State a percentage in each, or an amount in each, or neither for equal parts.",
            );
            return Vec::new();
        }
    };
    split.unwrap_or_default()
}

fn by_percent(
    parts: &[Instalment],
    percents: &[Decimal],
    payable: Decimal,
    decimals: u32,
    cx: &mut Reader,
) -> Option<Vec<Decimal>> {
    for (index, _) in parts.iter().enumerate().filter(|(_, part)| !part.percent.is_some_and(is_positive)) {
        cx.index(index, |cx| {
            cx.field("percent", |cx| cx.report(Code::PercentRange, "The percentage of an instalment is above zero."));
        });
    }
    // Percentages have at most ten decimals and lie below 10^15, so that 120 of them fit a Decimal.
    let sum: Decimal = percents.iter().sum();
    if sum != Decimal::ONE_HUNDRED {
        cx.report_fix(
            Code::InstalmentsSum,
            format!("The percentages add up to {}, not to 100.", plain(sum)),
            "Correct one of them.",
        );
        return None;
    }
    by_weight(payable, percents, decimals)
}

fn by_amount(
    parts: &[Instalment],
    stated: &[Decimal],
    payable: Decimal,
    decimals: u32,
    cx: &mut Reader,
) -> Option<Vec<Decimal>> {
    for (index, part) in parts.iter().enumerate() {
        let amount = part.amount.unwrap_or_default();
        cx.index(index, |cx| {
            cx.field("amount", |cx| {
                if !is_positive(amount) {
                    cx.report(Code::AmountNegative, "The amount of an instalment is above zero.");
                }
                if units(amount, decimals).is_none() {
                    cx.report(Code::AmountScale, format!("The amount has more than {decimals} decimals."));
                }
            });
        });
    }
    let sum: Decimal = stated.iter().sum();
    if sum != payable {
        let (missing, word) = if sum < payable { (payable - sum, "missing") } else { (sum - payable, "too much") };
        cx.push(
            Finding::new(
                Code::InstalmentsSum,
                cx.path(),
                format!(
                    "The instalments come to {}, the payable amount is {}: {} is {word}.",
                    plain(sum),
                    plain(payable),
                    plain(missing)
                ),
            )
            .term("BT-115")
            .fix("Correct one of them, or state percentages."),
        );
        return None;
    }
    to_total(payable, stated, decimals)
}

fn is_positive(value: Decimal) -> bool {
    value > Decimal::ZERO
}

/// A decimal for a message.
pub(super) fn plain(value: Decimal) -> String {
    let mut text = String::new();
    push_decimal(&mut text, value);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::terms::BusinessDay;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    /// `"50% 30"`, `"10.00 2026-05-01"` or `"30"`: how much, and days or a day.
    fn part(text: &str) -> Instalment {
        let mut words = text.split_whitespace().rev();
        let when = words.next().expect("when");
        let much = words.next();
        Instalment {
            percent: much.and_then(|much| much.strip_suffix('%')).map(dec),
            amount: much.filter(|much| !much.ends_with('%')).map(dec),
            days: when.parse().ok(),
            due_date: Day::parse(when),
        }
    }

    fn terms(parts: &[&str]) -> Terms {
        Terms { instalments: parts.iter().map(|text| part(text)).collect(), ..Terms::default() }
    }

    fn made(terms: &Terms, payable: &str, country: Option<&str>) -> (Vec<String>, Vec<String>) {
        let mut cx = Reader::at("paymentTerms");
        let made = instalments(terms, Day::parse("2026-01-31"), dec(payable), 2, country, &mut cx);
        let shown = |row: &InstalmentDue| match row.due_date {
            Some(day) => format!("{day} {}", row.amount),
            None => row.amount.to_string(),
        };
        let findings = cx.into_findings();
        (made.iter().map(shown).collect(), findings.iter().map(|f| format!("{} {}", f.code, f.path)).collect())
    }

    #[test]
    fn parts_add_up_and_the_first_takes_the_cent() {
        for (parts, payable, expected) in [
            (&["30", "60", "90"][..], "1000.00", &["2026-03-02 333.34", "2026-04-01 333.33", "2026-05-01 333.33"][..]),
            (&["50% 0", "50% 30"], "0.01", &["2026-01-31 0.01", "2026-03-02 0.00"]),
            // 33.30333, 33.30333 and 33.40334: the last has the largest remainder.
            (
                &["33.3% 30", "33.3% 60", "33.4% 90"],
                "100.01",
                &["2026-03-02 33.30", "2026-04-01 33.30", "2026-05-01 33.41"],
            ),
            (&["400.00 10", "600 2026-05-01"], "1000.00", &["2026-02-10 400.00", "2026-05-01 600.00"]),
            (&["2026-05-01"], "12.34", &["2026-05-01 12.34"]),
            (&["30", "30"], "10.00", &["2026-03-02 5.00", "2026-03-02 5.00"]),
        ] {
            let (rows, findings) = made(&terms(parts), payable, None);
            assert_eq!((rows.iter().map(String::as_str).collect::<Vec<_>>(), findings), (expected.to_vec(), vec![]));
        }
        assert_eq!(made(&Terms::default(), "10.00", None), (vec![], vec![]));
    }

    #[test]
    fn each_day_moves_by_the_business_day_rule() {
        // 2026-05-14 is Ascension Day; the finding about an unknown calendar comes once, not with every instalment.
        let terms = Terms { business_day: Some(BusinessDay::Following), ..terms(&["2026-05-14", "2026-05-23"]) };
        assert_eq!(made(&terms, "10.00", Some("NL")).0, ["2026-05-15 5.00", "2026-05-26 5.00"]);
        assert_eq!(made(&terms, "10.00", Some("FI")).1, ["calendar.none paymentTerms.businessDay"]);
        assert_eq!(made(&terms, "10.00", None).1, ["calendar.unchecked paymentTerms.businessDay"]);
    }

    #[test]
    fn what_does_not_add_up_is_refused_with_its_place() {
        let at = |place: &str| format!("paymentTerms{place}");
        for (parts, code, place) in [
            (&["50% 30", "49% 60"][..], "instalments.sum", ".instalments"),
            (&["400.00 10", "590.00 20"], "instalments.sum", ".instalments"),
            (&["50% 30", "500.00 60"], "instalments.form", ".instalments"),
            (&["50% 30", "60"], "instalments.form", ".instalments"),
            (&["60", "30"], "date.range", ".instalments[1]"),
            (&["60", "2026-02-01"], "date.range", ".instalments[1]"),
            (&["2026-01-30"], "date.range", ".instalments[0].dueDate"),
            (&["4000"], "date.range", ".instalments[0].days"),
            (&["0% 30", "100% 60"], "percent.range", ".instalments[0].percent"),
            (&["-10.00 30", "1010.00 60"], "amount.negative", ".instalments[0].amount"),
            (&["999.995 30", "0.005 60"], "amount.scale", ".instalments[0].amount"),
        ] {
            let found = made(&terms(parts), "1000.00", None).1;
            assert_eq!(found.first(), Some(&format!("{code} {}", at(place))), "{parts:?}: {found:?}");
        }
        let mut neither = terms(&["30"]);
        neither.instalments[0].days = None;
        assert_eq!(made(&neither, "1.00", None).1, ["instalments.form paymentTerms.instalments[0]"]);
        let mut both = terms(&["30"]);
        both.instalments[0].due_date = Day::parse("2026-03-02");
        assert_eq!(made(&both, "1.00", None).1, ["instalments.form paymentTerms.instalments[0]"]);
        let many = terms(&["30"; INSTALMENTS_MAX + 1]);
        assert_eq!(made(&many, "1.00", None).1, ["instalments.form paymentTerms.instalments"]);
    }

    #[test]
    fn the_difference_is_said() {
        let mut cx = Reader::at("paymentTerms");
        instalments(&terms(&["400.00 10", "590.00 20"]), None, dec("1000.00"), 2, None, &mut cx);
        let findings = cx.into_findings();
        assert_eq!(
            findings[0].message,
            "The instalments come to 990.00, the payable amount is 1000.00: 10.00 is missing."
        );
    }

    #[test]
    fn the_due_date_of_the_whole_is_that_of_the_last() {
        let with_net = |net_days| Terms { net_days: Some(net_days), ..terms(&["30", "60"]) };
        assert_eq!(made(&with_net(60), "10.00", None).1, Vec::<String>::new());
        assert_eq!(made(&with_net(30), "10.00", None).1, ["terms.conflict paymentTerms"]);
    }

    proptest! {
        #[test]
        fn equal_parts_add_up_and_differ_by_a_cent_at_most(cents in 0_i64..1_000_000_000_000, count in 1_usize..=120) {
            let payable = Decimal::new(cents, 2);
            let mut cx = Reader::new();
            let made = instalments(&terms(&vec!["30"; count]), None, payable, 2, None, &mut cx);
            prop_assert!(cx.is_clean());
            let amounts: Vec<Decimal> = made.iter().map(|part| part.amount).collect();
            prop_assert_eq!(amounts.iter().sum::<Decimal>(), payable);
            let (least, most) = (amounts.iter().min().expect("one"), amounts.iter().max().expect("one"));
            prop_assert!(*most - *least <= dec("0.01"));
        }

        #[test]
        fn percentages_add_up_and_stay_within_a_cent(cents in 0_i64..1_000_000_000_000, cuts in proptest::collection::vec(1_u32..100_000_000, 1..12)) {
            // Percentages with six decimals that add up to 100: the cuts of a ruler.
            let mut cuts = cuts;
            cuts.sort_unstable();
            cuts.dedup();
            cuts.push(100_000_000);
            let mut from = 0;
            let parts: Vec<Instalment> = cuts.iter().map(|cut| {
                let percent = Decimal::new(i64::from(cut - from), 6);
                from = *cut;
                Instalment { percent: Some(percent), amount: None, days: Some(30), due_date: None }
            }).collect();
            let payable = Decimal::new(cents, 2);
            let mut cx = Reader::new();
            let terms = Terms { instalments: parts, ..Terms::default() };
            let made = instalments(&terms, None, payable, 2, None, &mut cx);
            prop_assert!(cx.is_clean());
            prop_assert_eq!(made.iter().map(|part| part.amount).sum::<Decimal>(), payable);
            for part in made {
                let exact = payable * part.percent.expect("stated") / dec("100");
                prop_assert!((part.amount - exact).abs() <= dec("0.01"));
            }
        }
    }
}
