//! Mollie: payments, refunds and mandates (docs.mollie.com/reference). Its webhook says only which payment has changed, and
//! proves nothing: the payment is asked for with the key of the administration, and only that answer is believed.

mod recurring;

use rust_decimal::Decimal;
use voldaan::money::Currency;
use voldaan::wire::{Value, Writer, parse};

use super::json::{below, has_failed, items, named, text, text_at, unreadable};
use super::{
    Attempt, FailedRefund, Heard, Money, Notice, Notification, Order, Ordered, Provider, REFUNDS_MAX, Recurring,
    Return, Sequence, TakenBack, form,
};
use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::sum::sum;
use crate::app::web::{self, Call, Service};

/// Mollie.
pub(super) struct Mollie;

/// Names of payments at Mollie begin with this.
const PREFIX: &str = "tr_";
/// No name of a payment is longer.
const ID_CHARACTERS_MAX: usize = 64;

const JSON: &str = "application/json";

impl Provider for Mollie {
    fn service(&self) -> &'static Service {
        &web::MOLLIE
    }

    fn signature_header(&self) -> Option<&'static str> {
        None
    }

    fn hear(&self, notification: Notification<'_>) -> Result<Heard, Problem> {
        let id = form::field(notification.body, "id").filter(|id| is_payment(id));
        Ok(id.map_or(Heard::Nothing, Heard::Ask))
    }

    fn ask(&self, key: &str, id: &str) -> Call {
        // A name that is none goes nowhere, rather than to another address of the service.
        let id = if is_payment(id) { id } else { PREFIX };
        Call::get(format!("/v2/payments/{id}?embed=refunds,chargebacks")).bearer(key)
    }

    fn told(&self, body: &str) -> Result<Notice, Problem> {
        read(&parse(body)?).ok_or_else(|| unreadable("Mollie"))
    }

    fn order(&self, key: &str, order: &Order) -> Call {
        let mut out = Writer::new();
        out.object();
        amount(&mut out, order.amount, order.currency);
        out.pair("description", &order.number);
        // Nobody is there to be sent anywhere when a mandate is charged.
        if !matches!(order.sequence, Some(Sequence::Recurring { .. })) {
            out.pair("redirectUrl", &order.success_url);
            out.pair("cancelUrl", &order.cancel_url);
        }
        if let Some(sequence) = &order.sequence {
            recurring::write(sequence, &mut out);
        }
        if let Some(url) = &order.webhook_url {
            out.pair("webhookUrl", url);
        }
        if let Some(method) = &order.method {
            out.pair("method", method);
        }
        out.key("metadata");
        out.object();
        out.pair("voldaanInvoice", &order.invoice);
        out.pair("voldaanOrder", &order.id);
        out.end_object();
        out.end_object();
        Call::post("/v2/payments", JSON, out.finish()).bearer(key).repeatable(&order.id)
    }

    fn ordered(&self, body: &str) -> Result<Ordered, Problem> {
        let id = text_at(body, &["id"]).filter(|id| is_payment(id)).ok_or_else(|| unreadable("Mollie"))?;
        Ok(Ordered { id, url: text_at(body, &["_links", "checkout", "href"]) })
    }

    fn give_back(&self, key: &str, money: &Return) -> Call {
        let mut out = Writer::new();
        out.object();
        amount(&mut out, money.amount, money.currency);
        out.pair("description", &money.description);
        out.key("metadata");
        out.object();
        out.pair("voldaanRefund", &money.id);
        out.end_object();
        out.end_object();
        Call::post(refunds_of(&money.payment), JSON, out.finish()).bearer(key).repeatable(&money.id)
    }

    fn given_back(&self, body: &str) -> Result<String, Problem> {
        text_at(body, &["id"]).ok_or_else(|| unreadable("Mollie"))
    }

    fn ask_refunds(&self, key: &str, payment: &str) -> Call {
        Call::get(format!("{}?limit={REFUNDS_MAX}", refunds_of(payment))).bearer(key)
    }

    fn refunds_at(&self) -> &'static [&'static str] {
        &["_embedded", "refunds"]
    }

    fn failed_refund(&self, refund: &Value<'_>, payment: &str, _: Moment) -> Option<FailedRefund> {
        unreturned(refund, payment)
    }

    fn refusal(&self, body: &str) -> String {
        text_at(body, &["detail"]).unwrap_or_default()
    }

    fn recurring(&self) -> Option<&'static dyn Recurring> {
        Some(&Mollie)
    }
}

/// Where the refunds of a payment are.
fn refunds_of(payment: &str) -> String {
    let id = if is_payment(payment) { payment } else { PREFIX };
    format!("/v2/payments/{id}/refunds")
}

fn is_payment(id: &str) -> bool {
    is_named(id, PREFIX)
}

/// Whether a text is a name of Mollie's for something of a kind: nothing else ever becomes part of an address.
fn is_named(id: &str, prefix: &str) -> bool {
    let rest = id.strip_prefix(prefix);
    id.len() <= ID_CHARACTERS_MAX
        && rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// An amount with all the decimals of its currency, as Mollie wants it.
fn amount(out: &mut Writer, mut amount: Decimal, currency: Currency) {
    amount.rescale(currency.decimals());
    out.key("amount");
    out.object();
    out.pair("currency", currency.code());
    out.pair("value", &amount.to_string());
    out.end_object();
}

/// What a payment says of itself.
fn read(payment: &Value<'_>) -> Option<Notice> {
    let id = text(payment.get("id")).filter(|id| is_payment(id))?;
    let status = text(payment.get("status"))?;
    let at = moment(payment.get("paidAt")).or_else(|| moment(payment.get("createdAt")))?;
    let mut notice = Notice::new(None, at);
    let method = text(payment.get("method"));
    let (currency, received) = money(payment.get("amount"))?;
    let refunds = below(payment, &["_embedded", "refunds"]);
    if status == "paid" {
        let stated = || money(payment.get("amountRefunded")).map(|(_, amount)| amount);
        let refunded = refunds.map(|refunds| sum_of_refunds(items(Some(refunds)))).or_else(stated);
        notice.money = Some(Money {
            payment: id.clone(),
            order: named(payment, "voldaanOrder"),
            invoice: named(payment, "voldaanInvoice"),
            currency,
            amount: received,
            refunded: refunded.unwrap_or_default(),
            listed: Some(items(refunds).iter().filter_map(begun).max().unwrap_or(Moment(0))),
            method: method.clone(),
        });
        notice.granted = recurring::granted(payment);
    }
    for refund in items(refunds).iter().filter(|refund| has_failed(refund)) {
        notice.failed_refunds.push(unreturned(refund, &id)?);
    }
    for chargeback in items(below(payment, &["_embedded", "chargebacks"])) {
        let (_, amount) = money(chargeback.get("amount"))?;
        let is_reversed = text(chargeback.get("reversedAt")).is_some();
        let at = moment(chargeback.get(if is_reversed { "reversedAt" } else { "createdAt" }));
        let payment = id.clone();
        notice.taken_back.push(TakenBack { id: text(chargeback.get("id"))?, payment, amount, is_reversed, at });
    }
    if status == "failed" {
        notice.failed = Some(Attempt { payment: id, invoice: named(payment, "voldaanInvoice"), method });
    }
    notice.is_over = matches!(status.as_str(), "paid" | "failed" | "canceled" | "expired");
    Some(notice)
}

/// When a refund was begun.
fn begun(refund: &Value<'_>) -> Option<Moment> {
    moment(refund.get("createdAt"))
}

/// A refund that failed. It stays in the list, whenever that is asked for.
fn unreturned(refund: &Value<'_>, payment: &str) -> Option<FailedRefund> {
    let (_, amount) = money(refund.get("amount"))?;
    let (id, order) = (text(refund.get("id"))?, named(refund, "voldaanRefund"));
    Some(FailedRefund { id, order, payment: payment.to_owned(), amount, begun: begun(refund), at: None })
}

fn sum_of_refunds(refunds: &[Value<'_>]) -> Decimal {
    let amounts = refunds.iter().filter(|refund| !has_failed(refund)).filter_map(|refund| money(refund.get("amount")));
    sum(amounts.map(|(_, amount)| amount))
}

/// An amount object; None if it is none. Amounts of charge-backs are positive here.
fn money(value: Option<&Value<'_>>) -> Option<(Option<Currency>, Decimal)> {
    let value = value?;
    let currency = Currency::from_code(&text(value.get("currency"))?);
    let amount: Decimal = text(value.get("value"))?.parse().ok()?;
    Some((currency, amount.abs()))
}

/// An instant such as 2026-06-15T10:00:00+00:00; Mollie writes UTC.
fn moment(value: Option<&Value<'_>>) -> Option<Moment> {
    let text = text(value)?;
    let text = text.strip_suffix("+00:00").map(|local| format!("{local}Z")).unwrap_or(text);
    Moment::parse(&text)
}
