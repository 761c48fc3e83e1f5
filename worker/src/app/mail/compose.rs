//! What a message says: the letter of an action as the engine wrote it, or the invoice in a few lines; and the link to the
//! customer's page, where it can be paid. Adds nothing up.

use voldaan::invoice::{DocumentType, Issued};
use voldaan::text::{Language, amount, day};

use super::Content;
use crate::app::Sentence;
use crate::app::page::{Html, language_of};
use crate::app::resource::LetterText;

const INVOICE: Sentence = ["Factuur", "Invoice", "Rechnung", "Facture"];
const CREDIT_NOTE: Sentence = ["Creditnota", "Credit note", "Gutschrift", "Note de crédit"];
pub(super) const OF: Sentence = ["van", "from", "von", "de"];
pub(super) const GREETING: Sentence =
    ["Geachte heer, mevrouw,", "Dear Sir or Madam,", "Sehr geehrte Damen und Herren,", "Madame, Monsieur,"];
const HERE_IS: Sentence = [
    "Hierbij ontvangt u factuur {number} van {date} voor een bedrag van {amount}.",
    "Please find invoice {number} of {date} for an amount of {amount}.",
    "Hiermit erhalten Sie Rechnung {number} vom {date} über {amount}.",
    "Veuillez trouver la facture {number} du {date}, d’un montant de {amount}.",
];
const HERE_IS_CREDIT: Sentence = [
    "Hierbij ontvangt u creditnota {number} van {date} voor een bedrag van {amount}.",
    "Please find credit note {number} of {date} for an amount of {amount}.",
    "Hiermit erhalten Sie Gutschrift {number} vom {date} über {amount}.",
    "Veuillez trouver la note de crédit {number} du {date}, d’un montant de {amount}.",
];
const DUE: Sentence = [
    "Wilt u het bedrag uiterlijk {due} betalen?",
    "Please pay the amount by {due}.",
    "Bitte zahlen Sie den Betrag bis zum {due}.",
    "Nous vous remercions de régler ce montant au plus tard le {due}.",
];
const SEE: Sentence = [
    "U bekijkt en betaalt de factuur hier:",
    "You can see and pay the invoice here:",
    "Hier können Sie die Rechnung ansehen und bezahlen:",
    "Vous pouvez consulter et payer la facture ici :",
];
const SEE_CREDIT: Sentence = [
    "U bekijkt de creditnota hier:",
    "You can see the credit note here:",
    "Hier können Sie die Gutschrift ansehen:",
    "Vous pouvez consulter la note de crédit ici :",
];
pub(super) const REGARDS: Sentence =
    ["Met vriendelijke groet,", "Kind regards,", "Mit freundlichen Grüßen", "Cordialement,"];

/// What a message about an issued invoice says. A letter without `link` says all by itself.
pub(crate) fn compose(issued: &Issued, letter: Option<&LetterText>, link: Option<&str>) -> Content {
    let language = language_of(issued.head().customer.as_deref());
    let is_credit = issued.head().document_type() == DocumentType::CreditNote;
    let see = language.pick(if is_credit { SEE_CREDIT } else { SEE });
    let (letter, link) = match (letter, link) {
        (None, link) => return invoice(issued, language, is_credit, link.unwrap_or_default()),
        (Some(letter), None) => {
            let LetterText { subject, text, html } = letter.clone();
            return Content { subject, text, html };
        }
        (Some(letter), Some(link)) => (letter, link),
    };
    let text = format!("{}\n\n{see}\n{link}\n", letter.text.trim_end());
    // The engine's page, with the link before its end.
    let html = match letter.html.rsplit_once("</body>") {
        Some((before, after)) => format!("{before}{}</body>{after}", linked(see, link)),
        None => format!("{}{}", letter.html, linked(see, link)),
    };
    Content { subject: letter.subject.clone(), text, html }
}

fn invoice(issued: &Issued, language: Language, is_credit: bool, link: &str) -> Content {
    let say = |sentence: Sentence| language.pick(sentence);
    let head = issued.head();
    let supplier = head.supplier.as_deref().map(|party| party.name.as_str()).unwrap_or_default();
    let title = say(if is_credit { CREDIT_NOTE } else { INVOICE });
    let subject = one_line(&format!("{title} {} {} {supplier}", issued.number(), say(OF)));
    let fill = |sentence: Sentence| {
        let due = issued.due_date().map(|due| day(due, language)).unwrap_or_default();
        say(sentence)
            .replace("{date}", &day(issued.issue_date(), language))
            .replace("{amount}", &amount(issued.totals().payable, head.currency, language))
            .replace("{due}", &due)
            // Last: a number is the seller's own text.
            .replace("{number}", issued.number())
    };
    let mut said = vec![say(GREETING).to_owned(), fill(if is_credit { HERE_IS_CREDIT } else { HERE_IS })];
    if issued.due_date().is_some() && !is_credit && !issued.totals().payable.is_zero() {
        said.push(fill(DUE));
    }
    let see = say(if is_credit { SEE_CREDIT } else { SEE });
    let text = format!("{}\n\n{see}\n{link}\n\n{}\n{supplier}\n", said.join("\n\n"), say(REGARDS));
    let html = page(&subject, &said, &linked(see, link), supplier, language);
    Content { subject, text, html }
}

/// A message as a page: its paragraphs, the link, and the end.
pub(super) fn page(subject: &str, said: &[String], linked: &str, supplier: &str, language: Language) -> String {
    let mut html = Html::default();
    html.wrapped("<!DOCTYPE html>\n<html lang=\"", language.code(), "\"><head><meta charset=\"utf-8\"><title>");
    html.text(subject).raw("</title></head><body>\n");
    for paragraph in said {
        html.wrapped("<p>", paragraph, "</p>\n");
    }
    let mut end = Html::default();
    end.wrapped("<p>", language.pick(REGARDS), "<br>").text(supplier).raw("</p>\n</body></html>\n");
    format!("{}{linked}{}", html.finish(), end.finish())
}

pub(super) fn linked(see: &str, link: &str) -> String {
    let mut html = Html::default();
    html.wrapped("<p>", see, "<br><a href=\"").text(link).raw("\">").text(link).raw("</a></p>\n");
    html.finish()
}

/// A text as one line: a name may hold more.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
