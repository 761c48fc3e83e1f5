//! VAT ids: samples of python-stdnum's documentation, valid ones and the same with another check digit.

use super::check;
use proptest::prelude::*;

/// Valid, and the same number with a wrong check digit.
const SAMPLES: [(&str, &str); 45] = [
    ("ATU13585627", "ATU13585620"),
    ("BE0428759497", "BE0428759490"),
    ("BE0403019261", "BE0403019260"),
    ("BE0566988259", "BE0566988250"),
    ("BG175074752", "BG175074750"),
    ("BG7523169263", "BG7523169260"),
    ("CHE107787577IVA", "CHE107787570IVA"),
    ("CY10259033P", "CY10259030P"),
    ("CZ25123891", "CZ25123890"),
    ("CZ7103192745", "CZ7103192740"),
    ("CZ640903926", "CZ640903920"),
    ("DE136695976", "DE136695970"),
    ("DK13585628", "DK13585620"),
    ("EE100931558", "EE100931550"),
    ("EE100594102", "EE100594100"),
    ("EL094259216", "EL094259210"),
    ("EL023456780", "EL023456781"),
    ("ESB64717838", "ESB64717830"),
    ("ES54362315K", "ES54362310K"),
    ("ESX5253868R", "ESX5253860R"),
    ("ESM1234567L", "ESM1234560L"),
    ("FI20774740", "FI20774741"),
    ("FR40303265045", "FR40303265040"),
    ("FR23334175221", "FR23334175220"),
    ("FRK7399859412", "FRK7399859410"),
    ("GB980780684", "GB980780680"),
    ("XI980780684", "XI980780680"),
    ("HR33392005961", "HR33392005960"),
    ("HU12892312", "HU12892310"),
    ("IE6433435F", "IE6433430F"),
    ("IE6433435OA", "IE6433430OA"),
    ("IE8D79739I", "IE8D79730I"),
    ("IT00743110157", "IT00743110150"),
    ("LT119511515", "LT119511510"),
    ("LT100001919017", "LT100001919010"),
    ("LU15027442", "LU15027440"),
    ("LV40003521600", "LV40003521601"),
    ("LV16117519997", "LV16117519990"),
    ("MT11679112", "MT11679110"),
    ("NO995525828MVA", "NO995525820MVA"),
    ("PL8567346215", "PL8567346210"),
    ("PT501964843", "PT501964840"),
    ("RO18547290", "RO18547291"),
    ("SI50223054", "SI50223050"),
    ("SK2022749619", "SK2022749610"),
];

/// Belgium's, the Netherlands' and Sweden's forms with what only looks like a check digit.
const DUTCH: [(&str, &str); 3] =
    [("NL004495445B01", "NL004495445B00"), ("NL002455799B11", "NL002455799B10"), ("LT100004801610", "LT100004801611")];

fn code(value: &str) -> &'static str {
    check(value).unwrap_err().code
}

#[test]
fn samples_of_every_country_are_judged() {
    for (valid, invalid) in SAMPLES.into_iter().chain(DUTCH) {
        assert_eq!(check(valid).as_deref(), Ok(valid));
        assert_eq!(code(invalid), "vatId.checksum", "{invalid}");
    }
    assert_eq!(check("SE123456789701").unwrap(), "SE123456789701");
    assert_eq!(code("SE123456789700"), "vatId.characters");
}

#[test]
fn ids_are_normalised() {
    for (typed, normalised) in [
        ("nl 0044.95.445 b01", "NL004495445B01"),
        ("BE 0428.759.497", "BE0428759497"),
        ("be428.759.497", "BE0428759497"),
        ("GR 094259216", "EL094259216"),
        ("CHE-107.787.577 IVA", "CHE107787577IVA"),
        ("995 525 828 MVA", "NO995525828MVA"),
        ("NO 995525828 mva", "NO995525828MVA"),
        ("\u{a0}DE\u{a0}136\u{2013}695\u{200b}976", "DE136695976"),
    ] {
        assert_eq!(check(typed).as_deref(), Ok(normalised));
    }
}

#[test]
fn each_problem_has_its_code() {
    assert_eq!(code(""), "vatId.country");
    assert_eq!(code("004495445B01"), "vatId.country");
    assert_eq!(code("EU826012345"), "vatId.country");
    assert_eq!(code("US123456789"), "vatId.unchecked");
    assert_eq!(code("IS12345"), "vatId.unchecked");
    assert_eq!(code("NL"), "vatId.length");
    assert_eq!(code("NL004495445B1"), "vatId.length");
    assert_eq!(code("NL4495445B01"), "vatId.length");
    assert_eq!(code("NL004495445C01"), "vatId.characters");
    assert_eq!(code("NL00449544😀B01"), "vatId.characters");
    assert_eq!(code("BE2428759497"), "vatId.characters");
    assert_eq!(code("FRO7399859412"), "vatId.checksum");
    assert_eq!(code(&"NL".repeat(40)), "vatId.length");
}

/// The check digits are 97 less the remainder (PEPPOL-COMMON-R043), and 00000097 leaves none: 97, never 00.
#[test]
fn a_belgian_remainder_of_zero_is_written_97() {
    assert_eq!(check("BE0000009797").as_deref(), Ok("BE0000009797"));
    assert_eq!(code("BE0000009700"), "vatId.checksum");
}

#[test]
fn a_message_says_how_to_write_it() {
    assert_eq!(
        check("NL004495445B1").unwrap_err().message,
        "A VAT id of this country is written NLnnnnnnnnnBnn (n a digit). This one is too short or too long: complete it."
    );
}

/// Countries whose method finds every change of one digit: weights that share no factor with a prime modulus, or
/// ISO 7064. (Modulo 10 or 11-then-10, and the two methods of NL, let some changes through.)
const DETECTING: [&str; 13] = [
    "BE0428759497",
    "DE136695976",
    "DK13585628",
    "FI20774740",
    "HR33392005961",
    "SE123456789701",
    "IT00743110157",
    "HU12892312",
    "NO995525828MVA",
    "PL8567346215",
    "CHE107787577IVA",
    "EE100931558",
    "MT11679112",
];

proptest! {
    #[test]
    fn a_changed_digit_is_refused(row in 0..DETECTING.len(), place in 2..14_usize, by in 1..10_u8) {
        let mut id = DETECTING[row].as_bytes().to_vec();
        let place = place % id.len();
        if id[place].is_ascii_digit() {
            id[place] = b'0' + (id[place] - b'0' + by) % 10;
            prop_assert!(check(core::str::from_utf8(&id).unwrap()).is_err());
        }
    }

    #[test]
    fn any_text_gets_an_answer(country in "[A-Z]{2}", value in "\\PC{0,20}", digits in "[0-9A-Z+*]{0,14}") {
        let _ = check(&value);
        let _ = check(&[country.as_str(), &value].concat());
        let _ = check(&[country.as_str(), &digits].concat());
    }

    /// What comes out is accepted again and stays as it is.
    #[test]
    fn a_normalised_id_is_stable(row in 0..SAMPLES.len(), place in 0..14_usize) {
        let id = SAMPLES[row].0;
        let mut typed = id.to_ascii_lowercase();
        typed.insert(place % typed.len(), '.');
        prop_assert_eq!(check(&typed).unwrap(), id);
    }
}
