//! `claim`: what may lawfully be charged on a day, and what has to be sent first. Refuses to guess the law or the debtor.

use rust_decimal::Decimal;

use super::belgian::Reminded;
use super::case::{Case, range};
use super::claim::{AgreedTerms, Claim, ClaimOptions, ClaimPart, ClaimReceived, InterestClaim, WorkingStep};
use super::rate::RATE_DECIMALS;
use super::{costs, interest, overrides};
use crate::calendar::Day;
use crate::finding::{Code, Error};
use crate::law::late_payment::Start;
use crate::ledger::{Account, ChargeSums, Standing, standing};
use crate::money::Exact;
use crate::money::round::units;
use crate::wire::{Array, Reader, Text, push_day, push_decimal};

/// The claim of an account on a day.
pub fn claim(account: &Account, options: &ClaimOptions) -> Result<Claim, Error> {
    claim_and_reminded(account, options, &standing(account, options.on)?).map(|(claim, _)| claim)
}

/// The claim of an account that is known to stand like this at the end of the day, and what the first reminders of a Belgian consumer were for.
pub(super) fn claim_and_reminded(
    account: &Account,
    options: &ClaimOptions,
    standing: &Standing<'_>,
) -> Result<(Claim, Vec<Reminded>), Error> {
    check(account, options)?;
    let mut case = Case::new(account, options, standing)?;
    let costs = costs::costs(&mut case)?;
    let interest = match case.regime.start {
        Start::DueDate | Start::German => interest::interest(&case, &|_| case.default, case.default)?,
        Start::ReminderTerm => {
            let from = costs.reminded.iter().map(|one| one.end).min();
            // Before the first term has ended: what it will open; from then on only what is open already.
            let shown = from.map(|from| from.max(options.on));
            let start = |due: Day| {
                let one = costs.reminded.iter().find(|one| shown >= Some(one.end) && one.dues.contains(&due))?;
                Some(if case.is_from_term() { one.term.start } else { one.end })
            };
            interest::interest(&case, &start, from)?
        }
    };
    let mut working = vec![principal(&case), interest::working(&case, &interest)];
    working.extend(costs.working);
    let parts = [&costs.costs, &costs.lump_sum];
    let waived = waived(&case, &interest, &parts).ok_or_else(range)?;
    let total = total(&case, &interest, &parts, waived, &mut working).ok_or_else(range)?;
    let currency = case.currency();
    let claim = Claim {
        on: options.on,
        jurisdiction: case.jurisdiction,
        debtor: options.debtor,
        currency,
        principal: case.principal,
        interest,
        costs: costs.costs,
        lump_sum: costs.lump_sum,
        notice_costs: costs.notice,
        received: received(case.charged),
        waived: received(waived),
        surplus: Some(case.surplus).filter(|surplus| !surplus.is_zero()),
        total,
        preconditions: Array(costs.preconditions),
        working: Array(working),
        findings: case.findings,
    };
    Ok((claim, costs.reminded))
}

fn principal(case: &Case<'_>) -> WorkingStep {
    let mut how = String::with_capacity(60);
    how.push_str("open and due on ");
    push_day(&mut how, case.options.on);
    how.push_str(", without what is contested");
    WorkingStep { what: Text::new_static("Principal"), how, amount: case.principal, source: None }
}

/// What came in for costs and interest or was given up of them, if anything was.
fn received(ChargeSums { costs, interest }: ChargeSums) -> Option<ClaimReceived> {
    (!costs.is_zero() || !interest.is_zero()).then_some(ClaimReceived { costs, interest })
}

/// What was given up of what is allowed today and did not come in.
fn waived(case: &Case<'_>, interest: &InterestClaim, parts: &[&ClaimPart]) -> Option<ChargeSums> {
    let zero = Decimal::new(0, case.currency().decimals());
    let mut allowed = ChargeSums { costs: zero, interest: if interest.allowed { interest.amount } else { zero } };
    for part in parts.iter().filter(|part| part.allowed) {
        allowed.costs = allowed.costs.plus(part.amount)?;
    }
    allowed.beyond(case.charged)?.given_up(case.waived)
}

/// What is allowed today, less what came in beyond the invoice and what was given up.
fn total(
    case: &Case<'_>,
    interest: &InterestClaim,
    parts: &[&ClaimPart],
    waived: ChargeSums,
    working: &mut Vec<WorkingStep>,
) -> Option<Decimal> {
    let mut sum = case.principal;
    let mut how = String::with_capacity(60);
    push_decimal(&mut how, sum);
    let interest = (interest.allowed, interest.amount);
    for (allowed, amount) in [interest].into_iter().chain(parts.iter().map(|part| (part.allowed, part.amount))) {
        if allowed && !amount.is_zero() {
            sum = sum.plus(amount)?;
            how.push_str(" + ");
            push_decimal(&mut how, amount);
        }
    }
    let charged = (case.charged.sum()?, " received for costs and interest");
    let waived = (waived.sum()?, " given up of costs and interest");
    for (amount, what) in [charged, waived, (case.surplus, " received beyond the invoice")] {
        if !amount.is_zero() {
            sum = sum.minus(amount)?.max(Decimal::new(0, case.currency().decimals()));
            how.push_str(" - ");
            push_decimal(&mut how, amount);
            how.push_str(what);
        }
    }
    working.push(WorkingStep { what: Text::new_static("Total"), how, amount: sum, source: None });
    Some(sum)
}

/// What was agreed must be something that can be claimed.
fn check(account: &Account, options: &ClaimOptions) -> Result<(), Error> {
    if options.agreed.is_none() && options.law_overrides.is_empty() && options.other_debts.is_none() {
        return Ok(());
    }
    let mut cx = Reader::new();
    let decimals = account.invoice().head().currency.decimals();
    let amount = |field, amount: Option<Decimal>, cx: &mut Reader| {
        let Some(amount) = amount else { return };
        cx.field(field, |cx| {
            if amount < Decimal::ZERO {
                cx.report(Code::AmountNegative, "This amount is not below zero.");
            }
            if units(amount, decimals).is_none() {
                cx.report(Code::AmountScale, "This amount has more decimals than the currency.");
            }
        });
    };
    amount("otherDebts", options.other_debts, &mut cx);
    overrides::check(&options.law_overrides, &mut cx);
    let AgreedTerms { interest_rate, costs, costs_percent, .. } = options.agreed.clone().unwrap_or_default();
    cx.field("agreed", |cx| {
        for (field, rate) in [("interestRate", interest_rate), ("costsPercent", costs_percent)] {
            if rate.is_some_and(|rate| {
                rate < Decimal::ZERO || rate > Decimal::ONE_HUNDRED || units(rate, RATE_DECIMALS).is_none()
            }) {
                let message = "An agreed rate lies from 0 to 100 percent and has at most four decimals.";
                cx.field(field, |cx| cx.report(Code::PercentRange, message));
            }
        }
        amount("costs", costs, cx);
    });
    Error::check(cx.into_findings()).map(drop)
}
