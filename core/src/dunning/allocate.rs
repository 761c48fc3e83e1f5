//! `allocate`: a payment spread over the parts of a claim. Refuses amounts below zero or finer than the currency, which no claim has,
//! and orders that name a part twice.
//!
//! Art. 6:44(1) BW: first the costs, then the interest that has fallen due, then the principal and the interest that runs.
//! What may not be charged yet takes nothing, and neither does what came in before or was given up.

use rust_decimal::Decimal;

use super::allocation::{Allocation, AllocationOptions, AllocationRest, ClaimComponent};
use super::claim::{Claim, ClaimPart, ClaimReceived, WorkingStep};
use super::say;
use crate::finding::{Code, Error, Finding};
use crate::money::Exact;
use crate::money::round::to_decimals;
use crate::wire::{Array, Text};

/// The order of art. 6:44(1) BW.
const LEGAL: [ClaimComponent; 3] = [ClaimComponent::Costs, ClaimComponent::Interest, ClaimComponent::Principal];

/// Spreads a payment over a claim, in the order of the law or as said.
pub fn allocate(payment: Decimal, claim: &Claim, options: &AllocationOptions) -> Result<Allocation, Error> {
    let order = order(&options.order)?;
    let decimals = claim.currency.decimals();
    for (path, amount) in amounts(payment, claim) {
        if amount < Decimal::ZERO {
            return Err(refused(Code::AmountNegative, path, "An amount of a payment or a claim is not below zero."));
        }
        if amount.normalize().scale() > decimals {
            return Err(refused(
                Code::AmountScale,
                path,
                "The amount has more decimals than the currency of the claim has.",
            ));
        }
    }
    spread(payment, claim, order, decimals)
        .ok_or_else(|| refused(Code::AmountRange, "", "The amounts come to 10^15 or more."))
}

/// What is reckoned with, and where it stands: a claim comes from outside as the payment does.
fn amounts(payment: Decimal, claim: &Claim) -> impl Iterator<Item = (&'static str, Decimal)> {
    let pair = |both: &Option<ClaimReceived>, paths: [&'static str; 2]| {
        let amounts = both.as_ref().map(|both| [both.costs, both.interest]).unwrap_or_default();
        paths.into_iter().zip(amounts)
    };
    let received = pair(&claim.received, ["claim.received.costs", "claim.received.interest"]);
    let waived = pair(&claim.waived, ["claim.waived.costs", "claim.waived.interest"]);
    let owed = [
        ("payment", payment),
        ("claim.principal", claim.principal),
        ("claim.interest.amount", claim.interest.amount),
        ("claim.costs.amount", claim.costs.amount),
        ("claim.lumpSum.amount", claim.lump_sum.amount),
    ];
    owed.into_iter().chain(received).chain(waived).chain(claim.surplus.map(|surplus| ("claim.surplus", surplus)))
}

fn spread(payment: Decimal, claim: &Claim, order: Vec<ClaimComponent>, decimals: u32) -> Option<Allocation> {
    let zero = Decimal::new(0, decimals);
    let charged = |allowed: bool, amount: Decimal| to_decimals(if allowed { amount } else { zero }, decimals);
    let cost = |part: &ClaimPart| charged(part.allowed, part.amount);
    let mut rest = to_decimals(payment, decimals)?;
    let mut costs = cost(&claim.costs)?.plus(cost(&claim.lump_sum)?)?;
    let mut interest = charged(claim.interest.allowed, claim.interest.amount)?;
    for ClaimReceived { costs: less, interest: less_interest } in claim.received.iter().chain(&claim.waived) {
        costs = costs.minus(*less)?.max(zero);
        interest = interest.minus(*less_interest)?.max(zero);
    }
    let mut left = AllocationRest { costs, interest, principal: charged(true, claim.principal)? };
    // What came in beyond the invoice is off the claim already.
    let mut surplus = to_decimals(claim.surplus.unwrap_or_default(), decimals)?;
    for component in &order {
        let open = left.of(*component);
        let less = surplus.min(*open);
        *open = open.minus(less)?;
        surplus = surplus.minus(less)?;
    }
    let mut given = left.clone();
    let mut working = Vec::with_capacity(order.len());
    let is_dutch = order == LEGAL && claim.jurisdiction == "NL";
    for component in &order {
        let (open, paid) = (left.of(*component), given.of(*component));
        let how = ["the lesser of ", &say::number(rest), ", what is left of the payment, and ", &say::number(*open)];
        *paid = rest.min(*open);
        working.push(WorkingStep {
            what: Text::new_static(component.as_str()),
            how: how.concat(),
            amount: *paid,
            source: is_dutch.then(|| Text::new_static("art. 6:44(1) BW")),
        });
        rest = rest.minus(*paid)?;
        *open = open.minus(*paid)?;
    }
    let AllocationRest { costs, interest, principal } = given;
    Some(Allocation { costs, interest, principal, surplus: rest, left, order: Array(order), working: Array(working) })
}

/// The order that was asked for, and what it does not name after it.
fn order(asked: &[ClaimComponent]) -> Result<Vec<ClaimComponent>, Error> {
    let mut order: Vec<ClaimComponent> = Vec::with_capacity(LEGAL.len());
    for component in asked {
        if order.contains(component) {
            return Err(refused(Code::ClaimOrder, "order", "The order names a part twice."));
        }
        order.push(*component);
    }
    for component in LEGAL {
        if !order.contains(&component) {
            order.push(component);
        }
    }
    Ok(order)
}

#[cold]
fn refused(code: Code, path: &str, message: &str) -> Error {
    Error::from_finding(Finding::new(code, path, message))
}
