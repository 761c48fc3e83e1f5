//! What Stripe's events and Checkout Sessions say of money (docs.stripe.com/api/events/types). Reads only what it takes to
//! book; what it does not know books nothing.

use rust_decimal::Decimal;
use voldaan::money::Currency;
use voldaan::wire::{Value, parse};

use super::in_decimals;
use crate::app::moment::Moment;
use crate::app::payment::json::{below, has_failed, named, reference, text, unreadable, whole};
use crate::app::payment::{Attempt, FailedRefund, Money, Notice, TakenBack};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;

/// Reads an event, or a session that was asked for.
pub(super) fn read_any(body: &str) -> Result<Notice, Problem> {
    let value = parse(body)?;
    match text(value.get("object")).as_deref() {
        Some("checkout.session") => session(&value).ok_or_else(|| unreadable("Stripe")),
        _ => read(body, None),
    }
}

/// Reads a verified event. One that does not say when it was made is of the moment at which it was heard.
pub(super) fn read(body: &str, heard: Option<Moment>) -> Result<Notice, Problem> {
    let event = parse(body)?;
    let incomplete = || {
        Problem::new(
            Refusal::WebhookEvent,
            "The body is not an event of Stripe. Send its events to this address, and nothing else.",
        )
    };
    let id = text(event.get("id")).ok_or_else(incomplete)?;
    let kind = text(event.get("type")).ok_or_else(incomplete)?;
    let created = whole(event.get("created")).map(|seconds| Moment(seconds.saturating_mul(1000)));
    let created = created.or(heard).ok_or_else(incomplete)?;
    let object = below(&event, &["data", "object"]).ok_or_else(incomplete)?;
    let mut notice = Notice::new(Some(id), created);
    match kind.as_str() {
        "payment_intent.succeeded" => notice.money = money(object, text(object.get("id")), "amount_received"),
        "charge.succeeded" | "charge.captured" | "charge.refunded" => {
            notice.money = money(object, payment_of(object), "amount_captured");
        }
        // A session completes before the money of slow methods is there; a second event follows then.
        "checkout.session.completed" | "checkout.session.async_payment_succeeded"
            if text(object.get("payment_status")).as_deref() == Some("paid") =>
        {
            notice.money = money(object, payment_of(object), "amount_total");
        }
        "payment_intent.payment_failed" | "checkout.session.async_payment_failed" => notice.failed = failed(object),
        "refund.failed" | "refund.updated" | "charge.refund.updated" => {
            notice.failed_refunds.extend(unreturned(object, created).filter(|_| has_failed(object)))
        }
        kind if kind.starts_with("charge.dispute.") => notice.taken_back.extend(dispute(kind, object)),
        _ => {}
    }
    Ok(notice)
}

/// The payment that an object belongs to: its intent, or itself where there is none.
fn payment_of(object: &Value<'_>) -> Option<String> {
    reference(object.get("payment_intent")).or_else(|| text(object.get("id")))
}

fn currency_of(object: &Value<'_>) -> Option<(String, Option<Currency>)> {
    let code = text(object.get("currency"))?.to_ascii_uppercase();
    let currency = Currency::from_code(&code);
    Some((code, currency))
}

fn money(object: &Value<'_>, payment: Option<String>, amount: &str) -> Option<Money> {
    let (_, currency) = currency_of(object)?;
    let amount = whole(object.get(amount)).or_else(|| whole(object.get("amount"))).filter(|amount| *amount > 0)?;
    let charge = below(object, &["payment_intent", "latest_charge"]).unwrap_or(object);
    Some(Money {
        payment: payment?,
        order: named(object, "voldaanOrder"),
        invoice: named(object, "voldaanInvoice"),
        currency,
        amount: in_decimals(amount, currency),
        refunded: in_decimals(whole(charge.get("amount_refunded")).unwrap_or(0), currency),
        listed: None,
        method: text(below(charge, &["payment_method_details", "type"])),
    })
}

fn failed(object: &Value<'_>) -> Option<Attempt> {
    let only = |value: Option<&Value<'_>>| match value {
        Some(Value::List(methods)) if methods.len() == 1 => text(methods.first()),
        _ => None,
    };
    let method = text(below(object, &["last_payment_error", "payment_method", "type"]));
    let method = method.or_else(|| only(object.get("payment_method_types")));
    Some(Attempt { payment: payment_of(object)?, invoice: named(object, "voldaanInvoice"), method })
}

/// A refund that failed by some moment.
pub(super) fn unreturned(object: &Value<'_>, at: Moment) -> Option<FailedRefund> {
    let payment = reference(object.get("payment_intent")).or_else(|| reference(object.get("charge")))?;
    let (_, currency) = currency_of(object)?;
    let amount = in_decimals(whole(object.get("amount"))?, currency);
    let (id, order) = (text(object.get("id"))?, named(object, "voldaanRefund"));
    let begun = whole(object.get("created")).map(|seconds| Moment(seconds.saturating_mul(1000)));
    Some(FailedRefund { id, order, payment, amount, begun, at: Some(at) })
}

/// A dispute: the money is gone from its beginning, unless it is only an inquiry, and here again once it is won.
fn dispute(kind: &str, object: &Value<'_>) -> Option<TakenBack> {
    let status = text(object.get("status"))?;
    let is_reversed =
        kind == "charge.dispute.funds_reinstated" || matches!(status.as_str(), "won" | "warning_closed" | "prevented");
    let is_inquiry = status.starts_with("warning_") && !is_reversed;
    let payment = reference(object.get("payment_intent")).or_else(|| reference(object.get("charge")));
    let (_, currency) = currency_of(object)?;
    let amount: Decimal = in_decimals(whole(object.get("amount"))?, currency);
    let taken = TakenBack { id: text(object.get("id"))?, payment: payment?, amount, is_reversed, at: None };
    (!is_inquiry).then_some(taken)
}

/// What a session says of itself when it is asked.
fn session(object: &Value<'_>) -> Option<Notice> {
    let created = Moment(whole(object.get("created"))?.saturating_mul(1000));
    let charged = whole(below(object, &["payment_intent", "latest_charge", "created"]));
    let mut notice = Notice::new(None, charged.map_or(created, |seconds| Moment(seconds.saturating_mul(1000))));
    let (status, paid) = (text(object.get("status")), text(object.get("payment_status")));
    if paid.as_deref() == Some("paid") {
        notice.money = money(object, payment_of(object), "amount_total");
    }
    notice.is_over = notice.money.is_some() || status.as_deref() == Some("expired");
    Some(notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_the_smallest_unit_of_their_currency() {
        let read = |currency: &str, amount: i64| {
            let body = format!(
                r#"{{"id":"e","type":"payment_intent.succeeded","created":1,"data":{{"object":{{"id":"pi","amount_received":{amount},"currency":"{currency}"}}}}}}"#
            );
            read(&body, None).expect("an event").money.expect("money").amount.to_string()
        };
        assert_eq!(read("eur", 121_000), "1210.00");
        assert_eq!(read("jpy", 500), "500");
        assert_eq!(read("kwd", 5_120), "5.120");
        assert_eq!(read("isk", 500), "5");
        assert_eq!(read("isk", 550), "5.50");
        assert_eq!(read("mga", 5), "5.00");
    }
}
