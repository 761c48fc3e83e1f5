//! The history of an invoice as a table, for whoever takes a debt over: its entries, and what became of each message about it. A message
//! that was written is not one that went out. In the language of whoever reads it; ids and instants are for programs.

use voldaan::calendar::Day;
use voldaan::ledger::{Channel, DisputeOutcome, Entry, EntryKind};
use voldaan::money::Currency;
use voldaan::money::round::to_decimals;
use voldaan::text::Language;
use voldaan::wire::Instant;

use super::Sentence;
use super::csv::Csv;
use super::page::method;
use super::resource::OutboxItem;

/// The names of the columns.
const HEAD: [Sentence; 6] = [
    ["datum", "on", "datum", "date"],
    ["vastgelegd", "writtenAt", "festgehalten", "consigné"],
    ["gebeurtenis", "kind", "ereignis", "événement"],
    ["bedrag", "amount", "betrag", "montant"],
    ["toelichting", "what", "erläuterung", "précision"],
    ["id", "id", "id", "id"],
];

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Somebody took it to bring it to the customer.
    Delivered,
    /// It came back, or its address was known to take nothing.
    Bounced,
    /// Nobody took it, and it was given up.
    Failed,
    /// It was taken out of the outbox, because dunning was held.
    Held,
    /// Nobody has taken it yet.
    Waiting,
}

impl Fate {
    /// What became of a message by its row. One that was complained of had arrived.
    pub fn of(message: &OutboxItem) -> Fate {
        match (message.failure.as_deref(), &message.delivered_at) {
            (Some("bounced"), _) => Fate::Bounced,
            (Some("failed"), _) => Fate::Failed,
            (Some("held"), _) => Fate::Held,
            (_, Some(_)) => Fate::Delivered,
            (_, None) => Fate::Waiting,
        }
    }

    fn words(self) -> Sentence {
        match self {
            Fate::Delivered => ["bericht uitgegaan", "delivered", "Nachricht hinausgegangen", "message parti"],
            Fate::Bounced => ["bericht onbestelbaar", "bounced", "Nachricht unzustellbar", "message non distribué"],
            Fate::Failed => ["bericht niet aangenomen", "failed", "Nachricht nicht angenommen", "message non accepté"],
            Fate::Held => ["bericht aangehouden", "held", "Nachricht zurückgehalten", "message retenu"],
            Fate::Waiting => ["bericht wacht", "waiting", "Nachricht wartet", "message en attente"],
        }
    }
}

/// A message with its day: the one on which it went out, else the one on which it was written.
pub(crate) struct Told {
    /// The message.
    pub message: OutboxItem,
    /// Its day.
    pub on: Day,
}

impl Told {
    /// When it went out, else when it was written.
    fn at(&self) -> &Instant {
        self.message.delivered_at.as_ref().unwrap_or(&self.message.at)
    }
}

/// All that happened to an invoice, in the order in which it was written down, and what became of its messages when it did.
pub(crate) fn time_line(
    entries: &[Entry],
    messages: &[Told],
    (currency, language): (Currency, Language),
    out: &mut Csv,
) {
    out.head(&HEAD.map(|words| language.pick(words)));
    let mut messages: Vec<&Told> = messages.iter().collect();
    messages.sort_by(|left, right| left.at().is_after(right.at()).cmp(&right.at().is_after(left.at())));
    let mut messages = messages.into_iter().peekable();
    for entry in entries {
        while let Some(told) = messages.next_if(|told| entry.at.is_after(told.at())) {
            row_of_message(told, language, out);
        }
        row_of_entry(entry, (currency, language), out);
    }
    messages.for_each(|told| row_of_message(told, language, out));
}

fn row_of_entry(entry: &Entry, (currency, language): (Currency, Language), out: &mut Csv) {
    out.day(Some(entry.on));
    out.text(entry.at.as_str());
    out.text(language.pick(name(&entry.kind)));
    out.number(entry.kind.amount().and_then(|amount| to_decimals(amount, currency.decimals())));
    out.text(&what(&entry.kind, language));
    out.text(&entry.id);
    out.end();
}

fn row_of_message(told: &Told, language: Language, out: &mut Csv) {
    out.day(Some(told.on));
    out.text(told.at().as_str());
    out.text(language.pick(Fate::of(&told.message).words()));
    out.number(None);
    out.text(&format!("{}, {}", language.pick(way(told.message.channel)), told.message.to));
    out.text(&told.message.id);
    out.end();
}

/// What kind of entry it is.
fn name(kind: &EntryKind) -> Sentence {
    match kind {
        EntryKind::Issued(_) => ["factuur opgesteld", "issued", "Rechnung ausgestellt", "facture émise"],
        EntryKind::Sent(_) => ["verstuurd", "sent", "versandt", "envoyée"],
        EntryKind::Viewed(_) => ["bekeken", "viewed", "angesehen", "consultée"],
        EntryKind::Payment(_) => ["betaling", "payment", "Zahlung", "paiement"],
        EntryKind::Refund(_) => ["terugbetaling", "refund", "Erstattung", "remboursement"],
        EntryKind::Chargeback(_) => ["terugboeking", "chargeback", "Rückbuchung", "rétrofacturation"],
        EntryKind::ReturnedDebit(_) => {
            ["incasso gestorneerd", "returnedDebit", "Rücklastschrift", "prélèvement rejeté"]
        }
        EntryKind::Credit(_) => ["creditnota", "credit", "Gutschrift", "avoir"],
        EntryKind::Reminder(_) => ["herinnering", "reminder", "Mahnung", "rappel"],
        EntryKind::Dispute(_) => ["betwisting", "dispute", "Beanstandung", "contestation"],
        EntryKind::DisputeResolved(_) => {
            ["betwisting afgehandeld", "disputeResolved", "Beanstandung erledigt", "contestation réglée"]
        }
        EntryKind::PromiseToPay(_) => ["betaalbelofte", "promise", "Zahlungszusage", "promesse de paiement"],
        EntryKind::PaymentPlan(_) => ["betaalregeling", "paymentPlan", "Ratenzahlung", "plan de paiement"],
        EntryKind::SettlementOffer(_) => {
            ["schikkingsvoorstel", "settlementOffer", "Vergleichsangebot", "offre transactionnelle"]
        }
        EntryKind::WriteOff(_) => ["afboeking", "writeOff", "Ausbuchung", "passage en perte"],
        EntryKind::Void(_) => ["ingetrokken", "void", "storniert", "annulée"],
        EntryKind::Note(_) => ["aantekening", "note", "Vermerk", "note"],
        EntryKind::Correction(_) => ["correctie", "correction", "Berichtigung", "correction"],
        EntryKind::DunningReset(_) => {
            ["aanmanen opnieuw", "dunningReset", "Mahnwesen neu begonnen", "relances reprises"]
        }
        EntryKind::DunningHold(_) => ["aanmaanstop", "dunningHold", "Mahnstopp", "relances suspendues"],
    }
}

/// A way on which something goes.
fn way(channel: Channel) -> Sentence {
    match channel {
        Channel::Email => ["e-mail", "email", "E-Mail", "e-mail"],
        Channel::Letter => ["brief", "letter", "Brief", "lettre"],
        Channel::RegisteredLetter => ["aangetekende brief", "registeredLetter", "Einschreiben", "lettre recommandée"],
        Channel::Phone => ["telefoon", "phone", "Telefon", "téléphone"],
        Channel::Sms => ["sms", "sms", "SMS", "SMS"],
        Channel::Portal => ["klantpagina", "portal", "Kundenseite", "page client"],
        Channel::Peppol => ["Peppol", "peppol", "Peppol", "Peppol"],
        Channel::Other => ["anders", "other", "anders", "autrement"],
    }
}

fn outcome(outcome: DisputeOutcome) -> Sentence {
    match outcome {
        DisputeOutcome::Accepted => ["gegrond", "accepted", "begründet", "acceptée"],
        DisputeOutcome::PartlyAccepted => ["deels gegrond", "partlyAccepted", "teils begründet", "acceptée en partie"],
        DisputeOutcome::Rejected => ["ongegrond", "rejected", "unbegründet", "rejetée"],
        DisputeOutcome::Withdrawn => ["ingetrokken", "withdrawn", "zurückgezogen", "retirée"],
    }
}

fn what(kind: &EntryKind, language: Language) -> String {
    // English is for programs too: they know a means of payment by its code.
    let paid_by = |means: &str| if language == Language::En { means.to_owned() } else { method(means, language) };
    let method = |means: &str, reference: &Option<String>| {
        [Some(paid_by(means)), reference.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    match kind {
        EntryKind::Sent(sent) => format!("{}, {}", language.pick(way(sent.channel)), sent.to),
        EntryKind::Payment(payment) => method(&payment.method, &payment.reference),
        EntryKind::Refund(refund) => method(&refund.method, &refund.reference),
        EntryKind::Chargeback(chargeback) => method(&chargeback.method, &chargeback.reference),
        EntryKind::ReturnedDebit(debit) => method(&debit.method, &debit.reference),
        EntryKind::Credit(credit) => credit.number.clone(),
        EntryKind::Reminder(reminder) => {
            let costs = reminder.costs_stated.map(|costs| format!(", {costs}")).unwrap_or_default();
            format!("{}, {}, {}{costs}", reminder.step, language.pick(way(reminder.channel)), reminder.sent_on)
        }
        EntryKind::Dispute(dispute) => dispute.reason.clone(),
        EntryKind::DisputeResolved(resolved) => {
            format!("{}, {}", language.pick(outcome(resolved.outcome)), resolved.dispute)
        }
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
        EntryKind::DunningHold(hold) => format!("{}, {}", hold.until, hold.reason),
        EntryKind::DunningReset(reset) => reset.reason.clone().unwrap_or_default(),
        EntryKind::Issued(_) | EntryKind::Viewed(_) => String::new(),
    }
}
