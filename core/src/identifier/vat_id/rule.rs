//! The form and the check of each country's VAT ids, one row a country. Refuses countries without a row.
//!
//! Forms: European Commission, VIES, "structure of VAT identification numbers". Checks: as published per country and
//! collected in python-stdnum 2.2, against which every row is judged (`tests/judges/identifiers.py`).

use super::super::check_digit::{is_eleven_ten, is_mod_11_10, weighted};
use super::super::fault::Fault;
use super::super::shape;
use super::national;

/// How the check digits of a number are tested, once its shape fits.
enum Check {
    /// The weighted sum of all digits is a multiple of the modulus.
    Multiple(u32, &'static [u32]),
    /// The last digit is the weighted sum of the others, modulo 11, then modulo 10.
    ElevenTen(&'static [u32]),
    /// ISO 7064 MOD 11,10.
    Iso,
    /// A rule of the country's own.
    Own(fn(&[u8]) -> bool),
}

/// What is known of one country's VAT ids.
pub(super) struct Rule {
    country: &'static str,
    /// What follows the country, in the notation of `shape`.
    pub shapes: &'static str,
    check: Check,
}

const fn row(country: &'static str, shapes: &'static str, check: Check) -> Rule {
    Rule { country, shapes, check }
}

static RULES: [Rule; 31] = [
    row("AT", "U8n", Check::Own(national::at)),
    row("BE", "'09n|'19n", Check::Own(national::be)),
    row("BG", "9n|10n", Check::Own(national::bg)),
    row("CH", "E9nMWST|E9nTVA|E9nIVA|E9nTPV", Check::Own(national::ch)),
    row("CY", "8na", Check::Own(national::cy)),
    row("CZ", "8n|9n|10n", Check::Own(national::cz)),
    row("DE", "p8n", Check::Iso),
    row("DK", "p7n", Check::Multiple(11, &[2, 7, 6, 5, 4, 3, 2, 1])),
    row("EE", "9n", Check::Multiple(10, &[3, 7, 1, 3, 7, 1, 3, 7, 1])),
    row("EL", "9n", Check::ElevenTen(&[256, 128, 64, 32, 16, 8, 4, 2])),
    row("ES", "c7nc", Check::Own(national::es)),
    row("FI", "8n", Check::Multiple(11, &[7, 9, 10, 5, 8, 4, 2, 1])),
    row("FR", "2c9n", Check::Own(national::fr)),
    row("GB", "9n|12n|GD3n|HA3n", Check::Own(national::gb)),
    row("HR", "11n", Check::Iso),
    row("HU", "8n", Check::Multiple(10, &[9, 7, 3, 1, 9, 7, 3, 1])),
    row("IE", "7na|7n2a|na5na|n+5na|n*5na", Check::Own(national::ie)),
    row("IT", "11n", Check::Own(national::it)),
    row("LT", "9n|12n", Check::Own(national::lt)),
    row("LU", "8n", Check::Own(national::lu)),
    row("LV", "11n", Check::Own(national::lv)),
    row("MT", "p7n", Check::Multiple(37, &[3, 4, 6, 7, 8, 9, 10, 1])),
    row("NL", "9nB2n", Check::Own(national::nl)),
    row("NO", "9nMVA", Check::Multiple(11, &[3, 2, 7, 6, 5, 4, 3, 2, 1])),
    // The last weight is −1 in the source, which is 10 modulo 11.
    row("PL", "10n", Check::Multiple(11, &[6, 5, 7, 2, 3, 4, 5, 6, 7, 10])),
    // 11 less the sum with weights 9 to 2, which is the sum with weights 2 to 9 modulo 11.
    row("PT", "p8n", Check::ElevenTen(&[2, 3, 4, 5, 6, 7, 8, 9])),
    row("RO", "pn|p2n|p3n|p4n|p5n|p6n|p7n|p8n|p9n", Check::Own(national::ro)),
    row("SE", "10n'0'1", Check::Own(national::se)),
    row("SI", "p7n", Check::Own(national::si)),
    row("SK", "10n", Check::Own(national::sk)),
    row("XI", "9n|12n|GD3n|HA3n", Check::Own(national::gb)),
];

impl Rule {
    /// The rule of a country, by the letters that its VAT ids start with (EL for Greece).
    pub fn of(country: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.country == country)
    }

    /// Judges what follows the country.
    pub fn verify(&self, body: &str) -> Result<(), Fault> {
        shape::check(self.shapes, body)?;
        let bytes = body.as_bytes();
        let fits = match self.check {
            Check::Multiple(modulus, weights) => weighted(bytes, weights).is_multiple_of(modulus),
            Check::ElevenTen(weights) => is_eleven_ten(bytes, weights),
            Check::Iso => is_mod_11_10(bytes),
            Check::Own(check) => check(bytes),
        };
        if fits { Ok(()) } else { Err(Fault::Checksum) }
    }
}
