//! The customer's page of an offer: what is offered, until when, and the forms that accept or decline it. It asks for no money and
//! shows nothing of an offer that was declined.

use voldaan::calendar::Day;
use voldaan::invoice::Issued;
use voldaan::text::Language;

use super::escape::Html;
use super::field::Fields;
use super::paper::Paper;
use super::phrase::Phrase;
use super::{Attempt, Brand, Head, hidden, refused};
use crate::app::csp;
use crate::app::deed::Deed;
use crate::app::http::Response;
use crate::app::resource::{QuoteKind, QuoteState};

/// An offer as its customer sees it.
pub(crate) struct OfferSheet<'a> {
    pub issued: &'a Issued,
    pub kind: QuoteKind,
    pub state: QuoteState,
    pub valid_until: Day,
    /// When it was accepted, and by whom.
    pub accepted: Option<(Day, Option<&'a str>)>,
    pub language: Language,
    /// The path of the page, which that of the PDF begins with.
    pub path: &'a str,
    pub brand: &'a Brand,
    /// What the forms carry; none where nothing can be done, as in a preview.
    pub nonce: Option<&'a str>,
    /// The form that was refused just now.
    pub attempt: Option<&'a Attempt>,
}

impl OfferSheet<'_> {
    fn paper(&self) -> Paper<'_> {
        Paper { issued: self.issued, language: self.language }
    }

    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    fn title(&self) -> &'static str {
        self.say(match self.kind {
            QuoteKind::Quote => Phrase::Quote,
            QuoteKind::Proforma => Phrase::Proforma,
        })
    }

    /// The page.
    pub fn page(&self) -> Response {
        let mut html = Html::default();
        let title = format!("{} {}", self.title(), self.issued.number());
        Head { language: self.language, title: &title, nonce: None, skip_to: Some("offer") }
            .open(self.brand, &mut html);
        if self.nonce.is_none() {
            html.wrapped("<div class=\"notice warn no-print\"><p>", self.say(Phrase::Preview), "</p></div>");
        }
        if let Some(attempt) = self.attempt {
            refused(attempt, self.language, &mut html);
        }
        self.standing(&mut html);
        match self.state {
            QuoteState::Declined => self.name(&mut html),
            _ => self.body(&mut html),
        }
        html.raw("</article>");
        if self.state == QuoteState::Open {
            self.forms(&mut html);
        }
        html.raw("</main></body></html>");
        let status = match (self.attempt, self.state) {
            (Some(_), _) => 422,
            (None, QuoteState::Declined) => 410,
            (None, _) => 200,
        };
        match self.nonce {
            Some(_) => csp::form_page(status, html.finish(), &self.brand.styles()),
            None => csp::page(status, html.finish(), &self.brand.styles()),
        }
    }

    /// Where it stands, first and large.
    fn standing(&self, html: &mut Html) {
        let (class, badge, text) = match self.state {
            QuoteState::Open => ("open", Phrase::OfferOpen, None),
            QuoteState::Accepted | QuoteState::Invoiced => {
                ("paid", Phrase::OfferAccepted, Some(Phrase::OfferAcceptedText))
            }
            QuoteState::Expired => ("void", Phrase::OfferExpired, Some(Phrase::OfferExpiredText)),
            QuoteState::Declined => ("void", Phrase::OfferDeclined, Some(Phrase::OfferDeclinedText)),
        };
        let paper = self.paper();
        html.wrapped("<article id=\"offer\" class=\"sheet ", class, "\"><div class=\"state\"><div>");
        html.wrapped("<p class=\"say\">", self.say(badge), "</p>");
        if self.state != QuoteState::Declined {
            html.wrapped("<p class=\"due\">", &paper.amount(self.issued.totals().gross), "</p>");
        }
        if let Some((day, by)) = self.accepted {
            html.wrapped("<p class=\"when\">", &paper.day(day), "");
            if let Some(by) = by {
                html.raw(" · ").text(by);
            }
            html.raw("</p>");
        }
        if matches!(self.state, QuoteState::Open | QuoteState::Expired) {
            html.wrapped("<p class=\"when\">", self.say(Phrase::ValidUntil), " ").text(&paper.day(self.valid_until));
            html.raw("</p>");
        }
        if let Some(text) = text {
            html.wrapped("<p>", self.say(text), "</p>");
        }
        html.raw("</div>");
        if self.state == QuoteState::Open {
            html.wrapped("<a class=\"button no-print\" href=\"#accept\">", self.say(Phrase::OfferAccept), "</a>");
        }
        html.raw("</div>");
    }

    /// Which offer it was.
    fn name(&self, html: &mut Html) {
        html.wrapped("<div class=\"body\"><h1><small>", self.title(), "</small>");
        html.text(self.issued.number()).raw("</h1></div>");
    }

    fn body(&self, html: &mut Html) {
        let paper = self.paper();
        let head = self.issued.head();
        html.wrapped("<p class=\"tools\"><a href=\"", self.path, ".pdf\">").text(self.say(Phrase::OfferPdf));
        html.raw("</a></p>");
        paper.open(self.title(), html);
        let facts = vec![
            (Phrase::OfferDate, Some(paper.day(self.issued.issue_date()))),
            (Phrase::ValidUntil, Some(paper.day(self.valid_until))),
            (Phrase::Delivery, head.delivery_date.map(|day| paper.day(day))),
            (Phrase::YourReference, head.buyer_reference.clone()),
        ];
        paper.facts(facts, html);
        paper.lines(html);
        paper.sums(&[], html);
        paper.terms(html);
        paper.close(html);
    }

    /// Accepting stands open, for it is why the customer came; declining is folded away.
    fn forms(&self, html: &mut Html) {
        let fields = |deed| Fields { attempt: self.attempt, deed, language: self.language };
        html.raw("<section class=\"card actions no-print\" aria-labelledby=\"accept\">");
        html.wrapped("<h2 id=\"accept\">", self.say(Phrase::OfferAccept), "</h2><form method=\"post\" novalidate>");
        hidden(Deed::Accept, self.nonce, html);
        html.wrapped("<p>", self.say(Phrase::OfferAcceptText), "</p>");
        let name = fields(Deed::Accept).field("accept-name", "name", Phrase::OfferName, None, "");
        name.input("text", "autocomplete=\"name\" maxlength=\"200\"", html);
        self.button(Phrase::OfferAccept, html);
        html.raw("</form><details id=\"decline\"");
        if self.attempt.is_some_and(|attempt| attempt.deed == Deed::Decline) {
            html.raw(" open");
        }
        html.wrapped("><summary>", self.say(Phrase::OfferDecline), "</summary><form method=\"post\" novalidate>");
        hidden(Deed::Decline, self.nonce, html);
        fields(Deed::Decline).field("decline-reason", "reason", Phrase::OfferReason, None, "").area(html);
        self.button(Phrase::OfferDecline, html);
        html.raw("</form></details></section>");
    }

    fn button(&self, phrase: Phrase, html: &mut Html) {
        html.raw("<button").raw(if self.nonce.is_some() { ">" } else { " disabled>" });
        html.text(self.say(phrase)).raw("</button>");
    }
}
