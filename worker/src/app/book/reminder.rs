//! Reminders: from when on what a policy wanted counts. An e-mail counts from the day on which it goes out, until it comes back; a letter
//! or a call once somebody said that it was done. Refuses a day before it was wanted, and one that has not come.

use voldaan::calendar::Day;
use voldaan::dunning::Action;
use voldaan::finding::{Code, Error, Finding};
use voldaan::ledger::{Account, Channel, Entry, EntryCorrection, EntryKind, Reminder};

use super::Book;
use super::account::account_of;
use super::money::is_corrected;
use super::payment::without_place;
use super::session::{Session, read_stored};
use super::store::{Query, transact};
use super::sweep::lives_by_test_clock;
use crate::app::http::Request;
use crate::app::ports::{Clock, Ports, Store};
use crate::app::problem::Problem;
use crate::app::resource::OutboxItem;
use crate::cells;

/// What keeps a policy from going on.
pub(super) enum Tasks {
    /// Nothing waits for a person.
    None,
    /// Something waits that nothing builds on: the account as if it had been done, so that it is not planned again.
    Beside(Box<Account>),
    /// A letter of this step waits, and all that follows builds on it.
    Letter(String),
}

/// Whether a person does what goes this way, and says so afterwards.
pub(super) fn is_task(channel: Channel) -> bool {
    matches!(channel, Channel::Letter | Channel::Phone)
}

/// The entry that an action was done on a day.
pub(super) fn reminder_of(action: &Action, channel: Channel, on: Day, received_on: Option<Day>) -> EntryKind {
    let (costs_claimed, interest_claimed) = action.amounts.claimed();
    EntryKind::Reminder(Reminder {
        step: action.step.clone(),
        channel,
        sent_on: on,
        received_on,
        costs_stated: action.costs_stated,
        charge: action.fee,
        postage: None,
        level: Some(action.level),
        costs_claimed,
        interest_claimed,
    })
}

/// The entry that says last that a step was done, if it still stands.
fn counted<'a>(account: &'a Account, step: &str) -> Option<(&'a Entry, &'a Reminder)> {
    let since = account.entries().iter().rev().take_while(|entry| !matches!(entry.kind, EntryKind::DunningReset(_)));
    let mut reminders = since.filter_map(|entry| match &entry.kind {
        EntryKind::Reminder(reminder) if reminder.step == step => Some((entry, reminder)),
        _ => None,
    });
    reminders.find(|(entry, _)| !is_corrected(account, &entry.id))
}

/// The day on which a person posted a letter or made a call, as the books have it.
pub(super) fn done_on(account: &Account, message: &OutboxItem) -> Result<Option<Day>, Problem> {
    let Some(action) = message.action.as_ref().filter(|_| is_task(message.channel)) else { return Ok(None) };
    let action: Action = read_stored(&action.0)?;
    Ok(counted(account, &action.step).map(|(_, reminder)| reminder.sent_on))
}

impl<P: Ports> Book<P> {
    /// Notes that somebody has taken a message. A letter or a call counts from then on.
    pub(super) async fn take(&self, item: &OutboxItem) -> Result<(), Problem> {
        let (store, now) = (self.ports.store(), self.ports.clock().now());
        let task = item.action.as_ref().filter(|_| is_task(item.channel));
        let document = if task.is_some() { self.document_about(item).await? } else { None };
        let (administration, request) = (self.stored()?, Request::default());
        let session = administration.map(|stored| self.session_at(stored, &request, now, now)).transpose()?;
        transact(store, || {
            store.run("UPDATE outbox SET delivered = ? WHERE id = ?", cells![now, &item.id])?;
            if let (Some(action), Some(document), Some(session)) = (task, &document, &session) {
                let action: Action = read_stored(&action.0)?;
                // Who lives by another clock than the platform's has it done on its day.
                let on = if lives_by_test_clock(store)? { action.on } else { session.today.max(action.on) };
                let account = account_of(store, &item.invoice_id, document)?;
                session.count(item, account, &action, (on, None))?;
            }
            Ok(())
        })
    }
}

impl<P: Ports> Session<'_, P> {
    /// What of a policy waits for a person.
    pub fn tasks(&self, id: &str, account: &Account) -> Result<Tasks, Problem> {
        let sql = "SELECT id, channel, action FROM outbox INDEXED BY outbox_task WHERE invoice = ? AND delivered IS NULL \
                   AND failure IS NULL AND action IS NOT NULL ORDER BY sequence";
        let mut tasks = Tasks::None;
        for mut row in self.store().rows(sql, cells![id])? {
            let (message, channel) = (row.text()?, Channel::from_word(&row.text()?));
            let Some(channel) = channel.filter(|channel| is_task(*channel)) else { continue };
            let action: Action = read_stored(&row.text()?)?;
            if counted(account, &action.step).is_some() {
                continue;
            }
            // Nothing lawful follows from a call, nor from what was wanted before the due date.
            if channel == Channel::Letter && action.on >= action.due_date {
                return Ok(Tasks::Letter(action.step));
            }
            let before = match tasks {
                Tasks::Beside(before) => *before,
                _ => account.clone(),
            };
            let at = before.entries().last().map_or_else(|| self.now.instant(), |entry| entry.at.clone());
            let entry = Entry::new(message, at, action.on, reminder_of(&action, channel, action.on, None));
            tasks = Tasks::Beside(Box::new(before.append(entry)?));
        }
        Ok(tasks)
    }

    /// Books that a message of a policy was carried out by a person: on the day that they say, else today. Who says it once more
    /// corrects the day.
    pub fn carried_out(
        &self,
        item: &OutboxItem,
        account: Account,
        (on, received_on): (Option<Day>, Option<Day>),
    ) -> Result<Account, Problem> {
        let Some(action) = item.action.as_ref().filter(|_| item.failure.is_none()) else {
            return if on.is_some() || received_on.is_some() { Err(no_day()) } else { Ok(account) };
        };
        let action: Action = read_stored(&action.0)?;
        let known = counted(&account, &action.step).filter(|_| item.delivered_at.is_some());
        let known = known.map(|(_, known)| (known.sent_on, known.received_on));
        let on = on.or(known.map(|(sent, _)| sent)).unwrap_or(self.today);
        let received_on = received_on.or(known.and_then(|(_, received)| received));
        self.check_not_after_today(on, "on", "The reminder")?;
        if let Some(received) = received_on {
            self.check_not_after_today(received, "receivedOn", "The receipt")?;
        }
        if on < action.on {
            let message = format!("The reminder was wanted on {}, and would be done on {on}.", action.on);
            let finding = Finding::new(Code::DateRange, "on", message);
            let fix = "State the day on which the letter was posted or the call was made.";
            return Err(Error::from_finding(finding.fix(fix)).into());
        }
        self.count(item, account, &action, (on, received_on)).map_err(without_place)
    }

    /// Books that an action was done on a day, in place of what the books said of it.
    fn count(
        &self,
        item: &OutboxItem,
        account: Account,
        action: &Action,
        (on, received_on): (Day, Option<Day>),
    ) -> Result<Account, Problem> {
        if let Some((_, known)) = counted(&account, &action.step)
            && (known.sent_on, known.received_on) == (on, received_on)
        {
            return Ok(account);
        }
        let account = self.uncount(&item.invoice_id, account, &action.step, "It was done on another day.")?;
        let entry = self.entry(on, reminder_of(action, item.channel, on, received_on));
        self.append(&item.invoice_id, account, entry)
    }

    /// Takes what a policy wrote of an invoice out of the outbox where it waits for a person or was tried in vain: it is written anew
    /// after the hold.
    pub fn hold_messages(&self, id: &str, mut account: Account) -> Result<Account, Problem> {
        let sql = "UPDATE outbox INDEXED BY outbox_task SET failure = 'held' WHERE invoice = ? AND delivered IS NULL \
                   AND failure IS NULL AND action IS NOT NULL AND (channel IN ('letter', 'phone') OR attempts > 0) RETURNING action";
        for mut row in self.store().rows(sql, cells![id])? {
            let step = read_stored::<Action>(&row.text()?)?.step;
            account = self.uncount(id, account, &step, "Dunning was held before the message went out.")?;
        }
        Ok(account)
    }

    /// Takes back that a step was done: nothing may follow from what never reached the customer.
    pub fn uncount(&self, id: &str, account: Account, step: &str, reason: &str) -> Result<Account, Problem> {
        let Some((entry, _)) = counted(&account, step) else { return Ok(account) };
        let (of, on) = (entry.id.clone(), self.today.max(entry.on));
        let kind = EntryKind::Correction(EntryCorrection { of, amount: None, reason: Some(reason.to_owned()) });
        self.append(id, account, self.entry(on, kind))
    }
}

/// Only what a policy wanted has a day of its own in the books.
fn no_day() -> Problem {
    let message = "This message is no reminder: its day stands in the books already.";
    let finding = Finding::new(Code::FieldUnknown, "on", message);
    Error::from_finding(finding.fix("Leave on and receivedOn out.")).into()
}
