//! Reports over many accounts, each as of a day: what is open, how fast money comes, VAT of a period, expected cash.

mod ageing;
mod cash_forecast;
mod dso;
mod vat_summary;

pub use ageing::{AgeingBuckets, AgeingReport, AgeingRow, AgeingTotal};
pub use cash_forecast::{CashForecast, CashWeek};
pub use dso::{DsoReport, DsoRow};
pub use vat_summary::{VatListingRow, VatSummary, VatSummaryRow};
