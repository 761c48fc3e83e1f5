//! Early-payment discounts: what each step saves, until when, and what it does to the VAT.
//!
//! Four ways, by the supplier's country or as the terms say (see `law::early_payment`):
//!
//! - full, then corrected by a credit note or in the books: the invoice bears VAT on the full amount. A step takes
//!   its percentage off the amount due (BT-115), as the payer computes it and as XRechnung has it (BR-DE-18); the
//!   correction says how much of that is VAT. 2 % of 105.00 is 2.10, not 1.74 net and 0.37 VAT.
//! - discounted (NL): the invoice bears the discount as allowances, VAT is on what is left. Who pays late owes
//!   the discount with its VAT, by a supplementary invoice.
//! - always discounted (BE): VAT is on the discounted amount, taken or not. The discount stands as an allowance in
//!   each VAT group and comes back as a charge without VAT, so that the totals of EN 16931 hold (BR-CO-10 to 17).
//!   A step takes its percentage off the net amount; there is nothing to correct. With several steps the largest
//!   decides the VAT.
//!
//! So what was prepaid (BT-113) makes a difference: a discount that is taken off the payment is of what is left to pay, one that stands on the
//! invoice lowers the price of all of it. There BT-94 is said of BT-93, whole groups; and BT-113 has no VAT groups, from which what is left of
//! each could be known.
//!
//! Refuses steps that nobody could take or would want: on a credit note, past the due date, two on one day, a later
//! one that saves as much as an earlier one, or several where the discount is already deducted.

use crate::money::Exact;
use rust_decimal::Decimal;

use super::calculate::supplier_country;
use super::draft::{DocumentType, Draft};
use super::due;
use super::instalment::plain;
use super::terms::{EarlyDiscount, Terms, VatMode};
use super::totals::{Correction, EarlyPayment, NetVatGross, Totals, VatBreakdown};
use super::vat::{Category, Vat};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::law::early_payment::{self, Treatment};
use crate::money::round::{percent_of, product_quotient};
use crate::money::split::by_weight;
use crate::text::{Language, Phrase};
use crate::wire::Reader;

/// Terms have at most so many steps.
const STEPS_MAX: usize = 10;

/// An allowance (BG-20) or charge (BG-21) of the document that an early-payment discount brings with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Adjustment {
    /// Whether it is a charge.
    pub(crate) charge: bool,
    /// VAT (BT-95, BT-96, BT-102, BT-103).
    pub(crate) vat: Vat,
    /// Amount (BT-92, BT-99).
    pub(crate) amount: Decimal,
    /// What the percentage is of (BT-93); absent on the charge, which is the sum of the allowances.
    pub(crate) base: Option<Decimal>,
    /// Percentage (BT-94).
    pub(crate) percent: Option<Decimal>,
    /// Reason (BT-97, BT-104), in the language of the document.
    pub(crate) reason: String,
}

/// What was computed before the steps are.
pub(crate) struct Computed<'a> {
    /// VAT groups, adjustments included.
    pub(crate) breakdown: &'a [VatBreakdown],
    /// Totals, adjustments included.
    pub(crate) totals: &'a Totals,
    /// The rows that [`adjustments`] made.
    pub(crate) adjustments: &'a [Adjustment],
    /// Decimals of the currency.
    pub(crate) decimals: u32,
}

/// What the discounts of an invoice do to its VAT. A warning about that belongs to the invoice, not to who asks.
pub(crate) fn mode_in(head: &Draft) -> VatMode {
    let mut unheard = Reader::new();
    let mode = |terms: &Terms| vat_mode(terms, supplier_country(head), head.tax_point(), &mut unheard);
    head.payment_terms.as_ref().map_or(VatMode::FullThenCreditNote, mode)
}

/// What the discounts of the terms do to the VAT: as stated, else as usual in the supplier's country on that day
/// (today's law while there is no day), else corrected by a credit note (art. 90 Directive 2006/112/EC). Warns where
/// that country's practice is not known or not the stated one. The reader stands at the terms.
pub(crate) fn vat_mode(terms: &Terms, supplier_country: Option<&str>, on: Option<Day>, cx: &mut Reader) -> VatMode {
    let fallback = terms.vat_mode.unwrap_or(VatMode::FullThenCreditNote);
    let Some(country) = supplier_country.filter(|_| !terms.early_discounts.is_empty()) else { return fallback };
    // Rows without an end hold on the last day of the calendar.
    let practice = match early_payment::at(country, on.unwrap_or(Day::MAX)) {
        Ok(row) => &row.value,
        Err(none) => {
            let finding = Finding::new(
                Code::TermsVatMode,
                cx.path() + ".vatMode",
                format!("What the discount does to the VAT is not known here: {none}."),
            );
            cx.push(match terms.vat_mode {
                Some(_) => finding.fix("The stated mode was taken; make sure that it is lawful."),
                None => {
                    finding.rule("art. 90 Directive 2006/112/EC").fix("fullThenCreditNote was taken; state the mode.")
                }
            });
            return fallback;
        }
    };
    match terms.vat_mode {
        None => mode_of(practice.usual()),
        Some(stated) => {
            if !practice.treatments.iter().any(|treatment| mode_of(*treatment) == stated) {
                let finding = Finding::new(
                    Code::TermsVatMode,
                    cx.path() + ".vatMode",
                    format!("A supplier in {country} does not treat the VAT of a discount as {}.", stated.as_str()),
                );
                cx.push(
                    finding.rule(practice.law).fix(format!("Usual there: {}.", mode_of(practice.usual()).as_str())),
                );
            }
            stated
        }
    }
}

fn mode_of(treatment: Treatment) -> VatMode {
    match treatment {
        Treatment::FullThenCreditNote => VatMode::FullThenCreditNote,
        Treatment::Discounted => VatMode::Discounted,
        Treatment::AlwaysDiscounted => VatMode::AlwaysDiscounted,
        Treatment::FullThenCorrection => VatMode::FullThenCorrection,
    }
}

/// Whether the steps of the terms can be taken as stated; what is wrong goes into the reader, which stands at the
/// terms. Only steps that pass may be computed.
pub(crate) fn check_steps(
    terms: &Terms,
    kind: DocumentType,
    mode: VatMode,
    issue_date: Option<Day>,
    due_date: Option<Day>,
    cx: &mut Reader,
) -> bool {
    let steps = &terms.early_discounts;
    if steps.is_empty() {
        return true;
    }
    let term = match (issue_date, due_date) {
        (Some(issued), Some(due)) => Some(due.days_since(issued)),
        _ => terms.net_days.map(i64::from),
    };
    cx.field("earlyDiscounts", |cx| {
        let refusal = match kind {
            DocumentType::CreditNote => Some("Nobody pays a credit note early: it has no early-payment discount."),
            _ if steps.len() > STEPS_MAX => Some("Payment terms have at most 10 early-payment steps."),
            _ if mode == VatMode::Discounted && steps.len() > 1 => {
                Some("Only one discount can be deducted on the invoice: keep one step or choose another vatMode.")
            }
            _ => None,
        };
        if let Some(refusal) = refusal {
            cx.report(Code::TermsDiscount, refusal);
            return false;
        }
        let mut passed = true;
        for (index, step) in steps.iter().enumerate() {
            let (others, _) = steps.split_at(index);
            if let Some((message, fix)) = fault(step, others, term) {
                cx.index(index, |cx| cx.report_fix(Code::TermsDiscount, message, fix));
                passed = false;
            }
        }
        passed
    })
}

/// What is wrong with a step, seen beside those above it, and what to do.
fn fault(step: &EarlyDiscount, others: &[EarlyDiscount], term: Option<i64>) -> Option<(String, &'static str)> {
    if step.percent <= Decimal::ZERO || step.percent >= Decimal::ONE_HUNDRED {
        return Some(("A discount is more than 0 % and less than 100 %.".to_owned(), "Correct the percentage."));
    }
    if step.days > due::DAYS_MAX {
        return Some(("The step ends more than ten years after the invoice.".to_owned(), "Use fewer days."));
    }
    if let Some(term) = term.filter(|term| i64::from(step.days) > *term) {
        let message = format!("The step ends after {} days, the invoice is due after {term}.", step.days);
        return Some((message, "Early is before the due date: use fewer days."));
    }
    if others.iter().any(|other| other.days == step.days) {
        return Some((format!("Two steps end after {} days.", step.days), "Keep one of them."));
    }
    let pointless = |other: &&EarlyDiscount| {
        if other.days < step.days { other.percent <= step.percent } else { other.percent >= step.percent }
    };
    others.iter().find(pointless).map(|other| {
        let message = format!(
            "{} % within {} days and {} % within {} days: who waits loses nothing, so that the shorter step is pointless.",
            plain(other.percent),
            other.days,
            plain(step.percent),
            step.days
        );
        (message, "Let the discount fall as the days pass.")
    })
}

/// The percentage that decides the VAT base where the discount stands on the invoice: the largest.
pub(crate) fn deciding_percent(terms: &Terms) -> Option<Decimal> {
    terms.early_discounts.iter().map(|step| step.percent).max()
}

/// The document allowances and charges that the discount brings, before totals are made; none where VAT is on the
/// full amount. `groups` are the VAT groups with their net amounts, in the order of the breakdown. None past the
/// range of amounts.
pub(crate) fn adjustments(
    percent: Decimal,
    mode: VatMode,
    groups: &[(Vat, Decimal)],
    decimals: u32,
    language: Language,
) -> Option<Vec<Adjustment>> {
    let mut rows = Vec::new();
    if matches!(mode, VatMode::FullThenCreditNote | VatMode::FullThenCorrection) {
        return Some(rows);
    }
    let reason = Phrase::EarlyPaymentDiscount.text(language);
    let mut sum = Decimal::ZERO;
    for (vat, base) in groups {
        // Outside the scope of VAT a discount has nothing to change, and O stands alone (BR-O-11 to 14).
        let amount = percent_of(*base, percent, decimals)?;
        if vat.category == Category::O || amount.is_zero() {
            continue;
        }
        sum = sum.plus(amount)?;
        rows.push(Adjustment {
            charge: false,
            vat: vat.clone(),
            amount,
            base: Some(*base),
            percent: Some(percent),
            reason: reason.to_owned(),
        });
    }
    if mode == VatMode::AlwaysDiscounted && !rows.is_empty() {
        // One breakdown of E has one reason (BR-E-01): an exemption that is there already keeps its own.
        let exempt = groups.iter().find(|(vat, _)| vat.category == Category::E).map(|(vat, _)| vat.clone());
        let vat = exempt.unwrap_or_else(|| Vat {
            category: Category::E,
            rate: Some(Decimal::ZERO),
            exemption_code: None,
            exemption_reason: Some(Phrase::OutsideTaxableAmount.text(language).into()),
        });
        rows.push(Adjustment { charge: true, vat, amount: sum, base: None, percent: None, reason: reason.to_owned() });
    }
    Some(rows)
}

/// What each step comes to. Empty where nothing is left to pay. The reader stands at the terms.
pub(crate) fn early_payment(
    terms: &Terms,
    issue_date: Option<Day>,
    mode: VatMode,
    computed: &Computed<'_>,
    cx: &mut Reader,
) -> Vec<EarlyPayment> {
    let mut made = Vec::with_capacity(terms.early_discounts.len());
    if computed.totals.payable <= Decimal::ZERO {
        return made;
    }
    cx.field("earlyDiscounts", |cx| {
        for (index, step) in terms.early_discounts.iter().enumerate() {
            cx.index(index, |cx| match one_step(step, issue_date, mode, computed) {
                Some(row) if row.payable.is_sign_negative() => cx.report_fix(
                    Code::TermsDiscount,
                    format!(
                        "The discount of {} is more than the {} that is left to pay.",
                        plain(row.discount.gross),
                        plain(computed.totals.payable)
                    ),
                    "Leave the discount out where most of the invoice is already paid.",
                ),
                Some(row) => made.push(row),
                None => cx.report(Code::AmountRange, "The discount leaves the range of amounts."),
            });
        }
    });
    made
}

fn one_step(
    step: &EarlyDiscount,
    issue_date: Option<Day>,
    mode: VatMode,
    computed: &Computed<'_>,
) -> Option<EarlyPayment> {
    let decimals = computed.decimals;
    let zero = percent_of(Decimal::ZERO, Decimal::ZERO, decimals)?;
    let allowances = || computed.adjustments.iter().filter(|row| !row.charge);
    let (mut net, mut vat) = (zero, zero);
    match mode {
        VatMode::FullThenCreditNote | VatMode::FullThenCorrection => {
            (net, vat) = off_amount_due(step.percent, computed)?;
        }
        VatMode::Discounted => {
            for row in allowances() {
                net = net.plus(row.amount)?;
                vat = vat.plus(vat_moved(row, decimals)?)?;
            }
        }
        VatMode::AlwaysDiscounted if computed.adjustments.is_empty() => {
            for group in computed.breakdown {
                net = net.plus(percent_of(group.base, step.percent, decimals)?)?;
            }
        }
        VatMode::AlwaysDiscounted => {
            for row in allowances() {
                net = net.plus(percent_of(row.base?, step.percent, decimals)?)?;
            }
        }
    }
    let gross = net.plus(vat)?;
    let payable = match mode {
        VatMode::Discounted => computed.totals.payable,
        _ => computed.totals.payable.minus(gross)?,
    };
    let until = issue_date.and_then(|issued| issued.add_days(i32::try_from(step.days).ok()?));
    let correction = (mode != VatMode::AlwaysDiscounted).then_some(Correction { net, vat });
    let discount = NetVatGross { net, vat, gross };
    Some(EarlyPayment { percent: step.percent, until, payable, discount, correction })
}

/// Net and VAT of a percentage of the amount due, as the payer computes it; split over the VAT groups by what each
/// contributes, and net found from gross in each.
fn off_amount_due(percent: Decimal, computed: &Computed<'_>) -> Option<(Decimal, Decimal)> {
    let decimals = computed.decimals;
    let gross = percent_of(computed.totals.payable, percent, decimals)?;
    let weights: Option<Vec<Decimal>> = computed.breakdown.iter().map(|group| group.base.plus(group.amount)).collect();
    let mut net = percent_of(Decimal::ZERO, percent, decimals)?;
    for (of_group, _) in parts_of_gross(gross, computed.breakdown, &weights?, decimals)? {
        net = net.plus(of_group)?;
    }
    Some((net, gross.minus(net)?))
}

/// Net and VAT of an amount with VAT in each of these groups, split by their weights.
pub(crate) fn parts_of_gross(
    gross: Decimal,
    groups: &[VatBreakdown],
    weights: &[Decimal],
    decimals: u32,
) -> Option<Vec<(Decimal, Decimal)>> {
    let part = |(group, share): (&VatBreakdown, Decimal)| {
        let whole = group.rate.unwrap_or_default().plus(Decimal::ONE_HUNDRED)?;
        let net = product_quotient(share, Decimal::ONE_HUNDRED, whole, decimals)?;
        Some((net, share.minus(net)?))
    };
    groups.iter().zip(by_weight(gross, weights, decimals)?).map(part).collect()
}

/// What a deducted discount took off the VAT of its group, so that both together are the VAT of the full amount.
fn vat_moved(row: &Adjustment, decimals: u32) -> Option<Decimal> {
    let rate = row.vat.rate.unwrap_or_default();
    let (full, left) = (row.base?, row.base?.minus(row.amount)?);
    percent_of(full, rate, decimals)?.minus(percent_of(left, rate, decimals)?)
}

#[cfg(test)]
mod tests;
