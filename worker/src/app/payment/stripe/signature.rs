//! Stripe's signature over the raw bytes of an event.
//!
//! The header is `t=<seconds>,v1=<hex>,...`; a signature is HMAC-SHA256 over `<t>.<body>`, and during the rotation of a
//! secret there are several (docs.stripe.com/webhooks, "Verify webhook signatures manually"). Events too old are
//! refused, and so are those from the future.

use data_encoding::HEXLOWER;

use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::secret::{mac, same};

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
            "The signature does not fit the body. Check that the raw bytes are passed on, and that the signing secret is that of this endpoint.",
        );
    }
    if now.seconds().abs_diff(seconds) > TOLERANCE_SECONDS {
        return refuse("The event was signed more than 5 minutes from now: it is replayed, or a clock is wrong.");
    }
    Ok(())
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
}
