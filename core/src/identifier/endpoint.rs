//! Electronic addresses, each with its scheme of the EAS list. Refuses to say whether anybody receives there: that is
//! the network's directory (Peppol SML and SMP).

use super::fault::{Fault, Field, IdentifierError};
use super::scheme::{self, Scheme};

/// Electronic address schemes (BR-CL-25, code lists of EN 16931 v1.3.16).
const CODES: &str = "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 0190 \
    0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 \
    0217 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 9914 9915 9918 9919 9920 9922 \
    9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 \
    9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ AS AU EM";

const FIELD: Field =
    Field { length: "endpoint.length", characters: "endpoint.characters", checksum: "endpoint.checksum" };

/// Longer addresses than this are not known (an e-mail address has its own limit).
const LENGTH_MAX: usize = 100;

/// Checks an electronic address (BT-34, BT-49) and gives it as an invoice states it.
pub fn check(scheme: &str, value: &str) -> Result<String, IdentifierError> {
    if !CODES.as_bytes().split(|byte| *byte == b' ').any(|code| code == scheme.as_bytes()) {
        return Err(IdentifierError::new(
            "endpoint.scheme",
            &[
                "An electronic address needs a scheme of the EAS list (BR-CL-25): 0106 for KVK, 0190 for OIN, ",
                "0208 for a Belgian enterprise number, 9944 for a Dutch VAT id, 0088 for a GLN, EM for e-mail.",
            ],
        ));
    }
    match Scheme::of(scheme) {
        Some(known) => known.read(value).map_err(|fault| FIELD.refuse(fault, known.noun, &known.forms())),
        None => scheme::read_plain(value, LENGTH_MAX)
            .and_then(|text| if text.contains(char::is_whitespace) { Err(Fault::Characters) } else { Ok(text) })
            .map_err(|fault| FIELD.refuse(fault, "An electronic address", "without spaces, in at most 100 characters")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(scheme: &str, value: &str) -> &'static str {
        check(scheme, value).unwrap_err().code
    }

    #[test]
    fn an_address_is_checked_by_its_scheme() {
        for (scheme, typed, normalised) in [
            ("0106", "1234 5678", "12345678"),
            ("0208", "0403.019.261", "0403019261"),
            ("0088", "4006381333931", "4006381333931"),
            ("9944", "nl004495445b01", "NL004495445B01"),
            ("9944", "004495445B01", "NL004495445B01"),
            ("9925", "BE0403019261", "BE0403019261"),
            ("9930", "136695976", "DE136695976"),
            ("9932", "980780684", "980780684"),
            ("9932", "GB980780684", "GB980780684"),
            ("0184", "DK13585628", "DK13585628"),
            ("0192", "995525828", "995525828"),
            ("0007", "1234567897", "1234567897"),
            ("9918", "abnanl2a", "ABNANL2A"),
            ("EM", " Invoice.In@example.com ", "Invoice.In@example.com"),
            ("0193", "0123456789_A", "0123456789_A"),
        ] {
            assert_eq!(check(scheme, typed).as_deref(), Ok(normalised), "{scheme}");
        }
    }

    #[test]
    fn each_problem_has_its_code() {
        assert_eq!(code("0106", "123"), "endpoint.length");
        assert_eq!(code("9944", "NL004495445B00"), "endpoint.checksum");
        assert_eq!(code("9944", "NL1234567890"), "endpoint.length");
        assert_eq!(code("9925", "DE0403019261"), "endpoint.length");
        assert_eq!(code("0184", "13585620"), "endpoint.checksum");
        assert_eq!(code("0192", "995525820"), "endpoint.checksum");
        assert_eq!(code("9918", "ABNAZZ2A"), "endpoint.characters");
        assert_eq!(code("0193", "0123 456"), "endpoint.characters");
        for address in ["info", "@example.com", "info@", "a b@example.com", "a@b@c"] {
            assert_eq!(code("EM", address), "endpoint.characters", "{address}");
        }
        assert_eq!(code("EM", &["a", &"b".repeat(254), "@c"].concat()), "endpoint.length");
        for scheme in ["", "em", "KVK", "9999", "9956", "0001", "0106 ", "AX"] {
            assert_eq!(code(scheme, "12345678"), "endpoint.scheme", "{scheme}");
        }
    }

    /// BR-CL-25 of v1.3.16 lists 104 schemes; every scheme with a check of its own is among them or among the ICD.
    #[test]
    fn the_list_is_whole() {
        assert_eq!(CODES.split_ascii_whitespace().count(), 104);
    }

    #[test]
    fn a_message_names_the_number_and_its_form() {
        assert_eq!(
            check("0106", "123").unwrap_err().message,
            "A KVK number is written nnnnnnnn (n a digit). This one is too short or too long: complete it."
        );
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(row in 0..104_usize, value in "\\PC{0,25}", digits in "[0-9A-Z@-]{0,25}") {
            let scheme = CODES.split_ascii_whitespace().nth(row).unwrap();
            for text in [&value, &digits] {
                let _ = check(scheme, text);
            }
        }
    }
}
