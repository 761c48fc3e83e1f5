//! The crate `billing` on the invoices of the bench. Its inputs are plain values, as an application has them.

use billing::{
    Adjust, AdjustmentKind, AmountScale, Currency, Document, Line, LineAdjustment, Percent, Price, Quantity, UnitPrice,
    Vat,
};
use rust_decimal::Decimal;
use voldaan::Draft;
use voldaan::invoice::VatInput;

/// A line as an application has it.
pub struct Input {
    name: String,
    quantity: Decimal,
    price: Decimal,
    percent: Option<Decimal>,
    rate: Decimal,
}

/// An invoice as an application has it.
pub struct Inputs {
    lines: Vec<Input>,
    percent: Decimal,
}

/// The plain values of a draft.
pub fn inputs(draft: &Draft) -> Inputs {
    let lines = draft.lines.iter().map(|line| {
        let VatInput::Stated(vat) = &line.vat else { panic!("the drafts of the bench state their rates") };
        Input {
            name: line.name.to_string(),
            quantity: line.quantity,
            price: line.unit_price,
            percent: line.allowances.first().and_then(|row| row.percent),
            rate: vat.rate.expect("a rate"),
        }
    });
    Inputs { lines: lines.collect(), percent: draft.allowances[0].percent.expect("a percentage") }
}

/// The invoice.
pub fn calculate(inputs: &Inputs) -> Document {
    let mut builder = Document::builder(Currency::EUR, AmountScale::EN16931);
    for input in &inputs.lines {
        let quantity = Quantity::new(input.quantity, "C62");
        let mut line = Line::new(input.name.as_str(), quantity, UnitPrice::new(Price::new(input.price)))
            .with_vat(Vat::standard(Percent::new(input.rate)).expect("a rate"));
        if let Some(percent) = input.percent {
            // Its allowances are amounts; it rounds them itself.
            let base = input.quantity * input.price;
            let allowance = LineAdjustment::allowance(base * percent / Decimal::ONE_HUNDRED);
            line = line.with_adjustment(allowance.with_basis(base, Percent::new(percent)));
        }
        builder = builder.line(line);
    }
    let discount = Adjust::Percent(Percent::new(inputs.percent));
    builder.apportion(AdjustmentKind::Allowance, "discount", discount).build().expect("a right invoice")
}

/// What it came to.
pub fn figures(document: &Document) -> Vec<String> {
    let sums = [
        document.line_total(),
        document.allowance_total(),
        document.tax_exclusive_total(),
        document.vat_total(),
        document.tax_inclusive_total(),
        document.payable(),
    ];
    let mut figures: Vec<String> = sums.iter().map(|amount| format!("{amount:.2}")).collect();
    for group in document.vat_groups() {
        figures.push(group.rate_percent().value().normalize().to_string());
        figures.extend([group.taxable_base(), group.tax()].map(|amount| format!("{amount:.2}")));
    }
    figures
}
