//! E-invoices in XML: UBL 2.1 and CII D16B, after EN 16931 and its usage specifications.
//!
//! An issued invoice is checked against the profile before anything is written, so that no invalid document leaves.
//! Nothing here adds amounts up: all of them come from the invoice. Refuses forms that a profile does not have.

mod check;
mod codes;
mod means;
mod note;
mod price;
mod specification;
mod terms;
mod ubl;
mod written;
mod xml;

use crate::finding::Error;
use crate::invoice::{Issued, Profile};

/// Writes an issued invoice as UBL 2.1: an Invoice, or a CreditNote for a credit note. All findings at once where the
/// profile asks for more than the invoice says.
pub fn to_ubl(issued: &Issued, profile: Profile) -> Result<String, Error> {
    check::ready(issued, profile, specification::Syntax::Ubl)?;
    Ok(ubl::write(issued, profile))
}

/// A text, unless it says nothing.
fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}
