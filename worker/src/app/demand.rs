//! What a customer is asked for where letters claimed interest and costs, and what of a payment is for which of them. Asks for nothing
//! that no letter claimed, and for no more than the claim of the day allows.

use rust_decimal::Decimal;
use voldaan::dunning::Claim;
use voldaan::ledger::{ChargeSums, Status, StatusCharges};
use voldaan::money::Exact;

/// What a customer is asked for where letters claimed interest and costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demand {
    /// What is open and due of the invoice, without what is contested.
    pub principal: Decimal,
    /// Collection costs and lump sum that are open.
    pub costs: Decimal,
    /// Interest that is open, up to the day.
    pub interest: Decimal,
    /// All of it.
    pub total: Decimal,
    /// What the last letter itself comes to.
    of_letter: Decimal,
    /// The most that is for interest: what the letter or today's claim has of it.
    interest_max: Decimal,
}

/// What of a payment is for costs, and what for interest.
pub(crate) type Parts = (Decimal, Decimal);

impl Demand {
    /// The parts of a payment that is what was asked for: on the day of the letter, today, or on a day between. What the letter claimed
    /// and today's claim does not allow any more is for neither: it is the customer's.
    pub fn parts_of(&self, amount: Decimal) -> Option<Parts> {
        let asked = self.of_letter.min(self.total)..=self.of_letter.max(self.total);
        let beside = amount.minus(self.principal)?;
        let costs = self.costs.min(beside);
        let interest = beside.minus(costs)?.min(self.interest_max);
        (asked.contains(&amount) && beside > Decimal::ZERO).then_some((costs, interest))
    }

    /// Whether parts that were asked for on an earlier day are owed still.
    pub fn holds(&self, (costs, interest): Parts) -> bool {
        costs <= self.costs && interest <= self.interest_max
    }

    /// The parts of a payment of less in the order of the law: costs, interest, principal.
    pub fn by_law(&self, amount: Decimal) -> Option<Parts> {
        let costs = self.costs.min(amount);
        Some((costs, self.interest.min(amount.minus(costs)?)))
    }
}

/// What a customer is asked for of the invoice itself: what they contest need not be paid now. Who contests all of it may still pay it.
pub(crate) fn asked_of_invoice(status: &Status) -> Decimal {
    let left = status.amount_due.minus(status.disputed).unwrap_or(status.amount_due);
    if left > Decimal::ZERO { left } else { status.amount_due }
}

/// Whether something of them did not come in.
pub(crate) fn is_open(charges: &StatusCharges) -> bool {
    !charges.costs.is_zero() || !charges.interest.is_zero()
}

/// What is asked for: costs as claimed, and no more than today's claim as long as something of the invoice is due; interest up to today
/// where a letter claimed any. What was given up is taken off, interest first.
pub(crate) fn demanded(status: &Status, open: &StatusCharges, claim: Option<&Claim>) -> Option<Demand> {
    let mut demand = Demand {
        principal: claim.map_or(status.overdue_amount, |claim| claim.principal),
        costs: open.costs,
        interest: open.interest,
        total: Decimal::ZERO,
        of_letter: Decimal::ZERO,
        interest_max: open.interest,
    };
    demand.of_letter = demand.principal.plus(open.costs)?.plus(open.interest)?;
    if let Some(claim) = claim {
        let mut allowed = Decimal::ZERO;
        for part in [&claim.costs, &claim.lump_sum].into_iter().filter(|part| part.allowed) {
            allowed = allowed.plus(part.amount)?;
        }
        let [costs_waived, interest_waived] = [open.costs_waived, open.interest_waived].map(Option::unwrap_or_default);
        let mut costs = open.costs.plus(costs_waived)?;
        if !claim.principal.is_zero() {
            costs = costs.min(allowed.minus(open.costs_received)?.max(Decimal::ZERO));
        }
        let mut interest = open.interest.plus(interest_waived)?;
        if claim.interest.allowed && !interest.is_zero() {
            interest = claim.interest.amount.minus(open.interest_received)?.max(Decimal::ZERO);
        }
        let left = ChargeSums { costs, interest }.less_interest_first(costs_waived.plus(interest_waived)?)?;
        (demand.costs, demand.interest) = (left.costs, left.interest);
        demand.interest_max = demand.interest.max(open.interest);
    }
    demand.total = demand.principal.plus(demand.costs)?.plus(demand.interest)?;
    Some(demand)
}

/// What letters claimed in all, as the row of an invoice keeps it: the amount that a payer reads in the last of them.
pub(crate) fn claimed(status: &Status) -> Option<Decimal> {
    let open = status.charges.as_ref().filter(|open| is_open(open))?;
    status.overdue_amount.plus(open.costs)?.plus(open.interest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_law_does_not_allow_any_more_is_no_interest() {
        // A letter of 1210.00 with costs of 181.50 and interest of 7.93; since then costs of 100.00 are allowed, and interest is 9.65.
        let amount = |units: i64| Decimal::new(units, 2);
        let demand = Demand {
            principal: amount(121_000),
            costs: amount(10_000),
            interest: amount(965),
            total: amount(131_965),
            of_letter: amount(139_943),
            interest_max: amount(965),
        };
        assert_eq!(demand.parts_of(amount(139_943)), Some((amount(10_000), amount(965))));
        assert_eq!(demand.parts_of(amount(131_965)), Some((amount(10_000), amount(965))));
        assert_eq!(demand.parts_of(amount(131_964)), None);
        assert!(demand.holds((amount(10_000), amount(793))));
        assert!(!demand.holds((amount(18_150), amount(793))));
        assert!(!demand.holds((Decimal::ZERO, amount(966))));
    }
}
