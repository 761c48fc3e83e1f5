//! Calendar days: due-date arithmetic, business days, holidays. Refuses to know what day it is.

mod business;
mod day;
mod holiday;
#[cfg(test)]
mod tests;

pub use business::{is_business_day, next_business_day};
pub use day::Day;
pub(crate) use holiday::is_holiday;
pub use holiday::{Calendar, easter_sunday, holidays};
