//! Where the invoice stands, first and large: it is why the customer came.

use voldaan::ledger::{EntryKind, State};

use super::Sheet;
use super::escape::Html;
use super::payment;
use super::phrase::Phrase;
use crate::app::deed::Deed;

/// Opens the sheet and writes its state.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    let (class, badge) = match sheet.status.state {
        State::Open | State::Draft if sheet.is_credit_note() => ("credited", Phrase::Credited),
        State::Open | State::Draft if sheet.status.overdue => ("overdue", Phrase::Overdue),
        State::Open | State::Draft => ("open", Phrase::Open),
        State::Paid if sheet.is_credit_note() => ("paid", Phrase::SetOff),
        State::Paid => ("paid", Phrase::Paid),
        State::Void => ("void", Phrase::Void),
        State::Uncollectible => ("closed", Phrase::Closed),
    };
    html.wrapped("<article id=\"invoice\" class=\"sheet ", class, "\"><div class=\"state\"><div>");
    html.wrapped("<p class=\"say\">", sheet.say(badge), "</p>");
    if sheet.status.state == State::Paid {
        html.wrapped("<p class=\"due\">", &sheet.amount(sheet.invoice().totals().payable), "</p>");
    }
    let text = match sheet.status.state {
        State::Paid if sheet.is_credit_note() => Some(Phrase::SetOffText),
        State::Paid => Some(Phrase::PaidText),
        State::Void => Some(Phrase::VoidText),
        State::Uncollectible => Some(Phrase::ClosedText),
        State::Open | State::Draft => None,
    };
    match text {
        Some(text) => {
            html.wrapped("<p>", sheet.say(text), "</p>");
            charged(sheet, html);
            html.raw("</div>");
        }
        None => due(sheet, html),
    }
    if sheet.offers.pay {
        pay(sheet, html);
    }
    if matches!(sheet.status.state, State::Paid | State::Void) {
        html.wrapped("<p class=\"stamp\" aria-hidden=\"true\">", sheet.say(badge), "</p>");
    }
    html.raw("</div>");
    tools(sheet, html);
}

/// The one click to the payment service: no account is asked for.
fn pay(sheet: &Sheet<'_>, html: &mut Html) {
    html.raw("<form method=\"post\" id=\"pay\" class=\"no-print\">");
    sheet.hidden(Deed::Pay, html);
    let disabled = if sheet.nonce.is_some() { ">" } else { " disabled>" };
    html.raw("<button").raw(disabled).text(sheet.say(Phrase::PayOnline)).raw("</button>");
    if sheet.demand.is_some_and(|demand| !demand.principal.is_zero()) {
        html.raw("<button name=\"what\" value=\"invoice\"").raw(disabled);
        html.text(sheet.say(Phrase::PayInvoiceOnly)).raw("</button>");
    }
    if sheet.offers.pay_failed {
        html.wrapped("<p class=\"when\">", sheet.say(Phrase::PayFailed), "</p>");
    }
    html.raw("</form>");
}

/// What else belongs to the invoice.
fn tools(sheet: &Sheet<'_>, html: &mut Html) {
    html.wrapped("<p class=\"tools\"><a href=\"", sheet.path, ".pdf\">").text(sheet.say(Phrase::AsPdf));
    html.wrapped("</a><a href=\"", sheet.path, ".ubl.xml\">").text(sheet.say(Phrase::AsUbl));
    html.wrapped("</a><a href=\"/account/", sheet.administration, "\">");
    html.text(sheet.say(Phrase::AllInvoices)).raw("</a>");
    // On a phone, account and code stand some screens below. Who pays online has the button above.
    if payment::says_how(sheet) && !sheet.offers.pay {
        html.wrapped("<a href=\"#how-to-pay\">", sheet.say(Phrase::HowToPay), "</a>");
    }
    html.raw("</p>");
}

/// What of the sum is the invoice, what interest and what costs, once a letter claimed them.
fn charged(sheet: &Sheet<'_>, html: &mut Html) {
    let Some(demand) = sheet.demand else { return };
    html.raw("<dl class=\"charged\">");
    let principal = (Phrase::Invoice, demand.principal);
    for (phrase, amount) in Some(principal).filter(|_| !demand.principal.is_zero()).into_iter().chain(sheet.charges()) {
        html.wrapped("<dt>", sheet.say(phrase), "</dt>").wrapped("<dd>", &sheet.amount(amount), "</dd>");
    }
    html.raw("</dl>");
}

/// What is due, until when, and what was said about it.
fn due(sheet: &Sheet<'_>, html: &mut Html) {
    html.wrapped("<p class=\"due\">", &sheet.amount(sheet.to_pay()), "</p>");
    charged(sheet, html);
    if let Some(due_date) = sheet.invoice().due_date().filter(|_| sheet.asks_for_money()) {
        let phrase = if sheet.status.overdue { Phrase::WasDue } else { Phrase::DueBy };
        html.wrapped("<p class=\"when\">", sheet.say(phrase), " ").text(&sheet.day(due_date)).raw("</p>");
    }
    if !sheet.status.disputed.is_zero() {
        html.wrapped("<p class=\"when\">", sheet.say(Phrase::EntryDispute), ": ");
        html.text(&sheet.amount(sheet.status.disputed)).raw("</p>");
    }
    let promised = sheet.account.entries().iter().rev().find_map(|entry| match &entry.kind {
        EntryKind::PromiseToPay(promise) if promise.until >= sheet.today => Some(promise.until),
        _ => None,
    });
    if let Some(day) = promised.filter(|_| sheet.asks_for_money()) {
        html.wrapped("<p class=\"when\">", sheet.say(Phrase::Promised), " ").text(&sheet.day(day)).raw("</p>");
    }
    html.raw("</div>");
}
