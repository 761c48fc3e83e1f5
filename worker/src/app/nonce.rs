//! Nonces of forms: each page that is shown has its own, so that a form that is posted twice is carried out once, and one
//! that another site made is carried out not at all. A nonce proves by itself for which link and when it was made;
//! nothing is stored for a page that is only looked at.

use data_encoding::{BASE32_DNSSEC, BASE64URL_NOPAD};

use super::link::Link;
use super::moment::Moment;
use super::ports::Random;
use super::secret::{Secrets, mac, same};

/// A form may be posted this long after its page was shown.
pub(crate) const HOURS_VALID: i64 = 24;

/// A new nonce for the forms that a link shows.
pub(crate) fn make(secrets: &Secrets, random: &impl Random, link: &Link, now: Moment) -> String {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let body = format!("{}.{}", BASE32_DNSSEC.encode(&bytes), now.seconds());
    let signature = sign(secrets, link, &body);
    format!("{body}.{signature}")
}

/// Whether a nonce was made for this link and is not too old.
pub(crate) fn is_good(secrets: &Secrets, link: &Link, nonce: &str, now: Moment) -> bool {
    let Some((body, signature)) = nonce.rsplit_once('.') else { return false };
    let made: Option<i64> = body.split_once('.').and_then(|(_, seconds)| seconds.parse().ok());
    let age = made.map(|made| now.seconds().saturating_sub(made));
    same(signature.as_bytes(), sign(secrets, link, body).as_bytes())
        && age.is_some_and(|age| (0..=HOURS_VALID * 3600).contains(&age))
}

fn sign(secrets: &Secrets, link: &Link, body: &str) -> String {
    let parts = [&link.administration, ".", &link.subject, ".", &link.action, ".", body].map(str::as_bytes);
    let whole = mac(&secrets.keys.form, &parts);
    BASE64URL_NOPAD.encode(whole.get(..16).unwrap_or_default())
}
