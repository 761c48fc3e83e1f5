//! The rate of interest of a case on a day: the row of law, or what was agreed as far as the law lets it. Refuses days without a
//! row, and agreed rates below what the law lets a contract say.

use rust_decimal::Decimal;

use super::case::{Case, no_law};
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::interest::Series;
use crate::law::late_payment::{Agreed, Fact};
use crate::money::Exact;
use crate::money::round::units;

/// A rate and how long it holds.
pub(super) struct Rate {
    /// Percent per year.
    pub percent: Decimal,
    /// The same in ten-thousandths of a percent.
    pub ten_thousandths: u32,
    /// Its last day.
    pub until: Day,
    /// Where it comes from.
    pub source: String,
}

/// Rates have at most this many decimals.
pub(super) const RATE_DECIMALS: u32 = 4;

/// The rate of a day.
pub(super) fn rate_on(case: &Case<'_>, day: Day) -> Result<Rate, Error> {
    let regime = case.regime;
    let law = regime.interest.law;
    let legal = || of(case, regime.fact, regime.series, regime.margin, day);
    let Some(agreed) = case.options.agreed.as_ref().and_then(|agreed| agreed.interest_rate) else { return legal() };
    let source = ["agreed; ", law].concat();
    match regime.agreed {
        Agreed::Unknown => legal(),
        Agreed::Replaces => Ok(rate(agreed, Day::MAX, source)),
        Agreed::IfHigher => {
            legal().map(|legal| if agreed > legal.percent { rate(agreed, legal.until, source) } else { legal })
        }
        Agreed::UpTo(series) => {
            let cap = of(case, Fact::Commercial, series, 0, day)?;
            let capped = agreed > cap.percent;
            let source = [if capped { "agreed, up to the cap; " } else { "agreed; " }, law].concat();
            Ok(rate(agreed.min(cap.percent), cap.until, source))
        }
        Agreed::AtLeast(times, series) => {
            let row = series.at(day, None).map_err(|none| no_law(&none, "agreed.interestRate"))?;
            let least = Decimal::new(i64::from(row.value).saturating_mul(i64::from(times)), 2).normalize();
            if agreed < least {
                let message =
                    ["An agreed rate may not be below ", &say::number(least), " % on ", &say::day(day), "."].concat();
                let finding = Finding::new(Code::ClaimAgreed, "agreed.interestRate", message);
                let fix = "Leave it out: then the rate of the law holds.";
                return Err(Error::from_finding(finding.rule(law).fix(fix)));
            }
            Ok(rate(agreed, row.until.unwrap_or(Day::MAX), source))
        }
    }
}

/// The legal rate of a day: a row that the caller brought, or one of the tables.
fn of(case: &Case<'_>, fact: Fact, series: &'static Series, margin: i16, day: Day) -> Result<Rate, Error> {
    if let Some(newer) = case.newer(super::overrides::of_fact(fact), day) {
        return Ok(rate(newer.value, newer.until.unwrap_or(Day::MAX), newer.source.clone()));
    }
    let row = series.at(day, case.options.contract_date).map_err(|none| no_law(&none, "on"))?;
    let percent = Decimal::new(i64::from(row.value), 2).plus(Decimal::new(i64::from(margin), 2));
    let mut source = String::with_capacity(200);
    source.push_str(case.regime.interest.law);
    for id in row.sources {
        source.push_str("; ");
        source.push_str(id.title());
    }
    let next = case.newer_after(super::overrides::of_fact(fact), day).and_then(|next| next.add_days(-1));
    let until = row.until.or(next).unwrap_or(Day::MAX);
    Ok(rate(percent.unwrap_or_default(), until, source))
}

fn rate(percent: Decimal, until: Day, source: String) -> Rate {
    let percent = percent.normalize();
    let ten_thousandths = units(percent, RATE_DECIMALS).and_then(|units| u32::try_from(units).ok()).unwrap_or_default();
    Rate { percent, ten_thousandths, until, source }
}
