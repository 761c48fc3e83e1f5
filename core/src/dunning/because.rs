//! Why an action is planned, in a sentence or two. Tells what was found; refuses to decide anything.

use rust_decimal::Decimal;

use super::history::{History, Wait};
use super::plan::Part;
use super::policy::PolicyStep;
use crate::calendar::Day;
use crate::ledger::{Account, Status};
use crate::money::Currency;
use crate::wire::{push_count, push_day, push_decimal};

/// What an action rests on.
pub(super) struct Reasons<'a> {
    pub step: &'a PolicyStep,
    pub part: &'a Part,
    /// What the step asks for.
    pub asked: Decimal,
    /// The step before it, and the day on which it was done.
    pub last: Option<(&'a PolicyStep, Day)>,
    pub history: &'a History<'a>,
    pub status: &'a Status,
}

/// The sentence.
pub(super) fn because(account: &Account, reasons: &Reasons<'_>) -> String {
    let on = reasons.status.as_of;
    let due = reasons.part.due;
    let currency = account.invoice().head().currency;
    let mut text = Sentence(String::with_capacity(200));
    text.amount(reasons.asked, currency);
    text.say(" of invoice ");
    text.say(account.invoice().number());
    let late = on.days_since(due);
    text.say(match late {
        ..0 => " falls due on ",
        0 => " falls due today, ",
        1.. => " is overdue; the due date was ",
    });
    text.day(due);
    if late != 0 {
        text.say(if late < 0 { ", in " } else { ", " });
        text.days(late);
        text.say(if late < 0 { "." } else { " ago." });
    } else {
        text.say(".");
    }
    text.say(" This step comes ");
    let offset = reasons.step.offset_days.days();
    if offset == 0 {
        text.say("on the due date");
    } else {
        text.days(i64::from(offset));
        text.say(if offset < 0 { " before the due date" } else { " after the due date" });
    }
    if let Some((before, done)) = reasons.last {
        text.say(", after ");
        text.say(&before.id);
        text.say(" of ");
        text.day(done);
    }
    text.say(".");
    if let Some((until, wait)) = reasons.history.wait {
        text.say(match wait {
            Wait::Promise => " The customer promised to pay by ",
            Wait::Offer => " A settlement was offered until ",
            Wait::Hold => " Dunning was held until ",
        });
        text.day(until);
        text.say("; that day has passed.");
    }
    if reasons.status.disputed > Decimal::ZERO {
        text.say(" ");
        text.amount(reasons.status.disputed, currency);
        text.say(" is contested and left out.");
    }
    text.0
}

struct Sentence(String);

impl Sentence {
    fn say(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn amount(&mut self, amount: Decimal, currency: Currency) {
        self.0.push_str(currency.code());
        self.0.push(' ');
        push_decimal(&mut self.0, amount);
    }

    fn day(&mut self, day: Day) {
        push_day(&mut self.0, day);
    }

    /// A number of days, whichever way they go.
    fn days(&mut self, days: i64) {
        push_count(&mut self.0, usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX));
        self.0.push_str(if days.unsigned_abs() == 1 { " day" } else { " days" });
    }
}
