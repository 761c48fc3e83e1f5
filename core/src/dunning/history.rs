//! What was done so far for an account, and what it waits for: reminders, promises, offers, holds. Refuses to plan anything.

use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, Counted, EntryKind, OpenPart, open_parts};

/// Why nothing is done for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The customer promised to pay by a day.
    Promise,
    /// A settlement was offered until a day.
    Offer,
    /// The seller holds dunning up to a day.
    Hold,
}

/// What was open on days that have passed, as the books stood on them: each day is folded once.
pub(super) struct Past<'a> {
    account: &'a Account,
    days: Vec<(Day, Vec<OpenPart>)>,
}

impl<'a> Past<'a> {
    /// The past of an account, none of it looked at yet.
    pub fn of(account: &'a Account) -> Past<'a> {
        Past { account, days: Vec::new() }
    }

    fn open_on(&mut self, day: Day) -> Result<&[OpenPart], Error> {
        let known = self.days.iter().position(|(known, _)| *known == day);
        if known.is_none() {
            self.days.push((day, open_parts(self.account, day)?));
        }
        let place = known.unwrap_or(self.days.len().saturating_sub(1));
        Ok(self.days.get(place).map_or(&[], |(_, parts)| parts))
    }
}

/// What was done for an account by a day.
pub(super) struct History<'a> {
    done: Vec<(&'a str, Day)>,
    /// The last day of waiting, and what for.
    pub wait: Option<(Day, Wait)>,
}

impl<'a> History<'a> {
    /// The history in the entries that count.
    pub fn of(entries: &[Counted<'a>]) -> History<'a> {
        let mut history = History { done: Vec::new(), wait: None };
        for counted in entries {
            match &counted.entry.kind {
                EntryKind::Reminder(reminder) => history.done.push((&reminder.step, reminder.sent_on)),
                EntryKind::DunningReset(_) => history.done.clear(),
                EntryKind::PromiseToPay(promise) => history.wait_until(promise.until, Wait::Promise),
                EntryKind::SettlementOffer(offer) => history.wait_until(offer.until, Wait::Offer),
                EntryKind::DunningHold(hold) => history.wait_until(hold.until, Wait::Hold),
                _ => {}
            }
        }
        history
    }

    fn wait_until(&mut self, until: Day, wait: Wait) {
        if self.wait.is_none_or(|(earlier, _)| earlier <= until) {
            self.wait = Some((until, wait));
        }
    }

    /// The day on which a step was done last for the part whose steps have this suffix.
    pub fn done(&self, step: &str, suffix: &str) -> Option<Day> {
        let same = |done: &str| done.strip_prefix(step) == Some(suffix);
        self.done.iter().rev().find(|(done, _)| same(done)).map(|(_, on)| *on)
    }

    /// The last day from a day on, on which a step was done for any part.
    pub fn done_since(&self, id: &str, from: Day) -> Option<Day> {
        self.days_of(id).filter(|day| *day >= from).max()
    }

    /// What is overdue on a day of parts that were open and overdue on no day before it on which a step was done.
    pub fn not_reminded(
        &self,
        id: &str,
        past: &mut Past<'_>,
        open: &[OpenPart],
        on: Day,
    ) -> Result<Vec<OpenPart>, Error> {
        let mut rest: Vec<OpenPart> =
            open.iter().filter(|part| part.due.is_some_and(|due| due < on)).cloned().collect();
        for day in self.days_of(id).filter(|day| *day < on) {
            let before = day.add_days(-1).unwrap_or(day);
            let then = past.open_on(before)?;
            rest.retain(|part| !then.iter().any(|one| one.due == part.due && one.due <= Some(before)));
        }
        Ok(rest)
    }

    fn days_of<'s>(&'s self, id: &'s str) -> impl Iterator<Item = Day> + 's {
        let same = move |done: &str| done.split(':').next() == Some(id);
        self.done.iter().filter(move |(done, _)| same(done)).map(|(_, on)| *on)
    }

    /// Whether a step of the policy was done for any part.
    pub fn has_done(&self, id: &str) -> bool {
        self.days_of(id).next().is_some()
    }

    /// Whether a step was done whose name ends like this.
    pub fn has_begun(&self, suffix: &str) -> bool {
        self.done.iter().any(|(done, _)| done.ends_with(suffix))
    }
}
