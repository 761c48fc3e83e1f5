//! The customer's page of an invoice: one document of HTML without script, readable on a phone, by keyboard and on
//! paper (WCAG 2.2, level AA). It shows what the engine computed and adds up nothing.

mod body;
mod escape;
mod payment;
mod phrase;

use voldaan::invoice::{DocumentType, Issued};
use voldaan::ledger::{State, Status};
use voldaan::party::Party;
use voldaan::text::{Language, amount, day};

use super::csp;
use super::http::{Request, Response};
use escape::Html;
use phrase::Phrase;

const STYLE: &str = include_str!("style.css");

/// What is shown, and how it is written.
struct Sheet<'a> {
    invoice: &'a Issued,
    status: &'a Status,
    language: Language,
}

impl Sheet<'_> {
    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    fn amount(&self, value: rust_decimal::Decimal) -> String {
        amount(value, self.invoice.head().currency, self.language)
    }

    fn day(&self, value: voldaan::calendar::Day) -> String {
        day(value, self.language)
    }

    fn title(&self) -> &'static str {
        self.say(match self.invoice.head().document_type() {
            DocumentType::Invoice => Phrase::Invoice,
            DocumentType::CreditNote => Phrase::CreditNote,
            DocumentType::Prepayment => Phrase::Prepayment,
            DocumentType::Corrective => Phrase::Corrective,
            DocumentType::SelfBilled => Phrase::SelfBilled,
        })
    }

    fn is_credit_note(&self) -> bool {
        self.invoice.head().document_type() == DocumentType::CreditNote
    }

    /// Whether the customer is asked to pay something.
    fn asks_for_money(&self) -> bool {
        self.status.state == State::Open && !self.is_credit_note()
    }
}

/// The page of an issued invoice.
pub(crate) fn invoice(invoice: &Issued, status: &Status) -> Response {
    let language = language_of(invoice.head().customer.as_ref());
    let sheet = Sheet { invoice, status, language };
    let mut html = Html::default();
    open(&mut html, language, &format!("{} {}", sheet.title(), invoice.number()));
    html.raw("<a class=\"skip\" href=\"#invoice\">").text(sheet.say(Phrase::SkipToContent)).raw("</a>");
    state(&sheet, &mut html);
    body::write(&sheet, &mut html);
    html.raw("</main></body></html>");
    csp::page(200, html.finish(), STYLE)
}

/// The page of a link that shows nothing (any more).
pub(crate) fn gone(status: u16, request: &Request) -> Response {
    // There is no invoice whose language could be used, so the browser's first one is.
    let language =
        Language::of_locale(request.header("accept-language").and_then(|header| header.split([',', ';']).next()));
    let mut html = Html::default();
    open(&mut html, language, Phrase::Gone.text(language));
    html.raw("<main><div class=\"gone\">").wrapped("<h1>", Phrase::Gone.text(language), "</h1>");
    html.wrapped("<p>", Phrase::GoneText.text(language), "</p>").raw("</div></main></body></html>");
    csp::page(status, html.finish(), STYLE)
}

/// The language of a party: what it asks for, else the first one of its country that the engine writes.
pub(crate) fn language_of(party: Option<&Party>) -> Language {
    let Some(party) = party else { return Language::En };
    if party.locale.is_some() {
        return Language::of_locale(party.locale.as_deref());
    }
    match party.country.as_str() {
        "NL" | "BE" => Language::Nl,
        "DE" | "AT" => Language::De,
        "FR" | "LU" | "MC" => Language::Fr,
        _ => Language::En,
    }
}

fn open(html: &mut Html, language: Language, title: &str) {
    html.wrapped("<!doctype html><html lang=\"", language.code(), "\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    html.wrapped("<title>", title, "</title>").raw("<style>").raw(STYLE).raw("</style></head><body>");
}

/// Where the invoice stands, first and large: it is why the customer came.
fn state(sheet: &Sheet<'_>, html: &mut Html) {
    let (class, badge) = match sheet.status.state {
        State::Open | State::Draft if sheet.is_credit_note() => ("credited", Phrase::Credited),
        State::Open | State::Draft if sheet.status.overdue => ("overdue", Phrase::Overdue),
        State::Open | State::Draft => ("open", Phrase::Open),
        State::Paid => ("paid", Phrase::Paid),
        State::Void => ("void", Phrase::Void),
        State::Uncollectible => ("closed", Phrase::Closed),
    };
    html.wrapped("<main id=\"invoice\" class=\"", class, "\"><div class=\"state\" role=\"status\"><div>");
    html.wrapped("<p class=\"badge\">", sheet.say(badge), "</p>");
    if sheet.status.state == State::Paid {
        html.wrapped("<p class=\"due\">", &sheet.amount(sheet.invoice.totals().payable), "</p>");
    }
    let text = match sheet.status.state {
        State::Paid => Some(Phrase::PaidText),
        State::Void => Some(Phrase::VoidText),
        State::Uncollectible => Some(Phrase::ClosedText),
        State::Open | State::Draft => None,
    };
    match text {
        Some(text) => drop(html.wrapped("<p>", sheet.say(text), "</p></div>")),
        None => {
            let due = sheet.status.amount_due;
            html.wrapped("<p class=\"due\">", &sheet.amount(due), "</p>");
            if let Some(due_date) = sheet.invoice.due_date().filter(|_| sheet.asks_for_money()) {
                let phrase = if sheet.status.overdue { Phrase::WasDue } else { Phrase::DueBy };
                html.wrapped("<p class=\"when\">", sheet.say(phrase), " ").text(&sheet.day(due_date)).raw("</p>");
            }
            html.raw("</div>");
        }
    }
    if matches!(sheet.status.state, State::Paid | State::Void) {
        html.wrapped("<p class=\"stamp\" aria-hidden=\"true\">", sheet.say(badge), "</p>");
    }
    html.raw("</div>");
}
