//! Issuing: a complete draft gets its number and date, and a payment reference made from the number where it asks for one, and becomes
//! final. The caller takes the number; the engine
//! refuses to remember any.

use std::borrow::Cow;

use super::calculate::{compute, finish};
use super::check::{Profile, check_into};
use super::computed::Issued;
use super::draft::Draft;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::identifier::reference;
use crate::wire::Reader;

/// A number may have this many characters (as documents and payment references can carry it).
const NUMBER_CHARACTERS_MAX: usize = 50;

/// Issues a draft under `number` on `issue_date`. Everything the law and EN 16931 ask for must be there.
pub fn issue(draft: &Draft, number: &str, issue_date: Day) -> Result<Issued, Error> {
    let mut cx = Reader::new();
    let printable = !number.trim().is_empty() && number.trim() == number && !number.chars().any(char::is_control);
    if !printable || number.chars().count() > NUMBER_CHARACTERS_MAX {
        cx.push(
            Finding::new(Code::NumberMissing, "number", "The number must be one printable line of 1 to 50 characters.")
                .rule("BR-02")
                .term("BT-1"),
        );
    }
    if draft.issue_date.is_some_and(|stated| stated != issue_date) {
        cx.push(
            Finding::new(Code::DateRange, "issueDate", "The draft states another invoice date than it is issued on.")
                .term("BT-2")
                .fix("Leave issueDate out of the draft, or issue it on that day."),
        );
    }
    let mut dated = Draft { issue_date: Some(issue_date), ..draft.clone() };
    if let Some(reference) = dated.payment_reference.as_mut().filter(|reference| reference.value.is_none()) {
        match reference::make(reference.scheme.scheme(), number) {
            Ok(made) => reference.value = Some(made),
            Err(error) => cx.push(Finding::identifier(error, "paymentReference.scheme")),
        }
    }
    let invoice = compute(Cow::Borrowed(&dated), &mut cx);
    check_into(&dated, &dated.lines.iter().collect::<Vec<_>>(), invoice.as_ref(), Profile::En16931, &mut cx);
    let invoice = finish(invoice, cx)?;
    Ok(Issued::new(invoice, number.to_owned(), issue_date))
}
