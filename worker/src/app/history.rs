//! The history of an invoice as a table, for whoever takes a debt over: its entries, and what became of each message about it. A message
//! that was written is not one that went out.

use voldaan::calendar::Day;
use voldaan::ledger::{Entry, EntryKind};
use voldaan::money::Currency;
use voldaan::money::round::to_decimals;
use voldaan::wire::Instant;

use super::csv::Csv;
use super::resource::OutboxItem;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Somebody took it to bring it to the customer.
    Delivered,
    /// It came back, or its address was known to take nothing.
    Bounced,
    /// Nobody has taken it yet.
    Waiting,
}

impl Fate {
    /// What became of a message by its row. One that was complained of had arrived.
    pub fn of(message: &OutboxItem) -> Fate {
        match (message.failure.as_deref(), &message.delivered_at) {
            (Some("bounced"), _) => Fate::Bounced,
            (_, Some(_)) => Fate::Delivered,
            (_, None) => Fate::Waiting,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Fate::Delivered => "delivered",
            Fate::Bounced => "bounced",
            Fate::Waiting => "waiting",
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
pub(crate) fn time_line(entries: &[Entry], messages: &[Told], currency: Currency, out: &mut Csv) {
    out.head(&["on", "writtenAt", "kind", "amount", "what", "id"]);
    let mut messages: Vec<&Told> = messages.iter().collect();
    messages.sort_by(|left, right| left.at().is_after(right.at()).cmp(&right.at().is_after(left.at())));
    let mut messages = messages.into_iter().peekable();
    for entry in entries {
        while let Some(told) = messages.next_if(|told| entry.at.is_after(told.at())) {
            row_of_message(told, out);
        }
        row_of_entry(entry, currency, out);
    }
    messages.for_each(|told| row_of_message(told, out));
}

fn row_of_entry(entry: &Entry, currency: Currency, out: &mut Csv) {
    out.day(Some(entry.on));
    out.text(entry.at.as_str());
    out.text(entry.kind.as_str());
    out.number(entry.kind.amount().and_then(|amount| to_decimals(amount, currency.decimals())));
    out.text(&what(&entry.kind));
    out.text(&entry.id);
    out.end();
}

fn row_of_message(told: &Told, out: &mut Csv) {
    out.day(Some(told.on));
    out.text(told.at().as_str());
    out.text(Fate::of(&told.message).word());
    out.number(None);
    out.text(&format!("{}, {}", told.message.channel.as_str(), told.message.to));
    out.text(&told.message.id);
    out.end();
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
