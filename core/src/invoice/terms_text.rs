//! The payment terms in one plain sentence (BT-20), with days and amounts where they are known. Refuses to add
//! anything up: amounts are those that were derived before.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::calculate::language_of;
use super::computed::{self, Issued};
use super::early::mode_in;
use super::terms::{BusinessDay, DayOfMonth, EndOfMonth, Instalment, Terms, VatMode};
use super::totals::{EarlyPayment, InstalmentDue};
use crate::calendar::Day;
use crate::money::{Currency, Exact};
use crate::text::{self, Language, Phrase};
use crate::wire::push_count;

/// What was derived from the terms.
pub(crate) struct Derived<'a> {
    /// Due date (BT-9).
    pub(crate) due_date: Option<Day>,
    /// What is owed after the last early-payment step: the amount due (BT-115), with the discount where that was taken off at once.
    pub(crate) undiscounted: Decimal,
    /// The early-payment steps, as stated in the terms; empty where there is nothing to pay early.
    pub(crate) early_payment: &'a [EarlyPayment],
    /// The instalments, as stated in the terms.
    pub(crate) instalments: &'a [InstalmentDue],
    /// Invoice currency (BT-5).
    pub(crate) currency: Currency,
}

impl Derived<'_> {
    /// What the sentence takes of all that was derived.
    pub(super) fn of(all: &computed::Derived, mode: VatMode, currency: Currency) -> Derived<'_> {
        // What is off the invoice already is owed by who pays later, on top of it: by a supplementary invoice.
        let mut on_top =
            all.early_payment.iter().filter(|_| mode == VatMode::Discounted).map(|step| step.discount.gross);
        let payable = all.totals.payable;
        Derived {
            due_date: all.due_date,
            undiscounted: on_top.try_fold(payable, Decimal::plus).unwrap_or(payable),
            early_payment: &all.early_payment,
            instalments: &all.instalments,
            currency,
        }
    }
}

/// The sentence of an issued invoice for a reader of a language; in that of the document, as it was issued.
pub fn terms_in(issued: &Issued, language: Language) -> Option<Cow<'_, str>> {
    let (head, derived) = (issued.head(), issued.derived());
    let (own, terms) = (derived.terms_text.as_deref()?, head.payment_terms.as_ref()?);
    if language == language_of(head) {
        return Some(Cow::Borrowed(own));
    }
    terms_text(terms, &Derived::of(derived, mode_in(head), head.currency), language).map(Cow::Owned)
}

/// The sentence: discounts in their order, then the due date or the instalments. None where the terms say neither.
pub(crate) fn terms_text(terms: &Terms, derived: &Derived<'_>, language: Language) -> Option<String> {
    let say = Sentence { terms, derived, language };
    let mut text = String::new();
    for (step, days) in derived.early_payment.iter().zip(terms.early_discounts.iter().map(|step| step.days)) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let percent = text::percent(step.percent, language);
        text.push_str(&Phrase::DiscountIfPaid.fill(language, &[&percent, &within(days, language)]));
        text.push_str(&say.in_brackets(step.until, Some(step.payable)));
    }
    let Some(due) = say.due() else { return (!text.is_empty()).then_some(text) };
    let discounted = !text.is_empty();
    text.push_str(if discounted { Phrase::Otherwise } else { Phrase::Payment }.text(language));
    text.push_str(&due);
    if derived.instalments.len() < 2 {
        // A fixed day stands in the sentence already; what is due then is only worth saying beside a discount.
        let day = derived.due_date.filter(|_| terms.due_date.is_none() && terms.instalments.is_empty());
        text.push_str(&say.in_brackets(day, discounted.then_some(derived.undiscounted)));
    }
    Some(text)
}

struct Sentence<'a> {
    terms: &'a Terms,
    derived: &'a Derived<'a>,
    language: Language,
}

impl Sentence<'_> {
    /// When the whole is due, or the instalments.
    fn due(&self) -> Option<String> {
        let Sentence { terms, derived, language } = *self;
        if derived.instalments.len() > 1 {
            return Some(self.instalments());
        }
        if let (Some(stated), None) = (terms.due_date.or(self.only_instalment()), terms.net_days) {
            return Some(until(derived.due_date.unwrap_or(stated), language));
        }
        let mut due = if let Some(net_days) = terms.net_days {
            within(net_days, language)
        } else if let Some(end) = &terms.end_of_month {
            after_end_of_month(end, language)
        } else if let Some(day) = &terms.day_of_month {
            on_day_of_month(day, language)
        } else {
            within(terms.instalments.first().filter(|_| derived.instalments.len() == 1)?.days?, language)
        };
        if terms.business_day == Some(BusinessDay::Following) {
            due.push_str(Phrase::OrNextBusinessDay.text(language));
        }
        Some(due)
    }

    /// The day of a single instalment that states one.
    fn only_instalment(&self) -> Option<Day> {
        let [only] = self.terms.instalments.as_slice() else { return None };
        only.due_date
    }

    fn instalments(&self) -> String {
        let Sentence { terms, derived, language } = *self;
        let mut text = Phrase::InInstalments.fill(language, &[&count(derived.instalments.len())]);
        for (index, (part, stated)) in derived.instalments.iter().zip(&terms.instalments).enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&text::amount(part.amount, derived.currency, language));
            if let Some(when) = instalment_day(part, stated, language) {
                text.push(' ');
                text.push_str(&when);
            }
        }
        text
    }

    /// ` (by 10 February 2026: €1,185.80)`, or what of it is known.
    fn in_brackets(&self, day: Option<Day>, amount: Option<Decimal>) -> String {
        let language = self.language;
        let mut text = String::new();
        if day.is_none() && amount.is_none() {
            return text;
        }
        text.push_str(" (");
        if let Some(day) = day {
            text.push_str(&until(day, language));
            if amount.is_some() {
                text.push_str(Phrase::Colon.text(language));
            }
        }
        if let Some(amount) = amount {
            text.push_str(&text::amount(amount, self.derived.currency, language));
        }
        text.push(')');
        text
    }
}

fn instalment_day(part: &InstalmentDue, stated: &Instalment, language: Language) -> Option<String> {
    part.due_date.map(|day| until(day, language)).or_else(|| Some(within(stated.days?, language)))
}

fn until(day: Day, language: Language) -> String {
    Phrase::Until.fill(language, &[&text::day(day, language)])
}

fn within(days: u32, language: Language) -> String {
    match days {
        0 => Phrase::OnInvoiceDate.text(language).to_owned(),
        1 => Phrase::WithinOneDay.text(language).to_owned(),
        days => Phrase::WithinDays.fill(language, &[&number(days)]),
    }
}

fn after_end_of_month(end: &EndOfMonth, language: Language) -> String {
    let month = match end.months.unwrap_or(0) {
        0 => Phrase::EndOfInvoiceMonth.text(language).to_owned(),
        1 => Phrase::EndOfNextMonth.text(language).to_owned(),
        months => Phrase::EndOfLaterMonth.fill(language, &[&text::ordinal(months, language)]),
    };
    match end.days.unwrap_or(0) {
        0 => Phrase::At.fill(language, &[&month]),
        days => Phrase::DaysAfter.fill(language, &[&number_of_days(days, language), &month]),
    }
}

fn on_day_of_month(wanted: &DayOfMonth, language: Language) -> String {
    let mut text = match wanted.day {
        31 => Phrase::OnLastDayOfMonth.text(language).to_owned(),
        day => Phrase::OnDayOfMonth.fill(language, &[&text::ordinal(day, language)]),
    };
    if let Some(days) = wanted.min_days.filter(|days| *days > 0) {
        text.push_str(&Phrase::AtLeastAfterInvoice.fill(language, &[&number_of_days(days, language)]));
    }
    text
}

fn number_of_days(days: u32, language: Language) -> String {
    match days {
        1 => Phrase::OneDay.text(language).to_owned(),
        days => Phrase::Days.fill(language, &[&number(days)]),
    }
}

fn number(value: u32) -> String {
    count(usize::try_from(value).unwrap_or(usize::MAX))
}

fn count(value: usize) -> String {
    let mut text = String::new();
    push_count(&mut text, value);
    text
}

#[cfg(test)]
mod tests;
