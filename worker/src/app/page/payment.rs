//! How the customer pays: terms, instalments, account and reference. Shown only while something is due.

use data_encoding::BASE64;
use voldaan::identifier::fingerprint;
use voldaan::invoice::{MethodKind, PaymentMethod, payment_qr_of};

use super::Sheet;
use super::escape::Html;
use super::phrase::Phrase;

/// Whether there is something to pay and a way to do so.
pub(super) fn says_how(sheet: &Sheet<'_>) -> bool {
    sheet.asks_to_pay() && !sheet.invoice().head().payment_methods.is_empty()
}

/// Writes the terms and the ways to pay.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    terms(sheet, html);
    let head = sheet.invoice().head();
    if !says_how(sheet) {
        return;
    }
    html.wrapped("<section id=\"how-to-pay\" class=\"pay\"><h2>", sheet.say(Phrase::HowToPay), "</h2>");
    for method in &head.payment_methods {
        match method.kind {
            MethodKind::CreditTransfer => transfer(sheet, method, html),
            MethodKind::DirectDebit => said(Phrase::DirectDebit, sheet, html),
            MethodKind::Online => online(sheet, method, html),
            MethodKind::Card => said(Phrase::PayByCard, sheet, html),
            MethodKind::Cash => said(Phrase::PayInCash, sheet, html),
        }
    }
    html.raw("</section>");
}

/// A way to pay that needs nothing but its name.
fn said(way: Phrase, sheet: &Sheet<'_>, html: &mut Html) {
    html.wrapped("<p>", sheet.say(way), "</p>");
}

fn terms(sheet: &Sheet<'_>, html: &mut Html) {
    sheet.paper().terms(html);
    if sheet.invoice().instalments().is_empty() {
        return;
    }
    html.wrapped("<section><h2>", sheet.say(Phrase::Instalments), "</h2><table><tbody>");
    for part in sheet.invoice().instalments() {
        let due = part.due_date.map(|day| sheet.day(day)).unwrap_or_default();
        html.wrapped("<tr><td>", &due, "</td><td class=\"number\">").text(&sheet.amount(part.amount)).raw("</td></tr>");
    }
    html.raw("</tbody></table></section>");
}

fn transfer(sheet: &Sheet<'_>, method: &PaymentMethod, html: &mut Html) {
    let Some(iban) = &method.iban else { return };
    let head = sheet.invoice().head();
    let holder = method.name.as_ref().or(head.payee.as_ref().or(head.supplier.as_ref()).map(|party| &party.name));
    let reference = head.payment_reference.as_ref().map_or(sheet.invoice().number(), |reference| reference.text());
    html.raw("<div class=\"transfer\"><div><dl>");
    html.wrapped("<dt>", sheet.say(Phrase::Amount), "</dt><dd>").text(&sheet.amount(sheet.to_pay())).raw("</dd>");
    html.wrapped("<dt>", sheet.say(Phrase::Account), "</dt><dd class=\"iban\">").text(&in_fours(iban)).raw("</dd>");
    if let Some(bic) = &method.bic {
        html.raw("<dt>BIC</dt>").wrapped("<dd>", bic, "</dd>");
    }
    if let Some(holder) = holder {
        html.wrapped("<dt>", sheet.say(Phrase::InNameOf), "</dt>").wrapped("<dd>", holder, "</dd>");
    }
    html.wrapped("<dt>", sheet.say(Phrase::Reference), "</dt><dd class=\"reference\">").text(reference).raw("</dd>");
    html.wrapped("<dt>", sheet.say(Phrase::Fingerprint), "</dt><dd>").text(&fingerprint::of_account(iban));
    html.raw("</dd></dl>").wrapped("<p class=\"soft\">", sheet.say(Phrase::FingerprintHint), "</p></div>");
    code(sheet, html);
    html.raw("</div>");
}

/// The code that a banking app scans, where the account and the currency have one.
fn code(sheet: &Sheet<'_>, html: &mut Html) {
    let Ok(code) = payment_qr_of(sheet.invoice(), sheet.to_pay()) else { return };
    html.raw("<figure class=\"qr\"><img width=\"152\" height=\"152\" src=\"data:image/svg+xml;base64,");
    html.text(&BASE64.encode(code.svg.as_bytes())).wrapped("\" alt=\"", sheet.say(Phrase::ScanCode), "\">");
    html.wrapped("<figcaption>", sheet.say(Phrase::ScanToPay), "</figcaption></figure>");
}

/// A link to pay online: only to a secure address, whatever the invoice says.
fn online(sheet: &Sheet<'_>, method: &PaymentMethod, html: &mut Html) {
    if let Some(url) = method.url.as_ref().filter(|url| url.starts_with("https://")) {
        html.wrapped("<a class=\"button\" rel=\"noreferrer\" href=\"", url, "\">");
        html.text(sheet.say(Phrase::PayOnline)).raw("</a>");
    }
}

/// An IBAN in groups of four, as people read it (ISO 13616-1).
fn in_fours(iban: &str) -> String {
    let digits: Vec<char> = iban.chars().filter(|character| !character.is_whitespace()).collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
