//! A series: which periods it has, when each is invoiced, and the draft of each. Refuses a template that would give
//! invoices nobody meant: one due day for all of them, a price for a line that is not there.
//!
//! Periods are counted from the first day of the series, never from the one before, so that a series of the 31st comes
//! back to the 31st after February.

use super::part::{Part, Parts};
use super::{BillAt, PriceChange, RecurTemplate, RecurrenceUnit};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::Draft;
use crate::invoice::line::{Line, Period};
use crate::wire::{Reader, Text, count_text};

/// One call gives at most so many invoices.
const INVOICES_MAX: usize = 1_000;
/// And at most so many lines on all of them.
const LINES_MAX: usize = 100_000;
/// A template has at most so many price changes.
const CHANGES_MAX: usize = 1_000;

/// The drafts of a series that are dated within the days `from` to `until`, both included.
pub fn recur(template: &RecurTemplate, from: Day, until: Day) -> Result<Vec<Draft>, Error> {
    let mut cx = Reader::new();
    let series = Series { template };
    if until < from {
        cx.field("until", |cx| cx.report(Code::DateRange, "The last day lies before the first."));
    }
    series.check(&mut cx);
    Error::check(cx.into_findings())?;
    series.drafts(from, until)
}

struct Series<'a> {
    template: &'a RecurTemplate,
}

impl Series<'_> {
    fn check(&self, cx: &mut Reader) {
        let template = self.template;
        if template.count == Some(0) {
            cx.field("count", |cx| cx.report(Code::RecurTemplate, "A period has at least one unit."));
        }
        if template.end.is_some_and(|end| end < template.start) {
            cx.field("end", |cx| cx.report(Code::DateRange, "The series ends before it starts."));
        }
        cx.field("draft", |cx| self.check_days(cx));
        cx.field("priceChanges", |cx| self.check_changes(cx));
    }

    fn check_days(&self, cx: &mut Reader) {
        let draft = &self.template.draft;
        let first = Some(self.template.start)..self.begin(1);
        match draft.delivery_date {
            Some(day) if !first.contains(&Some(day)) => cx.field("deliveryDate", |cx| {
                cx.report_fix(
                    Code::RecurTemplate,
                    "The day of delivery does not lie in the first period.",
                    "State the day on which the first period is delivered; later ones keep its place.",
                );
            }),
            None if self.template.bill_at == Some(BillAt::OnDelivery) => cx.missing("deliveryDate"),
            _ => {}
        }
        let Some(terms) = &draft.payment_terms else { return };
        if terms.due_date.is_some() || terms.instalments.iter().any(|part| part.due_date.is_some()) {
            cx.field("paymentTerms", |cx| {
                cx.report_fix(
                    Code::RecurTemplate,
                    "A due day cannot be that of every invoice of a series.",
                    "State netDays, endOfMonth or dayOfMonth.",
                );
            });
        }
    }

    fn check_changes(&self, cx: &mut Reader) {
        let changes = &self.template.price_changes;
        if changes.len() > CHANGES_MAX {
            cx.report(Code::ListTooLong, "A series has at most 1,000 price changes.");
            return;
        }
        for (index, change) in changes.iter().enumerate() {
            let lines = self.template.draft.lines.iter().enumerate();
            let known = lines.map(|(place, line)| id_of(line, place)).any(|id| id == change.line.as_str());
            let earlier = changes.iter().take(index);
            let twice = earlier.filter(|other| other.line == change.line && other.from == change.from).count() > 0;
            cx.index(index, |cx| {
                if !known {
                    cx.field("line", |cx| cx.report(Code::RecurTemplate, "The draft has no such line."));
                }
                if twice {
                    cx.field("from", |cx| {
                        cx.report(Code::RecurTemplate, "This line has another price from that day on.")
                    });
                }
            });
        }
    }

    /// The day that lies so many periods after this one.
    fn later(&self, day: Day, periods: i32) -> Option<Day> {
        let count = i32::try_from(self.template.count.unwrap_or(1)).ok()?.checked_mul(periods)?;
        match self.template.every {
            RecurrenceUnit::Week => day.add_days(count.checked_mul(7)?),
            RecurrenceUnit::Month => day.add_months(count),
            RecurrenceUnit::Year => day.add_months(count.checked_mul(12)?),
        }
    }

    /// The first day of a period.
    fn begin(&self, period: i32) -> Option<Day> {
        self.later(self.template.start, period)
    }

    fn drafts(&self, from: Day, until: Day) -> Result<Vec<Draft>, Error> {
        let mut drafts = Vec::new();
        let mut lines = 0_usize;
        let mut number = 0_i32;
        while let Some(days) = self.days(number) {
            if days.issued > until {
                break;
            }
            if days.issued >= from {
                let mut draft = self.draft(&days).ok_or_else(|| {
                    let message = "An amount or a quantity of this series leaves the range below 10^15.";
                    Error::from_finding(Finding::new(Code::AmountRange, "draft", message))
                })?;
                lines = lines.saturating_add(draft.lines.len());
                draft.state_amounts();
                drafts.push(draft);
            }
            if drafts.len() > INVOICES_MAX || lines > LINES_MAX {
                let message = "These days have more than 1,000 invoices, or 100,000 lines, of the series.";
                let finding = Finding::new(Code::ListTooLong, "until", message);
                return Err(Error::from_finding(finding.fix("Ask for fewer days at a time.")));
            }
            number = number.saturating_add(1);
        }
        Ok(drafts)
    }

    /// The days of a period; None after the last.
    fn days(&self, number: i32) -> Option<Days> {
        let (first, next) = (self.begin(number)?, self.begin(number.checked_add(1)?)?);
        let whole = next.add_days(-1)?;
        let end = self.template.end.unwrap_or(Day::MAX);
        if first > end {
            return None;
        }
        let last = whole.min(end);
        let delivered = match self.template.draft.delivery_date {
            // In a leap year the place may lie a day past the period.
            Some(day) => Some(self.later(day, number)?.min(last)),
            None => None,
        };
        let issued = match self.template.bill_at.unwrap_or(BillAt::Start) {
            BillAt::Start => first,
            BillAt::End => last,
            BillAt::OnDelivery => delivered?,
        };
        Some(Days { first, last, whole, delivered, issued })
    }

    fn draft(&self, days: &Days) -> Option<Draft> {
        let mut draft = self.template.draft.clone();
        draft.issue_date = Some(days.issued);
        draft.tax_point_date = None;
        draft.delivery_date = days.delivered;
        draft.period = Some(Period { from: days.first, until: days.last });
        let parts = Parts {
            first: days.first,
            whole: days.whole.days_since(days.first).checked_add(1)?,
            decimals: draft.currency.decimals(),
            unit: super::part::unit_of(self.template),
        };
        let cut = self.prorates() && days.last < days.whole;
        if cut {
            let all = Part { from: days.first, until: days.last };
            parts.rows(&mut draft.allowances, all)?;
            parts.rows(&mut draft.charges, all)?;
        }
        let mut lines = Vec::with_capacity(draft.lines.len());
        for (place, line) in draft.lines.into_iter().enumerate() {
            let id = id_of(&line, place);
            let prices = self.prices(&id, line.unit_price, days);
            for (number, (part, price)) in prices.iter().enumerate() {
                let mut line = Line { id: Some(id.clone()), unit_price: *price, period: None, ..line.clone() };
                if cut || prices.len() > 1 {
                    parts.line(&mut line, *part)?;
                }
                if number > 0 {
                    line.id = Some(part_id(&id, part.from));
                }
                lines.push(line);
            }
        }
        draft.lines = lines;
        Some(draft)
    }

    fn prorates(&self) -> bool {
        self.template.prorate == Some(true)
    }

    /// The prices of a line within a period, each with its days.
    fn prices(&self, id: &str, stated: rust_decimal::Decimal, days: &Days) -> Vec<(Part, rust_decimal::Decimal)> {
        let changes = || self.template.price_changes.iter().filter(|change| change.line == id);
        let latest = changes().filter(|change| change.from <= days.first).max_by_key(|change| change.from);
        let mut prices =
            vec![(Part { from: days.first, until: days.last }, latest.map_or(stated, |change| change.unit_price))];
        let mut after = days.first;
        while let Some(change) = next_after(&mut changes(), after).filter(|_| self.prorates()) {
            if change.from > days.last {
                break;
            }
            after = change.from;
            if let Some((part, price)) = prices.last_mut()
                && *price != change.unit_price
                && let Some(before) = change.from.add_days(-1)
            {
                part.until = before;
                prices.push((Part { from: change.from, until: days.last }, change.unit_price));
            }
        }
        prices
    }
}

fn next_after<'a>(changes: &mut dyn Iterator<Item = &'a PriceChange>, day: Day) -> Option<&'a PriceChange> {
    changes.filter(|change| change.from > day).min_by_key(|change| change.from)
}

/// The days of a period.
struct Days {
    first: Day,
    /// Its last day, or that of the series.
    last: Day,
    /// Its last day, were it not cut short.
    whole: Day,
    delivered: Option<Day>,
    issued: Day,
}

/// The id that a line has on each invoice: its own, or its place.
fn id_of(line: &Line, place: usize) -> Text {
    line.id.clone().unwrap_or_else(|| count_text(place.saturating_add(1)))
}

/// The id of a further part of a line: with the day from which it runs.
fn part_id(id: &str, from: Day) -> Text {
    let mut part = id.to_owned();
    part.push('-');
    crate::wire::push_day(&mut part, from);
    part.into()
}
