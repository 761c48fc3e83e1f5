//! A settlement offer: paid in time, it closes the invoice, and what is left is given up. The last offer stands; one
//! that was accepted is not replaced.
//!
//! It is accepted when the money that came in from the day of the offer to its last day, both included, reaches its
//! amount. Money that the customer's bank takes back did not come in; what came in before the offer is looked at first. A payment
//! difference that was given up counts as money. A write-off that was booked as an offer was kept takes its place, so that it counts
//! once, and falls with it; one that was booked otherwise stands by itself.

use rust_decimal::Decimal;

use super::entry::{EntryKind, WriteOffGround};
use super::history::Counted;
use crate::calendar::Day;
use crate::money::Exact;

/// The standing offer and what came in for it.
#[derive(Default)]
pub(super) struct Settlement {
    offer: Option<Offer>,
    /// The day of the last money, and what came in on it: it counts for an offer that is made later that day.
    today: Option<(Day, Decimal)>,
    /// What came in outside of the standing offer, less what was taken back.
    outside: Decimal,
    /// Taken back on the day that is taken; it is set off when the day ends, so that the order within it does not matter.
    taken_back: Decimal,
    /// Written off for a settlement on the day that is taken.
    booked_today: Decimal,
    /// Written off for a settlement on days at whose end an offer was kept.
    booked_with: Decimal,
    /// Written off for a settlement on other days.
    booked: Decimal,
}

struct Offer {
    amount: Decimal,
    from: Day,
    until: Day,
    received: Decimal,
    /// What was left of the invoice when it was accepted.
    given_up: Option<Decimal>,
}

impl Settlement {
    /// Takes an entry.
    pub fn take(&mut self, counted: &Counted<'_>) -> Option<()> {
        let (amount, on) = (counted.amount, counted.entry.on);
        match &counted.entry.kind {
            EntryKind::SettlementOffer(offer) if !self.is_accepted() => self.stand(on, offer.until, amount),
            EntryKind::WriteOff(write_off) => match write_off.ground {
                Some(WriteOffGround::Settlement) => {
                    self.booked_today = self.booked_today.plus(amount)?;
                    Some(())
                }
                Some(WriteOffGround::Difference) => self.receive(on, amount),
                _ => Some(()),
            },
            EntryKind::Payment(_) => self.receive(on, amount),
            EntryKind::Refund(_) => self.receive(on, -amount),
            EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                self.taken_back = self.taken_back.plus(amount)?;
                Some(())
            }
            _ => Some(()),
        }
    }

    /// Whether an offer stands, so that it matters what is left at the end of a day.
    pub fn is_offered(&self) -> bool {
        self.offer.is_some()
    }

    /// Whether the standing offer was kept.
    pub fn is_accepted(&self) -> bool {
        self.offer.as_ref().is_some_and(|offer| offer.given_up.is_some())
    }

    fn stand(&mut self, from: Day, until: Day, amount: Decimal) -> Option<()> {
        let earlier = self.offer.take().map(|offer| offer.received).unwrap_or_default();
        let received = self.today.filter(|(day, _)| *day == from).map(|(_, received)| received).unwrap_or_default();
        self.outside = self.outside.plus(earlier)?.minus(received)?;
        self.offer = Some(Offer { amount, from, until, received, given_up: None });
        Some(())
    }

    fn receive(&mut self, on: Day, amount: Decimal) -> Option<()> {
        let before = self.today.filter(|(day, _)| *day == on).map(|(_, received)| received).unwrap_or_default();
        self.today = Some((on, before.plus(amount)?));
        let standing = self.offer.as_mut().filter(|offer| (offer.from..=offer.until).contains(&on));
        let sum = standing.map_or(&mut self.outside, |offer| &mut offer.received);
        *sum = sum.plus(amount)?;
        Some(())
    }

    /// The day ends with `balance` left of the invoice.
    pub fn close_day(&mut self, balance: Decimal) -> Option<()> {
        if self.offer.is_none() && self.taken_back.is_zero() && self.booked_today.is_zero() {
            return Some(());
        }
        let booked = std::mem::take(&mut self.booked_today);
        let taken_back = std::mem::take(&mut self.taken_back);
        let before = taken_back.min(self.outside.max(Decimal::ZERO));
        self.outside = self.outside.minus(before)?;
        if let Some(offer) = &mut self.offer {
            offer.received = offer.received.minus(taken_back.minus(before)?)?;
            let given_up = offer.given_up.unwrap_or(balance.max(Decimal::ZERO));
            offer.given_up = (offer.received >= offer.amount).then_some(given_up);
        }
        let sum = if self.is_accepted() { &mut self.booked_with } else { &mut self.booked };
        *sum = sum.plus(booked)?;
        Some(())
    }

    /// What a payment on a day has to be for the offer to be kept; none without an offer that stands.
    pub fn asked(&self, on: Day) -> Option<Option<Decimal>> {
        match &self.offer {
            Some(offer) if offer.given_up.is_none() && (offer.from..=offer.until).contains(&on) => {
                offer.amount.minus(offer.received).map(Some)
            }
            _ => Some(None),
        }
    }

    /// What is given up.
    pub fn given_up(&self) -> Option<Decimal> {
        match self.offer.as_ref().and_then(|offer| offer.given_up) {
            Some(accepted) => Some(accepted.max(self.booked.plus(self.booked_with)?)),
            None => Some(self.booked),
        }
    }
}
