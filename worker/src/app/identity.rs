//! Names that prove themselves: administrations and API keys.
//!
//! An administration's id carries a check made with the master secret, so that a made-up one is refused before any
//! storage is touched. An API key names its administration; the Book keeps only the hash of its secret.

use data_encoding::BASE32_DNSSEC;

use super::ports::Random;
use super::secret::{Secrets, mac, same};

/// What the random part of an id is drawn from: 80 bits.
const ID_BYTES: usize = 10;
/// The check of an administration's id: 40 bits, which nobody guesses over HTTP.
const CHECK_BYTES: usize = 5;
/// The random part of an API key: as strong as its hash.
const SECRET_BYTES: usize = 32;

/// A new id with a prefix that says of what.
pub(crate) fn new_id(random: &impl Random, prefix: &str) -> String {
    let mut bytes = [0; ID_BYTES];
    random.fill(&mut bytes);
    format!("{prefix}_{}", BASE32_DNSSEC.encode(&bytes))
}

fn first<const N: usize>(bytes: &[u8; 32]) -> String {
    BASE32_DNSSEC.encode(bytes.get(..N).unwrap_or_default())
}

/// The administration that a request with this idempotency key makes. The same key leads to the same Book, which
/// keeps the record of it: no registry of administrations is needed to make creation idempotent.
pub(crate) fn administration_id(secrets: &Secrets, idempotency_key: &str) -> String {
    let name = first::<ID_BYTES>(&mac(&secrets.keys.administration, &[idempotency_key.as_bytes()]));
    let check = check(secrets, &name);
    format!("{name}{check}")
}

fn check(secrets: &Secrets, name: &str) -> String {
    first::<CHECK_BYTES>(&mac(&secrets.keys.administration_check, &[name.as_bytes()]))
}

/// Whether this id was made with our master secret.
pub(crate) fn is_administration_id(secrets: &Secrets, id: &str) -> bool {
    match id.split_at_checked(16) {
        Some((name, given)) if name.is_ascii() => same(check(secrets, name).as_bytes(), given.as_bytes()),
        _ => false,
    }
}

/// The parts of an API key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiKey {
    /// The administration that it opens.
    pub administration: String,
    /// Its id, by which the Book finds it.
    pub id: String,
    /// What only its owner knows.
    pub secret: String,
}

impl ApiKey {
    /// A new key of an administration.
    pub fn generate(random: &impl Random, administration: &str) -> ApiKey {
        let mut id = [0; ID_BYTES];
        random.fill(&mut id);
        let mut secret = [0; SECRET_BYTES];
        random.fill(&mut secret);
        ApiKey {
            administration: administration.to_owned(),
            id: BASE32_DNSSEC.encode(&id),
            secret: BASE32_DNSSEC.encode(&secret),
        }
    }

    /// Reads the text of a key.
    pub fn parse(text: &str) -> Option<ApiKey> {
        let mut parts = text.strip_prefix("vk_")?.split('_');
        let mut part = || parts.next().filter(|part| !part.is_empty() && part.len() <= 64).map(str::to_owned);
        let key = ApiKey { administration: part()?, id: part()?, secret: part()? };
        parts.next().is_none().then_some(key)
    }

    /// The text of the key, shown once.
    pub fn text(&self) -> String {
        format!("vk_{}_{}_{}", self.administration, self.id, self.secret)
    }
}
