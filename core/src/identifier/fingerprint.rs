//! A short fingerprint of an account number, printed on the invoice and shown in the portal, so that a payer sees when
//! somebody has changed the account on the way. It proves nothing about who holds the account.

use sha2::{Digest, Sha256};

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight characters, 40 bits of the SHA-256 of the account number without blanks: `7K2M-Q0ZD`.
pub fn of_account(account: &str) -> String {
    let plain: String = account.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let digest = Sha256::new().chain_update(b"voldaan account 1\n").chain_update(plain.as_bytes()).finalize();
    let bits = digest.iter().take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut out = String::with_capacity(9);
    for place in 0..8_u32 {
        if place == 4 {
            out.push('-');
        }
        let letter = usize::try_from(bits >> (35 - 5 * place) & 31).unwrap_or_default();
        out.extend(LETTERS.get(letter).map(|letter| char::from(*letter)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::of_account;

    #[test]
    fn the_fingerprint_is_that_of_the_account_and_of_no_other() {
        // printf 'voldaan account 1\nNL91ABNA0417164300' | sha256sum, its first 40 bits in Crockford's base 32.
        assert_eq!(of_account("NL91ABNA0417164300"), "3MKF-PJ6B");
        assert_eq!(of_account("nl91 abna 0417 1643 00"), of_account("NL91ABNA0417164300"));
        assert_ne!(of_account("NL91ABNA0417164301"), of_account("NL91ABNA0417164300"));
    }
}
