//! What an early-payment discount costs who grants it, as interest per year. Refuses to know what money costs elsewhere.

use crate::finding::{Code, Error};
use crate::money::round::product_quotient;
use crate::money::{Decimal, Exact};
use crate::wire::Reader;
use crate::wire_struct;

/// Days of a year in this formula, as it is usually stated.
const YEAR_DAYS: u32 = 365;

wire_struct! {
    /// An early-payment discount, such as 2/10 net 30.
    #[derive(Eq)]
    pub struct DiscountCostOptions {
        /// The discount in percent.
        "percent" percent: Decimal,
        /// Days within which it is granted.
        "days" days: u32,
        /// Days within which all is due.
        "netDays" net_days: u32,
    }
}

wire_struct! {
    /// What an early-payment discount costs.
    #[derive(Eq)]
    pub struct DiscountCost {
        /// Percent per year, two decimals: percent ÷ (100 − percent) × year ÷ days earlier, without compounding.
        "annualRate" annual_rate: Decimal,
        /// Days that the money comes earlier.
        "daysEarlier" days_earlier: u32,
        /// Days of the year that it is reckoned by.
        "yearDays" year_days: u32,
    }
}

/// The cost per year of granting a discount: 2/10 net 30 costs 37.24 % a year.
pub fn discount_cost(options: &DiscountCostOptions) -> Result<DiscountCost, Error> {
    let mut cx = Reader::new();
    let percent = options.percent;
    if percent <= Decimal::ZERO || percent >= Decimal::ONE_HUNDRED {
        cx.field("percent", |cx| cx.report(Code::PercentRange, "A discount lies between 0 and 100 percent."));
    }
    let earlier = options.net_days.checked_sub(options.days).filter(|days| *days > 0);
    if earlier.is_none() {
        cx.field("netDays", |cx| {
            cx.report_fix(Code::TermsDiscount, "The discount gains no days.", "Let netDays be more than days.");
        });
    }
    Error::check(cx.into_findings())?;
    let rate = || {
        // One quotient, rounded once: (percent × 100 × year) ÷ ((100 − percent) × days).
        let kept = Decimal::ONE_HUNDRED.minus(percent)?;
        let year = Decimal::from(YEAR_DAYS.checked_mul(100)?);
        let per_day = product_quotient(kept, Decimal::from(earlier?), Decimal::ONE, crate::money::round::DECIMALS_MAX)?;
        product_quotient(percent, year, per_day, 2)
    };
    let annual_rate = rate().ok_or_else(crate::ledger::out_of_range)?;
    Ok(DiscountCost { annual_rate, days_earlier: earlier.unwrap_or_default(), year_days: YEAR_DAYS })
}
