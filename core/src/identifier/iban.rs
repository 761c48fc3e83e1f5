//! IBAN (ISO 13616): country, length, structure and check digits. Refuses countries outside the IBAN registry and
//! says nothing about whether the bank or the account exists.

use super::check_digit::{mod_97, number};
use super::country;
use super::fault::{Fault, Field, IdentifierError};
use super::{shape, text};

/// Country and BBAN structure, adjacent parts of one kind taken together.
/// Source: SWIFT IBAN registry as in schwifty 2026.10.1. Brazil has had letters in bank and branch since companies
/// there get alphanumeric registration numbers; python-stdnum 2.2 (registry release 101) has digits only.
const STRUCTURES: &str = "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR8c15n2c BY4c4n16c CH5n12c CR18n \
    CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n \
    GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c \
    KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n \
    MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c \
    SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n \
    VG4a16n XK16n YE4a4n18c";

const FIELD: Field = Field { length: "iban.length", characters: "iban.characters", checksum: "iban.checksum" };

/// Checks an IBAN (BT-84) and gives it without spaces, in upper case.
pub fn check(value: &str) -> Result<String, IdentifierError> {
    let text = text::compact(value).map_err(|fault| {
        FIELD.refuse(fault, "An IBAN", "with its country and two digits in front, as NL91ABNA0417164300")
    })?;
    let (country, rest) = text.split_at_checked(2).unwrap_or((&text, ""));
    let Some(structure) = structure_of(country) else {
        return Err(no_country(country));
    };
    let refuse =
        |fault| FIELD.refuse(fault, "An IBAN of this country", &shape::describe(country, &["2n", structure].concat()));
    let (digits, account) = rest.split_at_checked(2).ok_or_else(|| refuse(Fault::Length))?;
    shape::check(structure, account).map_err(refuse)?;
    shape::check("2n", digits).map_err(refuse)?;
    let rest = mod_97(account.bytes().chain(country.bytes()).chain(digits.bytes()));
    // ISO 13616: check digits are 98 less a remainder, so 02 to 98; 00, 01 and 99 are never given out.
    let is_given_out = !matches!(digits, "00" | "01" | "99");
    if rest != 1 || !is_given_out || (country == "BE" && !is_belgian(account)) {
        return Err(refuse(Fault::Checksum));
    }
    Ok(text)
}

/// The structure of the accounts of a country, behind its two letters.
fn structure_of(country: &str) -> Option<&'static str> {
    let [first, second] = country.as_bytes() else { return None };
    // The first row has no blank before it.
    let row = |row: &[u8]| row == [b' ', *first, *second];
    let at = if STRUCTURES.starts_with(country) { 0 } else { STRUCTURES.as_bytes().windows(3).position(row)? + 1 };
    let rest = STRUCTURES.get(at + 2..)?;
    rest.split(' ').next()
}

/// Belgian accounts have their own check digits: the first ten digits modulo 97, where 0 is written 97.
fn is_belgian(account: &str) -> bool {
    account.as_bytes().split_at_checked(10).is_some_and(|(first, last)| {
        let rest = number(first) % 97;
        number(last) == if rest == 0 { 97 } else { rest }
    })
}

fn no_country(country: &str) -> IdentifierError {
    let message: &[&str] = if country::is_known(country) {
        &["The country ", country, " has no IBAN. Give the account in the form that the payment method asks for."]
    } else {
        &["An IBAN starts with the two letters of its country, such as NL or BE. Copy it whole."]
    };
    IdentifierError::new("iban.country", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Well-known examples of the IBAN registry, and the Belgian ones of python-stdnum.
    const VALID: [&str; 18] = [
        "NL91ABNA0417164300",
        "BE68539007547034",
        "BE72000000001616",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "LU280019400644750000",
        "AT611904300234573201",
        "GB29NWBK60161331926819",
        "CH9300762011623852957",
        "NO9386011117947",
        "IE29AIBK93115212345678",
        "ES9121000418450200051332",
        "IT60X0542811101000000123456",
        "PT50000201231234567890154",
        "SE4550000000058398257466",
        "DK5000400440116243",
        "FI2112345600000785",
        "PL61109010140000071219812874",
    ];

    fn code(value: &str) -> &'static str {
        check(value).unwrap_err().code
    }

    #[test]
    fn registry_examples_are_taken() {
        for iban in VALID {
            assert_eq!(check(iban).as_deref(), Ok(iban));
        }
    }

    #[test]
    fn spaces_and_lower_case_are_normalised() {
        assert_eq!(check(" nl91 abna 0417 1643 00 ").unwrap(), "NL91ABNA0417164300");
        assert_eq!(check("NL91\u{a0}ABNA\u{2011}0417.1643.00").unwrap(), "NL91ABNA0417164300");
    }

    #[test]
    fn each_problem_has_its_code() {
        assert_eq!(code("NL92ABNA0417164300"), "iban.checksum");
        assert_eq!(code("BE68539007547035"), "iban.checksum");
        assert_eq!(code("DE8937040044053201300"), "iban.length");
        assert_eq!(code("NL91ABNA04171643OO"), "iban.characters");
        assert_eq!(code("NLX1ABNA0417164300"), "iban.characters");
        assert_eq!(code("NL"), "iban.length");
        assert_eq!(code("NL9€"), "iban.characters");
        for iban in ["", "N", "US64SVBKUS6S3300958879", "ZZ91ABNA0417164300", "0417164300"] {
            assert_eq!(code(iban), "iban.country", "{iban}");
        }
    }

    /// The sum fits here (97 and 00 are the same modulo 97), but ISO 13616 never gives out such check digits.
    #[test]
    fn check_digits_outside_02_to_98_are_refused() {
        for account in 0..200_u32 {
            for digits in ["00", "01", "99"] {
                assert!(check(&format!("DE{digits}370400440532{account:06}")).is_err());
            }
        }
    }

    /// BE68 5390 0754 7034 with the account's own check digits broken and the IBAN's made to fit again.
    #[test]
    fn a_belgian_account_has_check_digits_of_its_own() {
        let fitting: Vec<String> = (2..=98)
            .map(|digits| format!("BE{digits:02}539007547035"))
            .filter(|iban| mod_97(iban[4..].bytes().chain(iban[..4].bytes())) == 1)
            .collect();
        assert_eq!(fitting.len(), 1);
        assert_eq!(code(&fitting[0]), "iban.checksum");
    }

    #[test]
    fn a_message_shows_the_form() {
        assert_eq!(
            check("NL91ABNA04171643").unwrap_err().message,
            "An IBAN of this country is written NLnnaaaannnnnnnnnn (n a digit, a a letter). This one is too short or too long: complete it."
        );
    }

    proptest! {
        /// MOD 97-10 finds every single substitution (ISO 7064).
        #[test]
        fn a_changed_character_is_refused(row in 0..VALID.len(), place in 2..33_usize, by in 1..10_u8) {
            let mut iban = VALID[row].as_bytes().to_vec();
            let place = place % iban.len();
            if iban[place].is_ascii_digit() {
                iban[place] = b'0' + (iban[place] - b'0' + by) % 10;
                prop_assert!(check(core::str::from_utf8(&iban).unwrap()).is_err());
            }
        }

        #[test]
        fn any_text_gets_an_answer(value in "\\PC*") {
            let _ = check(&value);
        }

        #[test]
        fn a_normalised_iban_is_stable(row in 0..VALID.len(), place in 0..30_usize) {
            let mut typed = VALID[row].to_ascii_lowercase();
            typed.insert(place % typed.len(), ' ');
            prop_assert_eq!(check(&typed).unwrap(), VALID[row]);
        }
    }
}
