//! Reports gathered from what was kept of accounts, one stand or movement at a time and in any order: the same figures as
//! those over the accounts themselves, in the memory that the report takes.
//!
//! Refuses to choose: whoever gathers gives each account's stand of the day once, and the movements of the days.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ageing::{AgeingReport, AgeingRow, AgeingTotal};
use super::book::{add, check_days, out_of_range, zero};
use super::cash_forecast::{CashForecast, Flow, believed, calendar, forecast, of_all};
use super::dso::{DsoReport, DsoRow, before};
use super::payment_behaviour::{History, Payable, PaymentBehaviour, behaviour};
use super::receipts::{ReceiptsReport, ReceiptsRow, ReceiptsTotal};
use super::revenue::{RevenueReport, RevenueRow, RevenueTotal};
use super::stand::{Move, Stand, StandPart};
use super::term_effect::{Paid, Sums, TermEffect, TermEffectOptions};
use super::vat_summary::{VatListing, VatListingRow, VatSummary, VatSummaryRow, place_of};
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::credited::Part;
use crate::money::{Currency, Exact};
use crate::wire::Array;

/// Rows by customer, then currency.
struct Rows<T> {
    of_customers: BTreeMap<String, BTreeMap<&'static str, T>>,
    count: usize,
}

impl<T> Rows<T> {
    fn new() -> Rows<T> {
        Rows { of_customers: BTreeMap::new(), count: 0 }
    }

    fn row(&mut self, customer: &str, currency: Currency, new: fn(&str, Currency) -> T) -> &mut T {
        let of_customer = self.of_customers.entry(customer.to_owned()).or_default();
        of_customer.entry(currency.code()).or_insert_with(|| {
            self.count = self.count.saturating_add(1);
            new(customer, currency)
        })
    }

    fn find(&self, customer: &str, currency: Currency) -> Option<&T> {
        self.of_customers.get(customer)?.get(currency.code())
    }

    fn into_rows(self) -> impl Iterator<Item = T> {
        self.of_customers.into_values().flat_map(BTreeMap::into_values)
    }

    fn list(self) -> Array<T> {
        Array(self.into_rows().collect())
    }
}

fn parts(parts: &[StandPart]) -> impl Iterator<Item = (Option<Day>, Decimal)> {
    parts.iter().map(|part| (part.due, part.amount))
}

/// Ageing.
pub struct AgeingGather {
    on: Day,
    rows: Rows<AgeingRow>,
    totals: Rows<AgeingTotal>,
}

impl AgeingGather {
    /// On a day.
    pub fn new(on: Day) -> AgeingGather {
        AgeingGather { on, rows: Rows::new(), totals: Rows::new() }
    }

    /// Adds where an account stands on the day.
    pub fn take(&mut self, stand: &Stand) -> Result<(), Error> {
        if !stand.is_shown() {
            return Ok(());
        }
        let row = self.rows.row(&stand.customer, stand.currency, AgeingRow::new);
        row.invoices = row.invoices.saturating_add(u32::from(!stand.owed.is_zero()));
        let aside = (stand.disputed, stand.overpaid);
        row.buckets.take(parts(&stand.parts), aside, self.on).ok_or_else(out_of_range)?;
        let total = self.totals.row("", stand.currency, AgeingTotal::new);
        total.buckets.take(parts(&stand.parts), aside, self.on).ok_or_else(out_of_range)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows.count
    }

    /// The report.
    pub fn finish(self) -> AgeingReport {
        AgeingReport { as_of: self.on, rows: self.rows.list(), totals: self.totals.list() }
    }
}

/// Days sales outstanding.
pub struct DsoGather {
    on: Day,
    days: u32,
    before: Day,
    rows: Rows<DsoRow>,
}

impl DsoGather {
    /// On a day, by the sales of so many days up to it.
    pub fn new(on: Day, days: u32) -> Result<DsoGather, Error> {
        Ok(DsoGather { on, days, before: before(on, days)?, rows: Rows::new() })
    }

    /// The last day of whose sales nothing is looked at: an account stands then as it stands on the day if it has no entry
    /// between, and adds to the receivables alone.
    pub fn before(&self) -> Day {
        self.before
    }

    /// Makes a currency known in which something was invoiced by the day.
    pub fn know(&mut self, currency: Currency) {
        self.rows.row("", currency, DsoRow::new);
    }

    /// Adds where an account stands on the day, and where it stood before the days that are looked at.
    pub fn take(&mut self, stand: &Stand, earlier: Option<&Stand>) -> Result<(), Error> {
        let is_new = stand.issued > self.before;
        let row = self.rows.row("", stand.currency, DsoRow::new);
        let mut take = || {
            add(&mut row.receivables, stand.owed)?;
            // Credits of earlier days were taken off the sales of those days.
            let sales = if is_new { stand.invoiced } else { earlier.unwrap_or(stand).credited };
            add(&mut row.sales, sales.minus(stand.credited)?)
        };
        take().ok_or_else(out_of_range)
    }

    /// The report.
    pub fn finish(self) -> DsoReport {
        DsoReport::of(self.rows.into_rows().collect(), self.on, self.days)
    }
}

/// What another payment term would do.
pub struct TermEffectGather {
    options: TermEffectOptions,
    before: Day,
    sums: Rows<Sums>,
}

impl TermEffectGather {
    /// By what was paid in the days looked back.
    pub fn new(options: TermEffectOptions) -> Result<TermEffectGather, Error> {
        let before = before(options.on, options.days)?;
        Ok(TermEffectGather { options, before, sums: Rows::new() })
    }

    /// The last day that is not looked at any more: an account that has no entry after it counts for nothing.
    pub fn before(&self) -> Day {
        self.before
    }

    /// Adds where an account stands on the day.
    pub fn take(&mut self, stand: &Stand) -> Result<(), Error> {
        let paid = stand.paid.filter(|paid| *paid > self.before);
        let (Some(on), Some(due)) = (paid, stand.due) else { return Ok(()) };
        let (issued, amount) = (stand.issued, stand.payable.unwrap_or(stand.invoiced));
        let sums = self.sums.row("", stand.currency, Sums::new);
        sums.take(&Paid { issued, due, on, amount }, self.options.net_days).ok_or_else(out_of_range)
    }

    /// The report.
    pub fn finish(self) -> Result<TermEffect, Error> {
        let sums: Vec<Sums> = self.sums.into_rows().collect();
        TermEffect::of(&sums, &self.options)
    }
}

/// How customers pay.
pub struct BehaviourGather {
    on: Day,
    histories: Rows<History>,
}

impl BehaviourGather {
    /// By what happened up to the end of a day.
    pub fn new(on: Day) -> BehaviourGather {
        BehaviourGather { on, histories: Rows::new() }
    }

    /// Adds where an account stands on the day.
    pub fn take(&mut self, stand: &Stand) -> Result<(), Error> {
        let history = self.histories.row(&stand.customer, stand.currency, History::new);
        let mut take = || {
            let sums = (stand.owed, stand.written_off);
            history.events.take(sums, parts(&stand.parts), (stand.returned, &stand.promises), self.on)?;
            let (issued, due, paid, owed) = (stand.issued, stand.due, stand.paid, stand.owed);
            history.take(&Payable { issued, due, paid, owed }, self.on)
        };
        take().ok_or_else(out_of_range)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.histories.count
    }

    /// The report.
    pub fn finish(self) -> Result<PaymentBehaviour, Error> {
        let rows: Option<Vec<_>> = self.histories.into_rows().map(behaviour).collect();
        Ok(PaymentBehaviour { as_of: self.on, rows: Array(rows.ok_or_else(out_of_range)?) })
    }
}

/// Expected cash: gathered after how customers pay.
pub struct CashGather {
    on: Day,
    calendar: Vec<(Day, Day)>,
    usual: Rows<Option<i32>>,
    of_all: i32,
    flows: Rows<Flow>,
}

impl CashGather {
    /// Of so many weeks from a day on, by how customers paid up to its end.
    pub fn new(weeks: u32, paid: BehaviourGather) -> Result<CashGather, Error> {
        let calendar = calendar(paid.on, weeks)?;
        let mut all = Vec::new();
        let mut usual = Rows::new();
        for (customer, histories) in paid.histories.of_customers {
            let delays = histories.into_iter().map(|(currency, history)| (currency, history.usual_delay()));
            let delays: BTreeMap<&'static str, Option<i32>> = delays.collect();
            all.extend(delays.values().copied());
            usual.of_customers.insert(customer, delays);
        }
        let of_all = of_all(&all).ok_or_else(out_of_range)?;
        Ok(CashGather { on: paid.on, calendar, usual, of_all, flows: Rows::new() })
    }

    /// Makes a currency known in which something was invoiced by the day.
    pub fn know(&mut self, currency: Currency) -> Result<(), Error> {
        let flow = self.flows.row("", currency, Flow::new);
        let nothing = (Decimal::ZERO, Decimal::ZERO);
        flow.take(nothing, std::iter::empty(), None, (self.on, 0), &self.calendar).ok_or_else(out_of_range)
    }

    /// Adds where an account stands on the day.
    pub fn take(&mut self, stand: &Stand) -> Result<(), Error> {
        let own = self.usual.find(&stand.customer, stand.currency).copied().flatten();
        let flow = self.flows.row("", stand.currency, Flow::new);
        let promise = believed(&stand.promises, self.on);
        let open = if stand.disputed.is_zero() { &stand.parts } else { &stand.open };
        let when = (self.on, own.unwrap_or(self.of_all));
        let taken = flow.take((stand.owed, stand.disputed), parts(open), promise, when, &self.calendar);
        taken.ok_or_else(out_of_range)
    }

    /// The report.
    pub fn finish(self) -> CashForecast {
        forecast(self.flows.into_rows().collect(), self.on, &self.calendar)
    }
}

/// Revenue of some days.
pub struct RevenueGather {
    from: Day,
    until: Day,
    rows: Rows<RevenueRow>,
    totals: Rows<RevenueTotal>,
}

impl RevenueGather {
    /// From a day until another, both included.
    pub fn new(from: Day, until: Day) -> Result<RevenueGather, Error> {
        check_days(from, until)?;
        Ok(RevenueGather { from, until, rows: Rows::new(), totals: Rows::new() })
    }

    /// Adds what moved, if it counts on one of the days.
    pub fn take(&mut self, moved: &Move) -> Result<(), Error> {
        if moved.on < self.from || moved.on > self.until {
            return Ok(());
        }
        let part = Part { net: moved.net, vat: moved.vat };
        let row = self.rows.row(&moved.customer, moved.currency, RevenueRow::new);
        row.take(part, moved.opens).ok_or_else(out_of_range)?;
        let total = self.totals.row("", moved.currency, RevenueTotal::new);
        total.take(Part { net: moved.net, vat: moved.vat }, moved.opens).ok_or_else(out_of_range)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows.count
    }

    /// The report.
    pub fn finish(self) -> RevenueReport {
        RevenueReport { from: self.from, until: self.until, rows: self.rows.list(), totals: self.totals.list() }
    }
}

/// What came in.
pub struct ReceiptsGather {
    from: Day,
    until: Day,
    before: Day,
    rows: Rows<ReceiptsRow>,
    totals: Rows<ReceiptsTotal>,
}

impl ReceiptsGather {
    /// From a day until another, both included.
    pub fn new(from: Day, until: Day) -> Result<ReceiptsGather, Error> {
        let before = super::receipts::before(from, until)?;
        Ok(ReceiptsGather { from, until, before, rows: Rows::new(), totals: Rows::new() })
    }

    /// The day before the first: an account that stands the same then and on the last day adds nothing.
    pub fn before(&self) -> Day {
        self.before
    }

    /// Adds where an account stands on the last day, and where it stood before the first, if it was there.
    pub fn take(&mut self, stand: &Stand, earlier: Option<&Stand>) -> Result<(), Error> {
        let earlier = earlier.map_or(Decimal::ZERO, |earlier| earlier.received);
        let received = stand.received.minus(earlier).ok_or_else(out_of_range)?;
        if received.is_zero() {
            return Ok(());
        }
        let row = self.rows.row(&stand.customer, stand.currency, ReceiptsRow::new);
        add(&mut row.received, received).ok_or_else(out_of_range)?;
        let total = self.totals.row("", stand.currency, ReceiptsTotal::new);
        add(&mut total.received, received).ok_or_else(out_of_range)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.rows.count
    }

    /// The report.
    pub fn finish(self) -> ReceiptsReport {
        ReceiptsReport { from: self.from, until: self.until, rows: self.rows.list(), totals: self.totals.list() }
    }
}

/// By what rows of the VAT summary are ordered: currency, category, rate.
type VatKey = (&'static str, Option<usize>, Option<Decimal>);
/// By what rows of its listings are ordered: listing, VAT id, currency, category.
type ListingKey = (&'static str, String, &'static str, Option<usize>);

/// VAT of some days.
pub struct VatGather {
    from: Day,
    until: Day,
    rows: BTreeMap<VatKey, VatSummaryRow>,
    listing: BTreeMap<ListingKey, VatListingRow>,
}

impl VatGather {
    /// From a day until another, both included.
    pub fn new(from: Day, until: Day) -> Result<VatGather, Error> {
        check_days(from, until)?;
        Ok(VatGather { from, until, rows: BTreeMap::new(), listing: BTreeMap::new() })
    }

    /// Adds what moved, if its VAT counts on one of the days.
    pub fn take(&mut self, moved: &Move) -> Result<(), Error> {
        if moved.vat_on < self.from || moved.vat_on > self.until {
            return Ok(());
        }
        self.add(moved).ok_or_else(out_of_range)
    }

    fn add(&mut self, moved: &Move) -> Option<()> {
        let Move { currency, category, rate, .. } = *moved;
        let zero = zero(currency);
        let summed = self.rows.entry((currency.code(), place_of(category), rate));
        let summed = summed.or_insert(VatSummaryRow { currency, category, rate, base: zero, amount: zero });
        add(&mut summed.base, moved.net)?;
        add(&mut summed.amount, moved.vat)?;
        let Some((listing, vat_id)) = moved.listing.zip(moved.vat_id.as_ref()) else { return Some(()) };
        let category = (listing == VatListing::Recapitulative).then_some(category);
        let key = (listing.as_str(), vat_id.clone(), currency.code(), category.and_then(place_of));
        let listed = self.listing.entry(key).or_insert_with(|| {
            let vat_id = vat_id.clone();
            VatListingRow { listing, vat_id, currency, category, base: zero, amount: zero }
        });
        add(&mut listed.base, moved.net)?;
        add(&mut listed.amount, moved.vat)
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.listing.len()
    }

    /// The report.
    pub fn finish(self) -> VatSummary {
        let (from, until) = (self.from, self.until);
        let (rows, listing) = (self.rows.into_values().collect(), self.listing.into_values().collect());
        VatSummary { from, until, rows: Array(rows), listing: Array(listing) }
    }
}
