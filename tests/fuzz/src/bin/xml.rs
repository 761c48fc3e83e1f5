//! Puts arbitrary bytes to the reader of e-invoices: none may panic, the same bytes give the same answer, and what is read and can be
//! issued is written and read again as the same invoice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voldaan::einvoice::{ReadDocument, from_xml_bytes, to_cii, to_ubl};
use voldaan::{Issued, Profile, issue};

fuzz_target!(|input: &[u8]| {
    let (read, again) = (from_xml_bytes(input), from_xml_bytes(input));
    match (&read, &again) {
        (Ok(one), Ok(other)) => assert_eq!(one.draft, other.draft),
        (Err(one), Err(other)) => {
            assert!(!one.findings().is_empty(), "a refusal says why");
            assert_eq!(one.findings(), other.findings());
        }
        _ => panic!("read once, refused once"),
    }
    let Some(issued) = read.ok().as_ref().and_then(issued) else { return };
    for to in [to_ubl, to_cii] {
        let Ok(xml) = to(&issued, Profile::En16931) else { continue };
        let read = from_xml_bytes(xml.as_bytes()).expect("what was written can be read");
        assert!(read.findings.iter().all(|finding| !finding.is_error()), "what was written is read without an error");
    }
});

fn issued(read: &ReadDocument) -> Option<Issued> {
    issue(&read.draft, read.number.as_deref()?, read.draft.issue_date?).ok()
}
