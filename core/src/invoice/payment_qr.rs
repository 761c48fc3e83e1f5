//! The QR code with which an invoice is paid (EPC069-12, "Quick Response Code: Guidelines to Enable the Data Capture for
//! the Initiation of an SEPA Credit Transfer", version 2.1).
//!
//! Refuses what the code cannot carry: other currencies than the euro, amounts over its limit, references and names that
//! are too long. Where the account is Swiss and a QR-bill is complete, the code is that of the QR-bill.

use rust_decimal::Decimal;

use super::computed::Issued;
use super::draft::DocumentType;
use super::payment::{MethodKind, PaymentMethod, PaymentReferenceScheme};
use super::swiss_qr;
use crate::finding::{Code, Error, Finding};
use crate::identifier::{bic, iban, reference};
use crate::money::Currency;
use crate::qr::QrCode;
use crate::wire::push_decimal;
use crate::wire_struct;

/// The code has version 13 at most (EPC069-12, 4): 331 bytes.
pub const VERSION_MAX: usize = 13;
/// The beneficiary's name may have so many characters (AT-21).
const NAME_CHARACTERS_MAX: usize = 70;
/// A text for the beneficiary may have so many characters (AT-05, unstructured).
const TEXT_CHARACTERS_MAX: usize = 140;

wire_struct! {
    /// A payment QR code.
    #[derive(Eq)]
    pub struct PaymentQr {
        /// The text inside the code.
        "payload" payload: String,
        /// The code as SVG.
        "svg" svg: String,
    }
}

/// The payment QR code of an issued invoice.
pub fn payment_qr(issued: &Issued) -> Result<PaymentQr, Error> {
    payment_qr_of(issued, issued.totals().payable)
}

/// The code for what is still due of an issued invoice: to a Swiss account that of the QR-bill, if that is complete.
pub fn payment_qr_of(issued: &Issued, due: Decimal) -> Result<PaymentQr, Error> {
    let swiss = swiss_qr::account(issued).map(|_| swiss_qr::swiss_bill(issued, due));
    let (payload, version_max, is_swiss) = match (swiss, payload(issued, due)) {
        (Some(Ok(bill)), _) => (bill.payload(), swiss_qr::VERSION_MAX, true),
        (_, Ok(payload)) => (payload, VERSION_MAX, false),
        (Some(Err(error)), Err(_)) | (None, Err(error)) => return Err(error),
    };
    match QrCode::new(payload.as_bytes(), version_max) {
        Some(code) => Ok(PaymentQr { svg: if is_swiss { code.to_swiss_svg() } else { code.to_svg() }, payload }),
        None => Err(unavailable("", "Name and reference together are too long for the code.")),
    }
}

/// The text of the code for an amount, or why there is none.
pub fn payload(issued: &Issued, due: Decimal) -> Result<String, Error> {
    let head = issued.head();
    if head.document_type() == DocumentType::CreditNote || due <= Decimal::ZERO {
        return Err(unavailable("totals.payable", "Nothing is to be paid."));
    }
    if head.currency != Currency::EUR {
        return Err(unavailable("currency", "The code carries euros only."));
    }
    if due > Decimal::new(99_999_999_999, 2) {
        return Err(unavailable("totals.payable", "The code carries amounts up to 999,999,999.99."));
    }
    let transfers = head.payment_methods.iter().enumerate().filter(|(_, row)| row.kind == MethodKind::CreditTransfer);
    let Some((at, method, account)) = transfers.into_iter().find_map(|(at, row)| Some((at, row, row.iban.as_deref()?)))
    else {
        return Err(unavailable("paymentMethods", "There is no credit transfer with an IBAN."));
    };
    let name = payee(issued, method);
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX {
        let mut path = String::from("paymentMethods[");
        crate::wire::push_count(&mut path, at);
        path.push_str("].name");
        return Err(unavailable(&path, "The account needs a name of at most 70 characters."));
    }
    let mut out = String::from("BCD\n002\n1\nSCT\n");
    let bank = method.bic.as_deref().and_then(|code| bic::check(code).ok());
    out.push_str(bank.as_deref().unwrap_or_default());
    for part in ["\n", name, "\n", &iban::check(account).unwrap_or_else(|_| account.to_owned()), "\nEUR"] {
        out.push_str(part);
    }
    push_decimal(&mut out, due);
    // No purpose.
    out.push_str("\n\n");
    let (structured, text) = remittance(issued)?;
    out.push_str(&structured);
    if !text.is_empty() {
        out.push('\n');
        out.push_str(&text);
    }
    Ok(out)
}

/// Who is paid: the name of the account, else the payee, else the seller.
fn payee<'a>(issued: &'a Issued, method: &'a PaymentMethod) -> &'a str {
    let head = issued.head();
    let party = head.payee.as_ref().or(head.supplier.as_ref());
    method.name.as_deref().or(party.map(|party| party.name.as_str())).unwrap_or_default().trim()
}

/// The reference, structured or as text; without one, the number of the invoice.
fn remittance(issued: &Issued) -> Result<(String, String), Error> {
    let Some(stated) = &issued.head().payment_reference else {
        return Ok((String::new(), issued.number().to_owned()));
    };
    let value = reference::check(stated.text(), Some(stated.scheme.scheme()))
        .map_or_else(|_| stated.text().to_owned(), |(_, value)| value);
    match stated.scheme {
        // ISO 11649, and the Belgian structured communication, whose twelve digits Belgian banks read there.
        PaymentReferenceScheme::Rf | PaymentReferenceScheme::Ogm => {
            Ok((value.chars().filter(char::is_ascii_alphanumeric).collect(), String::new()))
        }
        PaymentReferenceScheme::Qrr => {
            Err(unavailable("paymentReference", "A QR reference belongs to a Swiss QR-bill, not to this code."))
        }
        PaymentReferenceScheme::Kenmerk | PaymentReferenceScheme::Text
            if value.chars().count() > TEXT_CHARACTERS_MAX || value.contains('\n') =>
        {
            Err(unavailable("paymentReference.value", "The code carries texts of one line and 140 characters."))
        }
        PaymentReferenceScheme::Kenmerk | PaymentReferenceScheme::Text => Ok((String::new(), value)),
    }
}

fn unavailable(path: &str, message: &'static str) -> Error {
    Error::from_finding(Finding::new(Code::PaymentQrUnavailable, path, message).rule("EPC069-12"))
}

#[cfg(test)]
mod tests;
