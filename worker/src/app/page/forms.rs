//! What a customer can do beside paying: forms that work without script, each folded away until it is wanted.

use super::DeliveryChoice;
use super::Sheet;
use super::escape::Html;
use super::field::{Field, Fields};
use super::phrase::Phrase;
use crate::app::deed::Deed;
use crate::app::resource::DeliveryWay;

/// A promise may be for this many days after today.
pub(crate) const PROMISE_DAYS_MAX: i32 = 30;
/// A payment plan that a customer asks for has two to so many parts.
pub(crate) const PLAN_PARTS_MAX: usize = 6;
/// Its first part is due within so many days.
pub(crate) const PLAN_DAYS_MAX: i32 = 31;

/// Writes the forms of all that can be done now.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    let mut deeds = sheet.offers.deeds();
    // Paying stands with the amount.
    deeds.retain(|deed| *deed != Deed::Pay);
    if deeds.is_empty() && !sheet.offers.plan_asked && !sheet.offers.contact_asked {
        return;
    }
    html.raw("<section class=\"card actions no-print\" aria-labelledby=\"actions\"><h2 id=\"actions\">");
    html.text(sheet.say(Phrase::Actions)).raw("</h2>");
    if sheet.offers.plan_asked {
        html.wrapped("<p>", sheet.say(Phrase::PlanAsked), "</p>");
    }
    if sheet.offers.contact_asked {
        html.wrapped("<p>", sheet.say(Phrase::ContactAsked), "</p>");
    }
    for deed in deeds {
        form(sheet, deed, html);
    }
    html.raw("</section>");
}

fn form(sheet: &Sheet<'_>, deed: Deed, html: &mut Html) {
    let (title, text, send) = match deed {
        Deed::Dispute => (Phrase::Dispute, Some(Phrase::DisputeText), Phrase::DisputeSend),
        Deed::Promise => (Phrase::Promise, Some(Phrase::PromiseText), Phrase::PromiseSend),
        Deed::Plan => (Phrase::Plan, Some(Phrase::PlanText), Phrase::PlanSend),
        Deed::Contact => (Phrase::Contact, Some(Phrase::ContactText), Phrase::ContactSend),
        Deed::Delivery => (Phrase::DeliverySet, Some(Phrase::DeliveryText), Phrase::Save),
        Deed::Feedback => (Phrase::Feedback, None, Phrase::FeedbackSend),
        Deed::Seen | Deed::Pay | Deed::Details | Deed::End | Deed::Accept | Deed::Decline => return,
    };
    html.wrapped("<details name=\"deed\" id=\"", deed.word(), "\"");
    if sheet.attempt.is_some_and(|attempt| attempt.deed == deed) {
        html.raw(" open");
    }
    html.wrapped("><summary>", sheet.say(title), "</summary><form method=\"post\" novalidate>");
    sheet.hidden(deed, html);
    if let Some(text) = text {
        html.wrapped("<p class=\"soft\">", sheet.say(text), "</p>");
    }
    match deed {
        Deed::Dispute => dispute(sheet, html),
        Deed::Promise => promise(sheet, html),
        Deed::Plan => plan(sheet, html),
        Deed::Contact => contact(sheet, html),
        Deed::Delivery => {
            let fields = Fields { attempt: sheet.attempt, deed, language: sheet.language };
            ways(fields, "delivery-way", &sheet.offers.delivery, html);
        }
        Deed::Feedback => feedback(sheet, html),
        Deed::Seen | Deed::Pay | Deed::Details | Deed::End | Deed::Accept | Deed::Decline => {}
    }
    html.raw("<button").raw(if sheet.nonce.is_some() { ">" } else { " disabled>" });
    html.text(sheet.say(send)).raw("</button></form></details>");
}

fn dispute(sheet: &Sheet<'_>, html: &mut Html) {
    let mut options = vec![(String::new(), sheet.say(Phrase::DisputeAll).to_owned())];
    for line in sheet.invoice().lines() {
        let text = format!("{} ({})", line.line().name, sheet.amount(line.amounts().gross));
        options.push((line.line().id.as_deref().unwrap_or_default().to_owned(), text));
    }
    let field = |id, name, label, hint| sheet.field(Deed::Dispute, id, name, label, hint);
    field("dispute-what", "what", Phrase::DisputeWhat, None).select(&options, html);
    let hint = sheet.say(Phrase::DisputeAmountHint);
    field("dispute-amount", "amount", Phrase::DisputeAmount, Some(hint)).input(
        "text",
        "inputmode=\"decimal\" autocomplete=\"off\"",
        html,
    );
    field("dispute-reason", "reason", Phrase::DisputeReason, None).area(html);
}

fn promise(sheet: &Sheet<'_>, html: &mut Html) {
    let last = sheet.today.add_days(PROMISE_DAYS_MAX).unwrap_or(sheet.today);
    let hint = format!("{} {}.", sheet.say(Phrase::PromiseBounds), sheet.day(last));
    let field = sheet.field(Deed::Promise, "promise-until", "until", Phrase::PromiseUntil, Some(&hint));
    field.date(&sheet.today.to_string(), &last.to_string(), html);
}

fn plan(sheet: &Sheet<'_>, html: &mut Html) {
    let options: Vec<(String, String)> =
        (2..=PLAN_PARTS_MAX).map(|parts| (parts.to_string(), parts.to_string())).collect();
    let last = sheet.today.add_days(PLAN_DAYS_MAX).unwrap_or(sheet.today);
    let hint = format!("{} {}.", sheet.say(Phrase::PromiseBounds), sheet.day(last));
    html.raw("<div class=\"pair\">");
    sheet.field(Deed::Plan, "plan-parts", "parts", Phrase::PlanParts, None).select(&options, html);
    let first = sheet.field(Deed::Plan, "plan-first", "first", Phrase::PlanFirst, Some(&hint));
    first.date(&sheet.today.to_string(), &last.to_string(), html);
    html.raw("</div>");
    sheet.field(Deed::Plan, "plan-text", "text", Phrase::PlanWhy, None).area(html);
}

fn contact(sheet: &Sheet<'_>, html: &mut Html) {
    let field = |id, name, label| sheet.field(Deed::Contact, id, name, label, None);
    field("contact-name", "name", Phrase::ContactName).input("text", "autocomplete=\"name\"", html);
    html.raw("<div class=\"pair\">");
    field("contact-email", "email", Phrase::AccountEmail).input("email", "autocomplete=\"email\"", html);
    field("contact-phone", "phone", Phrase::ContactPhone).input("tel", "autocomplete=\"tel\"", html);
    html.raw("</div>");
}

/// The ways of delivery to choose from.
pub(super) fn ways(fields: Fields<'_>, id: &str, choice: &DeliveryChoice, html: &mut Html) {
    let say = |phrase: Phrase| phrase.text(fields.language);
    let options: Vec<(&'static str, &str)> = choice
        .ways
        .iter()
        .map(|way| {
            let phrase = match way {
                DeliveryWay::Email => Phrase::WayEmail,
                DeliveryWay::Portal => Phrase::WayPortal,
                DeliveryWay::Structured => Phrase::WayStructured,
                DeliveryWay::Post => Phrase::WayPost,
            };
            (way.as_str(), say(phrase))
        })
        .collect();
    let hint = choice.ways.contains(&DeliveryWay::Structured).then(|| say(Phrase::WayConsent));
    let now = choice.now.as_ref().map_or("", DeliveryWay::as_str);
    fields.field(id, "way", Phrase::Way, hint, now).radios(&options, html);
}

fn feedback(sheet: &Sheet<'_>, html: &mut Html) {
    let options = [("yes", sheet.say(Phrase::Yes)), ("no", sheet.say(Phrase::No))];
    sheet.field(Deed::Feedback, "feedback-clear", "clear", Phrase::FeedbackQuestion, None).radios(&options, html);
    sheet.field(Deed::Feedback, "feedback-text", "text", Phrase::FeedbackMore, None).area(html);
}

impl<'a> Sheet<'a> {
    /// A field of a form with what was filled in before, if that was refused.
    fn field(&self, deed: Deed, id: &'a str, name: &'static str, label: Phrase, hint: Option<&'a str>) -> Field<'a> {
        Fields { attempt: self.attempt, deed, language: self.language }.field(id, name, label, hint, "")
    }
}
