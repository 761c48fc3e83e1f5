//! The rate of interest of a case on a day: the row of law, or what was agreed as far as the law lets it. Refuses days without a row.

use rust_decimal::Decimal;

use super::case::Case;
use crate::calendar::Day;
use crate::law::NoLaw;
use crate::law::late_payment::Agreed;
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
pub(super) fn rate_on(case: &Case<'_>, day: Day) -> Result<Rate, NoLaw> {
    let regime = case.regime;
    let agreed = case.options.agreed.as_ref().and_then(|agreed| agreed.interest_rate);
    if let (Some(percent), Agreed::Replaces) = (agreed, regime.agreed) {
        return Ok(rate(percent, Day::MAX, ["agreed; ", regime.interest.law].concat()));
    }
    let legal = of_series(case, day)?;
    let Some(agreed) = agreed else { return Ok(legal) };
    let cap = match regime.cap {
        Some(series) => Decimal::new(i64::from(series.at(day, None)?.value), 2),
        None => Decimal::MAX,
    };
    let holds = regime.agreed == Agreed::Capped || agreed > legal.percent;
    if !holds {
        return Ok(legal);
    }
    let until =
        regime.cap.map_or(Ok(legal.until), |series| series.at(day, None).map(|row| row.until.unwrap_or(Day::MAX)));
    let source = [if agreed > cap { "agreed, up to the cap; " } else { "agreed; " }, regime.interest.law].concat();
    Ok(rate(agreed.min(cap), until?.min(legal.until), source))
}

fn of_series(case: &Case<'_>, day: Day) -> Result<Rate, NoLaw> {
    let row = case.regime.series.at(day, case.options.contract_date)?;
    let percent = Decimal::new(i64::from(row.value), 2).plus(Decimal::new(i64::from(case.regime.margin), 2));
    let mut source = case.regime.interest.law.to_owned();
    for id in row.sources {
        source.push_str("; ");
        source.push_str(id.source().title);
    }
    Ok(rate(percent.unwrap_or_default(), row.until.unwrap_or(Day::MAX), source))
}

fn rate(percent: Decimal, until: Day, source: String) -> Rate {
    let percent = percent.normalize();
    let ten_thousandths = units(percent, RATE_DECIMALS).and_then(|units| u32::try_from(units).ok()).unwrap_or_default();
    Rate { percent, ten_thousandths, until, source }
}
