//! E-invoices in XML: UBL 2.1 and CII D16B, after EN 16931 and its usage specifications.
//!
//! An issued invoice is checked against the profile before anything is written, so that no invalid document leaves.
//! Nothing here adds amounts up: all of them come from the invoice. Refuses forms that a profile does not have.

mod check;
mod cii;
mod means;
mod note;
mod price;
mod read;
mod row;
mod schemes;
mod specification;
mod terms;
mod ubl;
mod written;
mod xml;

use crate::finding::Error;
use crate::invoice::{Issued, Profile};
use crate::text::said;

pub use read::ReadDocument;

/// Writes an issued invoice as UBL 2.1: an Invoice, or a CreditNote for a credit note. All findings at once where the
/// profile asks for more than the invoice says.
pub fn to_ubl(issued: &Issued, profile: Profile) -> Result<String, Error> {
    check::ready(issued, profile, specification::Syntax::Ubl)?;
    Ok(ubl::write(issued, profile))
}

/// Writes an issued invoice as a UN/CEFACT Cross Industry Invoice D16B, as Factur-X and ZUGFeRD carry it. All findings at
/// once where the profile asks for more than the invoice says. The profile BASIC has fewer terms than EN 16931: what it
/// has no place for (contacts, supporting documents, item identifiers and the like) stands in the PDF only.
pub fn to_cii(issued: &Issued, profile: Profile) -> Result<String, Error> {
    check::ready(issued, profile, specification::Syntax::Cii)?;
    Ok(cii::write(issued, profile))
}

/// Reads an e-invoice, UBL Invoice or CreditNote or CII, from its text. The findings list what the draft does not hold and
/// where the document states other amounts than Voldaan computes. `Err` where the text is no such document.
pub fn from_xml(xml: &str) -> Result<ReadDocument, Error> {
    read::from_text(xml)
}

/// Reads an e-invoice from its bytes, in UTF-8, UTF-16 or Latin 1.
pub fn from_xml_bytes(xml: &[u8]) -> Result<ReadDocument, Error> {
    read::from_bytes(xml)
}

/// The type of a reference to what is invoiced (BT-18, BT-128), by UNTDID 1001.
const OBJECT: &str = "130";
