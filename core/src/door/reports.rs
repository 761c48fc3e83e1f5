//! The doors of the reports: accounts and days in, a report out.

use super::{Arguments, CashForecastOptions, DaysOptions, DsoOptions, OnOptions};
use crate::finding::Error;
use crate::ledger::Account;
use crate::report::{self, TermEffectOptions};
use crate::wire::{Array, Wire, to_json};

/// The accounts and the options of a report; `name` is what a caller knows the options by.
fn asked<O: Wire>(arguments: &mut Arguments<'_>, name: &str) -> Result<(Array<Account>, O), Error> {
    let accounts = arguments.required("accounts");
    let options = arguments.required(name);
    arguments.done()?;
    Ok((accounts, options))
}

pub(super) fn ageing(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, OnOptions { on }) = asked(arguments, "on")?;
    report::ageing(&accounts, on).map(|report| to_json(&report))
}

pub(super) fn dso(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, DsoOptions { on, days }) = asked(arguments, "on")?;
    report::dso(&accounts, on, days).map(|report| to_json(&report))
}

pub(super) fn vat_summary(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, DaysOptions { from, until }) = asked(arguments, "from")?;
    report::vat_summary(&accounts, from, until).map(|report| to_json(&report))
}

pub(super) fn revenue(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, DaysOptions { from, until }) = asked(arguments, "from")?;
    report::revenue(&accounts, from, until).map(|report| to_json(&report))
}

pub(super) fn cash_forecast(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, CashForecastOptions { on, weeks }) = asked(arguments, "on")?;
    report::cash_forecast(&accounts, on, weeks).map(|report| to_json(&report))
}

pub(super) fn payment_behaviour(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, OnOptions { on }) = asked(arguments, "on")?;
    report::payment_behaviour(&accounts, on).map(|report| to_json(&report))
}

pub(super) fn term_effect(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let (accounts, options): (_, TermEffectOptions) = asked(arguments, "on")?;
    report::term_effect(&accounts, &options).map(|report| to_json(&report))
}
