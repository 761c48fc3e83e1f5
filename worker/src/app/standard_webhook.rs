//! Signatures of webhooks after the Standard Webhooks specification (standardwebhooks.com), version v1: HMAC-SHA256 over id,
//! time and body. Knows no event.

use data_encoding::BASE64;

use super::moment::Moment;
use super::ports::Random;
use super::secret::{mac, same};

/// What the text of a secret begins with.
const PREFIX: &str = "whsec_";
/// The secret itself: the specification wants 24 to 64 bytes.
const SECRET_BYTES: usize = 32;
/// A message that is older or newer is refused.
const TOLERANCE_SECONDS: i64 = 300;

/// A new secret, as text.
pub(crate) fn new_secret(random: &impl Random) -> String {
    let mut bytes = [0; SECRET_BYTES];
    random.fill(&mut bytes);
    format!("{PREFIX}{}", BASE64.encode(&bytes))
}

/// The header webhook-signature of a message, by each of the secrets.
pub(crate) fn sign(secrets: &[String], id: &str, seconds: i64, body: &[u8]) -> String {
    let each = secrets.iter().filter_map(|secret| signature(secret, id, &seconds.to_string(), body));
    each.map(|signature| format!("v1,{}", BASE64.encode(&signature))).collect::<Vec<_>>().join(" ")
}

/// Whether a message that came is signed with the secret, and of now.
pub(crate) fn is_signed(secret: &str, now: Moment, id: &str, timestamp: &str, signatures: &str, body: &[u8]) -> bool {
    let is_now = timestamp.parse::<i64>().is_ok_and(|then| now.seconds().abs_diff(then) <= TOLERANCE_SECONDS as u64);
    let Some(expected) = signature(secret, id, timestamp, body) else { return false };
    let given = signatures.split(' ').filter_map(|part| BASE64.decode(part.strip_prefix("v1,")?.as_bytes()).ok());
    is_now && given.fold(false, |found, given| found | same(&given, &expected))
}

fn signature(secret: &str, id: &str, timestamp: &str, body: &[u8]) -> Option<[u8; 32]> {
    let key = BASE64.decode(secret.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    Some(mac(&key, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body]))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of the specification's reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        let signed = sign(&[SECRET.to_owned()], ID, 1_614_265_330, BODY);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn only_what_is_signed_whole_and_now_is_believed() {
        let then = Moment(1_614_265_330_000);
        let signed = format!("v1,AAAA v2,x {}", sign(&[SECRET.to_owned()], ID, 1_614_265_330, BODY));
        let check = |now: Moment, id: &str, time: &str, body: &[u8]| is_signed(SECRET, now, id, time, &signed, body);
        assert!(check(then, ID, "1614265330", BODY));
        assert!(check(then.plus_milliseconds(300_000), ID, "1614265330", BODY));
        assert!(!check(then.plus_milliseconds(301_000), ID, "1614265330", BODY));
        assert!(!check(then.plus_milliseconds(-301_000), ID, "1614265330", BODY));
        assert!(!check(then, "msg_other", "1614265330", BODY));
        assert!(!check(then, ID, "1614265331", BODY));
        assert!(!check(then, ID, "1614265330", b"{}"));
        assert!(!is_signed("whsec_", then, ID, "1614265330", "", BODY));
        assert!(!is_signed("not a secret", then, ID, "1614265330", &signed, BODY));
    }
}
