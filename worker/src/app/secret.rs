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

/// What is made of the master secret, a key for each purpose.
#[derive(Clone)]
pub(crate) struct Keys {
    /// Names administrations.
    pub administration: [u8; 32],
    /// Proves that the name of an administration was given here.
    pub administration_check: [u8; 32],
    /// Seals what only this service reads again.
    pub seal: [u8; 32],
    /// Signs links of customers.
    pub link: [u8; 32],
    /// Seals the head of the chain of entries.
    pub chain: [u8; 32],
    /// Proves that a form was shown here.
    pub form: [u8; 32],
    /// Tells accounts at a payment service apart by their keys.
    pub provider_account: [u8; 32],
}

impl Keys {
    /// Whatever was ever sealed or signed depends on the labels.
    fn of(master: &str) -> Keys {
        let key = |label: &str| mac(master.as_bytes(), &[label.as_bytes(), &[1]]);
        Keys {
            administration: key("administration"),
            administration_check: key("administration check"),
            seal: key("seal"),
            link: key("link"),
            chain: key("chain"),
            form: key("form"),
            provider_account: key("account of a key"),
        }
    }
}

/// The secrets that the Worker was started with.
#[derive(Clone)]
pub struct Secrets {
    admin_key_hash: [u8; 32],
    /// Made once: each request asks for some of them.
    pub(crate) keys: Keys,
}

impl Secrets {
    /// The shortest secret that is taken.
    pub const BYTES_MIN: usize = 16;

    /// Takes the secrets; None if one of them is too short to be a secret.
    pub fn new(admin_key: &str, master: &str) -> Option<Secrets> {
        let long = admin_key.len() >= Self::BYTES_MIN && master.len() >= Self::BYTES_MIN;
        long.then(|| Secrets { admin_key_hash: sha256(admin_key.as_bytes()), keys: Keys::of(master) })
    }

    /// Whether this is the admin key. Hashes are compared, so that not even the length tells.
    pub(crate) fn is_admin_key(&self, key: &str) -> bool {
        same(&sha256(key.as_bytes()), &self.admin_key_hash)
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
        XChaCha20Poly1305::new(&Key::from(self.keys.seal))
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
