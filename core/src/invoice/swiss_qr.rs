//! The Swiss QR-bill: what its code says (SIX, "Swiss Implementation Guidelines for the QR-bill", version 2.3, chapter 4).
//!
//! It is right as a whole or not at all: refuses, each with its field, everything that the guidelines do not take, and leaves
//! nothing out. It draws nothing.

use rust_decimal::Decimal;

use super::computed::Issued;
use super::draft::DocumentType;
use super::payment::{MethodKind, PaymentMethod, PaymentReferenceScheme};
use crate::finding::{Code, Error, Finding};
use crate::identifier::{iban, reference};
use crate::party::Party;
use crate::wire::{push_count, push_decimal};

/// The code has version 25 at most (guidelines, 5.2): 997 bytes, and a module is 0.4 mm.
pub const VERSION_MAX: usize = 25;
/// What says so.
const RULE: &str = "Swiss Implementation Guidelines QR-bill 2.3";
/// A name or a street may have so many characters.
const NAME_CHARACTERS_MAX: usize = 70;
/// A building number or a postal code may have so many characters.
const CODE_CHARACTERS_MAX: usize = 16;
/// A town may have so many characters.
const TOWN_CHARACTERS_MAX: usize = 35;
/// A message may have so many characters.
const MESSAGE_CHARACTERS_MAX: usize = 140;
/// Institutions of QR-IBANs: a payment to one carries a QR reference (2.5).
const QR_INSTITUTIONS: std::ops::RangeInclusive<u32> = 30_000..=31_999;

/// A structured address: creditor or debtor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SwissAddress {
    /// Name, or company.
    pub name: String,
    /// Street, without its number.
    pub street: String,
    /// Building number.
    pub building: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Country, as two letters.
    pub country: String,
}

/// The kind of reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwissReference {
    /// QR reference.
    Qrr,
    /// Creditor reference (ISO 11649).
    Scor,
    /// None.
    Non,
}

/// A QR-bill with everything that it has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissBill {
    /// Account to pay to, without spaces.
    pub account: String,
    /// Who is paid.
    pub creditor: SwissAddress,
    /// What is to be paid.
    pub amount: Decimal,
    /// In Swiss francs or euro.
    pub currency: &'static str,
    /// Who pays.
    pub debtor: SwissAddress,
    /// The kind of reference.
    pub kind: SwissReference,
    /// The reference, without spaces; empty where there is none.
    pub reference: String,
    /// What it is for.
    pub message: String,
}

/// The Swiss or Liechtenstein account that an invoice is paid to, if there is one: only then there is a QR-bill.
pub fn account(issued: &Issued) -> Option<(usize, &PaymentMethod, String)> {
    let methods = issued.head().payment_methods.iter().enumerate();
    methods.filter(|(_, method)| method.kind == MethodKind::CreditTransfer).find_map(|(at, method)| {
        let account = iban::check(method.iban.as_deref()?).ok()?;
        matches!(account.get(..2), Some("CH" | "LI")).then_some((at, method, account))
    })
}

/// The QR-bill for an amount of an issued invoice, or everything that keeps it from having one.
pub fn swiss_bill(issued: &Issued, due: Decimal) -> Result<SwissBill, Error> {
    let head = issued.head();
    let mut findings = Vec::new();
    let mut refuse = |path: &str, message: &str, fix: &str| {
        findings.push(Finding::new(Code::PaymentQrUnavailable, path, message).rule(RULE).fix(fix));
    };
    if head.document_type() == DocumentType::CreditNote || due <= Decimal::ZERO {
        refuse("totals.payable", "Nothing is to be paid.", "A QR-bill asks for an amount above zero.");
    }
    if due > Decimal::new(99_999_999_999, 2) {
        refuse("totals.payable", "A QR-bill carries amounts up to 999,999,999.99.", "Ask for it in parts.");
    }
    let currency = head.currency.code();
    if !matches!(currency, "CHF" | "EUR") {
        refuse("currency", "A QR-bill is in Swiss francs or in euro.", "Leave the Swiss account out.");
    }
    let transfer = account(issued);
    if transfer.is_none() {
        let fix = "Give a credit transfer an IBAN that begins with CH or LI.";
        refuse("paymentMethods", "There is no credit transfer to a Swiss or Liechtenstein account.", fix);
    }
    let name = transfer.as_ref().and_then(|(_, method, _)| method.name.as_deref());
    let (at, account) = transfer.as_ref().map_or((0, ""), |(at, _, account)| (*at, account));
    let (kind, reference) = reference(issued, is_qr_account(account), at, &mut refuse);
    let message = message(issued, kind);
    said("number", &message, MESSAGE_CHARACTERS_MAX, &mut refuse);
    let (place, payee) = match (head.payee.as_deref(), head.supplier.as_deref()) {
        (Some(payee), _) => ("payee", Some(payee)),
        (None, supplier) => ("supplier", supplier),
    };
    let creditor = address(place, payee, name, &mut refuse);
    let debtor = address("customer", head.customer.as_deref(), None, &mut refuse);
    Error::check(findings)?;
    let account = account.to_owned();
    Ok(SwissBill { account, creditor, amount: due, currency, debtor, kind, reference, message })
}

/// Takes a path, what is wrong there, and what to do.
type Refuse<'a> = dyn FnMut(&str, &str, &str) + 'a;

/// Whether the institution of a Swiss account is one of QR-IBANs.
fn is_qr_account(account: &str) -> bool {
    let institution = account.get(4..9).and_then(|digits| digits.parse().ok());
    institution.is_some_and(|number: u32| QR_INSTITUTIONS.contains(&number))
}

/// The reference and its kind. A QR-IBAN has a QR reference, and no other account has one.
fn reference(issued: &Issued, is_qr: bool, at: usize, refuse: &mut Refuse<'_>) -> (SwissReference, String) {
    let mut path = String::from("paymentMethods[");
    push_count(&mut path, at);
    path.push_str("].iban");
    let stated = issued.head().payment_reference.as_ref();
    let checked = stated.and_then(|stated| reference::check(stated.text(), Some(stated.scheme.scheme())).ok());
    let value = checked.map(|(_, value)| value).unwrap_or_default();
    match (stated.map(|stated| stated.scheme), is_qr) {
        (Some(PaymentReferenceScheme::Qrr), true) => (SwissReference::Qrr, value),
        (Some(PaymentReferenceScheme::Qrr), false) => {
            refuse(&path, "A QR reference needs a QR-IBAN.", "Give the QR-IBAN of the account, or an RF reference.");
            (SwissReference::Qrr, value)
        }
        (_, true) => {
            let fix = "Give a payment reference of scheme qrr, or the ordinary IBAN of the account.";
            refuse(&path, "A payment to a QR-IBAN needs a QR reference.", fix);
            (SwissReference::Non, String::new())
        }
        (Some(PaymentReferenceScheme::Rf), false) => (SwissReference::Scor, value),
        _ => (SwissReference::Non, String::new()),
    }
}

/// What the payer reads: a reference that has no place of its own, else the number of the invoice.
fn message(issued: &Issued, kind: SwissReference) -> String {
    match &issued.head().payment_reference {
        Some(stated) if kind == SwissReference::Non => written(stated.text()),
        _ => written(issued.number()),
    }
}

/// The address of a party, under the name of the account where it has one.
fn address(place: &str, party: Option<&Party>, name: Option<&str>, refuse: &mut Refuse<'_>) -> SwissAddress {
    let Some(party) = party else {
        refuse(place, "The party is missing.", "A QR-bill names who is paid and who pays.");
        return SwissAddress::default();
    };
    let at = |field: &str| [place, ".", field].concat();
    let stated = party.address.clone().unwrap_or_default();
    if stated.line2.is_some() || stated.line3.is_some() {
        let fix = "Say street and number on the first line only.";
        refuse(&at("address.line2"), "The address of a QR-bill has no place for further lines.", fix);
    }
    let (street, building) = parted(&written(stated.line1.as_deref().unwrap_or_default()));
    let text = |text: Option<String>| written(&text.unwrap_or_default());
    let address = SwissAddress {
        name: written(name.unwrap_or(&party.name)),
        street,
        building,
        postal_code: text(stated.postal_code),
        town: text(stated.city),
        country: party.country.clone(),
    };
    for (field, value, count_max) in [
        ("name", &address.name, NAME_CHARACTERS_MAX),
        ("address.line1", &address.street, NAME_CHARACTERS_MAX),
        ("address.line1", &address.building, CODE_CHARACTERS_MAX),
        ("address.postalCode", &address.postal_code, CODE_CHARACTERS_MAX),
        ("address.city", &address.town, TOWN_CHARACTERS_MAX),
    ] {
        said(&at(field), value, count_max, refuse);
        if value.is_empty() && field != "address.line1" {
            refuse(
                &at(field),
                "A QR-bill needs it, and it is missing.",
                "Name, postal code and town have to be there.",
            );
        }
    }
    address
}

/// A text without blanks around it. The apostrophe of typesetters, which the guidelines do not have, becomes that of typewriters.
fn written(text: &str) -> String {
    text.trim().replace('’', "'")
}

/// A street and its number, which stands behind it, or before it as in French: what begins with a digit.
fn parted(line: &str) -> (String, String) {
    let is_number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    if let Some((street, number)) = line.rsplit_once(' ').filter(|(_, number)| is_number(number)) {
        return (street.trim_end_matches([' ', ',']).to_owned(), number.to_owned());
    }
    if let Some((number, street)) = line.split_once(' ').filter(|(number, _)| is_number(number)) {
        return (street.trim().to_owned(), number.trim_end_matches(',').to_owned());
    }
    (line.to_owned(), String::new())
}

/// Whether a text is short enough and of the letters that the guidelines take.
fn said(path: &str, value: &str, count_max: usize, refuse: &mut Refuse<'_>) {
    if value.chars().count() > count_max {
        let mut message = String::from("A QR-bill has room for ");
        push_count(&mut message, count_max);
        message.push_str(" characters here.");
        refuse(path, &message, "Make it shorter.");
    }
    if let Some(other) = value.chars().find(|character| !is_printed(*character)) {
        let message = ["A QR-bill cannot say \"", other.encode_utf8(&mut [0; 4]), "\"."].concat();
        refuse(path, &message, "Write it in Latin letters, on one line.");
    }
}

/// The characters of the guidelines (4.1.1): Latin letters of Unicode up to U+017F, four Romanian ones and the euro.
fn is_printed(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '€')
}

impl SwissReference {
    /// As the code says it.
    pub fn as_str(self) -> &'static str {
        match self {
            SwissReference::Qrr => "QRR",
            SwissReference::Scor => "SCOR",
            SwissReference::Non => "NON",
        }
    }
}

impl SwissBill {
    /// The text of the code (4.2.2): an element a line, those of the ultimate creditor empty, and none after the trailer.
    pub fn payload(&self) -> String {
        let mut out = String::from("SPC\n0200\n1\n");
        out.push_str(&self.account);
        push_address(&mut out, &self.creditor);
        out.push_str("\n\n\n\n\n\n\n\n");
        push_decimal(&mut out, self.amount);
        out.push('\n');
        out.push_str(self.currency);
        push_address(&mut out, &self.debtor);
        for element in [self.kind.as_str(), &self.reference, &self.message, "EPD"] {
            out.push('\n');
            out.push_str(element);
        }
        out
    }
}

fn push_address(out: &mut String, address: &SwissAddress) {
    let SwissAddress { name, street, building, postal_code, town, country } = address;
    // S: structured, the only kind since 21 November 2025.
    for element in ["S", name, street, building, postal_code, town, country] {
        out.push('\n');
        out.push_str(element);
    }
}

#[cfg(test)]
mod tests;
