//! Stripe's webhook: verified as raw bytes, then read. Reads from an event only what it takes to book money.
//!
//! The header is `t=<seconds>,v1=<hex>,...`; a signature is HMAC-SHA256 over `<t>.<body>`, and during the rotation of a
//! secret there are several (docs.stripe.com/webhooks, "Verify webhook signatures manually"). Events too old are
//! refused, and so are those from the future.

use data_encoding::HEXLOWER;
use rust_decimal::Decimal;
use voldaan::money::Currency;
use voldaan::wire::{Value, parse};

use super::moment::Moment;
use super::payment::{Money, Notice};
use super::problem::Problem;
use super::refusal::Refusal;
use super::secret::{mac, same};

/// How far the clock of an event may be from ours.
const TOLERANCE_SECONDS: u64 = 300;

/// A header with more signatures than a rotation can need is not looked at.
const SIGNATURES_MAX: usize = 16;

/// Verifies the signature of a body.
pub fn verify(body: &[u8], header: &str, secret: &str, now: Moment) -> Result<(), Problem> {
    let refuse = |detail: &str| Err(Problem::new(Refusal::WebhookSignature, detail));
    let mut time = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", value)) => time = value.parse::<i64>().ok().map(|seconds| (seconds, value)),
            Some(("v1", value)) => signatures.extend(HEXLOWER.decode(value.as_bytes())),
            _ => {}
        }
    }
    let Some((seconds, stated)) = time.filter(|_| !signatures.is_empty() && signatures.len() <= SIGNATURES_MAX) else {
        return refuse("The header Stripe-Signature has no time or no v1 signature.");
    };
    let expected = mac(secret.as_bytes(), &[stated.as_bytes(), b".", body]);
    // All are compared, so that the time tells nothing about which one fits.
    let fits = signatures.iter().fold(false, |fits, given| same(given, &expected) | fits);
    if !fits {
        return refuse(
            "The signature does not fit the body. Are the raw bytes passed on, and is the signing secret that of this endpoint?",
        );
    }
    if now.seconds().abs_diff(seconds) > TOLERANCE_SECONDS {
        return refuse("The event was signed more than 5 minutes from now: it is replayed, or a clock is wrong.");
    }
    Ok(())
}

/// Reads a verified event.
pub fn read(body: &str) -> Result<Notice, Problem> {
    let event = parse(body)?;
    let incomplete = || Problem::new(Refusal::WebhookEvent, "The body is not an event of Stripe.");
    let text = |value: Option<&Value<'_>>| match value {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    let id = text(event.get("id")).ok_or_else(incomplete)?;
    let kind = text(event.get("type")).ok_or_else(incomplete)?;
    let created = whole(event.get("created")).ok_or_else(incomplete)?;
    let object = event.get("data").and_then(|data| data.get("object")).ok_or_else(incomplete)?;
    // A field that holds either an identifier or the whole object.
    let reference = |value: Option<&Value<'_>>| text(value).or_else(|| text(value.and_then(|value| value.get("id"))));
    let fields = match kind.as_str() {
        "payment_intent.succeeded" => Some((text(object.get("id")), "amount_received")),
        "charge.succeeded" | "charge.captured" | "charge.refunded" => {
            Some((reference(object.get("payment_intent")).or_else(|| text(object.get("id"))), "amount_captured"))
        }
        "checkout.session.completed" | "checkout.session.async_payment_succeeded" => {
            // A session completes before the money of slow methods is there; a second event follows then.
            let paid = text(object.get("payment_status")).as_deref() == Some("paid");
            let payment = || reference(object.get("payment_intent")).or_else(|| text(object.get("id")));
            paid.then(|| (payment(), "amount_total"))
        }
        _ => None,
    };
    let money = fields.and_then(|(payment, amount)| {
        let code = text(object.get("currency"))?.to_ascii_uppercase();
        let amount = whole(object.get(amount)).or_else(|| whole(object.get("amount"))).filter(|amount| *amount > 0)?;
        let currency = Currency::from_code(&code);
        let invoice = text(object.get("metadata").and_then(|metadata| metadata.get("voldaanInvoice")));
        let refunded = in_decimals(whole(object.get("amount_refunded")).unwrap_or(0), currency);
        Some(Money { payment: payment?, invoice, currency, amount: in_decimals(amount, currency), refunded })
    });
    Ok(Notice { event: id, created: Moment(created.saturating_mul(1000)), money })
}

fn whole(value: Option<&Value<'_>>) -> Option<i64> {
    match value {
        Some(Value::Number(digits)) => digits.parse().ok(),
        _ => None,
    }
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

    const BODY: &[u8] = br#"{"id":"evt_1","object":"event"}"#;
    const NOW: Moment = Moment(1_767_225_600_000);

    fn header(seconds: i64, secret: &str) -> String {
        let signed = mac(secret.as_bytes(), &[seconds.to_string().as_bytes(), b".", BODY]);
        format!("t={seconds},v1={}", HEXLOWER.encode(&signed))
    }

    #[test]
    fn a_signature_of_stripes_own_library_is_taken() {
        // Made with stripe-node 23.1.0: webhooks.generateTestHeaderString({payload, secret: "whsec_test", timestamp}).
        let header = "t=1767225600,v1=f4d5f51477c6698fe9d263cd98eb657ada2ab386dd3c4358048d61a566ce9ad7";
        assert_eq!(verify(BODY, header, "whsec_test", NOW), Ok(()));
    }

    #[test]
    fn any_of_several_signatures_is_enough() {
        let fresh = header(NOW.seconds(), "new");
        let both = format!("{},v1={},v0=00", header(NOW.seconds(), "old"), fresh.split_once("v1=").expect("v1").1);
        assert_eq!(verify(BODY, &both, "new", NOW), Ok(()));
        assert_eq!(verify(BODY, &both, "old", NOW), Ok(()));
        assert!(verify(BODY, &both, "other", NOW).is_err());
    }

    #[test]
    fn the_tolerance_holds_in_both_directions() {
        for (offset, taken) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] {
            let outcome = verify(BODY, &header(NOW.seconds() + offset, "s"), "s", NOW);
            assert_eq!(outcome.is_ok(), taken, "{offset} seconds");
        }
    }

    #[test]
    fn headers_that_prove_nothing_are_refused() {
        for header in ["", "t=", "t=1", "v1=00", "t=x,v1=00", "t=1767225600,v1=zz", "t=1767225600,v1=00"] {
            assert!(verify(BODY, header, "s", NOW).is_err(), "{header}");
        }
    }

    #[test]
    fn amounts_are_in_the_smallest_unit_of_their_currency() {
        let read = |currency: &str, amount: i64| {
            let body = format!(
                r#"{{"id":"e","type":"payment_intent.succeeded","created":1,"data":{{"object":{{"id":"pi","amount_received":{amount},"currency":"{currency}"}}}}}}"#
            );
            super::read(&body).expect("an event").money.expect("money").amount.to_string()
        };
        assert_eq!(read("eur", 121_000), "1210.00");
        assert_eq!(read("jpy", 500), "500");
        assert_eq!(read("kwd", 5_120), "5.120");
        assert_eq!(read("isk", 500), "5");
        assert_eq!(read("isk", 550), "5.50");
        assert_eq!(read("mga", 5), "5.00");
    }
}
