//! Reports over many accounts, each as of a day: what is open, how fast money comes, VAT and revenue of a period, expected
//! cash. All are folds of invoices and entries, so that the same day asked again gives the same figures, and their sums are
//! those of the accounts to the cent. A credit note counts through its entry on the invoice; its own account is left out,
//! unless no account that was given has that entry. Refuses to add up two currencies.

mod ageing;
mod book;
mod cash_forecast;
mod correction;
mod discount_cost;
mod dso;
mod gather;
mod journal;
mod movement;
mod payment_behaviour;
mod receipts;
mod revenue;
mod risk;
mod stand;
mod term_effect;
#[cfg(test)]
mod tests;
mod vat_summary;

pub use ageing::{AgeingBuckets, AgeingReport, AgeingRow, AgeingTotal, ageing};
pub use cash_forecast::{CashForecast, CashTotal, CashWeek, cash_forecast};
pub use discount_cost::{DiscountCost, DiscountCostOptions, discount_cost};
pub use dso::{DsoReport, DsoRow, dso};
pub use gather::{
    AgeingGather, BehaviourGather, CashGather, DsoGather, ReceiptsGather, RevenueGather, TermEffectGather, VatGather,
};
pub use journal::{BookedVat, Booking, BookingKind, BookingLine, LedgerAccount, bookings};
pub use payment_behaviour::{PaymentBehaviour, PaymentBehaviourRow, Trend, payment_behaviour};
pub use receipts::{ReceiptsReport, ReceiptsRow, ReceiptsTotal, receipts};
pub use revenue::{RevenueReport, RevenueRow, RevenueTotal, revenue};
pub use risk::{PaymentRisk, RiskFactor, RiskGround, RiskLevel};
pub use stand::{Move, Stand, StandPart, StandPromise, moves, stands};
pub use term_effect::{TermEffect, TermEffectOptions, TermEffectRow, term_effect};
pub use vat_summary::{VatListing, VatListingRow, VatSummary, VatSummaryRow, vat_summary};
