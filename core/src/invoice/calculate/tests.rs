//! What EN 16931 asks of the totals of every invoice, whatever draft it was made of: BR-CO-10 to BR-CO-17.

use proptest::prelude::*;

use super::super::calculate;
use crate::invoice::{GrossMeans, Invoice, VatAmount, VatBreakdown};
use crate::money::Decimal;
use crate::money::round::percent_of;

/// Each with its decimals: none, two, three and four.
const CURRENCIES: &[(&str, u32)] = &[("EUR", 2), ("CHF", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)];

const VATS: &[&str] = &[
    r#"{"category":"S","rate":"21"}"#,
    r#"{"category":"S","rate":"9"}"#,
    r#"{"category":"S","rate":"25.5"}"#,
    r#"{"category":"S","rate":"2.1"}"#,
    r#"{"category":"Z","rate":"0"}"#,
    r#"{"category":"E","rate":"0","exemptionReason":"Training"}"#,
    r#"{"category":"AE","rate":"0"}"#,
    r#"{"category":"L","rate":"7"}"#,
];

/// What a line may say beside its amounts.
const WORDS: &[&str] = &[
    "",
    "",
    r#","unit":"hour""#,
    r#","unit":"KGM""#,
    r#","description":"d","sellerItemId":"s","buyerItemId":"b","note":"n""#,
    r#","period":{"from":"2026-01-01","until":"2026-01-31"},"item":{"originCountry":"NL"},"references":{"buyerAccounting":"7"}"#,
];

/// Several of them, separated as JSON has them.
fn listed(items: Vec<String>) -> String {
    format!("[{}]", items.join(","))
}

prop_compose! {
    /// An amount of at most a thousand, with the decimals of a currency.
    fn amount(decimals: u32)(units in 0_i64..1_000 * 10_i64.pow(decimals)) -> String {
        Decimal::new(units, decimals).to_string()
    }
}

prop_compose! {
    /// An allowance or a charge: an amount or a percentage, with its own VAT or split.
    fn change(decimals: u32, on_line: bool)(
        amount in amount(decimals), percent in 0_i64..10_001, is_percent in any::<bool>(), vat in 0_usize..2 * VATS.len(),
    ) -> String {
        let size = if is_percent { format!(r#""percent":"{}""#, Decimal::new(percent, 2)) } else { format!(r#""amount":"{amount}""#) };
        match VATS.get(vat).filter(|_| !on_line) {
            Some(vat) => format!(r#"{{{size},"reason":"x","vat":{vat}}}"#),
            None => format!(r#"{{{size},"reason":"x"}}"#),
        }
    }
}

prop_compose! {
    /// A line, with goods taken back now and then.
    fn line(decimals: u32)(
        quantity in -2_000_i64..20_000, price in 0_i64..10_000_000, fine in 0_u32..6, per in 1_u32..4, vat in 0..VATS.len(),
        allowances in prop::collection::vec(change(decimals, true), 0..2),
        charges in prop::collection::vec(change(decimals, true), 0..2),
        words in 0..WORDS.len(),
    ) -> String {
        format!(
            r#"{{"name":"Item","quantity":"{}","unitPrice":"{}","pricePer":"{per}","vat":{},"allowances":{},"charges":{}{}}}"#,
            Decimal::new(quantity, 3), Decimal::new(price, fine), VATS[vat], listed(allowances), listed(charges), WORDS[words],
        )
    }
}

prop_compose! {
    fn draft()(currency in 0..CURRENCIES.len())(
        lines in prop::collection::vec(line(CURRENCIES[currency].1), 1..7),
        allowances in prop::collection::vec(change(CURRENCIES[currency].1, false), 0..3),
        charges in prop::collection::vec(change(CURRENCIES[currency].1, false), 0..3),
        prepaid in amount(CURRENCIES[currency].1),
        includes in any::<bool>(), per_line in any::<bool>(), in_cash in any::<bool>(), currency in Just(currency),
    ) -> (String, u32) {
        let (code, decimals) = CURRENCIES[currency];
        let mut more = String::new();
        if includes {
            more.push_str(r#""pricesIncludeVat":true,"#);
        } else if per_line {
            more.push_str(r#""rounding":"perLine","#);
        }
        if in_cash && decimals > 1 {
            more.push_str(r#""payableRounding":"0.05","#);
        }
        let json = format!(
            r#"{{"currency":"{code}",{more}"prepaid":"{prepaid}","lines":{},"allowances":{},"charges":{}}}"#,
            listed(lines), listed(allowances), listed(charges),
        );
        (json, decimals)
    }
}

/// The sum of some amounts.
fn sum(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.sum()
}

/// What an invoice says of the allowances, or of the charges, of the document.
fn adjusted(invoice: &Invoice, charges: bool) -> impl Iterator<Item = &crate::invoice::Adjustment> {
    invoice.derived().adjustments.iter().filter(move |row| row.is_charge() == charges)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_totals_of_every_invoice_are_those_of_en_16931((json, decimals) in draft()) {
        let draft = crate::Draft::from_json(&json).expect("a draft");
        // What leaves the range of amounts, or takes off more than there is, is refused and has no totals.
        let Ok(invoice) = calculate(&draft) else { return Ok(()) };
        let totals = invoice.totals();
        // BR-CO-10, 11 and 12: the sums of lines, allowances and charges.
        prop_assert_eq!(totals.line_net, sum(invoice.lines().iter().map(|line| line.amounts().net)));
        prop_assert_eq!(totals.allowances, sum(adjusted(&invoice, false).map(|row| row.amount)));
        prop_assert_eq!(totals.charges, sum(adjusted(&invoice, true).map(|row| row.amount)));
        // BR-CO-13, 14, 15 and 16.
        prop_assert_eq!(totals.net, totals.line_net - totals.allowances + totals.charges);
        prop_assert_eq!(totals.vat, sum(invoice.vat_breakdown().iter().map(|row| row.amount)));
        prop_assert_eq!(totals.gross, totals.net + totals.vat);
        prop_assert_eq!(totals.payable, totals.gross - totals.prepaid + totals.rounding);
        for (place, row) in invoice.vat_breakdown().iter().enumerate() {
            // BR-S-08 and its like: the base is what the lines, allowances and charges of the group come to.
            let same = |other: &&crate::invoice::Adjustment| other.vat.category == row.category && other.vat.rate == row.rate;
            let lines = sum(invoice.lines().iter().filter(|line| line.group() == place).map(|line| line.amounts().net));
            let off = sum(adjusted(&invoice, false).filter(same).map(|row| row.amount));
            let on = sum(adjusted(&invoice, true).filter(same).map(|row| row.amount));
            prop_assert_eq!(row.base, lines - off + on);
            // BR-CO-17: base × rate, rounded; within a unit of the last decimal where shelf prices had to be met.
            let product = percent_of(row.base, row.rate.unwrap_or_default(), decimals).expect("in range");
            let apart = (row.amount - product).abs();
            if draft.prices_include_vat == Some(true) {
                prop_assert!(apart <= Decimal::new(1, decimals), "{row:?}");
                prop_assert!(apart.is_zero() || invoice.derived().gross_means != Some(GrossMeans::Exact));
            } else if draft.rounding.is_none() {
                prop_assert_eq!(row.amount, product);
            }
            // Where nothing is taxed, no VAT is there.
            prop_assert!(row.rate.is_some_and(|rate| !rate.is_zero()) || row.amount.is_zero());
        }
        // One row for each category and rate.
        let mut keys: Vec<_> = invoice.vat_breakdown().iter().map(|row| format!("{:?} {:?}", row.category, row.rate.map(|rate| rate.normalize()))).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), invoice.vat_breakdown().len());
        // Nobody sees a rounding of cash beyond half of its step, nor one that was not asked for.
        let step = draft.payable_rounding.unwrap_or_default();
        prop_assert!(totals.rounding.abs() * Decimal::TWO <= step || invoice.derived().gross_means == Some(GrossMeans::PayableRounding));
    }

    /// A plain draft is worked out on a sheet; one that states its VAT is worked out with decimals, and here it states what it comes to.
    #[test]
    fn a_sheet_and_decimals_come_to_the_same((json, _) in draft()) {
        let draft = crate::Draft::from_json(&json).expect("a draft");
        let Ok(invoice) = calculate(&draft) else { return Ok(()) };
        let mut stated = draft;
        let amount = |row: &VatBreakdown| VatAmount { category: row.category, rate: row.rate, amount: row.amount };
        stated.vat_amounts = invoice.vat_breakdown().iter().map(amount).collect();
        let other = calculate(&stated).expect("what it comes to is near enough");
        prop_assert_eq!(invoice.lines(), other.lines());
        // Nothing that the draft says is lost on the way.
        for (said, line) in stated.lines.iter().zip(invoice.lines()) {
            let line = line.line();
            prop_assert_eq!(said.unit.as_deref().map_or("C62", |unit| if unit == "hour" { "HUR" } else { unit }), line.unit.as_deref().unwrap_or_default());
            prop_assert_eq!((&said.name, &said.description, &said.note), (&line.name, &line.description, &line.note));
            prop_assert_eq!((&said.seller_item_id, &said.buyer_item_id), (&line.seller_item_id, &line.buyer_item_id));
            prop_assert_eq!((&said.period, &said.item, &said.references), (&line.period, &line.item, &line.references));
            prop_assert_eq!((said.quantity, said.unit_price, said.price_per), (line.quantity, line.unit_price, line.price_per));
        }
        prop_assert_eq!(crate::wire::to_json(invoice.derived()), crate::wire::to_json(other.derived()));
    }
}
