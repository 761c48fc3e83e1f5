//! The payment terms as a text (BT-20), with the line that German software reads an early-payment discount from.

use crate::invoice::{EarlyPayment, Issued, Profile};
use crate::money::round::to_decimals;
use crate::wire::push_decimal;

use super::specification::is_xrechnung;

/// The terms: the sentence, and where they are German one line for each discount (XRechnung, BR-DE-18). None where
/// nothing is said of payment.
pub(super) fn text(issued: &Issued, profile: Profile) -> Option<String> {
    let mut text = issued.derived().terms_text.clone().unwrap_or_default();
    if is_xrechnung(profile) || issued.head().supplier.as_ref().is_some_and(|supplier| supplier.country == "DE") {
        let days = issued.head().payment_terms.iter().flat_map(|terms| &terms.early_discounts).map(|step| step.days);
        for (step, days) in issued.early_payment().iter().zip(days) {
            if is_off_amount_due(step, issued) {
                push_line(&mut text, step, days);
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Whether the step takes its percentage off the amount due (BT-115), as the line says without a base of its own.
fn is_off_amount_due(step: &EarlyPayment, issued: &Issued) -> bool {
    step.correction.is_some() && step.payable != issued.totals().payable
}

/// `#SKONTO#TAGE=14#PROZENT=2.00#`, on a line of its own that ends.
fn push_line(text: &mut String, step: &EarlyPayment, days: u32) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str("#SKONTO#TAGE=");
    push_decimal(text, days.into());
    text.push_str("#PROZENT=");
    push_decimal(text, to_decimals(step.percent, 2).unwrap_or(step.percent));
    text.push_str("#\n");
}
