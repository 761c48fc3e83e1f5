//! Notices: the reminder that the law asks for before costs, and the term that it sets. Refuses a reminder by telephone:
//! nobody can show what it said.

use super::case::Case;
use super::claim::Precondition;
use crate::calendar::{Calendar, Day, is_business_day, is_holiday, next_business_day};
use crate::law::periods::notice;
use crate::ledger::{Channel, Reminder};
use crate::wire::Text;
use chrono::Weekday;

/// A term that a reminder set.
pub(super) struct Term {
    /// The first day of the term.
    pub start: Day,
    /// Its last day.
    pub last: Day,
    /// Whether the day of receipt is not known and was presumed.
    pub presumed: bool,
}

/// Whether a reminder is one that can be shown.
pub(super) fn is_lasting(reminder: &Reminder) -> bool {
    reminder.channel != Channel::Phone
}

/// The reminders that count and can be shown, by the day on which they went out.
pub(super) fn letters<'a>(case: &Case<'a>) -> Vec<&'a Reminder> {
    let mut letters: Vec<&Reminder> = Vec::new();
    for reminder in case.reminders().filter(|reminder| is_lasting(reminder)) {
        let place = letters.partition_point(|other| other.sent_on <= reminder.sent_on);
        letters.insert(place, reminder);
    }
    letters
}

/// The Dutch term, art. 6:96(6) BW: 14 days from the day after receipt (HR 2016-11-25, ECLI:NL:HR:2016:2704); a last day on a
/// Saturday, Sunday or holiday moves (art. 1 Algemene termijnenwet). Unknown receipt is presumed on the second day of delivery
/// after posting; Sundays, Mondays and holidays are none (the same judgment).
pub(super) fn dutch(reminder: &Reminder) -> Option<Term> {
    let presumed = reminder.received_on.is_none();
    let received = match reminder.received_on {
        Some(day) => day.max(reminder.sent_on),
        None => nth(reminder.sent_on, 2, &|day| {
            !matches!(day.weekday(), Weekday::Sun | Weekday::Mon) && !is_holiday(day, Calendar::Netherlands)
        })?,
    };
    let days = notice("NL", reminder.sent_on)?.value.days;
    let last = next_business_day(received.add_days(days)?, Calendar::Netherlands)?;
    Some(Term { start: received.add_days(1)?, last, presumed })
}

/// The Belgian term, art. XIX.2 Code of economic law: 14 calendar days from the day after an electronic reminder, else from the third
/// working day after it was sent, these days included. Monday to Friday less holidays are taken as working days: the law does not say.
pub(super) fn belgian(reminder: &Reminder) -> Option<Term> {
    let sent = reminder.sent_on;
    let start = if reminder.channel == Channel::Email {
        sent.add_days(1)?
    } else {
        nth(sent, 3, &|day| is_business_day(day, Calendar::Belgium))?
    };
    Some(Term { start, last: start.add_days(notice("BE", sent)?.value.days)?.add_days(-1)?, presumed: false })
}

/// The n-th day after a day that counts.
fn nth(after: Day, count: u32, counts: &dyn Fn(Day) -> bool) -> Option<Day> {
    let (mut day, mut left) = (after, count);
    while left > 0 {
        day = day.add_days(1)?;
        left = left.saturating_sub(u32::from(counts(day)));
    }
    Some(day)
}

/// The two steps of a notice: that it went out, and that its term has ended.
pub(super) fn preconditions(what: Text, term: Option<&Term>, on: Day, source: &'static str) -> [Precondition; 2] {
    let end = if term.is_some_and(|term| term.presumed) {
        "Its term of 14 days has ended; receipt is presumed on the second day of delivery after posting"
    } else {
        "Its term of 14 days has ended"
    };
    [
        Precondition { what, by: None, done: term.is_some(), source: Text::new_static(source) },
        Precondition {
            what: Text::new_static(end),
            by: term.map(|term| term.last),
            done: term.is_some_and(|term| term.last < on),
            source: Text::new_static(source),
        },
    ]
}
