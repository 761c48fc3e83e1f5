//! The doors of the documents build: an issued invoice as XML, and XML as a draft.

use super::{Arguments, LastIssued};
use crate::einvoice;
use crate::finding::Error;
use crate::invoice::{self, Issued, Profile};
use crate::wire::{Value, to_json};
use crate::wire_struct;

/// The names of the doors.
pub const DOCUMENT_DOORS: &[&str] = &["toUbl", "toCii", "fromXml", "paymentQr"];

wire_struct! {
    /// The form in which a document is written.
    pub struct DocumentOptions {
        /// The profile.
        "profile" profile: Profile,
    }
}

/// Calls one of these doors; None if the name is of another.
pub(super) fn call(door: &str, arguments: &mut Arguments<'_>) -> Option<Result<String, Error>> {
    Some(match door {
        "toUbl" => write(arguments, einvoice::to_ubl),
        "toCii" => write(arguments, einvoice::to_cii),
        "paymentQr" => payment_qr(arguments),
        "fromXml" => read(arguments),
        _ => return None,
    })
}

fn payment_qr(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let issued: Issued = arguments.required("invoice");
    arguments.done()?;
    invoice::payment_qr(&issued).map(|code| to_json(&code))
}

/// A writer of one syntax.
type To = fn(&Issued, Profile) -> Result<String, Error>;

/// `toUbl` or `toCii` with the document as it is, and not as a JSON text, which would be made and read for nothing. The invoice comes as
/// a JSON list of its own, and the options as another.
pub fn to_xml(door: &str, invoice: String, options: &str, last: &mut LastIssued) -> Result<String, Error> {
    let to: To = if door == "toUbl" { einvoice::to_ubl } else { einvoice::to_cii };
    let mut arguments = Arguments::parse(options)?;
    written(&*last.read(invoice, &mut arguments)?, &mut arguments, to)
}

fn write(arguments: &mut Arguments<'_>, to: To) -> Result<String, Error> {
    let issued: Issued = arguments.required("invoice");
    written(&issued, arguments, to).map(|xml| to_json(&xml))
}

fn written(issued: &Issued, arguments: &mut Arguments<'_>, to: To) -> Result<String, Error> {
    let options: DocumentOptions = arguments.required("profile");
    arguments.done()?;
    to(issued, options.profile)
}

/// A document may be longer than any other text.
fn read(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let xml = match arguments.values.next() {
        Some(Value::Text(xml)) => xml,
        other => {
            arguments.cx.mistyped("XML as a text", &other.unwrap_or(Value::Null));
            Default::default()
        }
    };
    arguments.done()?;
    einvoice::from_xml(&xml).map(|document| to_json(&document))
}
