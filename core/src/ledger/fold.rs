//! The fold: entries taken one after the other by day, and where the account stands after each day.
//!
//! A day is a whole: what happened on it counts in any order. Refuses sums past the range of amounts, and nothing else.

use rust_decimal::Decimal;

use super::charge::{ChargeSums, Charges};
use super::discount::Discount;
use super::entry::{EntryKind, WriteOffGround};
use super::history::Counted;
use super::schedule::Schedule;
use super::settlement::Settlement;
use crate::calendar::Day;
use crate::invoice::{DocumentType, Issued};
use crate::money::Exact;
use crate::money::round::to_decimals;

/// Where an account stands after a day. What was invoiced is the sum of all the rest:
/// `payable = received - charged + credited + discount + settled + written_off + owed - overpaid`, unless it is void.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// What the invoice asks for (BT-115).
    pub payable: Decimal,
    /// Payments less what went back. On a credit note's own account, what was paid out to the customer.
    pub received: Decimal,
    /// What of it went to collection costs and interest.
    pub charged: ChargeSums,
    /// What reminders claimed of these and neither came in nor was given up.
    pub charges_open: ChargeSums,
    /// What of what they claimed was given up.
    pub charges_waived: ChargeSums,
    /// What was given up of costs and interest in all, claimed or not.
    pub waived: Decimal,
    /// Credited; all of the invoice once it is void.
    pub credited: Decimal,
    /// Early-payment discount that was earned.
    pub discount: Decimal,
    /// Given up by a settlement that was kept, or as a payment difference.
    pub settled: Decimal,
    /// Given up as uncollectible.
    pub written_off: Decimal,
    /// What is owed, due or not; nothing once the invoice is void.
    pub owed: Decimal,
    /// What came in beyond what was owed: the customer's credit balance.
    pub overpaid: Decimal,
    /// What of the amount owed is contested.
    pub disputed: Decimal,
    /// Whether the invoice was taken back.
    pub void: bool,
    /// Highest level of the reminders since dunning began, or began anew.
    pub level: u32,
}

/// A fold in progress.
pub(super) struct Fold<'a> {
    invoice: &'a Issued,
    /// Nothing, with the decimals of the currency.
    zero: Decimal,
    turned: bool,
    received: Decimal,
    credited: Decimal,
    /// Written off as a settlement or as a payment difference.
    given_up: Decimal,
    written_off: Decimal,
    disputes: Vec<(usize, Decimal)>,
    disputed: Decimal,
    charges: Charges,
    void: bool,
    level: u32,
    /// The steps of reminders so far; a step that is sent again is no higher level.
    steps: Vec<&'a str>,
    pub discount: Discount<'a>,
    settlement: Settlement,
    /// The places of entries that gave up or contested more than there was at the end of their day.
    pub exceeding: Vec<usize>,
    /// The due dates in force.
    pub schedule: Schedule<'a>,
}

impl<'a> Fold<'a> {
    /// The account with no entry yet.
    pub fn new(invoice: &'a Issued) -> Fold<'a> {
        let zero = Decimal::new(0, invoice.head().currency.decimals());
        Fold {
            invoice,
            zero,
            turned: invoice.head().document_type() == DocumentType::CreditNote,
            received: zero,
            credited: zero,
            given_up: zero,
            written_off: zero,
            disputes: Vec::new(),
            disputed: zero,
            charges: Charges::default(),
            void: false,
            level: 0,
            steps: Vec::new(),
            discount: Discount::of(invoice),
            settlement: Settlement::default(),
            exceeding: Vec::new(),
            schedule: Schedule::of(invoice),
        }
    }

    /// Whether this is a credit note's own account, where money goes the other way.
    pub fn is_turned(&self) -> bool {
        self.turned
    }

    /// Takes the entries of one day. None where a sum leaves the range of amounts.
    pub fn take_day(&mut self, entries: &[Counted<'a>]) -> Option<()> {
        let mut moves = false;
        for counted in entries {
            self.take(counted)?;
            self.charges.take(counted)?;
            if counted.entry.kind.moves_balance() {
                moves = true;
                self.discount.take(counted)?;
                self.settlement.take(counted)?;
            }
        }
        // A day on which nothing moved ends as the one before it.
        if !moves {
            return Some(());
        }
        self.discount.close_day()?;
        // What is left matters to a settlement alone.
        let left = if self.settlement.is_offered() { self.balance(&self.asked()?)? } else { self.zero };
        self.settlement.close_day(left)?;
        for counted in entries {
            if self.is_exceeded_by(&counted.entry.kind)? {
                self.exceeding.push(counted.place);
            }
        }
        Some(())
    }

    fn take(&mut self, counted: &Counted<'a>) -> Option<()> {
        let amount = counted.amount;
        match &counted.entry.kind {
            EntryKind::Payment(_) => self.received = self.received.plus(amount)?,
            EntryKind::Refund(_) | EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                self.received = self.received.minus(amount)?;
            }
            EntryKind::Credit(_) => self.credited = self.credited.plus(amount)?,
            EntryKind::WriteOff(write_off) => match write_off.ground.unwrap_or(WriteOffGround::Uncollectible) {
                WriteOffGround::Uncollectible => self.written_off = self.written_off.plus(amount)?,
                // Counted with the offer that it belongs to.
                WriteOffGround::Settlement => {}
                // Nothing of the invoice.
                WriteOffGround::Charges => {}
                WriteOffGround::Difference => self.given_up = self.given_up.plus(amount)?,
            },
            EntryKind::Void(_) => self.void = true,
            EntryKind::Dispute(_) => {
                self.disputes.push((counted.place, amount));
                self.disputed = self.disputed.plus(amount)?;
            }
            EntryKind::DisputeResolved(_) => {
                let ended = self.disputes.iter().position(|(place, _)| Some(*place) == counted.link);
                if let Some(ended) = ended {
                    self.disputed = self.disputed.minus(self.disputes.swap_remove(ended).1)?;
                }
            }
            EntryKind::Reminder(reminder) => {
                let mut next = self.level;
                if let Err(place) = self.steps.binary_search(&reminder.step.as_str()) {
                    self.steps.insert(place, &reminder.step);
                    next = next.saturating_add(1);
                }
                self.level = self.level.max(reminder.level.unwrap_or(next));
            }
            EntryKind::DunningReset(_) => {
                self.level = 0;
                self.steps.clear();
            }
            EntryKind::PaymentPlan(plan) => self.schedule.plan = &plan.instalments,
            _ => {}
        }
        Some(())
    }

    /// Whether nothing is left of the invoice by documents alone: then no interest and costs were owed on it either.
    fn is_taken_back(&self) -> bool {
        let totals = self.invoice.totals();
        // A rounding amount (BT-114) below zero was never asked for.
        let asked = totals.gross.plus(totals.rounding.min(Decimal::ZERO)).unwrap_or(totals.gross);
        self.void || (!self.credited.is_zero() && self.credited >= asked)
    }

    /// What was credited, and the early-payment discount beside it.
    fn credited(&self) -> Option<(Decimal, Decimal)> {
        let totals = self.invoice.totals();
        // The rounding amount (BT-114) goes with the last cent: all of the VAT groups credited is all of the invoice.
        if self.is_taken_back() {
            return Some((totals.gross.plus(totals.rounding)?, Decimal::ZERO));
        }
        Some((self.credited, self.discount.granted(self.credited)?))
    }

    /// What the invoice asks for, and what of the money went beside it.
    fn asked(&self) -> Option<Asked> {
        let (credited, discount) = self.credited()?;
        let amount = self.invoice.totals().payable.minus(credited)?.minus(discount)?;
        let is_owed = !self.turned && !self.is_taken_back();
        let charged = if is_owed { self.charges.received(amount)? } else { ChargeSums::default() };
        Some(Asked { credited, discount, amount, charged })
    }

    /// What is left of the invoice before anything is given up; negative if too much came in.
    fn balance(&self, asked: &Asked) -> Option<Decimal> {
        asked.amount.minus(self.inflow())?.plus(asked.charged.sum()?)
    }

    /// Whether more is given up or contested by now than there is, by entries of this kind: a position holds no more than there is.
    fn is_exceeded_by(&self, kind: &EntryKind) -> Option<bool> {
        Some(match kind {
            EntryKind::WriteOff(said) if said.ground != Some(WriteOffGround::Charges) => {
                self.given_up.plus(self.settlement.given_up()?)?.plus(self.written_off)? > self.left()?.left
            }
            // Who paid a part may contest that too.
            EntryKind::Dispute(_) => self.disputed > self.invoice.totals().payable,
            _ => false,
        })
    }

    /// The payment on a day that closes the invoice: all that is owed, or less where a discount or a settlement is
    /// to be had.
    pub fn closing(&self, on: Day) -> Option<Decimal> {
        self.closing_as_of(on, on)
    }

    /// The same where a discount is looked at as of another day.
    pub fn closing_as_of(&self, on: Day, discount_on: Day) -> Option<Decimal> {
        let mut closing = self.position()?.owed;
        for less in [self.discount.asked(discount_on)?, self.settlement.asked(on)?].into_iter().flatten() {
            closing = closing.min(less.max(Decimal::ZERO));
        }
        to_decimals(closing, self.invoice.head().currency.decimals())
    }

    fn inflow(&self) -> Decimal {
        if self.turned { -self.received } else { self.received }
    }

    /// What is left when all that counts is taken off. None where a sum leaves the range of amounts.
    fn left(&self) -> Option<Left> {
        let asked = self.asked()?;
        let balance = self.balance(&asked)?;
        let left = balance.max(self.zero);
        // What was given up and is paid all the same is a payment.
        let settled = self.given_up.plus(self.settlement.given_up()?)?.min(left);
        let rest = left.minus(settled)?;
        let written_off = self.written_off.min(rest);
        let owed = if self.void { self.zero } else { rest.minus(written_off)? };
        Some(Left { asked, balance, left, settled, written_off, owed })
    }

    /// The part of a position that changes with money alone.
    pub fn open(&self) -> Option<Open> {
        let Left { asked, owed, .. } = self.left()?;
        let exact = |amount: Decimal| to_decimals(amount, self.zero.scale());
        let interest_settled = exact(asked.charged.interest.plus(self.charges.waived)?)?;
        Some(Open { owed: exact(owed)?, disputed: exact(self.disputed.min(owed))?, interest_settled })
    }

    /// Where the account stands. None where a sum leaves the range of amounts.
    pub fn position(&self) -> Option<Position> {
        let sums = self.left()?;
        let exact = |amount: Decimal| to_decimals(amount, self.zero.scale());
        let both = |of: ChargeSums| Some(ChargeSums { costs: exact(of.costs)?, interest: exact(of.interest)? });
        let Asked { credited, discount, charged, .. } = sums.asked;
        // What a settlement closes is closed with all that was claimed on it.
        let is_over = self.turned || self.is_taken_back() || self.settlement.is_accepted();
        let beside = |of: fn(&Charges, ChargeSums) -> Option<ChargeSums>| {
            if is_over { Some(ChargeSums::default()) } else { of(&self.charges, charged) }
        };
        Some(Position {
            payable: exact(self.invoice.totals().payable)?,
            received: exact(self.inflow())?,
            charged: both(charged)?,
            charges_open: both(beside(Charges::open_beside)?)?,
            charges_waived: both(beside(Charges::waived_beside)?)?,
            waived: exact(self.charges.waived)?,
            credited: exact(credited)?,
            discount: exact(discount)?,
            settled: exact(sums.settled)?,
            written_off: exact(sums.written_off)?,
            owed: exact(sums.owed)?,
            overpaid: exact(sums.left.minus(sums.balance)?)?,
            disputed: exact(self.disputed.min(sums.owed))?,
            void: self.void,
            level: self.level,
        })
    }
}

/// What money alone changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    /// What is owed, due or not.
    pub owed: Decimal,
    /// What of it is contested.
    pub disputed: Decimal,
    /// What came in for interest or was given up, which takes interest first.
    pub interest_settled: Decimal,
}

/// The sums behind a position.
struct Left {
    asked: Asked,
    /// Negative if too much came in.
    balance: Decimal,
    left: Decimal,
    settled: Decimal,
    written_off: Decimal,
    owed: Decimal,
}

/// What an invoice asks for after credits and discounts.
struct Asked {
    credited: Decimal,
    discount: Decimal,
    amount: Decimal,
    charged: ChargeSums,
}
