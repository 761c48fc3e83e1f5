//! Reading the answers of payment services: only what is needed, by name; whatever else they say is left aside.

use voldaan::wire::{Value, parse};

use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;

/// A text; None for anything else.
pub(super) fn text(value: Option<&Value<'_>>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}

/// A whole number; None for anything else.
pub(super) fn whole(value: Option<&Value<'_>>) -> Option<i64> {
    match value {
        Some(Value::Number(digits)) => digits.parse().ok(),
        _ => None,
    }
}

/// A field that holds either an identifier or the whole object.
pub(super) fn reference(value: Option<&Value<'_>>) -> Option<String> {
    text(value).or_else(|| text(value.and_then(|value| value.get("id"))))
}

/// A value below others, by their names.
pub(super) fn below<'v, 'a>(value: &'v Value<'a>, path: &[&str]) -> Option<&'v Value<'a>> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// What the service names of ours in a payment.
pub(super) fn named(object: &Value<'_>, name: &str) -> Option<String> {
    text(below(object, &["metadata", name]))
}

/// The items of a list; none for anything else.
pub(super) fn items<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Value<'a>] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// Whether a refund was not carried out in the end.
pub(super) fn has_failed(refund: &Value<'_>) -> bool {
    matches!(text(refund.get("status")).as_deref(), Some("failed" | "canceled"))
}

/// The text at a path of an answer; None if it is not there or the answer is not JSON.
pub(super) fn text_at(body: &str, path: &[&str]) -> Option<String> {
    let value = parse(body).ok()?;
    text(below(&value, path))
}

/// What an answer without its most important field comes to.
pub(super) fn unreadable(service: &str) -> Problem {
    Problem::new(
        Refusal::ProviderUnavailable,
        format!("{service} gave an answer that cannot be read. Try again later."),
    )
}

/// A body that was sent, as text.
pub(super) fn utf8(body: &[u8]) -> Result<&str, Problem> {
    text_of(body)
}
