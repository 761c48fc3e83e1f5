//! The pages by which a customer sees all invoices of an address: asking for a link by e-mail, the answer that is always
//! the same, the list behind the link, and the message that carries it.

use voldaan::dunning::LetterText;
use voldaan::text::{Language, amount, day};

use super::escape::Html;
use super::field::Field;
use super::phrase::Phrase;
use super::{STYLE, open};
use crate::app::csp;
use crate::app::http::{Request, Response};
use crate::app::resource::InvoiceSummary;

/// An invoice in the list.
pub(crate) struct Row {
    /// What lists say of it.
    pub summary: InvoiceSummary,
    /// Whether its due date is past.
    pub overdue: bool,
    /// The address of its page.
    pub link: String,
}

/// The language that a browser asks for.
pub(crate) fn language_of_browser(request: &Request) -> Language {
    Language::of_locale(request.header("accept-language").and_then(|header| header.split([',', ';']).next()))
}

/// The page that asks for an address; after a wrong one with what was typed.
pub(crate) fn ask(seller: &str, language: Language, refused: Option<&str>) -> Response {
    let mut html = Html::default();
    begin(&mut html, language, seller);
    html.wrapped("<p>", Phrase::AccountAsk.text(language), "</p><form method=\"post\" novalidate>");
    let fault = refused.map(|_| Phrase::FaultEmail.text(language));
    let label = Phrase::AccountEmail.text(language);
    let field = Field { id: "email", name: "email", label, hint: None, fault, value: refused.unwrap_or_default() };
    field.input("email", "autocomplete=\"email\"", &mut html);
    html.wrapped("<button>", Phrase::AccountSend.text(language), "</button></form></div></main></body></html>");
    csp::form_page(if refused.is_some() { 422 } else { 200 }, html.finish(), STYLE)
}

/// The answer to every address.
pub(crate) fn asked(seller: &str, language: Language) -> Response {
    let mut html = Html::default();
    begin(&mut html, language, seller);
    html.wrapped("<div class=\"notice\" role=\"status\"><p>", Phrase::AccountAsked.text(language), "</p></div>");
    html.raw("</div></main></body></html>");
    csp::page(200, html.finish(), STYLE)
}

fn begin(html: &mut Html, language: Language, seller: &str) {
    open(html, language, Phrase::AccountTitle.text(language), None);
    html.raw("<main><div class=\"sheet ask\">").wrapped("<p class=\"soft\">", seller, "</p>");
    html.wrapped("<h1>", Phrase::AccountTitle.text(language), "</h1>");
}

/// The invoices behind a link; `next` is where the older ones begin.
pub(crate) fn list(seller: &str, email: &str, language: Language, rows: &[Row], next: Option<&str>) -> Response {
    let say = |phrase: Phrase| phrase.text(language);
    let mut html = Html::default();
    open(&mut html, language, say(Phrase::AccountTitle), None);
    html.raw("<main><div class=\"sheet\"><div class=\"body\">").wrapped("<h1><small>", seller, "</small>");
    html.text(say(Phrase::AccountTitle)).raw("</h1>").wrapped("<p class=\"soft\">", email, "</p>");
    html.raw("<table class=\"lines\"><thead><tr>");
    for phrase in [Phrase::Number, Phrase::InvoiceDate, Phrase::DueDate] {
        html.wrapped("<th scope=\"col\">", say(phrase), "</th>");
    }
    for phrase in [Phrase::Amount, Phrase::StillDue] {
        html.wrapped("<th scope=\"col\" class=\"number\">", say(phrase), "</th>");
    }
    html.wrapped("<th scope=\"col\">", say(Phrase::State), "</th></tr></thead><tbody>");
    for row in rows {
        list_row(row, language, &mut html);
    }
    html.raw("</tbody></table>");
    if let Some(next) = next {
        html.wrapped("<p><a href=\"?before=", next, "\">").text(say(Phrase::Older)).raw("</a></p>");
    }
    html.wrapped("<form method=\"post\"><p class=\"soft\">", say(Phrase::AccountShort), "</p>");
    html.wrapped("<button class=\"second\">", say(Phrase::AccountEnd), "</button></form>");
    html.raw("</div></div></main></body></html>");
    csp::form_page(200, html.finish(), STYLE)
}

fn list_row(row: &Row, language: Language, html: &mut Html) {
    let say = |phrase: Phrase| phrase.text(language);
    let summary = &row.summary;
    let currency = voldaan::money::Currency::from_code(&summary.currency);
    let written = |value| currency.map_or_else(String::new, |currency| amount(value, currency, language));
    let (class, state) = match summary.state.as_str() {
        "paid" => ("good", Phrase::Paid),
        "void" => ("", Phrase::Void),
        "uncollectible" => ("", Phrase::Closed),
        _ if summary.kind == "creditNote" => ("good", Phrase::Credited),
        _ if row.overdue => ("bad", Phrase::Overdue),
        _ => ("warn", Phrase::Open),
    };
    html.wrapped("<tr><td class=\"name\"><a href=\"", &row.link, "\">");
    html.text(summary.number.as_deref().unwrap_or_default()).raw("</a></td>");
    for (phrase, value) in [(Phrase::InvoiceDate, summary.issue_date), (Phrase::DueDate, summary.due_date)] {
        let value = value.map_or_else(String::new, |value| day(value, language));
        html.wrapped("<td data-label=\"", say(phrase), "\">").text(&value).raw("</td>");
    }
    for (phrase, value) in [(Phrase::Amount, summary.payable), (Phrase::StillDue, summary.amount_due)] {
        html.wrapped("<td class=\"number\" data-label=\"", say(phrase), "\">").text(&written(value)).raw("</td>");
    }
    html.wrapped("<td><span class=\"badge ", class, "\">").text(say(state)).raw("</span></td></tr>");
}

/// The message that carries the link.
pub(crate) fn message(seller: &str, link: &str, language: Language) -> LetterText {
    let say = |phrase: Phrase| phrase.text(language);
    let mut html = Html::default();
    html.wrapped("<!doctype html><html lang=\"", language.code(), "\"><head><meta charset=\"utf-8\">");
    html.wrapped("<title>", say(Phrase::AccountTitle), "</title></head><body>");
    html.wrapped("<p>", say(Phrase::AccountMail), "</p>").wrapped("<p><a href=\"", link, "\">");
    html.text(say(Phrase::AccountTitle)).raw("</a></p>").wrapped("<p>", say(Phrase::AccountNotYou), "</p>");
    html.wrapped("<p>", seller, "</p></body></html>");
    LetterText {
        // A line break in a name must not begin a header of the message.
        subject: format!("{}: {}", say(Phrase::AccountTitle), seller.split_whitespace().collect::<Vec<_>>().join(" ")),
        text: format!("{}\n\n{link}\n\n{}\n\n{seller}\n", say(Phrase::AccountMail), say(Phrase::AccountNotYou)),
        html: html.finish(),
    }
}
