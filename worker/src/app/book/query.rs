//! What stands in the query of a request: days, words, numbers and flags, refused by their name where they are none.

use rust_decimal::Decimal;
use voldaan::calendar::Day;

use super::session::Session;
use crate::app::parameter::whole;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;

impl<P: Ports> Session<'_, P> {
    /// A day of the query.
    pub fn query_day(&self, name: &str) -> Result<Option<Day>, Problem> {
        self.query(name, Day::parse, || {
            let detail = format!("The query parameter {name} is not a day. Write it like 2026-01-31.");
            Problem::new(Refusal::QueryDay, detail)
        })
    }

    /// A day that the query has to state.
    pub fn needed_day(&self, name: &str) -> Result<Day, Problem> {
        self.query_day(name)?.ok_or_else(|| {
            let detail = format!("State the query parameter {name}, a day like 2026-01-31.");
            Problem::new(Refusal::QueryDay, detail)
        })
    }

    /// A whole number of the query, from 0 on.
    pub fn query_number(&self, name: &str) -> Result<Option<u32>, Problem> {
        self.query(name, whole, || {
            Problem::new(
                Refusal::QueryNumber,
                format!("The query parameter {name} is not a whole number. Write it in digits, or leave it out."),
            )
        })
    }

    /// A whole number that the query has to state.
    pub fn needed_number(&self, name: &str) -> Result<u32, Problem> {
        self.query_number(name)?.ok_or_else(|| {
            let detail = format!("State the query parameter {name}, a whole number in digits.");
            Problem::new(Refusal::QueryNumber, detail)
        })
    }

    /// A decimal number of the query, from 0 on.
    pub fn query_decimal(&self, name: &str) -> Result<Option<Decimal>, Problem> {
        self.query(name, decimal, || {
            let detail = format!("The query parameter {name} is not a number like 12.50.");
            Problem::new(Refusal::QueryNumber, detail)
        })
    }

    /// A decimal number that the query has to state.
    pub fn needed_decimal(&self, name: &str) -> Result<Decimal, Problem> {
        self.query_decimal(name)?.ok_or_else(|| {
            let detail = format!("State the query parameter {name}, a number like 12.50.");
            Problem::new(Refusal::QueryNumber, detail)
        })
    }

    /// A word of the query.
    pub fn query_word<T>(
        &self,
        name: &str,
        words: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        self.query(name, read, || {
            Problem::new(
                Refusal::QueryWord,
                format!("The query parameter {name} is another word than it can be. Use one of: {words}."),
            )
        })
    }

    /// true or false in the query.
    pub fn query_flag(&self, name: &str) -> Result<Option<bool>, Problem> {
        self.query_word(name, "true, false", |text| text.parse().ok())
    }

    fn query<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
        refuse: impl Fn() -> Problem,
    ) -> Result<Option<T>, Problem> {
        self.request.parameter(name).map_or(Ok(None), |text| read(&text).map(Some).ok_or_else(&refuse))
    }
}

/// A decimal number from 0 on: digits, and a point with at most ten more.
fn decimal(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (is_digits(whole, 15) && is_digits(part, 10)).then(|| text.parse().ok()).flatten()
}
