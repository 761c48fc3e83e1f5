//! What both syntaxes say in the same way: allowances and charges, categories, ways to pay, references.

use super::super::xml::Element;
use super::context::Context;
use super::split;
use crate::identifier::{bic, iban, reference};
use crate::invoice::{
    AllowanceCharge, Category, Classification, DocumentType, Draft, MethodKind, PaymentMethod, PaymentReference,
    PaymentReferenceScheme, References, Vat, VatInput,
};
use crate::money::round::percent_of;
use crate::money::{Currency, Decimal};
use crate::party::Reference;
use crate::wire::{Text, Wire};

/// An allowance or charge as a document states it.
pub(super) struct Stated {
    pub is_charge: bool,
    pub amount: Option<Decimal>,
    pub percent: Option<Decimal>,
    pub base: Option<Decimal>,
    pub reason: Option<String>,
    pub code: Option<String>,
}

/// The row of a draft. A percentage that does not give the amount is listed.
pub(super) fn allowance_charge(stated: Stated, currency: Currency, path: &str, cx: &mut Context) -> AllowanceCharge {
    let amount = stated.amount.unwrap_or_default();
    let (mut percent, mut base) = (stated.percent, stated.base);
    let product = percent.zip(base).and_then(|(percent, base)| percent_of(base, percent, currency.decimals()));
    if product != Some(amount) {
        for (field, value) in [("percent", percent.take()), ("base", base.take())] {
            if let Some(value) = value.filter(|value| !value.is_zero()) {
                let mut text = String::new();
                crate::wire::push_decimal(&mut text, value);
                cx.unheld(
                    &[path, "/", field].concat(),
                    &text,
                    "percentage and base do not give the amount, which is kept.",
                );
            }
        }
    }
    AllowanceCharge {
        amount: Some(amount),
        percent,
        base,
        reason: stated.reason.map(Text::from),
        reason_code: stated.code.map(Text::from),
        vat: None,
    }
}

/// As `allowance_charge`, for a row of a line, and whether it is a charge: a negative amount is its opposite.
pub(super) fn of_line(stated: Stated, currency: Currency, path: &str, cx: &mut Context) -> (bool, AllowanceCharge) {
    let is_charge = stated.is_charge;
    let mut row = allowance_charge(stated, currency, path, cx);
    let is_turned = split::is_negative(&row);
    if is_turned {
        split::turn(&mut row, path, cx);
    }
    (is_charge != is_turned, row)
}

/// Category and rate; where there can be no rate, or none but zero, that is what stands.
pub(super) fn vat(category: Option<String>, rate: Option<Decimal>, path: &str, cx: &mut Context) -> Vat {
    let word = category.unwrap_or_default();
    let category = Category::from_word(&word).unwrap_or_else(|| {
        cx.unreadable(path, &word);
        Category::S
    });
    let rate = match category {
        Category::O => None,
        _ => Some(rate.unwrap_or_default()),
    };
    Vat { category, rate, exemption_code: None, exemption_reason: None }
}

/// The VAT of an allowance or charge of the document.
pub(super) fn place(draft: &mut Draft, is_charge: bool, mut row: AllowanceCharge, vat: Vat) {
    row.vat = Some(VatInput::Stated(vat));
    if is_charge { draft.charges.push(row) } else { draft.allowances.push(row) }
}

/// The type (BT-3).
pub(super) fn kind(code: Option<String>, path: &str, cx: &mut Context) -> DocumentType {
    let code = code.unwrap_or_default();
    match code.as_str() {
        "380" => DocumentType::Invoice,
        "381" => DocumentType::CreditNote,
        "386" => DocumentType::Prepayment,
        "384" => DocumentType::Corrective,
        "389" => DocumentType::SelfBilled,
        "261" | "262" | "296" | "308" | "396" | "420" | "458" | "532" | "81" | "83" => {
            cx.unheld(path, &code, "read as a credit note.");
            DocumentType::CreditNote
        }
        _ => {
            cx.unheld(path, &code, "read as an invoice.");
            DocumentType::Invoice
        }
    }
}

/// A way to pay as a document states it.
#[derive(Default)]
pub(super) struct Means {
    pub code: String,
    pub text: Option<String>,
    pub account: Option<String>,
    pub account_name: Option<String>,
    pub bank: Option<String>,
    pub mandate: Option<String>,
    pub debited: Option<String>,
}

/// The method of a draft; None where the code says that there is none, or where it cannot be held.
pub(super) fn method(means: Means, path: &str, cx: &mut Context) -> Option<PaymentMethod> {
    let kind = match means.code.as_str() {
        "30" | "58" => MethodKind::CreditTransfer,
        "31" | "42" => {
            cx.unheld(&[path, "/PaymentMeansCode"].concat(), &means.code, "read as a credit transfer.");
            MethodKind::CreditTransfer
        }
        "49" | "59" => MethodKind::DirectDebit,
        "48" => MethodKind::Card,
        "54" | "55" => {
            cx.unheld(&[path, "/PaymentMeansCode"].concat(), &means.code, "read as a card.");
            MethodKind::Card
        }
        "10" => MethodKind::Cash,
        "68" => MethodKind::Online,
        super::super::means::UNDEFINED if means.account.is_none() => return None,
        _ => {
            cx.unheld(&[path, "/PaymentMeansCode"].concat(), &means.code, "a draft does not have this way to pay.");
            for text in [means.account, means.account_name, means.bank, means.text].into_iter().flatten() {
                cx.unheld(path, &text, "");
            }
            return None;
        }
    };
    let (text, url) = split_url(means.text);
    let debits = kind == MethodKind::DirectDebit;
    let typed = if debits { means.debited } else { means.account };
    let account = typed.and_then(|typed| cx.identifier(typed, &[path, "/account"].concat(), &iban::check));
    let bank = means.bank.and_then(|typed| cx.identifier(typed, &[path, "/bank"].concat(), &bic::check));
    let name = if kind == MethodKind::CreditTransfer { means.account_name } else { text.clone() };
    if kind == MethodKind::CreditTransfer {
        if let Some(text) = text {
            cx.unheld(&[path, "/PaymentMeansCode/@name"].concat(), &text, "the text of a transfer.");
        }
        if account.is_none() {
            for text in [name, bank].into_iter().flatten() {
                cx.unheld(path, &text, "the transfer names no account that a draft can hold.");
            }
            return None;
        }
    }
    Some(PaymentMethod { kind, iban: account, bic: bank, name, mandate_id: means.mandate, creditor_id: None, url })
}

/// A text of payment means (BT-82) and the page that ends it.
fn split_url(text: Option<String>) -> (Option<String>, Option<String>) {
    let Some(text) = text else { return (None, None) };
    let (name, url) = text.rsplit_once(' ').unwrap_or(("", &text));
    if url.starts_with("https://") {
        let url = url.to_owned();
        ((!name.is_empty()).then(|| name.to_owned()), Some(url))
    } else {
        (Some(text), None)
    }
}

/// Puts the creditor identifier (BT-90) to the direct debit; without one it is listed.
pub(super) fn creditor(draft: &mut Draft, id: Option<String>, path: &str, cx: &mut Context) {
    let Some(id) = id else { return };
    match draft.payment_methods.iter_mut().find(|method| method.kind == MethodKind::DirectDebit) {
        Some(method) => method.creditor_id = Some(id),
        None => cx.unheld(path, &id, "there is no direct debit to which the creditor identifier belongs."),
    }
}

/// The payment reference (BT-83), by the scheme of its form.
pub(super) fn reference(typed: String, path: &str, cx: &mut Context) -> Option<PaymentReference> {
    use reference::ReferenceScheme::{Kenmerk, Ogm, Qrr, Rf, Text};
    // Only what is written as the scheme writes it is taken to be of that scheme.
    let recognised = reference::check(&typed, None).ok().filter(|(_, normalized)| *normalized == typed);
    let (scheme, value) = match recognised {
        Some((scheme, value)) => (scheme, value),
        None => (Text, cx.identifier(typed, path, &|text| reference::check(text, Some(Text)).map(|(_, value)| value))?),
    };
    let scheme = match scheme {
        Rf => PaymentReferenceScheme::Rf,
        Ogm => PaymentReferenceScheme::Ogm,
        Kenmerk => PaymentReferenceScheme::Kenmerk,
        Qrr => PaymentReferenceScheme::Qrr,
        Text => PaymentReferenceScheme::Text,
    };
    Some(PaymentReference { scheme, value: Some(value) })
}

/// A currency by its code.
pub(super) fn currency(code: Option<String>, path: &str, cx: &mut Context) -> Option<Currency> {
    let code = code?;
    let found = Currency::from_code(&code);
    if found.is_none() {
        cx.unreadable(path, &code);
    }
    found
}

/// An e-mail address as the engine takes it (BT-43, BT-58).
pub(super) fn email(typed: String, path: &str, cx: &mut Context) -> Option<String> {
    let right = typed.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if right && !typed.contains(char::is_whitespace) {
        return Some(typed);
    }
    cx.unheld(path, &typed, "this is not an e-mail address.");
    None
}

/// A note (BT-22) with its subject (BT-21) as UBL writes it: `#AAI#text`.
pub(super) fn note(subject: Option<String>, text: String) -> String {
    match subject {
        Some(subject) => ["#", &subject, "#", &text].concat(),
        None => text,
    }
}

/// References that say nothing.
pub(super) fn references() -> References {
    <References as Wire>::placeholder()
}

/// What was read, unless it is nothing.
pub(super) fn unless_empty<T: PartialEq>(read: T, empty: &T) -> Option<Box<T>> {
    (read != *empty).then(|| Box::new(read))
}

/// An identifier in whatever scheme.
pub(super) fn identifier(element: &mut Element<'_>) -> Option<Reference> {
    let scheme = element.attribute("schemeID").map(Text::from);
    element.own_text().map(|value| Reference { scheme, value: value.into() })
}

/// A class of an item (BT-158); one without its scheme is listed.
pub(super) fn classification(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Classification> {
    let scheme = element.attribute("listID");
    let version = element.attribute("listVersionID").map(Text::from);
    let value = element.own_text()?;
    let Some(scheme) = scheme else {
        cx.unheld(path, &value, "a draft states classes with their scheme (UNTDID 7143).");
        return None;
    };
    Some(Classification { scheme: scheme.into(), version, value: value.into() })
}
