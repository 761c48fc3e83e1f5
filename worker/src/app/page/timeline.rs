//! What happened to the invoice, as its customer may see it, newest first. Remarks of the seller, amounts that were given
//! up and entries that were wrong are not shown.

use voldaan::ledger::{Entry, EntryKind, FROM_BALANCE};
use voldaan::text::Language;

use super::Sheet;
use super::escape::Html;
use super::phrase::Phrase;

/// Writes the history.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    html.raw("<section class=\"card history\" aria-labelledby=\"history\"><h2 id=\"history\">");
    html.text(sheet.say(Phrase::History)).raw("</h2><ol>");
    let entries = sheet.account.entries();
    let mut shown: Vec<(&Entry, String)> =
        entries.iter().filter_map(|entry| Some((entry, text(sheet, entry, entries)?))).collect();
    shown.reverse();
    // By the day that counts; what was written last comes first within one.
    shown.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.on));
    for (entry, text) in shown {
        html.wrapped("<li><time datetime=\"", &entry.on.to_string(), "\">").text(&sheet.day(entry.on));
        html.wrapped("</time><span>", &text, "</span></li>");
    }
    html.raw("</ol></section>");
}

/// What an entry says to the customer; None for what is not theirs to see.
fn text(sheet: &Sheet<'_>, entry: &Entry, all: &[Entry]) -> Option<String> {
    let corrected = all.iter().rev().find_map(|other| match &other.kind {
        EntryKind::Correction(correction) if correction.of == entry.id => Some(correction.amount),
        _ => None,
    });
    let amount = match corrected {
        Some(None) => return None,
        Some(amount) => amount,
        None => entry.kind.amount(),
    };
    let (phrase, more) = match &entry.kind {
        EntryKind::Issued(_) => (Phrase::EntryIssued, None),
        EntryKind::Sent(_) => (Phrase::EntrySent, None),
        EntryKind::Payment(payment) => (Phrase::EntryPayment, Some(method(&payment.method, sheet.language))),
        EntryKind::Refund(refund) => (Phrase::EntryRefund, Some(method(&refund.method, sheet.language))),
        EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => (Phrase::EntryTakenBack, None),
        EntryKind::Credit(credit) => (Phrase::EntryCredit, Some(credit.number.clone())),
        EntryKind::Reminder(_) => (Phrase::EntryReminder, None),
        EntryKind::Dispute(dispute) => (Phrase::EntryDispute, Some(dispute.reason.clone())),
        EntryKind::DisputeResolved(_) => (Phrase::EntryDisputeResolved, None),
        EntryKind::PromiseToPay(promise) => {
            return Some(format!("{} {}", sheet.say(Phrase::EntryPromise), sheet.day(promise.until)));
        }
        EntryKind::PaymentPlan(plan) => {
            let parts: Vec<String> = plan
                .instalments
                .iter()
                .map(|part| format!("{} {}", sheet.day(part.due_date), sheet.amount(part.amount)))
                .collect();
            (Phrase::EntryPlan, Some(parts.join("; ")))
        }
        EntryKind::SettlementOffer(offer) => {
            return Some(format!(
                "{} {}: {}",
                sheet.say(Phrase::EntryOffer),
                sheet.day(offer.until),
                sheet.amount(offer.amount)
            ));
        }
        EntryKind::Void(_) => (Phrase::EntryVoid, None),
        EntryKind::Viewed(_)
        | EntryKind::DunningReset(_)
        | EntryKind::DunningHold(_)
        | EntryKind::WriteOff(_)
        | EntryKind::Note(_)
        | EntryKind::Correction(_) => return None,
    };
    let mut out = sheet.say(phrase).to_owned();
    if let Some(amount) = amount {
        out.push_str(": ");
        out.push_str(&sheet.amount(amount));
    }
    if let Some(more) = more.filter(|more| !more.is_empty()) {
        out.push_str(" (");
        out.push_str(&more);
        out.push(')');
    }
    Some(out)
}

/// A means of payment in a language; names of brands as they are.
pub(crate) fn method(method: &str, language: Language) -> String {
    let phrase = match method {
        "creditTransfer" => Phrase::MethodTransfer,
        "card" => Phrase::MethodCard,
        "cash" => Phrase::MethodCash,
        "directDebit" => Phrase::MethodDebit,
        "cheque" => Phrase::MethodCheque,
        FROM_BALANCE => Phrase::MethodBalance,
        "ideal" => return "iDEAL".to_owned(),
        "bancontact" => return "Bancontact".to_owned(),
        "paypal" => return "PayPal".to_owned(),
        other => return other.to_owned(),
    };
    phrase.text(language).to_owned()
}
