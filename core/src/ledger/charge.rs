//! Interest and collection costs on an account: what reminders claimed, and what of the money went to them.
//!
//! A payment that says what of it is for costs and interest is taken at its word, as far as its amount reaches. One that says
//! nothing goes to the invoice first, which asks least of the debtor; only what is left then goes to what the last
//! reminder claimed, costs before interest (art. 6:44(1) BW), and what is left of that is the customer's. Money that goes back is taken
//! from what was paid too much, then from interest and costs, last from the invoice. Knows no law: what may be claimed is the claim's,
//! and whoever follows the order of the law states its parts with the payment.

use rust_decimal::Decimal;

use super::entry::{EntryKind, WriteOffGround};
use super::history::Counted;
use crate::money::Exact;

/// Collection costs, the lump sum included, and interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChargeSums {
    /// Collection costs and lump sum.
    pub costs: Decimal,
    /// Interest.
    pub interest: Decimal,
}

impl ChargeSums {
    /// Both together.
    pub fn sum(&self) -> Option<Decimal> {
        self.costs.plus(self.interest)
    }

    /// Whether there is nothing of either.
    fn is_nothing(&self) -> bool {
        self.costs.is_zero() && self.interest.is_zero()
    }

    /// What is left when an amount is taken off, costs first.
    fn less(self, amount: Decimal) -> Option<ChargeSums> {
        let costs = self.costs.minus(amount.min(self.costs))?;
        let interest = self.interest.minus(amount.minus(self.costs.minus(costs)?)?.min(self.interest))?;
        Some(ChargeSums { costs, interest })
    }

    /// What is left when an amount is taken off, interest first: it is paid last, so it is what goes back or is given up.
    pub fn less_interest_first(self, amount: Decimal) -> Option<ChargeSums> {
        let turned = ChargeSums { costs: self.interest, interest: self.costs }.less(amount)?;
        Some(ChargeSums { costs: turned.interest, interest: turned.costs })
    }

    /// What of it is given up with an amount.
    pub fn given_up(self, amount: Decimal) -> Option<ChargeSums> {
        if amount.is_zero() {
            return Some(ChargeSums::default());
        }
        self.beyond(self.less_interest_first(amount)?)
    }

    /// What of it is not in `other`; nothing where that has more.
    pub fn beyond(self, other: ChargeSums) -> Option<ChargeSums> {
        let left = |own: Decimal, other: Decimal| Some(own.minus(other)?.max(Decimal::ZERO));
        Some(ChargeSums { costs: left(self.costs, other.costs)?, interest: left(self.interest, other.interest)? })
    }

    fn plus(self, other: ChargeSums) -> Option<ChargeSums> {
        Some(ChargeSums { costs: self.costs.plus(other.costs)?, interest: self.interest.plus(other.interest)? })
    }
}

/// What an account has of them.
#[derive(Default)]
pub(super) struct Charges {
    /// What the last reminder that claimed any came to, from the first day of default, whatever was paid of it.
    claimed: ChargeSums,
    /// What payments said they are for.
    said: ChargeSums,
    paid: Decimal,
    went_back: Decimal,
    /// Given up: not asked for any more, whatever is claimed later.
    pub waived: Decimal,
}

impl Charges {
    /// Takes an entry.
    pub fn take(&mut self, counted: &Counted<'_>) -> Option<()> {
        let amount = counted.amount;
        match &counted.entry.kind {
            EntryKind::Payment(payment) => {
                self.paid = self.paid.plus(amount)?;
                // Few payments say that they are for more than the invoice.
                if payment.costs.is_some() || payment.interest.is_some() {
                    let costs = payment.costs.unwrap_or_default().min(amount);
                    let interest = payment.interest.unwrap_or_default().min(amount.minus(costs)?);
                    self.said = self.said.plus(ChargeSums { costs, interest })?;
                }
            }
            EntryKind::Refund(_) | EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                self.went_back = self.went_back.plus(amount)?;
            }
            EntryKind::Reminder(reminder)
                if reminder.costs_claimed.is_some() || reminder.interest_claimed.is_some() =>
            {
                let costs = reminder.costs_claimed.unwrap_or_default();
                self.claimed = ChargeSums { costs, interest: reminder.interest_claimed.unwrap_or_default() };
            }
            EntryKind::WriteOff(write_off) if write_off.ground == Some(WriteOffGround::Charges) => {
                self.waived = self.waived.plus(amount)?;
            }
            _ => {}
        }
        Some(())
    }

    /// What of the money went to costs and interest, of an invoice that asks for `asked` after credits and discounts.
    pub fn received(&self, asked: Decimal) -> Option<ChargeSums> {
        if self.said.is_nothing() && self.claimed.is_nothing() {
            return Some(ChargeSums::default());
        }
        let said = self.said.sum()?;
        let asked = asked.max(Decimal::ZERO);
        let too_much = self.paid.minus(asked)?.minus(said)?.max(Decimal::ZERO);
        let taken = self.went_back.minus(too_much)?.max(Decimal::ZERO);
        let stated = self.said.less_interest_first(taken)?;
        let left = self.paid.minus(self.went_back)?.minus(stated.sum()?)?.minus(asked)?.max(Decimal::ZERO);
        let open = self.open_beside(stated)?;
        stated.plus(open.beyond(open.less(left)?)?)
    }

    /// What was claimed and neither came in nor was given up.
    pub fn open_beside(&self, received: ChargeSums) -> Option<ChargeSums> {
        if self.claimed.is_nothing() {
            return Some(self.claimed);
        }
        self.claimed.beyond(received)?.less_interest_first(self.waived)
    }

    /// What of what was claimed and did not come in was given up.
    pub fn waived_beside(&self, received: ChargeSums) -> Option<ChargeSums> {
        if self.waived.is_zero() {
            return Some(ChargeSums::default());
        }
        self.claimed.beyond(received)?.given_up(self.waived)
    }
}
