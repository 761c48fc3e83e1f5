//! Whether the entries of an account fit together and fit the invoice. Collects every finding at the entry concerned.

use rust_decimal::Decimal;

use super::account::ACCOUNT_ENTRIES_MAX;
use super::credited::{AMOUNT_PREFIX, Credited, Misfit};
use super::entry::{Credit, ENTRY_SCHEMA, Entry, EntryCorrection, EntryKind, Payment, PlannedInstalment, Reminder};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::invoice::Issued;
use crate::money::Exact;
use crate::money::round::units;
use crate::order::Names;
use crate::wire::Reader;

/// An identifier of an entry may have this many characters.
const ID_MAX: usize = 200;

/// A payment plan has as many parts as an invoice has instalments.
const PLAN_MAX: usize = 120;

/// What is known of the entries that came before.
struct History<'a> {
    invoice: &'a Issued,
    entries: &'a [Entry],
    /// The ids of all entries.
    ids: Names<'a>,
    /// Place of each payment by the identifier of its payment service, sorted.
    payments: Vec<(&'a str, usize)>,
    /// Place of each credit by the number of its credit note, sorted.
    notes: Vec<(&'a str, usize)>,
    /// What became of the entry at each place.
    fates: Vec<Fate>,
    credited: Credited<'a>,
    /// For each entry the place of the earlier one that it speaks of.
    links: Vec<Option<usize>>,
}

/// What became of an entry.
#[derive(Clone, Copy, Default)]
struct Fate {
    /// The dispute was resolved.
    resolved: bool,
    /// It should not have been booked.
    removed: bool,
}

/// The place under a name.
fn place(places: &[(&str, usize)], name: &str) -> Option<usize> {
    let found = places.binary_search_by_key(&name, |(name, _)| name).ok()?;
    places.get(found).map(|(_, place)| *place)
}

/// Keeps the place under a name, instead of an earlier one.
fn keep<'a>(places: &mut Vec<(&'a str, usize)>, name: &'a str, place: usize) {
    match places.binary_search_by_key(&name, |(name, _)| name) {
        Ok(found) => places.get_mut(found).into_iter().for_each(|kept| kept.1 = place),
        Err(gap) => places.insert(gap, (name, place)),
    }
}

/// Checks all entries; findings go to `entries[n]` below where `cx` stands. Gives for each entry the place of the
/// earlier one that it speaks of.
pub(super) fn entries(invoice: &Issued, entries: &[Entry], cx: &mut Reader) -> Vec<Option<usize>> {
    cx.field("entries", |cx| {
        if entries.len() > ACCOUNT_ENTRIES_MAX {
            cx.report(Code::ListTooLong, "An account has at most 10,000 entries.");
            return Vec::new();
        }
        let mut history = History {
            invoice,
            entries,
            ids: Names::of(entries.iter().map(|entry| entry.id.as_str()).collect()),
            payments: Vec::new(),
            notes: Vec::new(),
            fates: vec![Fate::default(); entries.len()],
            credited: Credited::nothing(invoice),
            links: Vec::with_capacity(entries.len()),
        };
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
        if let Some((name, text)) = said(&entry.kind)
            && text.trim().is_empty()
        {
            cx.field(name, |cx| cx.report(Code::TextEmpty, "The text must say something."));
        }
        let link = entry.kind.speaks_of().and_then(|id| self.earlier(index, id));
        self.links.push(link);
        self.kind(index, entry, link, cx);
    }

    /// The place of the entry of this id, if it stands before `index`.
    fn earlier(&self, index: usize, id: &str) -> Option<usize> {
        self.ids.place(id).filter(|place| *place < index)
    }

    fn identity(&self, index: usize, entry: &Entry, cx: &mut Reader) {
        cx.field("id", |cx| {
            if entry.id.trim().is_empty() {
                cx.report(Code::TextEmpty, "An entry needs an id.");
            } else if entry.id.chars().count() > ID_MAX {
                cx.report(Code::TextTooLong, "An id has at most 200 characters.");
            }
            if self.earlier(index, &entry.id).is_some() {
                cx.report_fix(
                    Code::EntryTwice,
                    "An earlier entry has the same id.",
                    "Book an event once; give another event its own id.",
                );
            }
        });
        if entry.schema.is_some_and(|schema| !(1..=ENTRY_SCHEMA).contains(&schema)) {
            cx.field("schema", |cx| {
                cx.report_fix(
                    Code::EntrySchema,
                    "The entry has a shape that this version does not know.",
                    "Read it with the version of Voldaan that wrote it, or a newer one.",
                );
            });
        }
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
                    "Sort the entries by `at`, the instant of writing. An entry may be written late: its legal day `on` may lie \
                     before those of entries above it.",
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
            cx.report(Code::AmountScale, "The amount has more decimals than the currency of the invoice has.");
        }
    }

    fn kind(&mut self, index: usize, entry: &'a Entry, link: Option<usize>, cx: &mut Reader) {
        self.counts_on(entry.on, entry.kind.discount_on(), cx);
        match &entry.kind {
            EntryKind::Payment(payment) => self.payment(index, payment, cx),
            EntryKind::Credit(credit) => self.credit(index, credit, cx),
            EntryKind::Reminder(reminder) => self.reminder(entry.on, reminder, cx),
            EntryKind::Dispute(dispute) => {
                cx.field("lines", |cx| {
                    for (index, id) in dispute.lines.iter().enumerate() {
                        cx.index(index, |cx| self.line(id, cx));
                    }
                });
            }
            EntryKind::DisputeResolved(_) => self.resolve(entry.on, link, cx),
            EntryKind::PromiseToPay(promise) => until(entry.on, promise.until, cx),
            EntryKind::SettlementOffer(offer) => until(entry.on, offer.until, cx),
            EntryKind::DunningHold(hold) => until(entry.on, hold.until, cx),
            EntryKind::PaymentPlan(plan) => cx.field("instalments", |cx| self.plan(entry.on, &plan.instalments, cx)),
            EntryKind::Correction(correction) => self.correction(correction, entry.on, link, cx),
            _ => {}
        }
    }

    /// One event of a payment service is booked once, whatever id its entry got.
    fn payment(&mut self, index: usize, payment: &'a Payment, cx: &mut Reader) {
        let parts = [("costs", payment.costs), ("interest", payment.interest)];
        let mut rest = payment.amount;
        for (name, amount) in parts.into_iter().filter_map(|(name, amount)| Some((name, amount?))) {
            cx.field(name, |cx| self.amount(amount, true, cx));
            rest = rest.minus(amount).unwrap_or(Decimal::MIN);
        }
        if rest < Decimal::ZERO {
            cx.report_fix(
                Code::PaymentAmount,
                "Costs and interest come to more than was paid.",
                "State the amount that came in, and of it what is for costs and for interest.",
            );
        }
        let Some(id) = payment.provider_id.as_deref() else { return };
        if self.is_booked(payment).is_some() {
            cx.field("providerId", |cx| {
                cx.report_fix(
                    Code::EntryTwice,
                    "An earlier entry books this payment of the payment service.",
                    "Book a payment once; correct the earlier entry where it is wrong.",
                );
            });
        }
        keep(&mut self.payments, id, index);
    }

    /// The place of the entry that books this event of a payment service and still counts.
    fn is_booked(&self, payment: &Payment) -> Option<usize> {
        let earlier = place(&self.payments, payment.provider_id.as_deref()?)?;
        let counts = !self.fate(earlier).removed;
        let kind = self.entries.get(earlier).filter(|_| counts).map(|earlier| &earlier.kind);
        matches!(kind, Some(EntryKind::Payment(kind)) if kind.provider == payment.provider).then_some(earlier)
    }

    /// What counts as of another day for a discount counts as of one between the invoice and its own.
    fn counts_on(&self, on: Day, counts_on: Option<Day>, cx: &mut Reader) {
        if counts_on.is_some_and(|day| day > on || day < self.invoice.issue_date()) {
            cx.field("discountOn", |cx| {
                let fix = "State the last day of the discount that is granted all the same.";
                cx.report_fix(Code::DateRange, "The day lies after the entry, or before the invoice.", fix);
            });
        }
    }

    fn fate(&self, place: usize) -> Fate {
        self.fates.get(place).copied().unwrap_or_default()
    }

    fn set_fate(&mut self, place: usize, fate: Fate) {
        self.fates.get_mut(place).into_iter().for_each(|slot| *slot = fate);
    }

    fn plan(&self, on: Day, parts: &[PlannedInstalment], cx: &mut Reader) {
        if parts.is_empty() {
            cx.report(Code::FieldMissing, "A payment plan needs an instalment.");
        }
        if parts.len() > PLAN_MAX {
            cx.report(Code::InstalmentForm, "A payment plan has at most 120 instalments.");
            return;
        }
        let mut earliest = on;
        for (index, part) in parts.iter().enumerate() {
            cx.index(index, |cx| {
                cx.field("amount", |cx| self.amount(part.amount, false, cx));
                if part.due_date < earliest {
                    cx.field("dueDate", |cx| {
                        cx.report_fix(
                            Code::DateRange,
                            "The instalment is due before the plan was made, or before the instalment above it.",
                            "Put the instalments in the order of their days, the first on the day of the plan or later.",
                        );
                    });
                }
            });
            earliest = earliest.max(part.due_date);
        }
    }

    fn reminder(&self, on: Day, reminder: &Reminder, cx: &mut Reader) {
        if reminder.sent_on > on || reminder.sent_on < self.invoice.issue_date() {
            cx.field("sentOn", |cx| {
                let fix = "Book a reminder on the day it was sent or later, with that day.";
                cx.report_fix(
                    Code::DateRange,
                    "The reminder was sent after the day of its entry, or before the invoice.",
                    fix,
                );
            });
        }
        if reminder.received_on.is_some_and(|received| received < reminder.sent_on) {
            cx.field("receivedOn", |cx| cx.report(Code::DateRange, "A reminder is received after it was sent."));
        }
        let amounts = [
            ("costsStated", reminder.costs_stated),
            ("charge", reminder.charge),
            ("postage", reminder.postage),
            ("costsClaimed", reminder.costs_claimed),
            ("interestClaimed", reminder.interest_claimed),
        ];
        for (name, amount) in amounts {
            if let Some(amount) = amount {
                cx.field(name, |cx| self.amount(amount, true, cx));
            }
        }
    }

    fn line(&self, id: &str, cx: &mut Reader) {
        if self.credited.place(id).is_none() {
            let mut message = "The invoice has no line ".to_owned();
            message.extend(id.chars().take(60));
            message.push('.');
            cx.report_fix(Code::EntryLine, message, "Use the ids of the invoice's lines (BT-126).");
        }
    }

    fn resolve(&mut self, on: Day, link: Option<usize>, cx: &mut Reader) {
        let earlier = link.and_then(|place| Some((place, self.entries.get(place)?)));
        let dispute = earlier.filter(|(_, entry)| matches!(entry.kind, EntryKind::Dispute(_)));
        let Some((place, dispute)) = dispute else {
            cx.field("dispute", |cx| {
                cx.report_fix(
                    Code::EntryOrder,
                    "No earlier entry of this id opens a dispute.",
                    "State the id of the `dispute` entry, which stands above this one.",
                );
            });
            return;
        };
        if on < dispute.on {
            cx.field("on", |cx| cx.report(Code::EntryOrder, "A dispute is not resolved before the day it was opened."));
        }
        let fate = self.fate(place);
        if fate.resolved || fate.removed {
            cx.field("dispute", |cx| cx.report(Code::EntryOrder, "This dispute has ended already."));
        }
        self.set_fate(place, Fate { resolved: true, ..fate });
    }

    fn correction(&mut self, correction: &EntryCorrection, on: Day, link: Option<usize>, cx: &mut Reader) {
        let Some((place, earlier)) = link.and_then(|place| Some((place, self.entries.get(place)?))) else {
            cx.field("of", |cx| {
                cx.report_fix(
                    Code::EntryOrder,
                    "No earlier entry has this id.",
                    "State the id of the entry that was wrong, which stands above this one.",
                );
            });
            return;
        };
        if on < earlier.on {
            cx.field("on", |cx| cx.report(Code::EntryOrder, "A correction is not dated before what it corrects."));
        }
        match &earlier.kind {
            EntryKind::Issued(_) | EntryKind::Credit(_) | EntryKind::Void(_) | EntryKind::Correction(_) => {
                cx.field("of", |cx| {
                    cx.report_fix(
                        Code::EntryOrder,
                        "An issued document or a correction is not undone by an entry.",
                        "Issue a credit note or a new invoice; correct the same entry once more.",
                    );
                });
            }
            EntryKind::DisputeResolved(_) if correction.amount.is_none() => {
                // The dispute is open again.
                if let Some(dispute) = self.links.get(place).copied().flatten() {
                    self.set_fate(dispute, Fate { resolved: false, ..self.fate(dispute) });
                }
            }
            kind if correction.amount.is_some() && kind.amount().is_none() => {
                cx.field("amount", |cx| {
                    cx.report_fix(
                        Code::EntryOrder,
                        "The entry that is corrected has no amount.",
                        "Leave the amount out: the entry then counts no more. Book the right one anew.",
                    );
                });
            }
            EntryKind::Payment(payment)
                if correction.amount.is_some() && self.is_booked(payment).is_some_and(|by| by != place) =>
            {
                cx.field("amount", |cx| {
                    cx.report_fix(
                        Code::EntryTwice,
                        "This payment of the payment service was booked anew since it was corrected away.",
                        "Correct the entry that books it now.",
                    );
                });
            }
            _ => self.set_fate(place, Fate { removed: correction.amount.is_none(), ..self.fate(place) }),
        }
    }

    fn credit(&mut self, index: usize, credit: &'a Credit, cx: &mut Reader) {
        if place(&self.notes, &credit.number).is_some() {
            cx.field("number", |cx| {
                let fix = "Book a credit note once; give another its own number.";
                cx.report_fix(Code::EntryTwice, "An earlier entry books the credit note of this number.", fix);
            });
        }
        keep(&mut self.notes, &credit.number, index);
        let before = cx.count();
        cx.field("breakdown", |cx| {
            for (index, row) in credit.breakdown.iter().enumerate() {
                let currency = self.invoice.head().currency;
                let amounts = [("base", row.base), ("amount", row.amount)];
                for (name, _) in amounts.into_iter().filter(|(_, a)| units(*a, currency.decimals()).is_none()) {
                    let message = "The amount has more decimals than the currency of the invoice has.";
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

/// The text of a kind that must say something.
fn said(kind: &EntryKind) -> Option<(&'static str, &str)> {
    Some(match kind {
        EntryKind::Sent(sent) => ("to", &sent.to),
        EntryKind::Payment(payment) => ("method", &payment.method),
        EntryKind::Refund(refund) => ("method", &refund.method),
        EntryKind::Chargeback(chargeback) => ("method", &chargeback.method),
        EntryKind::ReturnedDebit(debit) => ("method", &debit.method),
        EntryKind::Credit(credit) => ("number", &credit.number),
        EntryKind::Reminder(reminder) => ("step", &reminder.step),
        EntryKind::Dispute(dispute) => ("reason", &dispute.reason),
        EntryKind::DunningHold(hold) => ("reason", &hold.reason),
        EntryKind::WriteOff(write_off) => ("reason", &write_off.reason),
        EntryKind::Note(note) => ("text", &note.text),
        _ => return None,
    })
}
