//! Items that were delivered become invoices: one for each, or one for all of a customer that may stand together.
//!
//! A summary invoice holds supplies whose VAT becomes chargeable in the same calendar month (art. 223 Directive
//! 2006/112/EC). Refuses to touch what has a number, and to put together what differs in more than its lines.

use rust_decimal::Decimal;

use super::{ConsolidateBy, ConsolidateItem};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::Draft;
use crate::invoice::LINES_MAX;
use crate::invoice::line::{AllowanceCharge, Period};
use crate::money::Exact;
use crate::wire::{Reader, to_json};

/// One call takes at most so many items.
const ITEMS_MAX: usize = 10_000;

/// A draft and the places of the items that are on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidated {
    /// The draft.
    pub draft: Draft,
    /// The places of its items in the list, ascending.
    pub items: Vec<usize>,
}

/// The drafts of the items that have no number yet, in the order of their first items.
pub fn consolidate(items: &[ConsolidateItem], by: ConsolidateBy) -> Result<Vec<Draft>, Error> {
    Ok(consolidate_items(items, by)?.into_iter().map(|one| one.draft).collect())
}

/// As [`consolidate`], with the items that went into each draft.
pub fn consolidate_items(items: &[ConsolidateItem], by: ConsolidateBy) -> Result<Vec<Consolidated>, Error> {
    let mut cx = Reader::new();
    if items.len() > ITEMS_MAX {
        cx.report_fix(
            Code::ListTooLong,
            "There are more than 10,000 items.",
            "Consolidate the customers in several calls.",
        );
    }
    for (index, item) in items.iter().enumerate() {
        let agrees = |delivered| item.draft.delivery_date.is_none_or(|stated| stated == delivered);
        if !item.delivered_on.is_none_or(agrees) {
            let message = "The draft of the item states another day of delivery.";
            cx.index(index, |cx| cx.field("deliveredOn", |cx| cx.report(Code::DateRange, message)));
        }
    }
    Error::check(cx.into_findings())?;
    let mut shared: Vec<Shared<'_>> = Vec::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.invoice_number.is_none()) {
        // VAT that is stated to the cent belongs to the document it was stated for.
        let alone = item.by.unwrap_or(by) == ConsolidateBy::Item || !item.draft.vat_amounts.is_empty();
        let new = Shared::of(place, item, alone);
        match shared.iter_mut().find(|known| !alone && known.takes(&new)) {
            Some(known) => known.add(place, item),
            None => shared.push(new),
        }
    }
    let whole = |shared: Shared<'_>| {
        let mut draft = shared.draft()?;
        draft.state_amounts();
        Some(Consolidated { draft, items: shared.places })
    };
    shared.into_iter().map(whole).collect::<Option<_>>().ok_or_else(|| {
        let message = "The amounts paid in advance add up to 10^15 or more.";
        Error::from_finding(Finding::new(Code::AmountRange, "", message))
    })
}

/// Items of one invoice.
struct Shared<'a> {
    alone: bool,
    /// All that the drafts have in common, the month of supply first.
    common: String,
    items: Vec<&'a ConsolidateItem>,
    places: Vec<usize>,
    lines: usize,
}

impl<'a> Shared<'a> {
    fn of(place: usize, item: &'a ConsolidateItem, alone: bool) -> Shared<'a> {
        let common = if alone { String::new() } else { common(item) };
        Shared { alone, common, items: vec![item], places: vec![place], lines: item.draft.lines.len() }
    }

    fn takes(&self, other: &Shared<'_>) -> bool {
        let same = |item: &&ConsolidateItem| other.items.iter().any(|other| other.customer_id == item.customer_id);
        !self.alone
            && self.items.first().is_some_and(same)
            && self.common == other.common
            && self.lines.saturating_add(other.lines) <= LINES_MAX
    }

    fn add(&mut self, place: usize, item: &'a ConsolidateItem) {
        self.items.push(item);
        self.places.push(place);
        self.lines = self.lines.saturating_add(item.draft.lines.len());
    }

    fn draft(&self) -> Option<Draft> {
        let (first, more) = self.items.split_first()?;
        let mut draft = first.draft.clone();
        let day = delivered(first);
        draft.delivery_date = day;
        if more.is_empty() {
            return Some(draft);
        }
        let days = || self.items.iter().filter_map(|item| delivered(item));
        let one_day = self.items.iter().all(|item| delivered(item) == day);
        if !one_day {
            draft.delivery_date = None;
            if let (None, Some(from), Some(until)) = (&draft.period, days().min(), days().max()) {
                draft.period = Some(Period { from, until });
            }
        }
        for item in more {
            draft.lines.extend_from_slice(&item.draft.lines);
            draft.allowances.extend(item.draft.allowances.iter().filter(|row| !is_rate(row)).cloned());
            draft.charges.extend(item.draft.charges.iter().filter(|row| !is_rate(row)).cloned());
            if let Some(prepaid) = item.draft.prepaid {
                draft.prepaid = Some(draft.prepaid.unwrap_or(Decimal::ZERO).plus(prepaid)?);
            }
        }
        let days = self.items.iter().flat_map(|item| item.draft.lines.iter().map(|_| delivered(item)));
        for (line, day) in draft.lines.iter_mut().zip(days) {
            // Lines of several drafts may have the same id: they are numbered by their place.
            line.id = None;
            if let (false, None, Some(day)) = (one_day, &line.period, day) {
                line.period = Some(Period { from: day, until: day });
            }
        }
        Some(draft)
    }
}

fn delivered(item: &ConsolidateItem) -> Option<Day> {
    item.delivered_on.or(item.draft.delivery_date)
}

/// Whether an allowance or charge is a percentage of whatever stands on the invoice; all others are sums of their own.
fn is_rate(row: &AllowanceCharge) -> bool {
    row.percent.is_some() && row.amount.is_none() && row.base.is_none()
}

/// What items of one invoice have in common.
fn common(item: &ConsolidateItem) -> String {
    let mut head = item.draft.without_lines();
    let day = head.tax_point_date.or(delivered(item)).or(head.tax_point());
    head.delivery_date = None;
    head.prepaid = None;
    head.allowances.retain(is_rate);
    head.charges.retain(is_rate);
    let mut common = String::new();
    if let Some(day) = day {
        crate::wire::push_day(&mut common, day.with_day_of_month(1));
    }
    common.push_str(&to_json(&head));
    common
}
