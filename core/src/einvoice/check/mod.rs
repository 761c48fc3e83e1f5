//! What a document needs before it is written: everything the profile asks for and everything its form can hold, each
//! with its term and rule. Refuses all of it at once; nothing is written then.

mod codes;
mod country;
mod payment;
mod profile;

use crate::finding::{Code, Error, Finding};
use crate::invoice::{self, Category, Issued, Profile};
use crate::wire::{Reader, push_count};

use super::specification::{Syntax, has_syntax};

/// `Err` with all findings where the invoice cannot be written in this form.
pub(super) fn ready(issued: &Issued, profile: Profile, syntax: Syntax) -> Result<(), Error> {
    let mut cx = Reader::new();
    if !has_syntax(profile, syntax) {
        let other = if syntax == Syntax::Ubl { "toCii" } else { "toUbl" };
        let message = ["The profile ", profile.as_str(), " does not exist in this syntax."].concat();
        cx.push(Finding::new(Code::ProfileSyntax, "profile", message).term("BT-24").fix(["Use ", other, "."].concat()));
    }
    invoice::check_issued(issued, profile, &mut cx);
    decimals(issued, &mut cx);
    codes::check(issued, &mut cx);
    profile::check(issued, profile, &mut cx);
    payment::check(issued, profile, &mut cx);
    country::check(issued, profile, &mut cx);
    if syntax == Syntax::Cii {
        cii(issued, profile, &mut cx);
    }
    Error::check(cx.into_findings()).map(drop)
}

/// EN 16931 has at most two decimals in amounts (BR-DEC-01 to 28).
fn decimals(issued: &Issued, cx: &mut Reader) {
    let head = issued.head();
    let own = (head.currency, "currency", "BR-DEC-14", "BT-5");
    let accounting = head.vat_currency.as_ref();
    let accounting = accounting.map(|other| (other.currency, "vatCurrency.currency", "BR-DEC-15", "BT-6"));
    for (currency, path, rule, term) in [Some(own), accounting].into_iter().flatten() {
        if currency.decimals() > 2 {
            let message = ["Amounts in ", currency.code(), " have more than the two decimals that EN 16931 allows."];
            let finding = Finding::new(Code::ProfileDecimals, path, message.concat()).rule(rule).term(term);
            cx.push(finding.fix("Send this invoice as PDF, or state it in a currency with two decimals."));
        }
    }
}

/// What the rules and schemas of CII refuse though those of UBL take it.
fn cii(issued: &Issued, profile: Profile, cx: &mut Reader) {
    for row in issued.vat_breakdown() {
        let rule = match row.category {
            Category::L => "BR-AF-05",
            Category::M => "BR-AG-05",
            _ => continue,
        };
        if row.rate.is_none_or(|rate| rate.is_zero()) {
            let message = "CII takes the taxes of the Canary Islands, Ceuta and Melilla above 0 % only.";
            refuse("lines", rule, "BT-152", message, "Write it as UBL.", cx);
        }
    }
    if profile == Profile::FacturxBasic && !issued.totals().rounding.is_zero() {
        let message = "BASIC has no place for a rounding amount.";
        refuse("payableRounding", "BR-CO-16", "BT-114", message, "Use facturx-en16931.", cx);
    }
}

/// Says that the form does not take a value.
#[cold]
fn refuse(path: impl Into<String>, rule: &str, term: &str, message: &str, fix: &str, cx: &mut Reader) {
    cx.push(Finding::new(Code::ProfileValue, path, message).rule(rule).term(term).fix(fix));
}

/// Says that something is missing.
#[cold]
fn missing(path: impl Into<String>, rule: &str, term: &str, message: &str, cx: &mut Reader) {
    cx.push(Finding::new(Code::FieldMissing, path, message).rule(rule).term(term));
}

/// `lines[2].unit`.
fn at(list: &str, index: usize, field: &str) -> String {
    let mut path = list.to_owned();
    path.push('[');
    push_count(&mut path, index);
    path.push(']');
    path.push_str(field);
    path
}
