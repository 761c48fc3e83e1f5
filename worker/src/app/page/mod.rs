//! The customer's page of an invoice: one document of HTML that works without script, is read on a phone, by keyboard and
//! on paper (WCAG 2.2, level AA), light and dark. It shows what the engine computed and adds up nothing.

pub(crate) mod account;
mod body;
mod brand;
mod escape;
mod field;
pub(crate) mod forms;
pub(crate) mod offer;
mod paper;
mod payment;
pub(crate) mod phrase;
mod state;
mod timeline;

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{DocumentType, Issued};
use voldaan::ledger::{Account, State, Status};
use voldaan::party::Party;
use voldaan::text::{Language, amount, day};

use super::csp;
use super::deed::Deed;
use super::demand::{Demand, asked_of_invoice};
use super::form::Form;
use super::http::{Request, Response};
use super::resource::DeliveryWay;
pub(crate) use brand::{Brand, brand_file};
pub(crate) use escape::Html;
pub(crate) use phrase::Phrase;
pub(crate) use timeline::method;

/// The tokens of the design, for all pages of the service, and what the customer's pages add to them.
static STYLE: csp::Style = csp::Style::new(concat!(include_str!("tokens.css"), include_str!("style.css")));

/// What can be done on a page now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offers {
    /// Pay at a payment service.
    pub pay: bool,
    /// The last attempt to pay failed.
    pub pay_failed: bool,
    /// Contest a part.
    pub dispute: bool,
    /// Promise a day.
    pub promise: bool,
    /// Ask for a payment plan.
    pub plan: bool,
    /// A payment plan was asked for and not decided.
    pub plan_asked: bool,
    /// Ask for another contact.
    pub contact: bool,
    /// Another contact was asked for and not decided.
    pub contact_asked: bool,
    /// Choose how invoices come.
    pub delivery: DeliveryChoice,
    /// Answer the one question.
    pub feedback: bool,
}

/// The ways of delivery that a customer can choose from, and the one that holds now.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeliveryChoice {
    pub ways: Vec<DeliveryWay>,
    pub now: Option<DeliveryWay>,
}

impl DeliveryChoice {
    /// Whether there is something to choose.
    pub fn is_one(&self) -> bool {
        self.ways.len() > 1
    }
}

impl Offers {
    /// The deeds that are offered, in the order in which they are shown.
    pub fn deeds(&self) -> Vec<Deed> {
        let all = [
            (self.pay, Deed::Pay),
            (self.dispute, Deed::Dispute),
            (self.promise, Deed::Promise),
            (self.plan, Deed::Plan),
            (self.contact, Deed::Contact),
            (self.delivery.is_one(), Deed::Delivery),
            (self.feedback, Deed::Feedback),
        ];
        all.into_iter().filter_map(|(offered, deed)| offered.then_some(deed)).collect()
    }
}

/// A form that was posted and refused: it is shown again with what was filled in and what is wrong with it.
pub(crate) struct Attempt {
    pub deed: Deed,
    pub form: Form,
    /// What is wrong, by the names of fields; under the empty name what concerns the whole form.
    pub faults: Vec<(&'static str, String)>,
}

/// What is shown, and how it is written.
pub(crate) struct Sheet<'a> {
    pub account: &'a Account,
    pub status: &'a Status,
    /// What letters claimed with interest and costs, if any.
    pub demand: Option<&'a Demand>,
    pub today: Day,
    /// The path of the page, which those of the documents begin with.
    pub path: &'a str,
    /// The administration, for the address of all invoices.
    pub administration: &'a str,
    pub brand: &'a Brand,
    pub language: Language,
    pub offers: Offers,
    /// What the forms of this page carry; none where nothing can be done, as in a preview.
    pub nonce: Option<&'a str>,
    /// The form that was refused just now.
    pub attempt: Option<&'a Attempt>,
    /// What was done just now.
    pub done: Option<Deed>,
}

impl Sheet<'_> {
    fn paper(&self) -> paper::Paper<'_> {
        paper::Paper { issued: self.invoice(), language: self.language }
    }

    fn invoice(&self) -> &Issued {
        self.account.invoice()
    }

    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    fn amount(&self, value: Decimal) -> String {
        amount(value, self.invoice().head().currency, self.language)
    }

    fn day(&self, value: Day) -> String {
        day(value, self.language)
    }

    fn title(&self) -> &'static str {
        self.say(match self.invoice().head().document_type() {
            DocumentType::Invoice => Phrase::Invoice,
            DocumentType::CreditNote => Phrase::CreditNote,
            DocumentType::Prepayment => Phrase::Prepayment,
            DocumentType::Corrective => Phrase::Corrective,
            DocumentType::SelfBilled => Phrase::SelfBilled,
        })
    }

    fn is_credit_note(&self) -> bool {
        !is_invoice(self.invoice())
    }

    /// Whether the customer is asked to pay something.
    fn asks_for_money(&self) -> bool {
        self.status.state == State::Open && !self.is_credit_note()
    }

    /// Whether there is something to pay, of the invoice or beside it.
    fn asks_to_pay(&self) -> bool {
        self.asks_for_money() || self.demand.is_some()
    }

    /// What is to be paid now: without what is contested, with interest and costs once a letter claimed them.
    fn to_pay(&self) -> Decimal {
        self.demand.map_or_else(|| asked_of_invoice(self.status), |demand| demand.total)
    }

    /// What letters claimed beside the invoice and the sum of all, as rows; none where they claimed nothing.
    fn charges(&self) -> impl Iterator<Item = (Phrase, Decimal)> {
        let rows = self.demand.map(|demand| {
            [
                (Phrase::ChargedInterest, demand.interest),
                (Phrase::ChargedCosts, demand.costs),
                (Phrase::ChargedTotal, demand.total),
            ]
        });
        rows.into_iter().flatten().filter(|(_, amount)| !amount.is_zero())
    }

    fn hidden(&self, deed: Deed, html: &mut Html) {
        hidden(deed, self.nonce, html);
    }

    /// The page.
    pub fn page(&self) -> Response {
        let mut html = Html::default();
        let title = format!("{} {}", self.title(), self.invoice().number());
        Head { language: self.language, title: &title, nonce: self.nonce, skip_to: Some("invoice") }
            .open(self.brand, &mut html);
        self.notices(&mut html);
        state::write(self, &mut html);
        body::write(self, &mut html);
        html.raw("</article>");
        forms::write(self, &mut html);
        timeline::write(self, &mut html);
        html.raw("</main></body></html>");
        let status = if self.attempt.is_some() { 422 } else { 200 };
        let styles = self.brand.styles();
        match self.nonce {
            Some(_) if self.offers.pay => csp::pay_page(status, html.finish(), &styles),
            Some(_) => csp::form_page(status, html.finish(), &styles),
            None => csp::page(status, html.finish(), &styles),
        }
    }

    /// What has just happened, before all else.
    fn notices(&self, html: &mut Html) {
        if self.nonce.is_none() {
            html.wrapped("<div class=\"notice warn no-print\"><p>", self.say(Phrase::Preview), "</p></div>");
        }
        let done = match self.done {
            Some(Deed::Dispute) => Some(Phrase::DoneDispute),
            Some(Deed::Promise) => Some(Phrase::DonePromise),
            Some(Deed::Plan) => Some(Phrase::DonePlan),
            Some(Deed::Contact) => Some(Phrase::DoneContact),
            Some(Deed::Delivery) => Some(Phrase::DoneDelivery),
            Some(Deed::Feedback) => Some(Phrase::DoneFeedback),
            Some(Deed::Seen | Deed::Pay | Deed::Details | Deed::End | Deed::Accept | Deed::Decline) | None => None,
        };
        if let Some(done) = done {
            html.wrapped("<div class=\"notice no-print\" role=\"status\"><p>", self.say(done), "</p></div>");
        }
        if let Some(attempt) = self.attempt {
            refused(attempt, self.language, html);
        }
    }
}

/// What each form says of itself.
fn hidden(deed: Deed, nonce: Option<&str>, html: &mut Html) {
    html.wrapped("<input type=\"hidden\" name=\"deed\" value=\"", deed.word(), "\">");
    if let Some(nonce) = nonce {
        html.wrapped("<input type=\"hidden\" name=\"nonce\" value=\"", nonce, "\">");
    }
}

/// That a form was refused, with the way to it.
fn refused(attempt: &Attempt, language: Language, html: &mut Html) {
    let whole = attempt.faults.iter().find(|(field, _)| field.is_empty());
    let text = whole.map_or(Phrase::Faulty.text(language), |(_, text)| text.as_str());
    html.wrapped("<div class=\"notice bad\" role=\"alert\"><p><a href=\"#", attempt.deed.word(), "\">");
    html.text(text).raw("</a></p></div>");
}

/// The script that says when a person looks at the page.
pub(crate) fn seen_script() -> Response {
    Response {
        status: 200,
        headers: vec![
            ("content-type", "text/javascript; charset=utf-8".to_owned()),
            ("cache-control", "public, max-age=3600".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
        ],
        body: include_bytes!("seen.js").to_vec(),
    }
}

/// Whether a document asks for money: all but credit notes.
pub(crate) fn is_invoice(issued: &Issued) -> bool {
    issued.head().document_type() != DocumentType::CreditNote
}

/// The page of a link that shows nothing (any more).
pub(crate) fn gone(status: u16, request: &Request) -> Response {
    // There is no invoice whose language could be used, so the browser's first one is.
    let language = account::language_of_browser(request);
    let (mut html, brand) = (Html::default(), Brand::default());
    Head { language, title: Phrase::Gone.text(language), nonce: None, skip_to: None }.open(&brand, &mut html);
    html.raw("<div class=\"sheet gone\">").wrapped("<h1>", Phrase::Gone.text(language), "</h1>");
    html.wrapped("<p>", Phrase::GoneText.text(language), "</p>").raw("</div></main></body></html>");
    csp::page(status, html.finish(), &brand.styles())
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

/// How a page begins. With a nonce, it carries the script that says when a person looks.
struct Head<'a> {
    language: Language,
    title: &'a str,
    nonce: Option<&'a str>,
    /// What those who read by keys get to without passing what stands above it.
    skip_to: Option<&'a str>,
}

impl Head<'_> {
    /// Writes everything up to what the page is about.
    fn open(&self, brand: &Brand, html: &mut Html) {
        html.wrapped("<!doctype html><html lang=\"", self.language.code(), "\"><head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.wrapped("<title>", self.title, "</title>").raw("<style>").raw(STYLE.text()).raw("</style>");
        brand.style(html);
        if let Some(nonce) = self.nonce {
            html.wrapped("<script src=\"/seen.js\" defer data-nonce=\"", nonce, "\"></script>");
        }
        html.raw("</head><body>");
        if let Some(place) = self.skip_to {
            html.wrapped("<a class=\"skip\" href=\"#", place, "\">");
            html.text(Phrase::SkipToContent.text(self.language)).raw("</a>");
        }
        brand.logo(html);
        html.raw("<main>");
    }
}
