//! What a draft means: VAT shorthands resolved at the tax point, allowances and charges to amounts. Refuses to guess:
//! a shorthand without a day, or without a row of law, is a finding.

use rust_decimal::Decimal;

use super::figures::RowFigures;
use super::line::{AllowanceCharge, Line};
use super::valid::says;
use super::vat::{Category, Vat, VatInput};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::law::vat::{self, RateKind};
use crate::money::round::{percent_of, product_percent, to_decimals};
use crate::text::Language;
use crate::wire::Reader;

/// Percentages of allowances lie between 0 and this; of charges too, which a mistyped point then cannot pass.
const PERCENT_MAX: u32 = 100;

/// What the lines of one draft have in common.
pub(super) struct Setting<'a> {
    /// Decimals of the invoice currency.
    pub decimals: u32,
    /// The day whose law decides the rates.
    pub tax_point: Option<Day>,
    /// The countries whose rates may be charged: of the seller, and where the supply may be taxed instead.
    pub countries: &'a [&'a str],
    /// The language of the document, for the words of an exemption.
    pub language: Language,
}

impl Setting<'_> {
    /// VAT as a draft says it, to category and rate. Findings at the path where `cx` stands.
    pub fn vat(&self, input: &VatInput, cx: &mut Reader) -> Option<Vat> {
        match input {
            VatInput::Stated(vat) => self.stated(vat, cx),
            VatInput::Shorthand(text) => self.shorthand(text, cx),
        }
    }

    fn stated(&self, vat: &Vat, cx: &mut Reader) -> Option<Vat> {
        let before = cx.count();
        let mut vat = vat.clone();
        let rules = rules(vat.category);
        match (rules.rate, vat.rate) {
            (RateRule::Above, Some(rate)) if rate > Decimal::ZERO => {}
            (RateRule::NotBelow, Some(rate)) if rate >= Decimal::ZERO => {}
            (RateRule::Zero, Some(rate)) if rate.is_zero() => {}
            (RateRule::Zero, None) => vat.rate = Some(Decimal::ZERO),
            (RateRule::Absent, None) => {}
            _ => cx.field("rate", |cx| {
                cx.push(
                    Finding::new(Code::VatRate, cx.path(), rules.message)
                        .rule(rules.rate_rule)
                        .term("BT-152")
                        .fix("Change the rate or the category."),
                );
            }),
        }
        if vat.rate.is_some_and(|rate| rate > Decimal::ONE_HUNDRED) {
            cx.field("rate", |cx| cx.report(Code::PercentRange, "A VAT rate is at most 100."));
        }
        let reason = vat.exemption_code.is_some() || vat.exemption_reason.is_some();
        if let (true, Some(rule)) = (reason, rules.reason_forbidden_by) {
            let field = if vat.exemption_code.is_some() { "exemptionCode" } else { "exemptionReason" };
            cx.field(field, |cx| {
                let message = format!("Category {} takes no exemption reason.", vat.category.as_str());
                cx.push(Finding::new(Code::VatReasonForbidden, cx.path(), message).rule(rule).term("BT-120"));
            });
        }
        if let Some(reason) = &vat.exemption_reason {
            says(reason, "exemptionReason", "EN 16931-1", cx);
        }
        if let Some(code) = &vat.exemption_code {
            check_exemption_code(code, vat.category, cx);
        }
        (cx.count() == before).then_some(vat)
    }

    fn shorthand(&self, text: &str, cx: &mut Reader) -> Option<Vat> {
        let parts = text.split_once(':').map(|(country, kind)| (country.to_ascii_uppercase(), kind));
        let known = parts.as_ref().and_then(|(country, kind)| {
            let kind = if *kind == "smallBusiness" { None } else { Some(RateKind::from_shorthand(kind)?) };
            (country.len() == 2).then_some((country.as_str(), kind))
        });
        let Some((country, kind)) = known else {
            cx.push(
                Finding::new(Code::VatShorthand, cx.path(), "This is not a rate shorthand.").term("BT-151").fix(
                    "Write <country>:<kind>, such as nl:standard; the kinds are standard, reduced, reduced2, superReduced, parking, zero and smallBusiness.",
                ),
            );
            return None;
        };
        let Some(day) = self.tax_point else {
            cx.push(
                Finding::new(
                    Code::TaxPointMissing,
                    cx.path(),
                    "Rates change with time: without a day this has no rate.",
                )
                .term("BT-7")
                .fix("State taxPointDate, deliveryDate, period or issueDate, or spell the rate out."),
            );
            return None;
        };
        let Some(kind) = kind else { return super::mention::small_business(country, day, self.language, cx) };
        match vat::at(country, kind, day) {
            Ok(row) if row.rate().is_zero() => Some(Vat {
                category: Category::Z,
                rate: Some(Decimal::ZERO),
                exemption_code: None,
                exemption_reason: None,
            }),
            Ok(row) => Some(Vat::standard(row.rate())),
            Err(none) => {
                cx.push(
                    Finding::new(Code::LawNone, cx.path(), none.to_string())
                        .fix("Spell the rate out: {\"category\": \"S\", \"rate\": \"...\"}, or Z for a zero rate."),
                );
                None
            }
        }
    }

    /// Warns when the countries concerned did not have the rate that day. `cx` stands at the VAT.
    pub fn warn_of_rate(&self, vat: &Vat, cx: &mut Reader) {
        let (Category::S, Some(rate), Some(day)) = (vat.category, vat.rate, self.tax_point) else { return };
        if self.countries.is_empty() || self.countries.iter().any(|country| vat::had_rate(country, rate, day)) {
            return;
        }
        let names = self.countries.join(" and ");
        let rate = rate.normalize();
        let known = self.countries.iter().any(|country| vat::covers(country, day));
        cx.field("rate", |cx| {
            let finding = if known {
                Finding::new(
                    Code::VatRateNotInForce,
                    cx.path(),
                    format!("No rate of {rate} % is known for {names} on {day}."),
                )
                .fix("Check the rate and the tax point; the shorthand <country>:standard takes the rate of the day.")
            } else {
                Finding::new(
                    Code::VatRateUnchecked,
                    cx.path(),
                    format!("The rate of {rate} % was not checked: there are no rates of {names} for {day}."),
                )
            };
            cx.push(finding.term("BT-152"));
        });
    }

    /// An amount as a draft states it: in the currency's decimals, not negative.
    pub fn amount(&self, value: Decimal, cx: &mut Reader) -> Decimal {
        if value.is_sign_negative() && !value.is_zero() {
            cx.report_fix(Code::AmountNegative, "The amount is negative.", "Write it without the sign.");
        }
        self.signed_amount(value, cx)
    }

    /// An amount as a draft states it: in the currency's decimals.
    pub fn signed_amount(&self, value: Decimal, cx: &mut Reader) -> Decimal {
        if value.scale() > self.decimals {
            cx.push(
                Finding::new(
                    Code::AmountScale,
                    cx.path(),
                    format!("The amount has more than the {} decimals of its currency.", self.decimals),
                )
                .rule("BR-DEC")
                .fix("Round it before; Voldaan never rounds an amount that was given."),
            );
            return Decimal::ZERO;
        }
        to_decimals(value, self.decimals).unwrap_or_default()
    }

    /// A percentage of quantity × price of a line, rounded once.
    pub fn line_percent(&self, line: &Line, percent: Decimal) -> Option<Decimal> {
        let per = line.price_per.unwrap_or(Decimal::ONE);
        product_percent(line.quantity, line.unit_price, per, percent, self.decimals)
    }

    /// The amount of an allowance or charge; `cx` stands at it. `usual` takes a percentage of the usual base.
    pub fn allowance_charge(
        &self,
        row: &AllowanceCharge,
        usual: &dyn Fn(Decimal) -> Option<Decimal>,
        cx: &mut Reader,
    ) -> Option<RowFigures> {
        let before = cx.count();
        let base = row.base.map(|base| cx.field("base", |cx| self.signed_amount(base, cx)));
        let stated = row.amount.map(|amount| {
            // With a percentage the amount is a result, whose sign is that of its base.
            let derived = row.percent.is_some();
            cx.field("amount", |cx| if derived { self.signed_amount(amount, cx) } else { self.amount(amount, cx) })
        });
        let mut amount = stated;
        if let Some(percent) = row.percent {
            if percent.is_sign_negative() && !percent.is_zero() || percent > Decimal::from(PERCENT_MAX) {
                cx.field("percent", |cx| cx.report(Code::PercentRange, "The percentage must lie between 0 and 100."));
                return None;
            }
            let product = match base {
                Some(base) => percent_of(base, percent, self.decimals),
                None => usual(percent),
            };
            let Some(product) = product else {
                cx.report(Code::AmountRange, "The amount leaves the range below 10^15.");
                return None;
            };
            match stated {
                None => amount = Some(product),
                Some(stated) if stated == product => {}
                Some(_) => cx.report_fix(
                    Code::AllowanceForm,
                    format!("Amount and percentage do not agree: {} % comes to {product}.", percent.normalize()),
                    "State one of them.",
                ),
            }
        } else if stated.is_none() {
            cx.report_fix(Code::AllowanceForm, "Neither amount nor percent is stated.", "State one of them.");
        }
        (cx.count() == before).then_some(RowFigures { amount: amount?, base })
    }
}

/// VAT that needs no words on the invoice, neither a reason nor a mention. None for any other, and for what is wrong.
pub fn plain_vat(input: &VatInput, tax_point: Option<Day>) -> Option<Vat> {
    // Nearly all of it is so, and needs no more than a look.
    if let VatInput::Stated(vat) = input
        && is_standard(vat)
    {
        return Some(vat.clone());
    }
    let setting = Setting { decimals: 0, tax_point, countries: &[], language: Language::En };
    let mut cx = Reader::new();
    let vat = setting.vat(input, &mut cx)?;
    let silent = vat.exemption_code.is_none() && vat.exemption_reason.is_none();
    (cx.is_clean() && silent && super::mention::is_silent(vat.category)).then_some(vat)
}

/// Whether this is VAT as most lines have it, of which nothing more is to be said: of category S, a rate above 0 and at most 100.
fn is_standard(vat: &Vat) -> bool {
    let Vat { category: Category::S, rate: Some(rate), exemption_code: None, exemption_reason: None } = vat else {
        return false;
    };
    !rate.is_sign_negative() && !rate.is_zero() && *rate <= Decimal::ONE_HUNDRED
}

fn check_exemption_code(code: &str, category: Category, cx: &mut Reader) {
    use crate::law::vatex;
    let bound = vatex::required_category(code);
    let (message, rule) = match bound {
        _ if !vatex::is_known(code) => ("The code is not in the VATEX list.", "BR-CL-22"),
        Some(bound) if bound != category.as_str() => {
            ("The code belongs to another VAT category.", "PEPPOL-EN16931-P0104 to P0111")
        }
        _ => return,
    };
    cx.field("exemptionCode", |cx| {
        cx.push(Finding::new(Code::VatReasonUnknown, cx.path(), message).rule(rule).term("BT-121"));
    });
}

/// What EN 16931 says of the rate of a category.
enum RateRule {
    Above,
    NotBelow,
    Zero,
    Absent,
}

struct CategoryRules {
    rate: RateRule,
    rate_rule: &'static str,
    message: &'static str,
    reason_forbidden_by: Option<&'static str>,
}

fn rules(category: Category) -> CategoryRules {
    let row =
        |rate, rate_rule, message, reason_forbidden_by| CategoryRules { rate, rate_rule, message, reason_forbidden_by };
    match category {
        Category::S => row(RateRule::Above, "BR-S-05", "Category S needs a rate above 0.", Some("BR-S-10")),
        Category::Z => row(RateRule::Zero, "BR-Z-05", "Category Z has the rate 0.", Some("BR-Z-10")),
        Category::E => row(RateRule::Zero, "BR-E-05", "Category E has the rate 0.", None),
        Category::Ae => row(RateRule::Zero, "BR-AE-05", "Reverse charge (AE) has the rate 0.", None),
        Category::K => row(RateRule::Zero, "BR-IC-05", "An intra-Community supply (K) has the rate 0.", None),
        Category::G => row(RateRule::Zero, "BR-G-05", "An export (G) has the rate 0.", None),
        Category::O => row(RateRule::Absent, "BR-O-05", "Outside the scope of VAT (O) there is no rate.", None),
        Category::L => row(RateRule::NotBelow, "BR-AF-05", "IGIC (L) needs a rate of 0 or more.", Some("BR-AF-10")),
        Category::M => row(RateRule::NotBelow, "BR-AG-05", "IPSI (M) needs a rate of 0 or more.", Some("BR-AG-10")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::Text;

    proptest! {
        /// What is seen at a glance is what the rules say.
        #[test]
        fn standard_vat_is_what_the_rules_let_through(digits in -20_000_i64..20_000, scale in 0_u32..5, reason in any::<bool>(), place in 0_usize..9) {
            let categories = [Category::S, Category::Z, Category::E, Category::Ae, Category::K, Category::G, Category::O, Category::L, Category::M];
            let exemption_reason = reason.then(|| Text::new("Training"));
            let vat = Vat { category: categories[place], rate: Some(Decimal::new(digits, scale)), exemption_code: None, exemption_reason };
            let setting = Setting { decimals: 2, tax_point: None, countries: &[], language: Language::En };
            let mut cx = Reader::new();
            let ruled = setting.stated(&vat, &mut cx);
            prop_assert!(!is_standard(&vat) || ruled.as_ref() == Some(&vat));
            prop_assert_eq!(is_standard(&vat), vat.category == Category::S && ruled.is_some());
        }
    }
}
