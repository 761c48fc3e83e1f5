//! The law as dated, sourced rows. Refuses to answer for a day without a row.
//!
//! The pattern, for every fact of law that has or will have a place here (VAT rates, mentions; interest, collection
//! costs, notice periods):
//!
//! - one folder or file per fact, with a const table of [`Row`]s and the questions that may be asked of it;
//! - a row says its value, the days it holds (both included), where that was read, how good that source is, and
//!   when somebody last looked;
//! - a question takes the day and gives a row, or [`NoLaw`]: never a default, never the nearest row;
//! - what nobody could confirm has no row. A rate that is sourced but whose first day is not starts on
//!   2016-01-01, the first day of the data set, or later;
//! - tests run over all rows: sourced, in order, without overlap, each boundary day looked up.

pub mod costs;
pub mod e_invoicing;
pub mod early_payment;
pub mod interest;
pub mod late_payment;
pub mod mentions;
pub mod periods;
mod row;
mod source;
pub mod term_limits;
pub mod vat;
pub mod vatex;

pub use row::{NoLaw, Row, Status};
pub use source::{Source, SourceId};
