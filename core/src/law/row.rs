//! A row of law and the answer "no law". Refuses nothing by itself: the tables hold the facts.

use super::SourceId;
use crate::calendar::Day;
use core::fmt;

/// How good the source of a row is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Status {
    /// The text of the law, an official body or an official code list was read.
    Primary,
    /// A third party's page, package or code was read.
    Secondary,
    /// Computed by the formula of the law from values that are primary or secondary.
    Derived,
}

impl Status {
    /// The word on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Status::Primary => "primary",
            Status::Secondary => "secondary",
            Status::Derived => "derived",
        }
    }
}

/// A fact of law with the days on which it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Row<T: 'static> {
    /// The fact.
    pub value: T,
    /// The first day it holds, or the first that a source confirms.
    pub from: Day,
    /// The last day it holds, included; absent while it is in force.
    pub until: Option<Day>,
    /// Where it was read; never empty.
    pub sources: &'static [SourceId],
    /// The day it was last compared with its sources.
    pub checked_on: Day,
    /// How good the sources are.
    pub status: Status,
}

impl<T> Row<T> {
    /// Whether the fact holds on that day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.holds_until(day)
    }

    /// Whether the fact does not end before that day.
    pub fn holds_until(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// The row of a table that holds on a day.
pub(super) fn at<T>(rows: &'static [Row<T>], day: Day) -> Option<&'static Row<T>> {
    rows.iter().find(|row| row.holds_on(day))
}

/// The error for a day that a table without gaps, newest first, does not reach.
pub(super) fn none<T>(fact: &str, rows: &[Row<T>], on: Day) -> NoLaw {
    let ends = rows.last().zip(rows.first());
    NoLaw { fact: fact.to_owned(), on, known: ends.map(|(first, last)| (first.from, last.until)).into_iter().collect() }
}

/// There is no row of law for what was asked. Never answered by a default.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoLaw {
    /// What was asked, such as "standard VAT rate of NL".
    pub fact: String,
    /// For which day.
    pub on: Day,
    /// The days for which it is known, first and last included, in order; an open end is absent.
    pub known: Vec<(Day, Option<Day>)>,
}

impl NoLaw {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        "law.none"
    }
}

impl fmt::Display for NoLaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "No {} is known for {}", self.fact, self.on)?;
        for (index, (from, until)) in self.known.iter().enumerate() {
            f.write_str(if index == 0 { "; known " } else { ", " })?;
            match until {
                Some(until) => write!(f, "from {from} until {until}")?,
                None => write!(f, "from {from} on")?,
            }
        }
        if self.known.is_empty() {
            f.write_str(", nor for any other day")?;
        }
        f.write_str(".")
    }
}

impl std::error::Error for NoLaw {}
