//! Makes documents with fonts and logos that are broken in any way: they are refused or printed, and never break the engine. The first
//! byte says what the rest is: a logo, a font, or changes to the built-in font, four bytes each, which reach where arbitrary bytes
//! never do.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use voldaan::calendar::Day;
use voldaan::pdf::{BUILT_IN, Fonts, Materials, PdfOptions, render};
use voldaan::{Draft, Issued, issue};

/// Letters with accents are made of parts in the font.
const DRAFT: &str = r#"{"currency":"EUR","deliveryDate":"2026-01-31","paymentTerms":{"netDays":30},
    "supplier":{"name":"Čaša & Œuvre BV","country":"NL","vatId":"NL004495445B01",
        "address":{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}},
    "customer":{"name":"Åse Øği","country":"NL","address":{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}},
    "lines":[{"name":"Té, naïef ½","quantity":"1","unitPrice":"1000.00","vat":{"category":"S","rate":"21"}}]}"#;

static INVOICE: LazyLock<Issued> = LazyLock::new(|| {
    let draft = Draft::from_json(DRAFT).expect("a draft that can be read");
    issue(&draft, "2026-0001", Day::parse("2026-01-31").expect("a day")).expect("a draft that can be issued")
});

fuzz_target!(|input: &[u8]| {
    let Some((kind, rest)) = input.split_first() else { return };
    match kind % 3 {
        0 => print(Materials { logo: Some(rest), ..Materials::of(BUILT_IN) }),
        1 => print(Materials::of(Fonts { regular: rest, bold: BUILT_IN.bold })),
        _ => {
            let mut font = BUILT_IN.regular.to_vec();
            for change in rest.chunks_exact(4) {
                let place = usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
                let length = font.len();
                font[place % length] = change[3];
            }
            print(Materials::of(Fonts { regular: &font, bold: BUILT_IN.bold }));
        }
    }
});

fn print(materials: Materials<'_>) {
    match (render(&INVOICE, &PdfOptions::default(), &materials), render(&INVOICE, &PdfOptions::default(), &materials)) {
        (Ok(one), Ok(other)) => assert!(one == other, "the same input gives the same bytes"),
        (Err(one), Err(_)) => assert!(!one.findings().is_empty(), "a refusal says why"),
        _ => panic!("printed once, refused once"),
    }
}
