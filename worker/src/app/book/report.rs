//! Reports: the engine's folds over all issued invoices of the Book. They add up nothing themselves.
//!
//! The engine takes the accounts as they are, so what one report may read is bounded by the memory of an instance.

use voldaan::calendar::Day;
use voldaan::ledger::Account;
use voldaan::report::{ageing, cash_forecast, dso, payment_behaviour, revenue, vat_summary};
use voldaan::wire::to_json;

use super::account::account_of;
use super::document;
use super::session::Session;
use super::store::Query;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::route::Operation;
use crate::cells;

/// A report reads this many invoices at most, and this much of their documents: read, they take some twenty times as much.
const INVOICES_MAX: usize = 2_000;
const DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Days of a DSO if the request does not say: a quarter.
const DSO_DAYS: u32 = 90;
/// Weeks of a forecast if the request does not say: a quarter.
const FORECAST_WEEKS: u32 = 13;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/reports/ageing, /dso, ...
    pub async fn report(&self, operation: Operation) -> Result<Response, Problem> {
        let on = self.query_day("on")?.unwrap_or(self.today);
        let body = match operation {
            Operation::ReportAgeing => to_json(&ageing(&self.accounts(on).await?, on)?),
            Operation::ReportDso => {
                let days = self.query_number("days")?.unwrap_or(DSO_DAYS);
                to_json(&dso(&self.accounts(on).await?, on, days)?)
            }
            Operation::ReportCash => {
                let weeks = self.query_number("weeks")?.unwrap_or(FORECAST_WEEKS);
                to_json(&cash_forecast(&self.accounts(on).await?, on, weeks)?)
            }
            Operation::ReportBehaviour => to_json(&payment_behaviour(&self.accounts(on).await?, on)?),
            Operation::ReportVat => {
                let (from, until) = (self.needed_day("from")?, self.needed_day("until")?);
                to_json(&vat_summary(&self.accounts(until).await?, from, until)?)
            }
            Operation::ReportRevenue => {
                let (from, until) = (self.needed_day("from")?, self.needed_day("until")?);
                to_json(&revenue(&self.accounts(until).await?, from, until)?)
            }
            _ => return Err(Problem::not_found("report")),
        };
        Ok(Response::json(200, body))
    }

    /// The accounts of all invoices issued until a day.
    async fn accounts(&self, until: Day) -> Result<Vec<Account>, Problem> {
        let rows = self.store().rows(
            "SELECT id, hash FROM invoice WHERE hash IS NOT NULL AND issue_date <= ? ORDER BY sequence LIMIT ?",
            cells![until.to_string(), i64::try_from(INVOICES_MAX + 1).unwrap_or(i64::MAX)],
        )?;
        let too_large = || {
            let detail = "The report would read more than 2,000 invoices or 4 MB of them. Take the entries of the invoices and the \
                          engine's own functions (npm package voldaan), which have no such limit.";
            Problem::new(Refusal::ReportTooLarge, detail)
        };
        if rows.len() > INVOICES_MAX {
            return Err(too_large());
        }
        let mut accounts = Vec::with_capacity(rows.len());
        let mut bytes = 0;
        for mut row in rows {
            let (id, hash) = (row.text()?, row.text()?);
            let document = document::text(document::load_from_book(self.ports, &hash).await?)?;
            bytes += document.len();
            if bytes > DOCUMENT_BYTES_MAX {
                return Err(too_large());
            }
            accounts.push(account_of(self.store(), &id, &document)?);
        }
        Ok(accounts)
    }
}
