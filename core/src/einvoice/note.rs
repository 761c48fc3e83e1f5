//! The notes of the document (BG-1): what the draft says, why an earlier invoice is referred to, and what the law
//! wants to be said.

use crate::invoice::{Issued, Profile};

use super::said;

/// A note as it goes out.
pub(super) struct Note<'a> {
    /// Subject code of UNTDID 4451 (BT-21).
    pub subject: Option<&'static str>,
    /// The note (BT-22).
    pub text: std::borrow::Cow<'a, str>,
}

/// The subject of a note that gives the reason for a document: UNTDID 4451 ACD.
pub(super) const REASON: &str = "ACD";

/// The subject of a note that UBL would else take a part of the text for: UNTDID 4451 AAI, general information.
pub(super) const GENERAL: &str = "AAI";

/// Whether UBL would read a subject out of the text that is none: whatever has three characters between the first two number signs of a
/// note is one there (BR-CL-08). Three capitals at the beginning are taken to be meant as such.
pub(super) fn seems_to_have_subject(text: &str) -> bool {
    let mut parts = text.as_bytes().split(|byte| *byte == b'#');
    let (Some(before), Some(code), Some(_)) = (parts.next(), parts.next(), parts.next()) else { return false };
    // Bytes that go on with a character begin with 10.
    let characters = code.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    characters == 3 && !(before.is_empty() && code.iter().all(u8::is_ascii_uppercase))
}

/// The notes in their order. Peppol takes one note only (PEPPOL-EN16931-R002), which then has them all, line by line.
pub(super) fn notes(issued: &Issued, profile: Profile) -> Vec<Note<'_>> {
    let head = issued.head();
    let plain = |text| Note { subject: None, text: std::borrow::Cow::Borrowed(text) };
    let mut notes: Vec<Note<'_>> = head.notes.iter().filter_map(|text| said(Some(text))).map(plain).collect();
    for reason in head.preceding.iter().filter_map(|row| said(row.reason.as_deref())) {
        notes.push(Note { subject: Some(REASON), ..plain(reason) });
    }
    for mention in issued.derived().mentions.iter() {
        // A reason of the draft's own stands in the breakdown (BT-120).
        let stated = |row: &crate::invoice::VatBreakdown| row.exemption_reason.as_deref() == Some(mention);
        if !issued.vat_breakdown().iter().any(stated) {
            notes.push(plain(mention));
        }
    }
    if profile == Profile::Peppol && notes.len() > 1 {
        let lines: Vec<&str> = notes.iter().map(|note| &*note.text).collect();
        let text = std::borrow::Cow::Owned(lines.join("\n"));
        return vec![Note { subject: None, text }];
    }
    if profile == Profile::Peppol {
        notes.iter_mut().for_each(|note| note.subject = None);
    }
    notes
}
