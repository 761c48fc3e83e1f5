//! A party as an address is written: name, street, town, then the numbers it is known by. A foreign address ends
//! with its country, in the language of the document.

use super::Sheet;
use crate::party::Party;
use crate::pdf::face::Style;
use crate::pdf::length::{Length, points};
use crate::pdf::look::Look;
use crate::pdf::phrase::Phrase;
use crate::text;

/// A line of a party.
pub(super) struct Detail {
    /// What it says.
    pub text: String,
    /// Space above it.
    pub space: Length,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Name,
    Address,
    Number,
}

impl Detail {
    /// How it is set.
    pub fn style(&self, look: &Look) -> Style {
        match self.kind {
            Kind::Name => look.body.bold(),
            Kind::Address => look.body,
            Kind::Number => look.small,
        }
    }
}

/// The lines of a party, with its contact where asked for.
pub(super) fn details(sheet: &Sheet<'_>, party: &Party, with_contact: bool) -> Vec<Detail> {
    let mut lines = Vec::new();
    let mut add = |kind, text: &str, space| {
        if !text.is_empty() {
            lines.push(Detail { text: text.to_owned(), space, kind });
        }
    };
    add(Kind::Name, &party.name, 0);
    add(Kind::Address, party.trading_name.as_deref().unwrap_or_default(), 0);
    for line in address(party) {
        add(Kind::Address, &line, 0);
    }
    if is_abroad(sheet) {
        let name = text::country(&party.country, sheet.language);
        add(Kind::Address, name.unwrap_or(&party.country), 0);
    }
    let mut space = points(3);
    let mut number = |label: Option<Phrase>, value: Option<&str>| {
        if let Some(value) = value {
            let mut text = String::new();
            if let Some(label) = label {
                text.push_str(sheet.say(label));
                text.push('\u{A0}');
            }
            text.push_str(value);
            add(Kind::Number, &text, std::mem::take(&mut space));
        }
    };
    number(Some(Phrase::VatNumber), party.vat_id.as_deref());
    number(Some(Phrase::TaxNumber), party.tax_id.as_deref());
    if let Some(id) = &party.company_id {
        // ISO 6523: 0106 is the Dutch chamber of commerce, 0002 the French register.
        let phrase = match id.scheme.as_str() {
            "0106" => Phrase::Kvk,
            "0002" => Phrase::Siren,
            _ => Phrase::CompanyNumber,
        };
        number(Some(phrase), Some(&id.value));
    }
    if let Some(contact) = party.contact.as_ref().filter(|_| with_contact) {
        for value in [&contact.name, &contact.email, &contact.phone] {
            number(None, value.as_deref());
        }
    }
    lines
}

/// The address without the country.
fn address(party: &Party) -> Vec<String> {
    let Some(address) = &party.address else { return Vec::new() };
    let mut lines: Vec<String> =
        [&address.line1, &address.line2, &address.line3].into_iter().flatten().cloned().collect();
    let town: Vec<&str> = [&address.postal_code, &address.city].into_iter().flatten().map(String::as_str).collect();
    lines.push(town.join(" "));
    lines.extend(address.region.clone());
    lines
}

/// Name and address in one line, for above the window of an envelope.
pub(super) fn one_line(party: &Party) -> String {
    let mut parts = vec![party.name.clone()];
    parts.extend(address(party).into_iter().filter(|line| !line.is_empty()));
    parts.join(" · ")
}

/// Whether seller and buyer live in different countries, so that an address needs its own.
fn is_abroad(sheet: &Sheet<'_>) -> bool {
    let head = sheet.issued.head();
    let country = |party: &Option<Box<Party>>| party.as_ref().map(|party| party.country.clone());
    country(&head.supplier) != country(&head.customer)
}
