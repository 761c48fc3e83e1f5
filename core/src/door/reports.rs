//! The doors of the reports: accounts and days in, a report out.

use super::{Arguments, CashForecastOptions, DaysOptions, DsoOptions, OnOptions};
use crate::finding::Error;
use crate::ledger::Account;
use crate::report::{self, TermEffectOptions};
use crate::wire::{Array, to_json};

/// The names of these doors.
const NAMES: [&str; 7] = ["ageing", "dso", "vatSummary", "revenue", "cashForecast", "paymentBehaviour", "termEffect"];

/// Whether a door is one of these.
pub(super) fn is_report(door: &str) -> bool {
    NAMES.contains(&door)
}

/// Calls the door of a report.
pub(super) fn call(door: &str, arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let accounts: Array<Account> = arguments.required("accounts");
    match door {
        "ageing" | "paymentBehaviour" => {
            let OnOptions { on } = arguments.required("on");
            arguments.done()?;
            if door == "ageing" {
                return report::ageing(&accounts, on).map(|report| to_json(&report));
            }
            report::payment_behaviour(&accounts, on).map(|report| to_json(&report))
        }
        "dso" => {
            let DsoOptions { on, days } = arguments.required("on");
            arguments.done()?;
            report::dso(&accounts, on, days).map(|report| to_json(&report))
        }
        "cashForecast" => {
            let CashForecastOptions { on, weeks } = arguments.required("on");
            arguments.done()?;
            report::cash_forecast(&accounts, on, weeks).map(|report| to_json(&report))
        }
        "termEffect" => {
            let options: TermEffectOptions = arguments.required("on");
            arguments.done()?;
            report::term_effect(&accounts, &options).map(|report| to_json(&report))
        }
        _ => {
            let DaysOptions { from, until } = arguments.required("from");
            arguments.done()?;
            if door == "revenue" {
                return report::revenue(&accounts, from, until).map(|report| to_json(&report));
            }
            report::vat_summary(&accounts, from, until).map(|report| to_json(&report))
        }
    }
}
