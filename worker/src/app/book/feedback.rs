//! The report of what customers answered to the one question of their page: whether the invoice was clear and easy to pay. It counts
//! answers and says nothing of who gave them.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::wire::{Array, from_json, to_json};

use super::day::begin_of;
use super::period::Period;
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::moment::Moment;
use crate::app::month::months;
use crate::app::ports::{Cell, Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{CustomerWords, FeedbackMonth, FeedbackRemark, FeedbackReport, FeedbackTrend};
use crate::cells;

/// A report has at most so many days: ten years.
const DAYS_MAX: i64 = 3_660;
/// With fewer answers two halves say nothing.
const TREND_ANSWERS_MIN: u32 = 10;
/// Points of a hundred by which halves have to differ.
const TREND_POINTS: u32 = 10;
/// So many remarks at most.
const REMARKS_MAX: i64 = 20;

/// Answers, and how many of them said yes.
#[derive(Clone, Copy, Default)]
struct Tally {
    answers: u32,
    clear: u32,
}

impl Tally {
    fn read(row: &mut Cells) -> Result<Tally, StoreError> {
        let mut count = || u32::try_from(row.integer()?).map_err(|_| StoreError("a count is none".to_owned()));
        Ok(Tally { answers: count()?, clear: count()? })
    }

    /// The share of a yes in percent, with one decimal.
    fn share(self) -> Option<Decimal> {
        let (answers, clear) = (u64::from(self.answers), u64::from(self.clear));
        // Thousandths, half of them up.
        let thousandths = clear.checked_mul(2_000)?.checked_add(answers)?.checked_div(answers.checked_mul(2)?)?;
        Some(Decimal::new(i64::try_from(thousandths).ok()?, 1))
    }
}

fn trend(earlier: Decimal, recent: Decimal) -> FeedbackTrend {
    let points = Decimal::from(TREND_POINTS);
    if recent >= earlier + points {
        FeedbackTrend::Improving
    } else if earlier >= recent + points {
        FeedbackTrend::Worsening
    } else {
        FeedbackTrend::Steady
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/reports/feedback
    pub fn feedback(&self) -> Result<Response, Problem> {
        let Period { from, until } = self.period()?;
        if until.days_since(from) >= DAYS_MAX {
            let finding =
                Finding::new(Code::DateRange, "until", "The last day lies more than ten years after the first.");
            return Err(Error::from_finding(finding.fix("Ask for ten years at most.")).into());
        }
        let begin_of = |day: Day| begin_of(self.ports.clock(), self.administration.time_zone(), day);
        let (mut all, mut rows) = (Tally::default(), Vec::new());
        let begin = begin_of(from)?;
        let mut since = begin;
        for (from, until) in months(from, until) {
            let end = begin_of(until.add_days(1).unwrap_or(until))?;
            let month = self.tally(since, end)?;
            all.answers = all.answers.saturating_add(month.answers);
            all.clear = all.clear.saturating_add(month.clear);
            rows.push(FeedbackMonth { from, until, answers: month.answers, clear: month.clear, share: month.share() });
            since = end;
        }
        let halves = if all.answers < TREND_ANSWERS_MIN { None } else { Some(self.halves(begin, since, all)?) };
        let earlier_share = halves.and_then(|(earlier, _)| earlier.share());
        let recent_share = halves.and_then(|(_, recent)| recent.share());
        let report = FeedbackReport {
            from,
            until,
            answers: all.answers,
            clear: all.clear,
            share: all.share(),
            earlier_share,
            recent_share,
            trend: earlier_share.zip(recent_share).map(|(earlier, recent)| trend(earlier, recent)),
            months: Array(rows),
            remarks: Array(self.remarks(begin, since)?),
        };
        Ok(Response::json(200, to_json(&report)))
    }

    fn tally(&self, from: Moment, before: Moment) -> Result<Tally, StoreError> {
        let some = "FROM customer_request WHERE kind = 'feedback' AND at >= ? AND at < ?";
        self.tally_of(some, cells![from, before])
    }

    fn tally_of(&self, some: &str, cells: Vec<Cell>) -> Result<Tally, StoreError> {
        let sql = format!("SELECT COUNT(*), COALESCE(SUM(json_extract(json, '$.clear')), 0) {some}");
        let row = self.store().first(&sql, cells)?;
        Tally::read(&mut row.ok_or_else(|| StoreError("a sum has no row".to_owned()))?)
    }

    /// The earlier half of the answers and the later one; of an odd number the one in the middle is among the later.
    fn halves(&self, from: Moment, before: Moment, all: Tally) -> Result<(Tally, Tally), StoreError> {
        let first = "FROM (SELECT json FROM customer_request \
                     WHERE kind = 'feedback' AND at >= ? AND at < ? ORDER BY at LIMIT ?) AS s";
        let earlier = self.tally_of(first, cells![from, before, i64::from(all.answers / 2)])?;
        let recent = Tally {
            answers: all.answers.saturating_sub(earlier.answers),
            clear: all.clear.saturating_sub(earlier.clear),
        };
        Ok((earlier, recent))
    }

    fn remarks(&self, from: Moment, before: Moment) -> Result<Vec<FeedbackRemark>, StoreError> {
        let sql = "SELECT at, invoice, json FROM customer_request WHERE kind = 'feedback' AND at >= ? AND at < ? \
                   AND json_extract(json, '$.text') IS NOT NULL ORDER BY at DESC LIMIT ?";
        let mut remarks = Vec::new();
        for mut row in self.store().rows(sql, cells![from, before, REMARKS_MAX])? {
            let (at, invoice_id) = (Moment(row.integer()?).instant(), row.text()?);
            let said: CustomerWords =
                from_json(&row.text()?).map_err(|_| StoreError("an answer cannot be read".to_owned()))?;
            if let (Some(clear), Some(text)) = (said.clear, said.text) {
                remarks.push(FeedbackRemark { at, invoice_id, clear, text });
            }
        }
        Ok(remarks)
    }
}
