//! Company registration numbers, each with the ISO 6523 scheme that gave it out. Refuses schemes outside that list.

use super::fault::{Fault, Field, IdentifierError};
use super::scheme::{self, Scheme};
use super::vat_id::national;
use super::{shape, text};

const FIELD: Field =
    Field { length: "companyId.length", characters: "companyId.characters", checksum: "companyId.checksum" };

const RSIN: Field = Field { length: "taxId.length", characters: "taxId.characters", checksum: "taxId.checksum" };

/// Longer registration numbers than this are not known.
const LENGTH_MAX: usize = 100;

/// Checks a legal registration identifier (BT-30, BT-47, BT-61) and gives it as an invoice states it.
pub fn check(scheme: &str, value: &str) -> Result<String, IdentifierError> {
    if !is_icd(scheme) {
        return Err(IdentifierError::new(
            "companyId.scheme",
            &[
                "A company number needs the ISO 6523 code of its register (BR-CL-11): 0106 for KVK, 0190 for OIN, ",
                "0208 for a Belgian enterprise number, 0002 for SIREN, 0204 for a Leitweg-ID, 0088 for a GLN.",
            ],
        ));
    }
    match Scheme::of(scheme) {
        Some(known) => known.read(value).map_err(|fault| FIELD.refuse(fault, known.noun, &known.forms())),
        None => scheme::read_plain(value, LENGTH_MAX)
            .map_err(|fault| FIELD.refuse(fault, "A company number", "on one line, in at most 100 characters")),
    }
}

/// Checks an RSIN, the Dutch tax number of legal entities and partnerships (BT-32): nine digits and the 11-test.
pub fn check_rsin(value: &str) -> Result<String, IdentifierError> {
    let refuse = |fault| RSIN.refuse(fault, "An RSIN", &shape::describe("", "9n"));
    let digits = text::compact(value).map_err(refuse)?;
    shape::check("9n", &digits).map_err(refuse)?;
    if national::rsin(digits.as_bytes()) { Ok(digits) } else { Err(refuse(Fault::Checksum)) }
}

/// ISO 6523 International Code Designators as EN 16931 lists them (BR-CL-11, code lists of v1.3.16): 0002 to 0248
/// with four that are not given out.
fn is_icd(scheme: &str) -> bool {
    scheme.len() == 4
        && scheme.bytes().all(|byte| byte.is_ascii_digit())
        && scheme.parse::<u16>().is_ok_and(|code| matches!(code, 2..=248) && !matches!(code, 92 | 103 | 181 | 182))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(scheme: &str, value: &str) -> &'static str {
        check(scheme, value).unwrap_err().code
    }

    /// Samples of python-stdnum; the KoSIT test suite's Leitweg-ID; OINs built by the rule of Logius.
    const SAMPLES: [(&str, &str); 12] = [
        ("0002", "732829320"),
        ("0009", "73282932000074"),
        ("0009", "35600000000048"),
        ("0088", "4006381333931"),
        ("0106", "12345678"),
        ("0151", "83914571673"),
        ("0190", "00000001111222333000"),
        ("0190", "00000003123456780000"),
        ("0199", "213800KUD8LAJWSQ9D15"),
        ("0204", "991-03730-19"),
        ("0204", "90000000-03083-72"),
        ("0208", "0403019261"),
    ];

    #[test]
    fn samples_are_taken() {
        for (scheme, value) in SAMPLES {
            assert_eq!(check(scheme, value).as_deref(), Ok(value), "{scheme}");
        }
    }

    #[test]
    fn wrong_check_digits_are_refused() {
        for (scheme, value) in [
            ("0002", "732829321"),
            ("0009", "73282932000079"),
            ("0088", "4006381333932"),
            ("0151", "83914571674"),
            ("0190", "00000001111222334000"),
            ("0190", "00000003123456789000"),
            ("0199", "213800KUD8LAJWSQ9D16"),
            ("0204", "991-03730-91"),
            ("0208", "0403019262"),
            ("0208", "0000009700"),
        ] {
            assert_eq!(code(scheme, value), "companyId.checksum", "{scheme}");
        }
    }

    #[test]
    fn numbers_are_normalised() {
        assert_eq!(check("0208", "BE 0403.019.261").unwrap(), "0403019261");
        assert_eq!(check("0208", "403.019.261").unwrap(), "0403019261");
        assert_eq!(check("0106", "1234 5678").unwrap(), "12345678");
        assert_eq!(check("0204", "04 0 11 000 - 12345 12345 - 06").unwrap(), "04011000-1234512345-06");
        assert_eq!(check("0003", "  HRB 1234 B ").unwrap(), "HRB 1234 B");
    }

    #[test]
    fn each_problem_has_its_code() {
        assert_eq!(code("0106", "1234567"), "companyId.length");
        assert_eq!(code("0106", "SITEST00000"), "companyId.length");
        assert_eq!(code("0106", "1234567A"), "companyId.characters");
        assert_eq!(code("0204", "991_03730_19"), "companyId.characters");
        assert_eq!(code("0204", "9-19"), "companyId.length");
        assert_eq!(code("0003", ""), "companyId.length");
        assert_eq!(code("0003", &"1".repeat(101)), "companyId.length");
        assert_eq!(code("0003", "a\nb"), "companyId.characters");
        for scheme in ["", "KVK", "106", "00106", "0001", "0092", "0249", "9944", "+106"] {
            assert_eq!(code(scheme, "12345678"), "companyId.scheme", "{scheme}");
        }
    }

    /// python-stdnum's BSN sample: the RSIN has the same test.
    #[test]
    fn an_rsin_passes_the_11_test() {
        assert_eq!(check_rsin("1112.22.333").as_deref(), Ok("111222333"));
        assert_eq!(check_rsin("111222334").unwrap_err().code, "taxId.checksum");
        assert_eq!(check_rsin("000000000").unwrap_err().code, "taxId.checksum");
        assert_eq!(check_rsin("11122233").unwrap_err().code, "taxId.length");
    }

    proptest! {
        /// Luhn, GS1, MOD 97 and 11-tests all find a change of one digit.
        #[test]
        fn a_changed_digit_is_refused(row in 0..SAMPLES.len(), place in 0..20_usize, by in 1..10_u8) {
            let (scheme, value) = SAMPLES[row];
            // La Poste's digit sum lets some changes through, and its head office stands one digit from its branches.
            prop_assume!(!matches!(scheme, "0106" | "0190") && !value.starts_with("356"));
            let mut value = value.as_bytes().to_vec();
            let place = place % value.len();
            if value[place].is_ascii_digit() {
                value[place] = b'0' + (value[place] - b'0' + by) % 10;
                prop_assert!(check(scheme, core::str::from_utf8(&value).unwrap()).is_err());
            }
        }

        #[test]
        fn any_text_gets_an_answer(scheme in 0..300_u32, value in "\\PC{0,25}", digits in "[0-9A-Z-]{0,25}") {
            for text in [&value, &digits] {
                let _ = check(&format!("{scheme:04}"), text);
                let _ = check_rsin(text);
            }
        }
    }
}
