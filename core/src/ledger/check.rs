//! Whether the entries of an account fit together and fit the invoice. Collects every finding at the entry concerned.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::account::ACCOUNT_ENTRIES_MAX;
use super::credited::{AMOUNT_PREFIX, Credited, Misfit};
use super::entry::{Credit, Entry, EntryCorrection, EntryKind, Reminder};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::invoice::Issued;
use crate::money::round::units;
use crate::wire::Reader;

/// An identifier of an entry may have this many characters.
const ID_MAX: usize = 200;

/// What is known of the entries that came before.
struct History<'a> {
    invoice: &'a Issued,
    entries: &'a [Entry],
    /// Place of each entry by its id.
    places: BTreeMap<&'a str, usize>,
    /// Disputes that are resolved.
    resolved: BTreeSet<&'a str>,
    credited: Credited<'a>,
    /// For each entry the place of the earlier one that it speaks of.
    links: Vec<Option<usize>>,
}

/// Checks all entries; findings go to `entries[n]` below where `cx` stands. Gives for each entry the place of the
/// earlier one that it speaks of.
pub(super) fn entries(invoice: &Issued, entries: &[Entry], cx: &mut Reader) -> Vec<Option<usize>> {
    cx.field("entries", |cx| {
        if entries.len() > ACCOUNT_ENTRIES_MAX {
            cx.report(Code::ListTooLong, "An account has at most 10,000 entries.");
            return Vec::new();
        }
        let credited = Credited::nothing(invoice);
        let links = Vec::with_capacity(entries.len());
        let mut history =
            History { invoice, entries, places: BTreeMap::new(), resolved: BTreeSet::new(), credited, links };
        for (index, entry) in entries.iter().enumerate() {
            cx.index(index, |cx| history.take(index, entry, cx));
        }
        history.links
    })
}

impl<'a> History<'a> {
    fn take(&mut self, index: usize, entry: &'a Entry, cx: &mut Reader) {
        self.identity(index, entry, cx);
        self.order(index, entry, cx);
        if let Some(amount) = entry.kind.amount() {
            let may_be_zero = matches!(entry.kind, EntryKind::Credit(_));
            cx.field("amount", |cx| self.amount(amount, may_be_zero, cx));
        }
        for (name, text) in texts(&entry.kind) {
            if text.trim().is_empty() {
                cx.field(name, |cx| cx.report(Code::TextEmpty, "The text must say something."));
            }
        }
        let spoken_of = match &entry.kind {
            EntryKind::Correction(correction) => Some(&correction.of),
            EntryKind::DisputeResolved(resolved) => Some(&resolved.dispute),
            _ => None,
        };
        self.links.push(spoken_of.and_then(|id| self.places.get(id.as_str()).copied()));
        self.kind(entry, cx);
        self.places.insert(&entry.id, index);
    }

    fn identity(&self, index: usize, entry: &Entry, cx: &mut Reader) {
        cx.field("id", |cx| {
            if entry.id.trim().is_empty() {
                cx.report(Code::TextEmpty, "An entry needs an id.");
            } else if entry.id.chars().count() > ID_MAX {
                cx.report(Code::TextTooLong, "An id has at most 200 characters.");
            }
            if self.places.contains_key(entry.id.as_str()) {
                cx.report_fix(
                    Code::EntryTwice,
                    "An earlier entry has the same id.",
                    "Book an event once; give another event its own id.",
                );
            }
        });
        let again = index > 0 && matches!(entry.kind, EntryKind::Issued(_));
        if again {
            cx.report_fix(Code::EntryOrder, "The invoice is issued once, before all else.", "Put it first, once.");
        }
    }

    fn order(&self, index: usize, entry: &Entry, cx: &mut Reader) {
        let previous = index.checked_sub(1).and_then(|previous| self.entries.get(previous));
        if previous.is_some_and(|previous| previous.at.is_after(&entry.at)) {
            cx.field("at", |cx| {
                cx.report_fix(
                    Code::EntryOrder,
                    "This entry was written down before the one that stands before it.",
                    "Sort the entries by the instant of writing; only `on` may lie in the past.",
                );
            });
        }
        if entry.on < self.invoice.issue_date() {
            cx.field("on", |cx| {
                cx.report_fix(
                    Code::EntryOrder,
                    "The entry is dated before the invoice.",
                    "State money that came in earlier as `prepaid` on the invoice (BT-113).",
                );
            });
        }
    }

    fn amount(&self, amount: Decimal, may_be_zero: bool, cx: &mut Reader) {
        let currency = self.invoice.head().currency;
        if amount < Decimal::ZERO || (amount.is_zero() && !may_be_zero) {
            cx.report_fix(
                Code::AmountNegative,
                "The amount of an entry is above zero; its kind says which way the money goes.",
                "Use refund for money that goes back, credit for what is no longer owed.",
            );
        }
        if units(amount, currency.decimals()).is_none() {
            cx.report(Code::AmountScale, format!("The amount has more decimals than {currency} has."));
        }
    }

    fn kind(&mut self, entry: &'a Entry, cx: &mut Reader) {
        match &entry.kind {
            EntryKind::Credit(credit) => self.credit(credit, cx),
            EntryKind::Reminder(reminder) => self.reminder(reminder, cx),
            EntryKind::Dispute(dispute) => {
                cx.field("lines", |cx| {
                    for (index, id) in dispute.lines.iter().enumerate() {
                        cx.index(index, |cx| self.line(id, cx));
                    }
                });
            }
            EntryKind::DisputeResolved(resolved) => cx.field("dispute", |cx| self.resolve(&resolved.dispute, cx)),
            EntryKind::PromiseToPay(promise) => until(entry.on, promise.until, cx),
            EntryKind::SettlementOffer(offer) => until(entry.on, offer.until, cx),
            EntryKind::PaymentPlan(plan) => cx.field("instalments", |cx| {
                if plan.instalments.is_empty() {
                    cx.report(Code::FieldMissing, "A payment plan needs an instalment.");
                }
                for (index, part) in plan.instalments.iter().enumerate() {
                    cx.index(index, |cx| cx.field("amount", |cx| self.amount(part.amount, false, cx)));
                }
            }),
            EntryKind::Correction(correction) => self.correction(correction, entry.on, cx),
            _ => {}
        }
    }

    fn reminder(&self, reminder: &Reminder, cx: &mut Reader) {
        if reminder.received_on.is_some_and(|received| received < reminder.sent_on) {
            cx.field("receivedOn", |cx| cx.report(Code::DateRange, "A reminder is received after it was sent."));
        }
        if let Some(costs) = reminder.costs_stated {
            cx.field("costsStated", |cx| self.amount(costs, true, cx));
        }
    }

    fn line(&self, id: &str, cx: &mut Reader) {
        if self.credited.place(id).is_none() {
            let shown: String = id.chars().take(60).collect();
            cx.report(Code::EntryLine, format!("The invoice has no line {shown}."));
        }
    }

    fn resolve(&mut self, id: &'a str, cx: &mut Reader) {
        let earlier = self.places.get(id).and_then(|place| self.entries.get(*place));
        if !matches!(earlier.map(|entry| &entry.kind), Some(EntryKind::Dispute(_))) {
            cx.report(Code::EntryOrder, "No earlier entry of this id opens a dispute.");
        } else if self.resolved.contains(id) {
            cx.report(Code::EntryOrder, "This dispute is resolved already.");
        }
        self.resolved.insert(id);
    }

    fn correction(&self, correction: &EntryCorrection, on: Day, cx: &mut Reader) {
        let earlier = self.places.get(correction.of.as_str()).and_then(|place| self.entries.get(*place));
        let Some(earlier) = earlier else {
            cx.field("of", |cx| cx.report(Code::EntryOrder, "No earlier entry has this id."));
            return;
        };
        if on < earlier.on {
            cx.field("on", |cx| cx.report(Code::EntryOrder, "A correction is not dated before what it corrects."));
        }
        let document = matches!(
            earlier.kind,
            EntryKind::Issued(_) | EntryKind::Credit(_) | EntryKind::Void(_) | EntryKind::Correction(_)
        );
        if document {
            cx.field("of", |cx| {
                cx.report_fix(
                    Code::EntryOrder,
                    "An issued document or a correction is not undone by an entry.",
                    "Issue a credit note or a new invoice; correct the same entry once more.",
                );
            });
        } else if correction.amount.is_some() && earlier.kind.amount().is_none() {
            cx.field("amount", |cx| cx.report(Code::EntryOrder, "The entry that is corrected has no amount."));
        }
    }

    fn credit(&mut self, credit: &Credit, cx: &mut Reader) {
        let before = cx.count();
        cx.field("breakdown", |cx| {
            for (index, row) in credit.breakdown.iter().enumerate() {
                let currency = self.invoice.head().currency;
                let amounts = [("base", row.base), ("amount", row.amount)];
                for (name, amount) in amounts.into_iter().filter(|(_, a)| units(*a, currency.decimals()).is_none()) {
                    let message = format!("{amount} has more decimals than {currency} has.");
                    cx.index(index, |cx| cx.field(name, |cx| cx.report(Code::AmountScale, message)));
                }
            }
        });
        cx.field("lines", |cx| {
            for (index, row) in credit.lines.iter().enumerate() {
                if !row.id.starts_with(AMOUNT_PREFIX) {
                    cx.index(index, |cx| cx.field("id", |cx| self.line(&row.id, cx)));
                }
            }
        });
        if cx.count() > before {
            return;
        }
        if let Err(misfit) = self.credited.book(credit) {
            let finding = match misfit {
                Misfit::Exceeds | Misfit::Range => Finding::new(
                    Code::CreditExceeds,
                    cx.path(),
                    "With this credit more would be credited than the invoice has.",
                ),
                Misfit::Unknown => Finding::new(
                    Code::EntryCredit,
                    cx.path(),
                    "The breakdown names a VAT category and rate that the invoice does not have.",
                ),
                Misfit::Sum => Finding::new(
                    Code::EntryCredit,
                    cx.path(),
                    "The breakdown does not add up to the amount of the credit.",
                ),
            };
            cx.push(finding.fix("Book the amount and the VAT breakdown of the credit note as they were issued."));
        }
    }
}

fn until(on: Day, until: Day, cx: &mut Reader) {
    if until < on {
        cx.field("until", |cx| cx.report(Code::DateRange, "The last day lies before the day of the entry."));
    }
}

/// The texts of a kind that must say something.
fn texts(kind: &EntryKind) -> Vec<(&'static str, &str)> {
    match kind {
        EntryKind::Sent(sent) => vec![("to", &sent.to)],
        EntryKind::Payment(payment) => vec![("method", &payment.method)],
        EntryKind::Refund(refund) => vec![("method", &refund.method)],
        EntryKind::Chargeback(chargeback) => vec![("method", &chargeback.method)],
        EntryKind::ReturnedDebit(debit) => vec![("method", &debit.method)],
        EntryKind::Credit(credit) => vec![("number", &credit.number)],
        EntryKind::Reminder(reminder) => vec![("step", &reminder.step)],
        EntryKind::Dispute(dispute) => vec![("reason", &dispute.reason)],
        EntryKind::WriteOff(write_off) => vec![("reason", &write_off.reason)],
        EntryKind::Note(note) => vec![("text", &note.text)],
        _ => Vec::new(),
    }
}
