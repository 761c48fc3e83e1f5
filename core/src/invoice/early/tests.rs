//! The discounts of the published examples, to the cent, and the steps that are refused.

use super::*;
use proptest::prelude::*;

fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a test names a day that exists")
}

fn steps(steps: &[(&str, u32)]) -> Terms {
    let early_discounts = steps.iter().map(|(percent, days)| EarlyDiscount { percent: dec(percent), days: *days });
    Terms { early_discounts: early_discounts.collect(), ..Terms::default() }
}

fn codes(cx: Reader) -> Vec<String> {
    cx.into_findings().iter().map(|finding| format!("{} {}", finding.code, finding.path)).collect()
}

/// An invoice of VAT groups, totalled as EN 16931 says: the adjustments move the bases, VAT is made once a group.
fn invoice(groups: &[(Vat, Decimal)], rows: &[Adjustment]) -> (Vec<VatBreakdown>, Totals) {
    let mut all: Vec<(Vat, Decimal)> = groups.to_vec();
    let (mut allowances, mut charges) = (Decimal::ZERO, Decimal::ZERO);
    for row in rows {
        let change = if row.charge { row.amount } else { -row.amount };
        *(if row.charge { &mut charges } else { &mut allowances }) += row.amount;
        match all.iter_mut().find(|(vat, _)| vat.category == row.vat.category && vat.rate == row.vat.rate) {
            Some((_, base)) => *base += change,
            None => all.push((row.vat.clone(), change)),
        }
    }
    let breakdown: Vec<VatBreakdown> = all
        .into_iter()
        .map(|(vat, base)| VatBreakdown {
            category: vat.category,
            rate: vat.rate,
            base,
            amount: percent_of(base, vat.rate.unwrap_or_default(), 2).expect("in range"),
            exemption_code: vat.exemption_code,
            exemption_reason: vat.exemption_reason,
        })
        .collect();
    let line_net: Decimal = groups.iter().map(|(_, base)| *base).sum();
    let (net, vat) = (line_net - allowances + charges, breakdown.iter().map(|row| row.amount).sum::<Decimal>());
    let totals = Totals {
        line_net,
        allowances,
        charges,
        net,
        vat,
        gross: net + vat,
        prepaid: Decimal::ZERO,
        rounding: Decimal::ZERO,
        payable: net + vat,
        vat_in_accounting_currency: None,
    };
    (breakdown, totals)
}

/// Totals and steps of an invoice with these groups.
fn computed(terms: &Terms, mode: VatMode, groups: &[(Vat, Decimal)]) -> (Totals, Vec<Adjustment>, Vec<EarlyPayment>) {
    let percent = deciding_percent(terms).expect("a step");
    let rows = adjustments(percent, mode, groups, 2, Language::Nl).expect("in range");
    let (breakdown, totals) = invoice(groups, &rows);
    let mut cx = Reader::at("paymentTerms");
    let computed = Computed { breakdown: &breakdown, totals: &totals, adjustments: &rows, decimals: 2 };
    let made = early_payment(terms, Some(day("2026-01-31")), mode, &computed, &mut cx);
    assert_eq!(codes(cx), Vec::<String>::new());
    (totals, rows, made)
}

/// What a published example says: the VAT of the invoice, what is paid late and early, and the correction.
struct Example {
    origin: &'static str,
    mode: VatMode,
    net: &'static str,
    rate: &'static str,
    percent: &'static str,
    vat: &'static str,
    payable: &'static str,
    early: &'static str,
    correction: Option<(&'static str, &'static str)>,
}

const EXAMPLES: &[Example] = &[
    Example {
        origin: "OnFact and Mijn Tips & Advies, Belgium: 100 less 2 %, VAT on 98 whether taken or not",
        mode: VatMode::AlwaysDiscounted,
        net: "100.00",
        rate: "21",
        percent: "2",
        vat: "20.58",
        payable: "120.58",
        early: "118.58",
        correction: None,
    },
    Example {
        origin: "Billit, Belgium: the same in Peppol BIS with allowance and charge of 26.35",
        mode: VatMode::AlwaysDiscounted,
        net: "1317.43",
        rate: "21",
        percent: "2",
        vat: "271.13",
        payable: "1588.56",
        early: "1562.21",
        correction: None,
    },
    Example {
        origin: "Haufe, Germany: 5 % Skonto of 1190.00 is 59.50; 950.00 and 180.50 remain",
        mode: VatMode::FullThenCorrection,
        net: "1000.00",
        rate: "19",
        percent: "5",
        vat: "190.00",
        payable: "1190.00",
        early: "1130.50",
        correction: Some(("50.00", "9.50")),
    },
    Example {
        origin: "HMRC Brief 49/2014 by ACCA, United Kingdom: 10 % of 1000 at 20 %; 900.00 and 180.00 remain",
        mode: VatMode::FullThenCreditNote,
        net: "1000.00",
        rate: "20",
        percent: "10",
        vat: "200.00",
        payable: "1200.00",
        early: "1080.00",
        correction: Some(("100.00", "20.00")),
    },
    Example {
        origin: "computed from Ambitions (Belastingdienst), Netherlands: discount deducted on the invoice",
        mode: VatMode::Discounted,
        net: "1000.00",
        rate: "21",
        percent: "2",
        vat: "205.80",
        payable: "1185.80",
        early: "1185.80",
        correction: Some(("20.00", "4.20")),
    },
    Example {
        origin: "computed from Ambitions (Belastingdienst), Netherlands: credit note when the discount is taken",
        mode: VatMode::FullThenCreditNote,
        net: "1000.00",
        rate: "21",
        percent: "2",
        vat: "210.00",
        payable: "1210.00",
        early: "1185.80",
        correction: Some(("20.00", "4.20")),
    },
];

#[test]
fn published_examples_come_out_to_the_cent() {
    for example in EXAMPLES {
        let terms = steps(&[(example.percent, 10)]);
        let groups = [(Vat::standard(dec(example.rate)), dec(example.net))];
        let (totals, _, made) = computed(&terms, example.mode, &groups);
        let row = &made[0];
        assert_eq!(totals.vat, dec(example.vat), "{}", example.origin);
        assert_eq!(totals.payable, dec(example.payable), "{}", example.origin);
        assert_eq!(row.payable, dec(example.early), "{}", example.origin);
        assert_eq!(row.until, Some(day("2026-02-10")), "{}", example.origin);
        let correction = row.correction.as_ref().map(|correction| (correction.net, correction.vat));
        assert_eq!(correction, example.correction.map(|(net, vat)| (dec(net), dec(vat))), "{}", example.origin);
        assert_eq!(row.discount.gross, row.discount.net + row.discount.vat, "{}", example.origin);
    }
}

#[test]
fn the_belgian_discount_stands_as_allowance_and_charge() {
    // Billit, Peppol BIS: allowance 26.35 S 21, charge 26.35 E 0, BT-109 1317.43, BT-112 1588.56.
    let terms = steps(&[("2", 10)]);
    let (totals, rows, made) =
        computed(&terms, VatMode::AlwaysDiscounted, &[(Vat::standard(dec("21")), dec("1317.43"))]);
    let [allowance, charge] = &rows[..] else { panic!("two rows") };
    assert_eq!((allowance.charge, allowance.amount, allowance.vat.category), (false, dec("26.35"), Category::S));
    assert_eq!((allowance.base, allowance.percent), (Some(dec("1317.43")), Some(dec("2"))));
    assert_eq!((charge.charge, charge.amount, charge.vat.category), (true, dec("26.35"), Category::E));
    assert_eq!(charge.vat.rate, Some(Decimal::ZERO));
    assert_eq!(
        charge.vat.exemption_reason.as_deref(),
        Some("Korting voor snelle betaling, geen deel van de maatstaf van heffing (art. 28, 1° Wbtw)")
    );
    assert_eq!((totals.net, totals.gross), (dec("1317.43"), dec("1588.56")));
    assert_eq!((made[0].discount.net, made[0].discount.vat), (dec("26.35"), Decimal::ZERO));
}

#[test]
fn an_exemption_that_is_there_keeps_its_reason_and_o_is_left_alone() {
    let exempt = Vat {
        category: Category::E,
        rate: Some(Decimal::ZERO),
        exemption_code: Some("VATEX-EU-132".into()),
        exemption_reason: None,
    };
    let groups = [(Vat::standard(dec("21")), dec("100.00")), (exempt.clone(), dec("50.00"))];
    let rows = adjustments(dec("2"), VatMode::AlwaysDiscounted, &groups, 2, Language::En).expect("in range");
    let shown: Vec<_> = rows.iter().map(|row| (row.charge, row.amount, row.vat.category)).collect();
    assert_eq!(
        shown,
        [(false, dec("2.00"), Category::S), (false, dec("1.00"), Category::E), (true, dec("3.00"), Category::E)]
    );
    assert_eq!(rows[2].vat, exempt);

    let outside = Vat { category: Category::O, rate: None, exemption_code: None, exemption_reason: None };
    let groups = [(outside, dec("100.00"))];
    let (totals, rows, made) = computed(&steps(&[("2", 10)]), VatMode::AlwaysDiscounted, &groups);
    assert!(rows.is_empty());
    assert_eq!((totals.payable, made[0].payable), (dec("100.00"), dec("98.00")));
}

#[test]
fn the_payer_takes_the_percentage_of_the_amount_due() {
    // 2 % of 105.00 is 2.10; 102.90 holds 85.04 and 17.86 at 21 %, so that 1.74 and 0.36 are corrected.
    let groups = [(Vat::standard(dec("21")), dec("86.78"))];
    let (totals, _, made) = computed(&steps(&[("2", 10)]), VatMode::FullThenCorrection, &groups);
    assert_eq!((totals.payable, made[0].payable), (dec("105.00"), dec("102.90")));
    assert_eq!(made[0].correction, Some(Correction { net: dec("1.74"), vat: dec("0.36") }));
    // Deducted on the invoice, the same VAT is missing: 18.22 on 86.78, 17.86 on 85.04.
    let (totals, _, made) = computed(&steps(&[("2", 10)]), VatMode::Discounted, &groups);
    assert_eq!((totals.payable, made[0].payable), (dec("102.90"), dec("102.90")));
    assert_eq!(made[0].correction, Some(Correction { net: dec("1.74"), vat: dec("0.36") }));
}

#[test]
fn a_discount_comes_off_each_vat_group_by_its_share() {
    // By hand: due 151.00 + 21.05 + 4.57 = 176.62; 2 % is 3.53. Shares by 121.30 and 55.32: 2.42 and 1.11, of which
    // 2.42 / 1.21 = 2.00 and 1.11 / 1.09 = 1.02 are net.
    let groups = [(Vat::standard(dec("21")), dec("100.25")), (Vat::standard(dec("9")), dec("50.75"))];
    let (totals, rows, made) = computed(&steps(&[("2", 10)]), VatMode::FullThenCreditNote, &groups);
    assert!(rows.is_empty());
    assert_eq!((totals.payable, made[0].payable), (dec("176.62"), dec("173.09")));
    assert_eq!(made[0].discount, NetVatGross { net: dec("3.02"), vat: dec("0.51"), gross: dec("3.53") });
}

#[test]
fn several_steps_fall_as_the_days_pass() {
    let terms = steps(&[("3", 5), ("2", 10)]);
    let groups = [(Vat::standard(dec("21")), dec("1000.00"))];
    let shown = |mode| {
        let (totals, _, made) = computed(&terms, mode, &groups);
        let steps: Vec<_> = made.iter().map(|row| (row.until.expect("dated").to_string(), row.payable)).collect();
        (totals.payable, steps)
    };
    // Full: 1210 less 3 % and 2 % of it. Belgium: VAT 21 % of 970.00 is 203.70; less 30.00 and 20.00 net.
    let on =
        |first: &str, second: &str| vec![("2026-02-05".to_owned(), dec(first)), ("2026-02-10".to_owned(), dec(second))];
    assert_eq!(shown(VatMode::FullThenCreditNote), (dec("1210.00"), on("1173.70", "1185.80")));
    assert_eq!(shown(VatMode::AlwaysDiscounted), (dec("1203.70"), on("1173.70", "1183.70")));
}

#[test]
fn the_suppliers_country_decides_the_mode() {
    let found = |stated: Option<VatMode>, country: Option<&str>, on: &str| {
        let terms = Terms { vat_mode: stated, ..steps(&[("2", 10)]) };
        let mut cx = Reader::at("paymentTerms");
        (vat_mode(&terms, country, Day::parse(on), &mut cx), codes(cx))
    };
    let warned = || vec!["terms.vatMode paymentTerms.vatMode".to_owned()];
    use VatMode::*;
    for (stated, country, on, mode, warns) in [
        (None, Some("NL"), "2026-01-31", FullThenCreditNote, false),
        (None, Some("BE"), "2026-01-31", AlwaysDiscounted, false),
        (None, Some("BE"), "", AlwaysDiscounted, false),
        (None, Some("DE"), "2026-01-31", FullThenCorrection, false),
        (None, Some("FR"), "2026-01-31", FullThenCreditNote, false),
        (None, Some("GB"), "2026-01-31", FullThenCreditNote, false),
        (None, None, "2026-01-31", FullThenCreditNote, false),
        (None, Some("FI"), "2026-01-31", FullThenCreditNote, true),
        (Some(Discounted), Some("NL"), "2026-01-31", Discounted, false),
        (Some(Discounted), None, "2026-01-31", Discounted, false),
        (Some(Discounted), Some("FI"), "2026-01-31", Discounted, true),
        (Some(Discounted), Some("BE"), "2026-01-31", Discounted, true),
        (Some(AlwaysDiscounted), Some("NL"), "2026-01-31", AlwaysDiscounted, true),
        (None, Some("GB"), "2015-03-31", FullThenCreditNote, true),
    ] {
        let expected = (mode, if warns { warned() } else { vec![] });
        assert_eq!(found(stated, country, on), expected, "{stated:?} {country:?} {on}");
    }
    let mut cx = Reader::new();
    assert_eq!(vat_mode(&Terms::default(), Some("FI"), None, &mut cx), FullThenCreditNote);
    assert!(cx.is_clean(), "no discount, nothing to say");
}

#[test]
fn steps_that_nobody_can_take_or_would_want_are_refused() {
    let found = |terms: &Terms, kind, mode, due: &str| {
        let mut cx = Reader::at("paymentTerms");
        let passed = check_steps(terms, kind, mode, Day::parse("2026-01-31"), Day::parse(due), &mut cx);
        let found = codes(cx);
        assert_eq!(passed, found.is_empty());
        found
    };
    use DocumentType::{CreditNote, Invoice};
    use VatMode::{Discounted, FullThenCreditNote};
    let all = "terms.discount paymentTerms.earlyDiscounts";
    let (first, second) = ("[0]", "[1]");
    for (list, kind, mode, due, places) in [
        (&[("2", 10)][..], Invoice, FullThenCreditNote, "2026-03-02", &[][..]),
        (&[("2", 30)], Invoice, FullThenCreditNote, "2026-03-02", &[]),
        (&[("2", 10), ("3", 5)], Invoice, FullThenCreditNote, "", &[]),
        (&[("2", 31)], Invoice, FullThenCreditNote, "2026-03-02", &[first]),
        (&[("0", 10), ("100", 5)], Invoice, FullThenCreditNote, "", &[first, second]),
        (&[("-1", 10)], Invoice, FullThenCreditNote, "", &[first]),
        (&[("2", 3651)], Invoice, FullThenCreditNote, "", &[first]),
        (&[("3", 10), ("2", 10)], Invoice, FullThenCreditNote, "", &[second]),
        (&[("2", 5), ("3", 10)], Invoice, FullThenCreditNote, "", &[second]),
        (&[("3", 10), ("2", 5)], Invoice, FullThenCreditNote, "", &[second]),
        (&[("2", 5), ("2", 10)], Invoice, FullThenCreditNote, "", &[second]),
        (&[("3", 5), ("2", 10)], Invoice, Discounted, "", &[""]),
        (&[("2", 10)], CreditNote, FullThenCreditNote, "", &[""]),
        (&[("2", 10); 11], Invoice, FullThenCreditNote, "", &[""]),
    ] {
        let expected: Vec<String> = places.iter().map(|place| format!("{all}{place}")).collect();
        assert_eq!(found(&steps(list), kind, mode, due), expected, "{list:?}");
    }
    let undated = Terms { net_days: Some(9), ..steps(&[("2", 10)]) };
    let mut cx = Reader::at("paymentTerms");
    assert!(!check_steps(&undated, Invoice, FullThenCreditNote, None, None, &mut cx), "net days are a term as well");
}

#[test]
fn a_discount_never_turns_into_a_refund() {
    let terms = steps(&[("2", 10)]);
    let groups = [(Vat::standard(dec("21")), dec("1000.00"))];
    let rows = adjustments(dec("2"), VatMode::AlwaysDiscounted, &groups, 2, Language::Nl).expect("in range");
    let (breakdown, mut totals) = invoice(&groups, &rows);
    // The discount is 20.00 however much is paid already.
    for (payable, expected) in
        [("0.00", &[][..]), ("19.99", &["terms.discount paymentTerms.earlyDiscounts[0]"]), ("20.00", &[])]
    {
        totals.payable = dec(payable);
        let computed = Computed { breakdown: &breakdown, totals: &totals, adjustments: &rows, decimals: 2 };
        let mut cx = Reader::at("paymentTerms");
        early_payment(&terms, None, VatMode::AlwaysDiscounted, &computed, &mut cx);
        assert_eq!(codes(cx), expected, "{payable}");
    }
}

proptest! {
    /// BR-CO-10 to 17 rest on this: the Belgian rows cancel out, so that only the VAT moves.
    #[test]
    fn belgian_rows_cancel_out(bases in proptest::collection::vec((0_i64..100_000_000, prop_oneof![Just("21"), Just("12"), Just("6"), Just("0")]), 1..5), hundredths in 1_i64..9_999) {
        let mut groups: Vec<(Vat, Decimal)> = Vec::new();
        for (cents, rate) in bases {
            let vat = Vat::standard(dec(rate));
            if groups.iter().all(|(other, _)| *other != vat) {
                groups.push((vat, Decimal::new(cents, 2)));
            }
        }
        let percent = Decimal::new(hundredths, 2);
        let rows = adjustments(percent, VatMode::AlwaysDiscounted, &groups, 2, Language::Fr).expect("in range");
        let sum = |charge| rows.iter().filter(|row| row.charge == charge).map(|row| row.amount).sum::<Decimal>();
        prop_assert_eq!(sum(true), sum(false));
        let (_, totals) = invoice(&groups, &rows);
        prop_assert_eq!(totals.net, totals.line_net);
        // With one step, paying early is net less discount plus the VAT that is on the invoice anyway.
        let terms = Terms { early_discounts: vec![EarlyDiscount { percent, days: 10 }], ..Terms::default() };
        let (breakdown, totals) = invoice(&groups, &rows);
        if totals.payable > Decimal::ZERO {
            let mut cx = Reader::new();
            let computed = Computed { breakdown: &breakdown, totals: &totals, adjustments: &rows, decimals: 2 };
            let made = early_payment(&terms, None, VatMode::AlwaysDiscounted, &computed, &mut cx);
            prop_assert_eq!(made[0].payable, totals.payable - sum(true));
            prop_assert_eq!(made[0].discount.net, sum(true));
        }
    }

    /// Whoever pays early pays what is due less the discount, and the rows of the discount agree with one another.
    #[test]
    fn steps_agree_with_the_totals(bases in proptest::collection::vec(1_i64..100_000_000, 3), hundredths in 1_i64..9_999) {
        let groups: Vec<(Vat, Decimal)> = ["21", "9", "5.5"].iter().zip(bases).map(|(rate, cents)| (Vat::standard(dec(rate)), Decimal::new(cents, 2))).collect();
        let percent = Decimal::new(hundredths, 2);
        let terms = Terms { early_discounts: vec![EarlyDiscount { percent, days: 10 }], ..Terms::default() };
        for mode in [VatMode::FullThenCreditNote, VatMode::Discounted] {
            let (totals, _, made) = computed(&terms, mode, &groups);
            let row = &made[0];
            prop_assert_eq!(row.discount.gross, row.discount.net + row.discount.vat);
            let full = groups.iter().map(|(vat, base)| *base + percent_of(*base, vat.rate.expect("taxed"), 2).expect("in range")).sum::<Decimal>();
            prop_assert_eq!(row.payable + row.discount.gross, full);
            prop_assert!(mode == VatMode::Discounted || row.payable == full - percent_of(totals.payable, percent, 2).expect("in range"));
        }
    }
}
