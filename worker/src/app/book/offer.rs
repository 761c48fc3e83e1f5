//! Another way to pay, offered in the next message after an attempt that failed. Changes nothing else in the letter.

use voldaan::dunning::LetterText;
use voldaan::invoice::{Issued, MethodKind};

use crate::app::page::{Html, Phrase, language_of};

/// Says in a letter that a payment failed, and how else to pay; `method` is the one that failed, empty if nobody knows.
pub(super) fn offer_another(letter: &mut LetterText, invoice: &Issued, method: &str) {
    let head = invoice.head();
    let language = language_of(head.customer.as_deref());
    let say = |phrase: Phrase| phrase.text(language);
    let failed = match method {
        "" => say(Phrase::PaymentFailed).to_owned(),
        method => format!("{} {method}.", say(Phrase::PaymentFailedBy)),
    };
    let transfer = head.payment_methods.iter().filter(|offered| offered.kind == MethodKind::CreditTransfer);
    // Whoever failed to transfer is not asked to transfer.
    let account = transfer.filter_map(|offered| offered.iban.as_ref()).find(|_| method != "banktransfer");
    let other = match account {
        Some(iban) => {
            let reference = head.payment_reference.as_ref().map_or(invoice.number(), |reference| reference.text());
            format!("{} {iban} ({}: {reference}).", say(Phrase::PayByTransfer), say(Phrase::Reference))
        }
        None => say(Phrase::PayOtherwise).to_owned(),
    };
    letter.text = format!("{}\n\n{failed} {other}\n", letter.text.trim_end());
    let mut paragraph = Html::default();
    paragraph.raw("<p>").text(&failed).raw(" ").text(&other).raw("</p>\n");
    if let Some(place) = letter.html.rfind("</body>") {
        letter.html.insert_str(place, &paragraph.finish());
    }
}
