//! The pages by which a customer sees all invoices of an address: asking for a link by e-mail, the answer that is always
//! the same, the list behind the link, and the message that carries it.

use rust_decimal::Decimal;
use voldaan::dunning::LetterText;
use voldaan::party::Contact;
use voldaan::text::{Language, amount, day};

use super::escape::Html;
use super::field::{Field, Fields};
use super::forms::ways;
use super::phrase::Phrase;
use super::{Attempt, Brand, DeliveryChoice, Head, hidden, refused};
use crate::app::csp;
use crate::app::deed::Deed;
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
    /// What is asked for with the interest and costs that letters claimed, if any did.
    pub with_charges: Option<Decimal>,
}

/// The language that a browser asks for.
pub(crate) fn language_of_browser(request: &Request) -> Language {
    Language::of_locale(request.header("accept-language").and_then(|header| header.split([',', ';']).next()))
}

/// The page that asks for an address; after a wrong one with what was typed.
pub(crate) fn ask(seller: &str, brand: &Brand, language: Language, refused: Option<&str>) -> Response {
    let mut html = Html::default();
    begin(&mut html, language, seller, brand);
    html.wrapped("<p>", Phrase::AccountAsk.text(language), "</p><form method=\"post\" novalidate>");
    let fault = refused.map(|_| Phrase::FaultEmail.text(language));
    let label = Phrase::AccountEmail.text(language);
    let field = Field { id: "email", name: "email", label, hint: None, fault, value: refused.unwrap_or_default() };
    field.input("email", "autocomplete=\"email\"", &mut html);
    html.wrapped("<button>", Phrase::AccountSend.text(language), "</button></form></div></main></body></html>");
    csp::form_page(if refused.is_some() { 422 } else { 200 }, html.finish(), &brand.styles())
}

/// The answer to every address.
pub(crate) fn asked(seller: &str, brand: &Brand, language: Language) -> Response {
    let mut html = Html::default();
    begin(&mut html, language, seller, brand);
    html.wrapped("<div class=\"notice\" role=\"status\"><p>", Phrase::AccountAsked.text(language), "</p></div>");
    html.raw("</div></main></body></html>");
    csp::page(200, html.finish(), &brand.styles())
}

fn begin(html: &mut Html, language: Language, seller: &str, brand: &Brand) {
    Head { language, title: Phrase::AccountTitle.text(language), nonce: None, skip_to: None }.open(brand, html);
    html.raw("<div class=\"sheet ask\">").wrapped("<p class=\"soft\">", seller, "</p>");
    html.wrapped("<h1>", Phrase::AccountTitle.text(language), "</h1>");
}

/// A kept customer behind a link, with what they change of themselves.
pub(crate) struct Own {
    pub id: String,
    pub name: String,
    pub contact: Contact,
    pub choice: DeliveryChoice,
}

/// What a link shows.
pub(crate) struct AccountSheet<'a> {
    pub seller: &'a str,
    pub brand: &'a Brand,
    pub email: &'a str,
    pub language: Language,
    pub rows: &'a [Row],
    /// Where the older invoices begin.
    pub next: Option<&'a str>,
    pub own: &'a [Own],
    pub nonce: &'a str,
    /// The form of a customer that was refused just now.
    pub attempt: Option<(&'a str, &'a Attempt)>,
    /// Whether details were saved just now.
    pub done: bool,
}

impl AccountSheet<'_> {
    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    /// The page.
    pub fn page(&self) -> Response {
        let mut html = Html::default();
        let title = self.say(Phrase::AccountTitle);
        Head { language: self.language, title, nonce: None, skip_to: None }.open(self.brand, &mut html);
        if self.done {
            html.wrapped("<div class=\"notice\" role=\"status\"><p>", self.say(Phrase::DoneDetails), "</p></div>");
        }
        if let Some((_, attempt)) = self.attempt {
            refused(attempt, self.language, &mut html);
        }
        html.raw("<div class=\"sheet\"><div class=\"body\">").wrapped("<h1><small>", self.seller, "</small>");
        html.text(self.say(Phrase::AccountTitle)).raw("</h1>").wrapped("<p class=\"soft\">", self.email, "</p>");
        self.list(&mut html);
        html.raw("</div></div>");
        for (place, own) in self.own.iter().enumerate() {
            self.details(place, own, &mut html);
        }
        html.wrapped(
            "<form method=\"post\" class=\"end no-print\"><p class=\"soft\">",
            self.say(Phrase::AccountShort),
            "</p>",
        );
        hidden(Deed::End, Some(self.nonce), &mut html);
        html.wrapped("<button class=\"second\">", self.say(Phrase::AccountEnd), "</button></form>");
        html.raw("</main></body></html>");
        csp::form_page(if self.attempt.is_some() { 422 } else { 200 }, html.finish(), &self.brand.styles())
    }

    fn list(&self, html: &mut Html) {
        if self.rows.is_empty() {
            html.wrapped("<p>", self.say(Phrase::NoInvoices), "</p>");
            return;
        }
        html.raw("<table class=\"lines account\"><thead><tr>");
        for phrase in [Phrase::Number, Phrase::InvoiceDate, Phrase::DueDate] {
            html.wrapped("<th scope=\"col\">", self.say(phrase), "</th>");
        }
        for phrase in [Phrase::Amount, Phrase::StillDue] {
            html.wrapped("<th scope=\"col\" class=\"number\">", self.say(phrase), "</th>");
        }
        html.wrapped("<th scope=\"col\">", self.say(Phrase::State), "</th></tr></thead><tbody>");
        for row in self.rows {
            list_row(row, self.language, html);
        }
        html.raw("</tbody></table>");
        if let Some(next) = self.next {
            html.wrapped("<p><a href=\"?before=", next, "\">").text(self.say(Phrase::Older)).raw("</a></p>");
        }
    }

    /// What a customer changes of themselves: it holds at once, for the link went to their own address.
    fn details(&self, place: usize, own: &Own, html: &mut Html) {
        let attempt = self.attempt.filter(|(id, _)| *id == own.id).map(|(_, attempt)| attempt);
        let fields = Fields { attempt, deed: Deed::Details, language: self.language };
        let id = |name: &str| format!("details-{place}-{name}");
        let value = |text: &Option<String>| text.clone().unwrap_or_default();
        html.raw("<section class=\"card no-print\"");
        if place == 0 {
            html.raw(" id=\"details\"");
        }
        html.wrapped("><h2>", self.say(Phrase::Details), "");
        if self.own.len() > 1 {
            html.raw(" · ").text(&own.name);
        }
        html.wrapped("</h2><p class=\"soft\">", self.say(Phrase::DetailsText), "</p><form method=\"post\" novalidate>");
        hidden(Deed::Details, Some(self.nonce), html);
        html.wrapped("<input type=\"hidden\" name=\"customer\" value=\"", &own.id, "\">");
        let Contact { name, email, phone, .. } = &own.contact;
        let now = [value(name), value(email), value(phone)];
        let [id_name, id_email, id_phone, id_way] = ["name", "email", "phone", "way"].map(id);
        let [name, email, phone] = &now;
        fields.field(&id_name, "name", Phrase::ContactName, None, name).input("text", "autocomplete=\"name\"", html);
        html.raw("<div class=\"pair\">");
        fields.field(&id_email, "email", Phrase::AccountEmail, None, email).input(
            "email",
            "autocomplete=\"email\"",
            html,
        );
        fields.field(&id_phone, "phone", Phrase::ContactPhone, None, phone).input("tel", "autocomplete=\"tel\"", html);
        html.raw("</div>");
        if own.choice.is_one() {
            ways(fields, &id_way, &own.choice, html);
        }
        html.wrapped("<button>", self.say(Phrase::Save), "</button></form></section>");
    }
}

fn list_row(row: &Row, language: Language, html: &mut Html) {
    let say = |phrase: Phrase| phrase.text(language);
    let summary = &row.summary;
    let currency = voldaan::money::Currency::from_code(&summary.currency);
    let written = |value| currency.map_or_else(String::new, |currency| amount(value, currency, language));
    let (class, state) = match summary.state.as_str() {
        "paid" if summary.kind == "creditNote" => ("good", Phrase::SetOff),
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
        html.wrapped("<td class=\"number\" data-label=\"", say(phrase), "\">");
        match row.with_charges.filter(|_| phrase == Phrase::StillDue) {
            None => html.text(&written(value)),
            Some(total) => {
                html.wrapped("<span>", &written(value), "<small>").text(say(Phrase::ChargedTotal));
                html.wrapped(": ", &written(total), "</small></span>")
            }
        };
        html.raw("</td>");
    }
    html.wrapped("<td><span class=\"badge ", class, "\">").text(say(state)).raw("</span></td></tr>");
}

/// What is told to the address that is none any more.
pub(crate) fn changed(seller: &str, language: Language) -> LetterText {
    letter(
        seller,
        language,
        Phrase::Details,
        &[Phrase::DetailsMail.text(language), Phrase::DetailsNotYou.text(language)],
        None,
    )
}

/// The message that carries the link.
pub(crate) fn message(seller: &str, link: &str, language: Language) -> LetterText {
    let said = [Phrase::AccountMail.text(language), Phrase::AccountNotYou.text(language)];
    letter(seller, language, Phrase::AccountTitle, &said, Some(link))
}

/// A short message; its link follows its first paragraph.
fn letter(seller: &str, language: Language, title: Phrase, said: &[&'static str; 2], link: Option<&str>) -> LetterText {
    let title = title.text(language);
    let [first, last] = *said;
    let mut html = Html::default();
    html.wrapped("<!doctype html><html lang=\"", language.code(), "\"><head><meta charset=\"utf-8\">");
    html.wrapped("<title>", title, "</title></head><body>").wrapped("<p>", first, "</p>");
    if let Some(link) = link {
        html.wrapped("<p><a href=\"", link, "\">").text(title).raw("</a></p>");
    }
    html.wrapped("<p>", last, "</p>").wrapped("<p>", seller, "</p></body></html>");
    let link = link.map_or_else(String::new, |link| format!("{link}\n\n"));
    LetterText {
        // A line break in a name must not begin a header of the message.
        subject: format!("{title}: {}", seller.split_whitespace().collect::<Vec<_>>().join(" ")),
        text: format!("{first}\n\n{link}{last}\n\n{seller}\n"),
        html: html.finish(),
    }
}
