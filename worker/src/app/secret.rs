//! Secrets: what is derived from the master secret, sealed with it and compared without telling by time.
//!
//! One master secret serves several purposes, so each has a key of its own: HMAC-SHA256 of a label, the expand step of
//! HKDF (RFC 5869) over a secret that is random already. Refuses to compare secrets with `==`.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::ports::Random;

/// The nonce of XChaCha20: long enough to be drawn at random.
const NONCE_BYTES: usize = 24;

/// The SHA-256 of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The HMAC-SHA256 of several parts, as if they were one.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two secrets are the same, in a time that depends on their lengths only.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// What a key is for that is made of the master secret.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// Naming administrations.
    Administration,
    /// Proving that the name of an administration was given here.
    AdministrationCheck,
    /// Sealing what only this service reads again.
    Seal,
    /// Signing links of customers.
    Link,
    /// Sealing the head of the chain of entries.
    Chain,
    /// Proving that a form was shown here.
    Form,
    /// Telling accounts at a payment service apart by their keys.
    ProviderAccount,
}

impl Purpose {
    /// Each at its own place.
    const ALL: [Purpose; 7] = [
        Purpose::Administration,
        Purpose::AdministrationCheck,
        Purpose::Seal,
        Purpose::Link,
        Purpose::Chain,
        Purpose::Form,
        Purpose::ProviderAccount,
    ];

    /// The label that its key is made with. Whatever was ever sealed or signed depends on it.
    fn label(self) -> &'static str {
        match self {
            Purpose::Administration => "administration",
            Purpose::AdministrationCheck => "administration check",
            Purpose::Seal => "seal",
            Purpose::Link => "link",
            Purpose::Chain => "chain",
            Purpose::Form => "form",
            Purpose::ProviderAccount => "account of a key",
        }
    }
}

/// The secrets that the Worker was started with.
#[derive(Clone)]
pub struct Secrets {
    admin_key_hash: [u8; 32],
    /// The key of each purpose, made once: each request asks for some of them.
    keys: [[u8; 32]; Purpose::ALL.len()],
}

impl Secrets {
    /// The shortest secret that is taken.
    pub const BYTES_MIN: usize = 16;

    /// Takes the secrets; None if one of them is too short to be a secret.
    pub fn new(admin_key: &str, master: &str) -> Option<Secrets> {
        let long = admin_key.len() >= Self::BYTES_MIN && master.len() >= Self::BYTES_MIN;
        let key = |purpose: Purpose| mac(master.as_bytes(), &[purpose.label().as_bytes(), &[1]]);
        long.then(|| Secrets { admin_key_hash: sha256(admin_key.as_bytes()), keys: Purpose::ALL.map(key) })
    }

    /// Whether this is the admin key. Hashes are compared, so that not even the length tells.
    pub(crate) fn is_admin_key(&self, key: &str) -> bool {
        same(&sha256(key.as_bytes()), &self.admin_key_hash)
    }

    /// The key of a purpose.
    pub(crate) fn key(&self, purpose: Purpose) -> &[u8; 32] {
        let [administration, administration_check, seal, link, chain, form, provider_account] = &self.keys;
        match purpose {
            Purpose::Administration => administration,
            Purpose::AdministrationCheck => administration_check,
            Purpose::Seal => seal,
            Purpose::Link => link,
            Purpose::Chain => chain,
            Purpose::Form => form,
            Purpose::ProviderAccount => provider_account,
        }
    }

    /// Seals bytes for a place: they open only there.
    pub(crate) fn seal(&self, random: &impl Random, place: &str, bytes: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce);
        let payload = Payload { msg: bytes, aad: place.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).expect("memory holds what it is given");
        [&nonce[..], &sealed].concat()
    }

    /// Opens sealed bytes; None if they were not sealed for this place with this master secret.
    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place.as_bytes() }).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.key(Purpose::Seal)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Random for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            for (index, byte) in buffer.iter_mut().enumerate() {
                *byte = u8::try_from(index % 251).expect("below 251");
            }
        }
    }

    fn secrets(master: &str) -> Secrets {
        Secrets::new("an admin key of the test", master).expect("long enough")
    }

    #[test]
    fn the_mac_is_that_of_rfc_4231() {
        // RFC 4231, test case 2.
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let made = mac(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        assert_eq!(data_encoding::HEXLOWER.encode(&made), expected);
    }

    #[test]
    fn a_sealed_secret_opens_only_in_its_place_and_whole() {
        let ours = secrets("a master secret of the test");
        let mut sealed = ours.seal(&Counting, "stripe", b"whsec_1");
        assert_eq!(ours.open("stripe", &sealed).as_deref(), Some(&b"whsec_1"[..]));
        assert_eq!(ours.open("mollie", &sealed), None);
        assert_eq!(secrets("another master secret").open("stripe", &sealed), None);
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert_eq!(ours.open("stripe", &sealed), None);
        assert_eq!(ours.open("stripe", &sealed[..20]), None);
    }

    #[test]
    fn short_secrets_are_refused() {
        assert!(Secrets::new("short", "a master secret of the test").is_none());
        assert!(Secrets::new("an admin key of the test", "").is_none());
    }
}
