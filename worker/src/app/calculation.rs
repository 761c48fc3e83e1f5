//! The calculation of a claim and the history of an invoice in words, for whoever takes a debt over: each amount with its working and
//! its source. Says what was computed and adds nothing up.

use rust_decimal::Decimal;
use voldaan::dunning::{Claim, ClaimPart};
use voldaan::invoice::Issued;
use voldaan::ledger::{Entry, EntryKind};
use voldaan::money::Currency;
use voldaan::money::round::to_decimals;
use voldaan::text::{Language, amount, day, percent};

use super::csv::Csv;

/// Words, each in Dutch, English, German and French.
type Words = [&'static str; 4];

const TITLE: Words =
    ["Berekening van de vordering", "Calculation of the claim", "Berechnung der Forderung", "Calcul de la créance"];
const PRINCIPAL: Words = ["Hoofdsom", "Principal", "Hauptforderung", "Principal"];
const INTEREST: Words = ["Rente", "Interest", "Zinsen", "Intérêts"];
const COSTS: Words = ["Incassokosten", "Collection costs", "Beitreibungskosten", "Frais de recouvrement"];
const LUMP_SUM: Words = ["Vaste vergoeding", "Lump sum", "Pauschale", "Indemnité forfaitaire"];
const TOTAL: Words = [
    "Totaal, voor zover toegestaan",
    "Total of what is allowed",
    "Summe, soweit zulässig",
    "Total de ce qui est permis",
];
const ALLOWED: Words = ["toegestaan", "allowed", "zulässig", "permis"];
const NOT_YET: Words = ["nog niet toegestaan", "not allowed yet", "noch nicht zulässig", "pas encore permis"];
const FROM: Words = ["vanaf", "from", "ab dem", "à partir du"];
const UNTIL: Words = ["tot en met", "up to and including", "bis einschließlich", "jusqu’au"];
const DAYS: Words = ["dagen", "days", "Tage", "jours"];
const OVER: Words = ["over", "on", "auf", "sur"];
const SOURCE: Words = ["Bron", "Source", "Quelle", "Source"];
const BEFORE: Words = ["Vooraf vereist", "Required beforehand", "Vorher erforderlich", "Préalable"];
const DONE: Words = ["gedaan", "done", "erledigt", "fait"];
const NOT_DONE: Words = ["niet gedaan", "not done", "nicht erledigt", "non fait"];
const WORKING: Words = ["Uitwerking", "Working", "Rechenweg", "Détail"];

/// Subject and text of the calculation; a blank line parts paragraphs.
pub(crate) fn calculation(claim: &Claim, issued: &Issued, language: Language) -> (String, String) {
    let say = |words: Words| language.pick(words);
    let money = |value: Decimal| amount(value, claim.currency, language);
    let mut out = vec![format!("{}: {}", say(PRINCIPAL), money(claim.principal))];
    let part = |words: Words, part: &ClaimPart| {
        let allowed = match (part.allowed, part.allowed_from) {
            (true, _) => say(ALLOWED).to_owned(),
            (false, Some(from)) => format!("{}, {} {}", say(NOT_YET), say(FROM), day(from, language)),
            (false, None) => say(NOT_YET).to_owned(),
        };
        format!("{}: {} ({allowed}). {}: {}", say(words), money(part.amount), say(SOURCE), part.source)
    };
    let interest = ClaimPart {
        amount: claim.interest.amount,
        allowed: claim.interest.allowed,
        allowed_from: claim.interest.allowed_from,
        source: claim.interest.source.clone(),
    };
    out.push(part(INTEREST, &interest));
    for segment in claim.interest.segments.iter() {
        out.push(format!(
            "{} {} {} {}: {} {} {}, {} {} = {} {}. {}: {}",
            say(FROM),
            day(segment.from, language),
            say(UNTIL),
            day(segment.until, language),
            percent(segment.rate, language),
            say(OVER),
            money(segment.base),
            segment.days,
            say(DAYS),
            claim.currency.code(),
            segment.amount,
            say(SOURCE),
            segment.source
        ));
    }
    out.extend([part(COSTS, &claim.costs), part(LUMP_SUM, &claim.lump_sum)]);
    out.push(format!("{}: {}", say(TOTAL), money(claim.total)));
    for precondition in claim.preconditions.iter() {
        let by = precondition.by.map(|by| format!(" {} {}", say(UNTIL), day(by, language))).unwrap_or_default();
        let done = say(if precondition.done { DONE } else { NOT_DONE });
        let (what, source) = (&precondition.what, &precondition.source);
        out.push(format!("{}: {what}{by} ({done}). {}: {source}", say(BEFORE), say(SOURCE)));
    }
    for step in claim.working.iter() {
        let source = step.source.as_ref().map(|source| format!(" {}: {source}", say(SOURCE))).unwrap_or_default();
        out.push(format!("{}: {}: {} = {}.{source}", say(WORKING), step.what, step.how, money(step.amount)));
    }
    out.extend(claim.findings.iter().map(|finding| finding.message.clone()));
    (format!("{} {}, {}", say(TITLE), issued.number(), day(claim.on, language)), out.join("\n\n"))
}

/// All that happened to an invoice, as a table in the order in which it was written down.
pub(crate) fn time_line(entries: &[Entry], currency: Currency, out: &mut Csv) {
    out.head(&["on", "writtenAt", "kind", "amount", "what", "id"]);
    for entry in entries {
        out.day(Some(entry.on));
        out.text(entry.at.as_str());
        out.text(entry.kind.as_str());
        out.number(entry.kind.amount().and_then(|amount| to_decimals(amount, currency.decimals())));
        out.text(&what(&entry.kind));
        out.text(&entry.id);
        out.end();
    }
}

fn what(kind: &EntryKind) -> String {
    let method = |method: &str, reference: &Option<String>| {
        [Some(method.to_owned()), reference.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    match kind {
        EntryKind::Sent(sent) => format!("{}, {}", sent.channel.as_str(), sent.to),
        EntryKind::Payment(payment) => method(&payment.method, &payment.reference),
        EntryKind::Refund(refund) => method(&refund.method, &refund.reference),
        EntryKind::Chargeback(chargeback) => method(&chargeback.method, &chargeback.reference),
        EntryKind::ReturnedDebit(debit) => method(&debit.method, &debit.reference),
        EntryKind::Credit(credit) => credit.number.clone(),
        EntryKind::Reminder(reminder) => {
            let costs = reminder.costs_stated.map(|costs| format!(", {costs}")).unwrap_or_default();
            format!("{}, {}, {}{costs}", reminder.step, reminder.channel.as_str(), reminder.sent_on)
        }
        EntryKind::Dispute(dispute) => dispute.reason.clone(),
        EntryKind::DisputeResolved(resolved) => format!("{}, {}", resolved.outcome.as_str(), resolved.dispute),
        EntryKind::PromiseToPay(promise) => promise.until.to_string(),
        EntryKind::PaymentPlan(plan) => {
            let parts = plan.instalments.iter().map(|part| format!("{} {}", part.due_date, part.amount));
            parts.collect::<Vec<_>>().join("; ")
        }
        EntryKind::SettlementOffer(offer) => offer.until.to_string(),
        EntryKind::WriteOff(write_off) => write_off.reason.clone(),
        EntryKind::Void(void) => void.reason.clone().unwrap_or_default(),
        EntryKind::Note(note) => note.text.clone(),
        EntryKind::Correction(correction) => correction.of.clone(),
        EntryKind::DunningReset(reset) => reset.reason.clone().unwrap_or_default(),
        EntryKind::Issued(_) | EntryKind::Viewed(_) => String::new(),
    }
}
