//! Puts arbitrary bytes to the reader of invoices in PDF files: none may panic or take long, and the same bytes give the same answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voldaan::pdf::from_pdf;
use voldaan::wire::to_json;

fuzz_target!(|input: &[u8]| {
    match (from_pdf(input), from_pdf(input)) {
        (Ok(one), Ok(other)) => assert_eq!(to_json(&one), to_json(&other)),
        (Err(one), Err(other)) => {
            assert!(!one.findings().is_empty(), "a refusal says why");
            assert_eq!(one.findings(), other.findings());
        }
        _ => panic!("read once, refused once"),
    }
});
