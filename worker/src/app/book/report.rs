//! Reports: the engine's gathering of where all accounts stand on a day, or of what moved on some days. The Book adds up nothing:
//! it hands over the rows that count, a page at a time.
//!
//! A report is made in one go, so that nothing happens in the middle of it.

use voldaan::calendar::Day;
use voldaan::money::Currency;
use voldaan::report::{
    AgeingGather, BehaviourGather, CashGather, DiscountCostOptions, DsoGather, ReceiptsGather, RevenueGather,
    TermEffectGather, TermEffectOptions, VatGather, discount_cost,
};
use voldaan::wire::to_json;

use super::fill::check_filled;
use super::session::Session;
use super::stand::FILL;
use crate::app::http::Response;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::route::Operation;

/// A report has so many rows at most: one for each customer and currency, which an instance has to hold.
const ROWS_MAX: usize = 50_000;

/// Days of a DSO if the request does not say: a quarter.
const DSO_DAYS: u32 = 90;
/// Days looked back for the effect of another term if the request does not say: a year.
const TERM_DAYS: u32 = 365;
/// Weeks of a forecast if the request does not say: a quarter.
const FORECAST_WEEKS: u32 = 13;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/reports/ageing, /dso, ...
    pub fn report(&self, operation: Operation) -> Result<Response, Problem> {
        let on = self.query_day("on")?.unwrap_or(self.today);
        check_filled(self.store(), FILL)?;
        let body = match operation {
            Operation::ReportAgeing => self.ageing(on)?,
            Operation::ReportDso => self.dso(on, self.query_number("days")?.unwrap_or(DSO_DAYS))?,
            Operation::ReportCash => self.cash(on, self.query_number("weeks")?.unwrap_or(FORECAST_WEEKS))?,
            Operation::ReportBehaviour => to_json(&self.behaviour(on)?.finish()?),
            Operation::ReportTermEffect => self.term_effect(on)?,
            Operation::ReportVat => self.vat(self.needed_day("from")?, self.needed_day("until")?)?,
            Operation::ReportRevenue => self.revenue(self.needed_day("from")?, self.needed_day("until")?)?,
            Operation::ReportReceipts => self.receipts(self.needed_day("from")?, self.needed_day("until")?)?,
            _ => return Err(Problem::not_found("report")),
        };
        Ok(Response::json(200, body))
    }

    fn ageing(&self, on: Day) -> Result<String, Problem> {
        let mut gather = AgeingGather::new(on);
        self.each_stand(on, false, |stand| {
            gather.take(stand)?;
            check_rows(gather.rows())
        })?;
        Ok(to_json(&gather.finish()))
    }

    fn dso(&self, on: Day, days: u32) -> Result<String, Problem> {
        let mut gather = DsoGather::new(on, days)?;
        let days = (gather.before(), on);
        for currency in self.currencies_known(on)? {
            gather.know(currency);
        }
        self.each_change(days, |stand, earlier| Ok(gather.take(stand, earlier)?))?;
        self.each_unchanged(days, |stand| Ok(gather.take(stand, None)?))?;
        Ok(to_json(&gather.finish()))
    }

    fn term_effect(&self, on: Day) -> Result<String, Problem> {
        let days = self.query_number("days")?.unwrap_or(TERM_DAYS);
        let (net_days, annual_rate) = (self.needed_number("netDays")?, self.query_decimal("annualRate")?);
        let mut gather = TermEffectGather::new(TermEffectOptions { on, days, net_days, annual_rate })?;
        // What was paid since has an entry since.
        self.each_change((gather.before(), on), |stand, _| Ok(gather.take(stand)?))?;
        Ok(to_json(&gather.finish()?))
    }

    /// GET /v1/discountCost
    pub fn get_discount_cost(&self) -> Result<Response, Problem> {
        let (percent, days) = (self.needed_decimal("percent")?, self.needed_number("days")?);
        let options = DiscountCostOptions { percent, days, net_days: self.needed_number("netDays")? };
        Ok(Response::json(200, to_json(&discount_cost(&options)?)))
    }

    fn behaviour(&self, on: Day) -> Result<BehaviourGather, Problem> {
        let mut gather = BehaviourGather::new(on);
        self.each_stand(on, true, |stand| {
            gather.take(stand)?;
            check_rows(gather.rows())
        })?;
        Ok(gather)
    }

    fn cash(&self, on: Day, weeks: u32) -> Result<String, Problem> {
        let mut gather = CashGather::new(weeks, self.behaviour(on)?)?;
        for currency in self.currencies_known(on)? {
            gather.know(currency)?;
        }
        self.each_stand(on, false, |stand| Ok(gather.take(stand)?))?;
        Ok(to_json(&gather.finish()))
    }

    fn vat(&self, from: Day, until: Day) -> Result<String, Problem> {
        let mut gather = VatGather::new(from, until)?;
        self.each_move((from, until), true, |moved| {
            gather.take(moved)?;
            check_rows(gather.rows())
        })?;
        Ok(to_json(&gather.finish()))
    }

    fn revenue(&self, from: Day, until: Day) -> Result<String, Problem> {
        let mut gather = RevenueGather::new(from, until)?;
        self.each_move((from, until), false, |moved| {
            gather.take(moved)?;
            check_rows(gather.rows())
        })?;
        Ok(to_json(&gather.finish()))
    }

    fn receipts(&self, from: Day, until: Day) -> Result<String, Problem> {
        let mut gather = ReceiptsGather::new(from, until)?;
        self.each_change((gather.before(), until), |stand, earlier| {
            gather.take(stand, earlier)?;
            check_rows(gather.rows())
        })?;
        Ok(to_json(&gather.finish()))
    }

    fn currencies_known(&self, by: Day) -> Result<Vec<Currency>, Problem> {
        let codes = self.currencies(by)?;
        let read = |code: String| Currency::from_code(&code).ok_or_else(|| StoreError("a currency is none".to_owned()));
        Ok(codes.into_iter().map(read).collect::<Result<_, _>>()?)
    }
}

fn check_rows(rows: usize) -> Result<(), Problem> {
    if rows <= ROWS_MAX {
        return Ok(());
    }
    let detail = "The report would have more than 50,000 rows, one for each customer and currency. Take fewer days, or split the \
                  administration.";
    Err(Problem::new(Refusal::ReportTooLarge, detail))
}
