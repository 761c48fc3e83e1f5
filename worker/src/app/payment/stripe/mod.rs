//! Stripe: Checkout Sessions, refunds, and events that are signed (docs.stripe.com/api).

mod event;
mod signature;

use rust_decimal::Decimal;
use voldaan::money::Currency;
use voldaan::wire::Value;

use super::json::{text_at, unreadable, utf8};
use super::{FailedRefund, Heard, Notice, Notification, Order, Ordered, Provider, REFUNDS_MAX, Return, form};
use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::web::{self, Call, Service};

/// Stripe.
pub(super) struct Stripe;

/// The body of every request.
const FORM: &str = "application/x-www-form-urlencoded";

impl Provider for Stripe {
    fn service(&self) -> &'static Service {
        &web::STRIPE
    }

    fn signature_header(&self) -> Option<&'static str> {
        Some("stripe-signature")
    }

    fn hear(&self, notification: Notification<'_>) -> Result<Heard, Problem> {
        let Notification { body, signature, secret, now } = notification;
        signature::verify(body, signature, secret, now)?;
        let notice = event::read(utf8(body)?, Some(now))?;
        Ok(if notice.says_something() { Heard::Told(Box::new(notice)) } else { Heard::Nothing })
    }

    fn ask(&self, key: &str, id: &str) -> Call {
        let id = form::encode(&[("", id.to_owned())]);
        let id = id.trim_start_matches('=');
        Call::get(format!("/v1/checkout/sessions/{id}?expand[]=payment_intent.latest_charge")).bearer(key)
    }

    fn told(&self, body: &str) -> Result<Notice, Problem> {
        event::read_any(body)
    }

    fn order(&self, key: &str, order: &Order) -> Call {
        let mut fields = vec![
            ("mode", "payment".to_owned()),
            ("client_reference_id", order.invoice.clone()),
            ("success_url", order.success_url.clone()),
            ("cancel_url", order.cancel_url.clone()),
            ("locale", order.language.to_owned()),
            ("line_items[0][quantity]", "1".to_owned()),
            ("line_items[0][price_data][currency]", order.currency.code().to_ascii_lowercase()),
            ("line_items[0][price_data][unit_amount]", units(order.amount, order.currency)),
            ("line_items[0][price_data][product_data][name]", order.number.clone()),
            ("payment_intent_data[description]", order.number.clone()),
        ];
        // The session and its payment tell on their own: both say what they are for.
        for (name, value) in [("voldaanInvoice", &order.invoice), ("voldaanOrder", &order.id)] {
            let (session, intent) = match name {
                "voldaanInvoice" => ("metadata[voldaanInvoice]", "payment_intent_data[metadata][voldaanInvoice]"),
                _ => ("metadata[voldaanOrder]", "payment_intent_data[metadata][voldaanOrder]"),
            };
            fields.extend([(session, value.clone()), (intent, value.clone())]);
        }
        if let Some(method) = &order.method {
            fields.push(("payment_method_types[0]", method.clone()));
        }
        if let Some(email) = &order.email {
            fields.push(("customer_email", email.clone()));
        }
        Call::post("/v1/checkout/sessions", FORM, form::encode(&fields)).bearer(key).repeatable(&order.id)
    }

    fn ordered(&self, body: &str) -> Result<Ordered, Problem> {
        let id = text_at(body, &["id"]).ok_or_else(|| unreadable("Stripe"))?;
        Ok(Ordered { id, url: text_at(body, &["url"]) })
    }

    fn give_back(&self, key: &str, money: &Return) -> Call {
        let fields = [
            (kind_of(&money.payment), money.payment.clone()),
            ("amount", units(money.amount, money.currency)),
            ("metadata[voldaanRefund]", money.id.clone()),
        ];
        Call::post("/v1/refunds", FORM, form::encode(&fields)).bearer(key).repeatable(&money.id)
    }

    fn given_back(&self, body: &str) -> Result<String, Problem> {
        text_at(body, &["id"]).ok_or_else(|| unreadable("Stripe"))
    }

    fn ask_refunds(&self, key: &str, payment: &str) -> Call {
        let fields = [(kind_of(payment), payment.to_owned()), ("limit", REFUNDS_MAX.to_string())];
        Call::get(format!("/v1/refunds?{}", form::encode(&fields))).bearer(key)
    }

    fn refunds_at(&self) -> &'static [&'static str] {
        &["data"]
    }

    fn failed_refund(&self, refund: &Value<'_>, _: &str, now: Moment) -> Option<FailedRefund> {
        event::unreturned(refund, now)
    }

    fn refusal(&self, body: &str) -> String {
        text_at(body, &["error", "message"]).unwrap_or_default()
    }
}

/// What the name of a payment names: a payment intent, or a charge without one (`ch_`, `py_`).
fn kind_of(payment: &str) -> &'static str {
    if payment.starts_with("pi_") { "payment_intent" } else { "charge" }
}

/// An amount in Stripe's smallest units.
fn units(amount: Decimal, currency: Currency) -> String {
    let mut units = amount;
    units.rescale(minor_decimals(currency));
    units.mantissa().to_string()
}

/// An amount of Stripe's smallest units with the decimals of its currency. One that has more is left as it is, so that
/// it is found to be wrong.
fn in_decimals(units: i64, currency: Option<Currency>) -> Decimal {
    let stated = Decimal::new(units, currency.map_or(2, minor_decimals));
    let mut written = stated;
    written.rescale(currency.map_or(2, Currency::decimals));
    if written == stated { written } else { stated }
}

/// The decimals of Stripe's smallest unit, which is that of ISO 4217 but for four currencies
/// (docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases").
fn minor_decimals(currency: Currency) -> u32 {
    match currency.code() {
        "ISK" | "UGX" => 2,
        "MGA" => 0,
        "CLF" | "UYW" => 2,
        _ => currency.decimals(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_without_a_payment_intent_is_given_back_as_a_charge() {
        let names = ["pi_1", "ch_1", "py_1"].map(kind_of);
        assert_eq!(names, ["payment_intent", "charge", "charge"]);
    }

    #[test]
    fn amounts_go_out_in_the_smallest_unit_of_their_currency() {
        for (currency, amount, expected) in [
            ("EUR", "1210.00", "121000"),
            ("JPY", "500", "500"),
            ("KWD", "5.120", "5120"),
            ("ISK", "500", "50000"),
            ("MGA", "500.00", "500"),
        ] {
            let currency = Currency::from_code(currency).expect("a currency");
            assert_eq!(units(amount.parse().expect("an amount"), currency), expected);
        }
    }
}
