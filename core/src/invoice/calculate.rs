//! Draft to invoice: the only place where amounts are added up.
//!
//! The order is that of EN 16931: lines (BT-131), document allowances and charges (BT-92, BT-99), VAT per category
//! and rate (BG-23), totals (BG-22), then what follows from the payment terms. Everything wrong is collected; one
//! error refuses the draft. Lenient about what is still missing, strict about what is there.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::check::Profile;
use super::computed::{Adjustment, Derived, Invoice};
use super::document::{self, Parts};
use super::draft::{Draft, Rounding};
use super::figures::{self, Figures, LineFigures};
use super::group::Groups;
#[cfg(feature = "sheet")]
use super::plain;
use super::resolve::Setting;
use super::terms::{Terms, VatMode};
use super::totals::{GrossMeans, Totals, VatBreakdown};
use super::vat::Vat;
use super::{check, due, early, explain, instalment, mention, terms_text, valid};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding, Severity};
use crate::money::Exact;
use crate::money::round::{product_quotient, to_decimals, to_step};
use crate::order::{Marks, Names};
use crate::text::Language;
use crate::wire::{Array, Reader, Text};

/// Computes an invoice. All findings at once; warnings come with the invoice.
pub fn calculate(draft: &Draft) -> Result<Invoice, Error> {
    calculate_of(Cow::Borrowed(draft))
}

/// As `calculate`; a draft that is given away is not copied.
pub(crate) fn calculate_of(draft: Cow<'_, Draft>) -> Result<Invoice, Error> {
    let mut cx = Reader::default();
    let figures = work_out(&draft, &mut cx);
    finish(figures.and_then(|figures| figures.invoice(draft)), cx)
}

/// The figures of a draft, held against the rules for VAT on each line.
fn work_out(draft: &Draft, cx: &mut Reader) -> Option<Figures> {
    let figures = compute_figures(draft, cx);
    if let Some(figures) = &figures {
        check::per_line(draft, &figures.derived().vat_breakdown, Severity::Warning, cx);
    }
    figures
}

/// Computes an invoice that explains each of its amounts.
pub fn calculate_explained(draft: &Draft) -> Result<Invoice, Error> {
    let mut cx = Reader::new();
    let figures = work_out(draft, &mut cx);
    let discounts_from = figures.as_ref().map_or(0, Figures::discounts_from);
    let mut invoice = finish(figures.and_then(|figures| figures.invoice(Cow::Borrowed(draft))), cx)?;
    invoice.derived.explanation = explain::explain(&invoice, discounts_from);
    Ok(invoice)
}

/// Joins what was computed with what was found.
pub(crate) fn finish(invoice: Option<Invoice>, cx: Reader) -> Result<Invoice, Error> {
    let warnings = Error::check(cx.into_findings())?;
    let Some(mut invoice) = invoice else {
        // Nothing else may end without a finding; saying so beats a wrong invoice.
        let finding = Finding::new(Code::AmountRange, "", "An amount of this invoice leaves the range below 10^15.");
        return Err(Error::from_finding(finding));
    };
    invoice.derived.findings = Array(warnings);
    Ok(invoice)
}

/// Computes as far as that goes; None when an error was found or a number left its range.
pub(crate) fn compute(draft: Cow<'_, Draft>, cx: &mut Reader) -> Option<Invoice> {
    compute_figures(&draft, cx)?.invoice(draft)
}

/// What the lines, allowances and charges of a draft come to.
pub(super) struct Amounts {
    /// The lines.
    pub lines: figures::Worked,
    /// The VAT of the allowances and then the charges of the document, where they have one of their own.
    pub row_vats: Vec<Option<Vat>>,
    /// The allowances and charges of the document as they go out.
    pub adjustments: Vec<Adjustment>,
    /// The VAT groups.
    pub groups: Groups,
    /// The totals.
    pub totals: Totals,
    /// The means by which shelf prices came to the cent.
    pub means: Option<GrossMeans>,
    /// What an early-payment discount took off the VAT base at once; the last of the adjustments.
    pub discounts: Vec<early::Adjustment>,
}

fn compute_figures(draft: &Draft, cx: &mut Reader) -> Option<Figures> {
    let decimals = draft.currency.decimals();
    let countries = supply_countries(draft);
    let language = language_of(draft);
    let setting = Setting { decimals, tax_point: draft.tax_point(), countries: &countries, language };
    valid::draft(draft, &setting, cx);
    #[cfg(feature = "sheet")]
    let plain = plain::amounts(draft, &setting);
    #[cfg(not(feature = "sheet"))]
    let plain = None;
    let (amounts, plan) = match plain {
        Some(amounts) => (amounts, plan(draft, cx)),
        None => in_decimals(draft, &setting, cx)?,
    };
    if cx.has_errors() {
        return None;
    }
    let Amounts { lines, row_vats, adjustments, groups, totals, means, discounts } = amounts;
    let discounts_from = adjustments.len().saturating_sub(discounts.len());
    let breakdown = breakdown(groups);
    let mut derived = Box::new(Derived::new(totals));
    derived.adjustments = adjustments;
    derived.gross_means = means;
    if let (Some(terms), Some(plan)) = (&draft.payment_terms, &plan) {
        let made =
            early::Computed { breakdown: &breakdown, totals: &derived.totals, adjustments: &discounts, decimals };
        derived.early_payment =
            cx.field("paymentTerms", |cx| early::early_payment(terms, draft.issue_date, plan.mode, &made, cx));
        payment(draft, terms, plan, &mut derived, language, cx);
    }
    derived.mentions = Array(mention::mentions(&breakdown, draft, plan.as_ref().map(|plan| plan.mode), language));
    derived.vat_breakdown = Array(breakdown);
    Some(Figures::new(lines, row_vats, derived, discounts_from))
}

/// The amounts of any draft, and everything that is wrong with it; what the payment terms decide comes along, as VAT rests on it.
fn in_decimals(draft: &Draft, setting: &Setting<'_>, cx: &mut Reader) -> Option<(Amounts, Option<Plan>)> {
    let decimals = setting.decimals;
    let mut groups = Groups::default();
    let lines = figures::lines(draft, setting, &mut groups, cx);
    let mut row_vats = Vec::new();
    let adjustments = document::adjustments(draft, setting, &mut groups, &mut row_vats, cx);
    groups.check(cx);
    let plan = plan(draft, cx);
    if cx.has_errors() {
        return None;
    }
    let (Some(mut lines), Some(adjustments)) = (lines, adjustments) else { return None };
    let mut parts = Parts { lines: &mut lines.list, adjustments, groups };
    let outcome = document::settle(draft, plan.as_ref(), &mut parts, decimals, cx)?;
    let vat_amounts_fit = state_vat_amounts(draft, &mut parts.groups, decimals, cx);
    let Parts { adjustments, groups, .. } = parts;
    let adjustments: Vec<Adjustment> = adjustments.into_iter().map(|placed| placed.row).collect();
    let totals = total(draft, &lines.list, &adjustments, &groups, outcome.rounding, setting, cx)?;
    let (means, discounts) = (outcome.means, outcome.discounts);
    let lines = figures::Worked::Decimals(lines);
    vat_amounts_fit.then_some((Amounts { lines, row_vats, adjustments, groups, totals, means, discounts }, plan))
}

/// The countries whose VAT rates may rightly stand on the invoice: the seller's, and that of a buyer or destination
/// elsewhere (distance sales are taxed there, art. 33 Directive 2006/112/EC).
fn supply_countries(draft: &Draft) -> Vec<&str> {
    let mut countries = Vec::new();
    if let Some(supplier) = &draft.supplier {
        countries.push(supplier.country.as_str());
        for party in [&draft.customer, &draft.deliver_to].into_iter().flatten() {
            if !countries.contains(&party.country.as_str()) {
                countries.push(party.country.as_str());
            }
        }
    }
    countries
}

/// The country of the seller.
pub(super) fn supplier_country(draft: &Draft) -> Option<&str> {
    draft.supplier.as_ref().map(|supplier| supplier.country.as_str())
}

/// The language of the buyer's documents, else of the seller's.
pub(super) fn language_of<'a>(draft: &'a Draft) -> Language {
    let locale = |party: &'a Option<Box<crate::party::Party>>| party.as_ref().and_then(|party| party.locale.as_deref());
    Language::of_locale(locale(&draft.customer).or_else(|| locale(&draft.supplier)))
}

/// Replaces the VAT of groups by what the draft states, where that is near enough: two units of the currency's last
/// decimal, or below one unit of the currency (BR-CO-17) where the roundings of many lines have added up.
fn state_vat_amounts(draft: &Draft, groups: &mut Groups, decimals: u32, cx: &mut Reader) -> bool {
    let before = cx.count();
    let stated = &draft.vat_amounts;
    let near = Decimal::new(2, decimals);
    let reach = if is_per_line(draft) { near.max(Decimal::ONE - Decimal::new(1, decimals)) } else { near };
    let mut named = Marks::default();
    cx.field("vatAmounts", |cx| {
        for (index, row) in stated.iter().enumerate() {
            cx.index(index, |cx| {
                let same = |vat: &Vat| vat.category == row.category && vat.rate == row.rate;
                let Some((place, group)) = groups.list.iter_mut().enumerate().find(|(_, group)| same(&group.vat))
                else {
                    cx.report(Code::VatAmount, "The invoice has no such VAT category and rate.");
                    return;
                };
                if !named.set(place) {
                    cx.report_fix(Code::VatAmount, "The VAT of this group is stated twice.", "State it once.");
                    return;
                }
                let off = row.amount.minus(group.amount).unwrap_or(Decimal::MAX);
                if off.abs() > reach || row.amount.scale() > decimals {
                    cx.push(
                        Finding::new(
                            Code::VatAmount,
                            cx.path(),
                            format!(
                                "The VAT of this group is {}, from which the stated amount is too far off.",
                                group.amount
                            ),
                        )
                        .rule("BR-CO-17")
                        .term("BT-117"),
                    );
                } else if let Some(amount) = to_decimals(row.amount, decimals) {
                    group.amount = amount;
                }
            });
        }
    });
    cx.count() == before
}

fn sum(amounts: impl Iterator<Item = Decimal>, decimals: u32) -> Option<Decimal> {
    let mut amounts = amounts;
    let sum = amounts.try_fold(Decimal::new(0, decimals), Decimal::plus)?;
    to_decimals(sum, decimals)
}

fn total(
    draft: &Draft,
    lines: &[LineFigures],
    adjustments: &[Adjustment],
    groups: &Groups,
    gross_rounding: Decimal,
    setting: &Setting<'_>,
    cx: &mut Reader,
) -> Option<Totals> {
    let decimals = setting.decimals;
    let exact = |value: Decimal| to_decimals(value, decimals);
    let line_net = if is_gross(draft) {
        sum(lines.iter().map(|line| line.amounts.net), decimals)?
    } else {
        sum(groups.list.iter().map(|group| group.lines), decimals)?
    };
    let side = |charge: bool| adjustments.iter().filter(move |row| row.is_charge() == charge).map(|row| row.amount);
    let (allowances, charges) = (sum(side(false), decimals)?, sum(side(true), decimals)?);
    let net = exact(line_net.minus(allowances)?.plus(charges)?)?;
    let vat = sum(groups.list.iter().map(|group| group.amount), decimals)?;
    let gross = exact(net.plus(vat)?)?;
    let prepaid = cx.field("prepaid", |cx| setting.signed_amount(draft.prepaid.unwrap_or_default(), cx));
    let due = gross.minus(prepaid)?.plus(gross_rounding)?;
    let payable = match draft.payable_rounding {
        Some(step) if step > Decimal::ZERO => to_step(due, step, decimals)?,
        _ => exact(due)?,
    };
    let rounding = exact(payable.minus(gross)?.plus(prepaid)?)?;
    let vat_in_accounting_currency = match &draft.vat_currency {
        Some(other) => Some(product_quotient(vat, other.rate, Decimal::ONE, other.currency.decimals())?),
        None => None,
    };
    Some(Totals {
        line_net,
        allowances,
        charges,
        net,
        vat,
        gross,
        prepaid,
        rounding,
        payable,
        vat_in_accounting_currency,
    })
}

fn breakdown(groups: Groups) -> Vec<VatBreakdown> {
    let row = |group: super::group::Group| VatBreakdown {
        category: group.vat.category,
        rate: group.vat.rate,
        base: group.base,
        amount: group.amount,
        exemption_code: group
            .vat
            .exemption_code
            .or_else(|| mention::default_exemption_code(group.vat.category).map(Text::new_static)),
        exemption_reason: group.vat.exemption_reason,
    };
    // In room of its own: `collect` would take that of the groups and give half of it back, which costs the allocator more.
    let mut rows = Vec::with_capacity(groups.list.len());
    rows.extend(groups.list.into_iter().map(row));
    rows
}

/// What the payment terms decide before totals are made.
pub(super) struct Plan {
    /// What the early-payment discount does to the VAT.
    pub mode: VatMode,
    /// The due date.
    due_date: Option<Day>,
}

fn plan(draft: &Draft, cx: &mut Reader) -> Option<Plan> {
    let terms = draft.payment_terms.as_ref()?;
    cx.field("paymentTerms", |cx| {
        let country = supplier_country(draft);
        let mode = early::vat_mode(terms, country, draft.tax_point(), cx);
        let due_date = due::due_date(terms, draft.issue_date, country, cx);
        early::check_steps(terms, draft.document_type(), mode, draft.issue_date, due_date, cx);
        Some(Plan { mode, due_date })
    })
}

/// What follows from the payment terms and the payable amount.
fn payment(draft: &Draft, terms: &Terms, plan: &Plan, derived: &mut Derived, language: Language, cx: &mut Reader) {
    let decimals = draft.currency.decimals();
    let payable = derived.totals.payable;
    derived.instalments = cx.field("paymentTerms", |cx| {
        instalment::instalments(terms, draft.issue_date, payable, decimals, supplier_country(draft), cx)
    });
    derived.due_date = plan.due_date.or_else(|| derived.instalments.last().and_then(|last| last.due_date));
    derived.terms_text =
        terms_text::terms_text(terms, &terms_text::Derived::of(derived, plan.mode, draft.currency), language);
}

/// Whether prices of the draft include VAT.
pub(super) fn is_gross(draft: &Draft) -> bool {
    draft.prices_include_vat == Some(true)
}

/// Whether VAT is rounded on each line.
pub(super) fn is_per_line(draft: &Draft) -> bool {
    draft.rounding == Some(Rounding::PerLine)
}

/// What settling the groups came to.
pub(super) struct Outcome {
    /// The means by which shelf prices came to the cent; only for prices that include VAT.
    pub means: Option<GrossMeans>,
    /// What is left for the rounding amount (BT-114).
    pub rounding: Decimal,
    /// What an early-payment discount took off the VAT base at once.
    pub discounts: Vec<early::Adjustment>,
}

/// What else is wrong with a draft of which some fields could not be read. A placeholder stands in for each of those,
/// so findings that could come from a placeholder are left out. With a profile, what it asks for is among them.
pub fn findings_beside(draft: &Draft, read: &[Finding], asks: Option<Profile>) -> Vec<Finding> {
    let unread: Vec<&str> = read
        .iter()
        .filter(|finding| finding.code != "field.unknown" && finding.code != "json.duplicateKey")
        .map(|finding| finding.path.as_str())
        .collect();
    let parent = |path: &str| path.rfind(['.', '[']).unwrap_or(0);
    let parents = Names::of(unread.iter().filter_map(|path| path.get(..parent(path))).collect());
    let unread = Names::of(unread);
    let within = |path: &str| {
        let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([0, path.len()]);
        ends.into_iter().any(|end| path.get(..end).is_some_and(|outer| unread.has(outer)))
    };
    let mut cx = Reader::new();
    check::look(draft, asks, &mut cx);
    let mut findings = cx.into_findings();
    findings.retain(|finding| {
        let path = finding.path.as_str();
        // How much more there is was said, or is not known: some of it would have been left out here.
        let touched = finding.code == "findings.more"
            || within(path)
            || parents.has(path)
            || parents.has("") && depends_on_head(finding);
        !touched
    });
    findings
}

/// Whether a finding about one place may rest on the currency, a date or a party of the document.
fn depends_on_head(finding: &Finding) -> bool {
    const CODES: &[&str] =
        &["amount.scale", "law.none", "vat.rateNotInForce", "vat.rateUnchecked", "taxPoint.missing", "date.range"];
    CODES.contains(&finding.code.as_str()) || finding.path.starts_with("paymentTerms")
}
