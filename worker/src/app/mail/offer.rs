//! What a message with a quote or a pro forma says. It asks for no money and calls neither an invoice.

use voldaan::calendar::Day;
use voldaan::invoice::Issued;
use voldaan::text::{amount, day};

use super::Content;
use super::compose::{GREETING, OF, REGARDS, linked, one_line, page};
use crate::app::Sentence;
use crate::app::page::language_of;
use crate::app::resource::QuoteKind;

const QUOTE: Sentence = ["Offerte", "Quotation", "Angebot", "Devis"];
const PROFORMA: Sentence = ["Pro forma", "Pro forma", "Pro forma", "Pro forma"];
const HERE_IS_QUOTE: Sentence = [
    "Hierbij ontvangt u offerte {number} van {date} voor een bedrag van {amount}.",
    "Please find quotation {number} of {date} for an amount of {amount}.",
    "Hiermit erhalten Sie Angebot {number} vom {date} über {amount}.",
    "Veuillez trouver le devis {number} du {date}, d’un montant de {amount}.",
];
const HERE_IS_PROFORMA: Sentence = [
    "Hierbij ontvangt u pro forma {number} van {date} voor een bedrag van {amount}.",
    "Please find pro forma {number} of {date} for an amount of {amount}.",
    "Hiermit erhalten Sie Pro forma {number} vom {date} über {amount}.",
    "Veuillez trouver le pro forma {number} du {date}, d’un montant de {amount}.",
];
const VALID: Sentence = [
    "Geldig tot en met {until}.",
    "It is valid until {until}.",
    "Es ist gültig bis {until}.",
    "Il est valable jusqu’au {until}.",
];
const SEE: Sentence = [
    "U bekijkt het document hier:",
    "You can see it here:",
    "Hier können Sie es ansehen:",
    "Vous pouvez le consulter ici :",
];

/// What a message with an offer says.
pub(crate) fn offer(issued: &Issued, kind: QuoteKind, valid_until: Day, link: &str) -> Content {
    let language = language_of(issued.head().customer.as_deref());
    let say = |sentence: Sentence| language.pick(sentence);
    let head = issued.head();
    let supplier = head.supplier.as_deref().map(|party| party.name.as_str()).unwrap_or_default();
    let (title, here_is) = match kind {
        QuoteKind::Quote => (QUOTE, HERE_IS_QUOTE),
        QuoteKind::Proforma => (PROFORMA, HERE_IS_PROFORMA),
    };
    let subject = one_line(&format!("{} {} {} {supplier}", say(title), issued.number(), say(OF)));
    let here_is = say(here_is)
        .replace("{date}", &day(issued.issue_date(), language))
        .replace("{amount}", &amount(issued.totals().gross, head.currency, language))
        // Last: a number is the seller's own text.
        .replace("{number}", issued.number());
    let valid = say(VALID).replace("{until}", &day(valid_until, language));
    let said = vec![say(GREETING).to_owned(), here_is, valid];
    let see = say(SEE);
    let text = format!("{}\n\n{see}\n{link}\n\n{}\n{supplier}\n", said.join("\n\n"), say(REGARDS));
    let html = page(&subject, &said, &linked(see, link), supplier, language);
    Content { subject, text, html }
}
