//! Payment references: samples of their owners, round trips, and what each check finds.

use super::{ReferenceScheme, check, make, print};
use ReferenceScheme::{Kenmerk, Ogm, Qrr, Rf, Text};
use proptest::prelude::*;

fn code(value: &str, scheme: ReferenceScheme) -> &'static str {
    check(value, Some(scheme)).unwrap_err().code
}

/// RF and OGM: python-stdnum. Betalingskenmerk: both examples of Betaalvereniging Nederland. QRR: python-stdnum.
const SAMPLES: [(ReferenceScheme, &str, &str); 6] = [
    (Rf, "RF18539007547034", "RF18 5390 0754 7034"),
    (Ogm, "+++010/8068/17183+++", "+++010/8068/17183+++"),
    (Ogm, "+++000/0000/09797+++", "+++000/0000/09797+++"),
    (Kenmerk, "5000056789012345", "5000 0567 8901 2345"),
    (Kenmerk, "12234534622567", "12 2345 3462 2567"),
    (Qrr, "210000000003139471430009017", "21 00000 00003 13947 14300 09017"),
];

#[test]
fn samples_are_taken_recognised_and_printed() {
    for (scheme, reference, printed) in SAMPLES {
        let expected = Ok((scheme, reference.to_owned()));
        assert_eq!(check(reference, Some(scheme)), expected);
        assert_eq!(check(reference, None), expected);
        assert_eq!(print(scheme, reference), printed);
        assert_eq!(check(&printed.to_lowercase(), Some(scheme)), expected);
    }
}

#[test]
fn a_structured_communication_is_read_in_every_form() {
    for typed in ["010806817183", "010/8068/17183", "***010/8068/17183***", " +++ 010 / 8068 / 17183 +++ "] {
        assert_eq!(check(typed, None).unwrap(), (Ogm, "+++010/8068/17183+++".to_owned()), "{typed}");
    }
}

#[test]
fn wrong_check_digits_are_refused() {
    assert_eq!(code("RF17539007547034", Rf), "paymentReference.checksum");
    assert_eq!(code("010806817180", Ogm), "paymentReference.checksum");
    assert_eq!(code("6000056789012345", Kenmerk), "paymentReference.checksum");
    assert_eq!(code("210000000003139471430009016", Qrr), "paymentReference.checksum");
    assert_eq!(code("000000000000", Ogm), "paymentReference.checksum");
    assert_eq!(code(&"0".repeat(27), Qrr), "paymentReference.checksum");
}

/// Marked as a reference and wrong is an error; only what carries no mark may be text.
#[test]
fn a_marked_reference_is_never_taken_for_text() {
    for marked in ["RF17539007547034", "+++010/8068/17180+++", "210000000003139471430009016"] {
        assert_eq!(check(marked, None).unwrap_err().code, "paymentReference.checksum", "{marked}");
    }
    for free in ["2026-0001", "1234567", "invoice 12", "RFID 12", "RF", "010806817180"] {
        assert_eq!(check(free, None).unwrap(), (Text, free.to_owned()));
    }
}

#[test]
fn each_problem_has_its_code() {
    assert_eq!(code("RF18", Rf), "paymentReference.length");
    assert_eq!(code("RF185390075470341234567890", Rf), "paymentReference.length");
    assert_eq!(code("FR18539007547034", Rf), "paymentReference.characters");
    assert_eq!(code("RF18+39007547034", Rf), "paymentReference.characters");
    assert_eq!(code("01080681718", Ogm), "paymentReference.length");
    assert_eq!(code("01080681718A", Ogm), "paymentReference.characters");
    for length in [0, 6, 8, 15, 17] {
        assert_eq!(code(&"1".repeat(length), Kenmerk), "paymentReference.length", "{length}");
    }
    assert_eq!(code("", Text), "paymentReference.length");
    assert_eq!(code(&"é".repeat(141), Text), "paymentReference.length");
    assert_eq!(code("two\nlines", Text), "paymentReference.characters");
    assert_eq!(check(&"é".repeat(140), Some(Text)).unwrap().0, Text);
}

#[test]
fn references_are_made() {
    assert_eq!(make(Rf, "539007547034").unwrap(), "RF18539007547034");
    assert_eq!(make(Ogm, "0108068171").unwrap(), "+++010/8068/17183+++");
    assert_eq!(make(Ogm, "97").unwrap(), "+++000/0000/09797+++");
    assert_eq!(make(Kenmerk, "000056789012345").unwrap(), "5000056789012345");
    assert_eq!(make(Kenmerk, "234534622567").unwrap(), "12234534622567");
    assert_eq!(make(Qrr, "21000000000313947143000901").unwrap(), "210000000003139471430009017");
    assert_eq!(make(Text, " 2026-0001 ").unwrap(), "2026-0001");
}

#[test]
fn numbers_of_another_form_are_refused() {
    let code = |scheme, value| make(scheme, value).unwrap_err().code;
    assert_eq!(code(Ogm, "12345678901"), "paymentReference.length");
    assert_eq!(code(Ogm, "0"), "paymentReference.length");
    assert_eq!(code(Ogm, ""), "paymentReference.length");
    assert_eq!(code(Ogm, "INV-1"), "paymentReference.characters");
    assert_eq!(code(Kenmerk, "1234567890123456"), "paymentReference.length");
    assert_eq!(code(Qrr, "123456789012345678901234567"), "paymentReference.length");
    assert_eq!(code(Rf, ""), "paymentReference.length");
    assert_eq!(code(Rf, "2026_1"), "paymentReference.characters");
}

#[test]
fn names_on_the_wire_go_both_ways() {
    for name in ["rf", "ogm", "kenmerk", "qrr", "text"] {
        assert_eq!(ReferenceScheme::from_str_name(name).map(ReferenceScheme::as_str), Some(name));
    }
    assert_eq!(ReferenceScheme::from_str_name("RF"), None);
}

/// A scheme, and a number that it can be made from.
fn numbers() -> impl Strategy<Value = (ReferenceScheme, String)> {
    prop_oneof![
        "[0-9A-Z]{1,21}".prop_map(|number| (Rf, number)),
        "[0-9]{0,9}[1-9]".prop_map(|number| (Ogm, number)),
        "[0-9]{0,14}[1-9]".prop_map(|number| (Kenmerk, number)),
        "[0-9]{0,25}[1-9]".prop_map(|number| (Qrr, number)),
        "[a-zA-Z0-9 ./-]{0,139}[a-z]".prop_map(|text| (Text, text.trim().to_owned())),
    ]
}

proptest! {
    #[test]
    fn what_is_made_is_accepted((scheme, number) in numbers()) {
        let made = make(scheme, &number).unwrap();
        prop_assert_eq!(check(&made, Some(scheme)), Ok((scheme, made.clone())));
        prop_assert_eq!(check(&print(scheme, &made), Some(scheme)), Ok((scheme, made)));
    }

    /// MOD 97 and the recursive modulo 10 find every change of one digit; a made reference holds its number.
    #[test]
    fn a_changed_digit_is_refused((scheme, number) in numbers(), place in 0..27_usize, by in 1..10_u8) {
        prop_assume!(matches!(scheme, Rf | Ogm | Qrr));
        let mut made = make(scheme, &number).unwrap().into_bytes();
        let place = place % made.len();
        if made[place].is_ascii_digit() {
            made[place] = b'0' + (made[place] - b'0' + by) % 10;
            prop_assert!(check(core::str::from_utf8(&made).unwrap(), Some(scheme)).is_err());
        }
    }

    #[test]
    fn any_text_gets_an_answer(value in "\\PC{0,30}", digits in "[RF0-9+/ ]{0,30}") {
        for text in [&value, &digits] {
            let _ = check(text, None);
            for scheme in [Rf, Ogm, Kenmerk, Qrr, Text] {
                let _ = check(text, Some(scheme));
                let _ = make(scheme, text);
                let _ = print(scheme, text);
            }
        }
    }
}
