//! A calculation written by hand in i128 for this kind of invoice and no other: cents, whole quantities and rates,
//! positive amounts. It is the floor that an engine is measured against.

use rust_decimal::Decimal;
use voldaan::Draft;
use voldaan::invoice::VatInput;

/// A line as an application has it.
pub struct Input {
    name: String,
    quantity: i128,
    price: i128,
    percent: i128,
    rate: i128,
}

/// An invoice as an application has it.
pub struct Inputs {
    lines: Vec<Input>,
    percent: i128,
}

/// A line of the result.
#[expect(dead_code, reason = "a comparable result has lines; the bench only makes them")]
pub struct Line {
    /// What was sold.
    pub name: String,
    /// Net amount in cents.
    pub net: i128,
    /// Allowance in cents.
    pub allowance: i128,
}

/// VAT of one rate.
pub struct Group {
    rate: i128,
    net: i128,
    share: i128,
    rest: i128,
    base: i128,
    vat: i128,
}

/// The result.
pub struct Invoice {
    /// The lines.
    pub lines: Vec<Line>,
    groups: Vec<Group>,
    line_net: i128,
    allowances: i128,
    vat: i128,
}

/// The plain values of a draft.
pub fn inputs(draft: &Draft) -> Inputs {
    let whole = |value: Decimal| -> i128 { value.try_into().expect("a whole number") };
    let lines = draft.lines.iter().map(|line| {
        let VatInput::Stated(vat) = &line.vat else { panic!("the drafts of the bench state their rates") };
        Input {
            name: line.name.to_string(),
            quantity: whole(line.quantity),
            price: whole(line.unit_price * Decimal::ONE_HUNDRED),
            percent: line.allowances.first().and_then(|row| row.percent).map_or(0, whole),
            rate: vat.rate.map(whole).expect("a rate"),
        }
    });
    Inputs { lines: lines.collect(), percent: draft.allowances[0].percent.map(whole).expect("a percentage") }
}

/// The invoice.
pub fn calculate(inputs: &Inputs) -> Invoice {
    let mut groups: Vec<Group> = Vec::new();
    let mut lines = Vec::with_capacity(inputs.lines.len());
    for input in &inputs.lines {
        let product = input.quantity * input.price;
        let allowance = percent_of(product, input.percent);
        let net = product - allowance;
        match groups.iter_mut().find(|group| group.rate == input.rate) {
            Some(group) => group.net += net,
            None => groups.push(Group { rate: input.rate, net, share: 0, rest: 0, base: 0, vat: 0 }),
        }
        lines.push(Line { name: input.name.clone(), net, allowance });
    }
    let line_net = groups.iter().map(|group| group.net).sum();
    let allowances = percent_of(line_net, inputs.percent);
    let mut left = allowances;
    for group in &mut groups {
        group.share = allowances * group.net / line_net;
        group.rest = allowances * group.net % line_net;
        left -= group.share;
    }
    while left > 0 {
        let largest = groups.iter_mut().rev().max_by_key(|group| group.rest).expect("a group");
        largest.share += 1;
        largest.rest = -1;
        left -= 1;
    }
    for group in &mut groups {
        group.base = group.net - group.share;
        group.vat = percent_of(group.base, group.rate);
    }
    let vat = groups.iter().map(|group| group.vat).sum();
    Invoice { lines, groups, line_net, allowances, vat }
}

fn percent_of(value: i128, percent: i128) -> i128 {
    (value * percent + 50) / 100
}

/// What it came to.
pub fn figures(invoice: &Invoice) -> Vec<String> {
    let text = |cents: i128| format!("{}.{:02}", cents / 100, cents % 100);
    assert_eq!(invoice.lines.iter().map(|line| line.net).sum::<i128>(), invoice.line_net);
    let net = invoice.line_net - invoice.allowances;
    let gross = net + invoice.vat;
    let mut figures = [invoice.line_net, invoice.allowances, net, invoice.vat, gross, gross].map(text).to_vec();
    for group in &invoice.groups {
        figures.extend([group.rate.to_string(), text(group.base), text(group.vat)]);
    }
    figures
}
