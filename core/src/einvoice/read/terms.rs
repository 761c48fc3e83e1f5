//! Payment terms from their text (BT-20): Skonto lines, and the sentences that Voldaan writes itself, found again by
//! writing them. Refuses to guess: a text that no terms give word for word is listed.

mod sentence;

use crate::calendar::Day;
use crate::invoice::{self, Draft, EarlyDiscount, Invoice, Line, Terms, VatInput, VatMode};
use crate::money::Decimal;
use crate::text::{Language, Phrase};
use crate::wire::parse_decimal;

/// The languages that sentences are written in, the one that needs no locale first.
const LANGUAGES: [Language; 4] = [Language::En, Language::Nl, Language::De, Language::Fr];

/// Sets the terms of the draft from due date and text, and the language of the buyer where the text shows it. Answers
/// what of the text is not held.
pub(super) fn settle(draft: &mut Draft, due: Option<Day>, text: Option<&str>) -> Option<String> {
    let (sentence, discounts) = skonto(text.unwrap_or_default());
    let kept = Terms { due_date: due, early_discounts: discounts.clone(), ..Terms::default() };
    if !sentence.is_empty() && find(draft, due, &sentence, &discounts).is_some() {
        return None;
    }
    draft.payment_terms = (kept != Terms::default()).then_some(kept);
    (!sentence.is_empty()).then_some(sentence)
}

/// Finds terms that give the sentence and sets them.
fn find(draft: &mut Draft, due: Option<Day>, sentence: &str, skonto: &[EarlyDiscount]) -> Option<()> {
    let invoice = invoice::calculate(draft).ok()?;
    let discounts = if skonto.is_empty() { sentence::discounts(sentence) } else { skonto.to_vec() };
    // A discount that lowers the VAT base stands in the document as allowances, which the terms bring with them.
    let stripped = without_discount(draft);
    let drafts = [Some(draft.clone()), stripped];
    for (base, is_stripped) in drafts.into_iter().zip([false, true]) {
        let Some(base) = base else { continue };
        let Ok(own) = invoice::calculate(&base) else { continue };
        let mut trial = light(&own);
        for language in LANGUAGES.into_iter().filter(|language| is_of(sentence, *language)) {
            if let Some(customer) = &mut trial.customer {
                customer.locale = Some(language.code().to_owned());
            }
            for terms in sentence::candidates(&trial, due, sentence, &discounts, language) {
                for mode in modes(is_stripped, terms.early_discounts.is_empty()) {
                    trial.payment_terms = Some(Terms { vat_mode: *mode, ..terms.clone() });
                    let said = invoice::calculate(&trial).ok().and_then(|invoice| invoice.derived().terms_text.clone());
                    if said.as_deref() != Some(sentence) {
                        continue;
                    }
                    let mut whole = Draft { payment_terms: trial.payment_terms.clone(), ..base.clone() };
                    if let Some(customer) = whole.customer.as_mut().filter(|_| language != Language::En) {
                        customer.locale = Some(language.code().to_owned());
                    }
                    if invoice::calculate(&whole).is_ok_and(|found| found.totals() == invoice.totals()) {
                        *draft = whole;
                        return Some(());
                    }
                }
            }
        }
    }
    None
}

/// Whether a sentence has the words that every sentence of the engine in this language has.
fn is_of(sentence: &str, language: Language) -> bool {
    let discount = Phrase::DiscountIfPaid.text(language).split("{}").nth(1).unwrap_or_default();
    [Phrase::Payment.text(language), Phrase::Otherwise.text(language), discount]
        .iter()
        .any(|words| sentence.contains(words))
}

/// What a discount may do to the VAT: what is usual in the seller's country first.
fn modes(is_stripped: bool, is_undiscounted: bool) -> &'static [Option<VatMode>] {
    if is_undiscounted {
        &[None]
    } else if is_stripped {
        &[None, Some(VatMode::Discounted), Some(VatMode::AlwaysDiscounted)]
    } else {
        &[None, Some(VatMode::FullThenCreditNote), Some(VatMode::FullThenCorrection)]
    }
}

/// The draft without the allowances and charges of an early-payment discount; None where there are none.
fn without_discount(draft: &Draft) -> Option<Draft> {
    let is_discount = |row: &invoice::AllowanceCharge| {
        let reason = row.reason.as_deref().unwrap_or_default();
        LANGUAGES.iter().any(|language| Phrase::EarlyPaymentDiscount.text(*language) == reason)
    };
    if !draft.allowances.iter().any(is_discount) {
        return None;
    }
    let mut stripped = draft.clone();
    stripped.allowances.retain(|row| !is_discount(row));
    stripped.charges.retain(|row| !is_discount(row));
    Some(stripped)
}

/// A draft with the same groups and totals, one line each, so that many terms can be tried.
fn light(invoice: &Invoice) -> Draft {
    let mut light = invoice.head().clone();
    (light.allowances, light.charges, light.attachments) = (Vec::new(), Vec::new(), Vec::new());
    light.rounding = None;
    let row = |row: &invoice::VatBreakdown| {
        let quantity = if row.base.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        Line::plain("-", quantity, row.base.abs(), VatInput::Stated(row.vat()))
    };
    light.lines = invoice.vat_breakdown().iter().map(row).collect();
    light
}

/// Takes the Skonto lines out of a text (XRechnung, BR-DE-18): `#SKONTO#TAGE=14#PROZENT=2.00#`. One with a base of its
/// own stays in the text.
fn skonto(text: &str) -> (String, Vec<EarlyDiscount>) {
    let mut discounts = Vec::new();
    let mut sentence = String::new();
    for line in text.lines() {
        match skonto_line(line.trim()) {
            Some(discount) if discounts.len() < 10 => discounts.push(discount),
            _ => {
                if !sentence.is_empty() {
                    sentence.push('\n');
                }
                sentence.push_str(line);
            }
        }
    }
    (sentence.trim().to_owned(), discounts)
}

fn skonto_line(line: &str) -> Option<EarlyDiscount> {
    let (days, percent) = line.strip_prefix("#SKONTO#TAGE=")?.split_once("#PROZENT=")?;
    let percent = parse_decimal(percent.strip_suffix('#')?).ok()?;
    Some(EarlyDiscount { percent, days: days.parse().ok()? })
}
