//! What payment services tell of money that went back: how much of a payment in all, and which refunds failed.
//!
//! All of it comes in any order, late, and more than once, and refunds that are begun here are in the books before a service tells of them.
//! So the newest total is kept, and each refund that failed under its own name; what went back is that total without what it counts and has
//! failed since, and the books are brought to it. Refuses to take back what is booked for any other reason than a refund that failed.

use rust_decimal::Decimal;
use voldaan::ledger::{Account, Entry, EntryCorrection, EntryKind, Refund};

use super::account::account_of;
use super::list::decimal;
use super::money::{METHOD, paid_with};
use super::session::Session;
use super::store::Query;
use super::webhook::Named;
use crate::app::moment::Moment;
use crate::app::payment::FailedRefund;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::sum::sum;
use crate::cells;

/// All that a service says went back of a payment, and as of when it says so.
struct Told {
    total: Decimal,
    at: Moment,
}

/// What the books have of a payment's refunds.
struct Booked {
    /// What was begun here.
    own: Decimal,
    /// The entries of what was begun at the service, with what stands of each.
    others: Vec<(String, Decimal)>,
}

impl<P: Ports> Session<'_, P> {
    /// Keeps how much of a payment went back in all; what is older than what is known changes nothing.
    pub fn note_told(&self, provider: &str, payment: &str, total: Decimal, at: Moment) -> Result<(), StoreError> {
        // Events of other things say nothing of it, and what they say is zero.
        if total.is_zero() || self.told(provider, payment)?.is_some_and(|known| (known.at, known.total) >= (at, total))
        {
            return Ok(());
        }
        let sql = "INSERT OR REPLACE INTO told_refund (provider, payment, total, at) VALUES (?, ?, ?, ?)";
        self.store().run(sql, cells![provider, payment, total.to_string(), at]).map(drop)
    }

    fn told(&self, provider: &str, payment: &str) -> Result<Option<Told>, StoreError> {
        let sql = "SELECT total, at FROM told_refund WHERE provider = ? AND payment = ?";
        let row = self.store().first(sql, cells![provider, payment])?;
        row.map(|mut row| Ok(Told { total: decimal(&row.text()?)?, at: Moment(row.integer()?) })).transpose()
    }

    /// What went back of a payment and did not fail, and as of when; none where its service told no total.
    fn standing_total(&self, provider: &str, payment: &str) -> Result<Option<Told>, StoreError> {
        let Some(told) = self.told(provider, payment)? else { return Ok(None) };
        // Those that the total counts: begun before it was told, and failed afterwards. One of the same second was told first.
        let failed = "SELECT amount FROM failed_refund WHERE provider = ?1 AND payment = ?2 AND begun <= ?3 \
                      AND (at IS NULL OR at >= ?3)";
        let mut rows = self.store().rows(failed, cells![provider, payment, told.at])?;
        let failed = rows.iter_mut().map(|row| decimal(&row.text()?)).collect::<Result<Vec<_>, _>>()?;
        let total = told.total.checked_sub(sum(failed)).unwrap_or_default().max(Decimal::ZERO);
        Ok(Some(Told { total, ..told }))
    }

    /// What went back of a payment and did not fail, by what its service told.
    pub fn went_back(&self, provider: &str, payment: &str) -> Result<Decimal, StoreError> {
        Ok(self.standing_total(provider, payment)?.map(|told| told.total).unwrap_or_default())
    }

    fn booked_refunds(&self, account: &Account, provider: &str, payment: &str) -> Result<Booked, StoreError> {
        let sql = "SELECT entry FROM refund WHERE provider = ? AND payment = ?";
        let mut rows = self.store().rows(sql, cells![provider, payment])?;
        let begun_here = rows.iter_mut().map(|row| row.text()).collect::<Result<Vec<_>, _>>()?;
        let mut booked = Booked { own: Decimal::ZERO, others: Vec::new() };
        for entry in account.entries().iter().filter(|entry| is_refund_of(entry, payment)) {
            let amount = standing(account, entry);
            if begun_here.contains(&entry.id) {
                booked.own = sum([booked.own, amount]);
            } else {
                booked.others.push((entry.id.clone(), amount));
            }
        }
        Ok(booked)
    }

    /// Books what went back of a booked payment and is not in the books yet.
    pub fn book_refunded(&self, provider: &str, payment: &str, named: &Named) -> Result<(), Problem> {
        let Some(told) = self.standing_total(provider, payment)? else { return Ok(()) };
        let account = account_of(self.store(), &named.id, &named.document)?;
        // A service states all that went back so far, whichever event says it: the difference is new.
        let new = told.total.checked_sub(given_back(&account, payment)).unwrap_or_default();
        if new <= Decimal::ZERO {
            return Ok(());
        }
        let kind = EntryKind::Refund(Refund {
            amount: new,
            method: paid_with(&account, payment).unwrap_or(METHOD).to_owned(),
            reference: None,
            provider: Some(provider.to_owned()),
            provider_id: Some(payment.to_owned()),
        });
        // A total without a moment is of today.
        let at = Some(told.at).filter(|at| *at > Moment(0)).map_or(self.now, |at| at.min(self.now));
        let entry = self.entry(self.legal_day(at, &account)?, kind);
        self.append(&named.id, account, entry).map(drop)
    }

    /// Corrects the booking of money that should have been given back and was not, once for each refund; inside a transaction.
    pub fn correct_refund(
        &self,
        provider: &str,
        failed: &FailedRefund,
        named: Option<&Named>,
    ) -> Result<&'static str, Problem> {
        let FailedRefund { id, payment, amount, .. } = failed;
        let known = "SELECT 1 FROM failed_refund WHERE provider = ? AND id = ?";
        let is_known = self.store().has(known, cells![provider, id])?;
        // Several events may tell of it: it failed when the first of them says so.
        let sql = "INSERT INTO failed_refund (provider, id, payment, amount, begun, at) VALUES (?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (provider, id) DO UPDATE SET at = MIN(at, excluded.at)";
        let begun = failed.begun.unwrap_or(Moment(0));
        self.store().run(sql, cells![provider, id, payment, amount.to_string(), begun, failed.at])?;
        let booked = self.booked_on(provider, payment)?;
        let Some(named) = named.filter(|named| booked.as_ref() == Some(&named.id)) else {
            self.reopen(provider, payment)?;
            return Ok("ignored");
        };
        if is_known {
            self.book_refunded(provider, payment, named)?;
            return Ok("booked");
        }
        let is_undone = match &failed.order {
            Some(order) => self.undo_own(order, named)?,
            None => false,
        };
        let is_corrected = !is_undone && self.correct_others(provider, failed, named)?;
        // What the newest total says of others was covered by it until now.
        self.book_refunded(provider, payment, named)?;
        if !is_undone && !is_corrected {
            return Ok("ignored");
        }
        self.record("refund.failed", &named.id)?;
        Ok("booked")
    }

    /// Corrects a refund that was begun here, whatever it waits for; false if it is settled as failed.
    fn undo_own(&self, order: &str, named: &Named) -> Result<bool, Problem> {
        let sql = "SELECT entry FROM refund WHERE id = ? AND invoice = ? AND state <> 'failed'";
        let Some(mut row) = self.store().first(sql, cells![order, &named.id])? else { return Ok(false) };
        let entry = row.text()?;
        let sql = "UPDATE refund SET state = 'failed', due = NULL, note = ? WHERE id = ?";
        self.store().run(sql, cells!["The payment service could not carry it out.", order])?;
        let account = account_of(self.store(), &named.id, &named.document)?;
        self.undo(&named.id, account, &entry, "The refund failed.")?;
        Ok(true)
    }

    /// Corrects what was begun at the service and failed, as far as it is in the books: whole entries, or part of one in which it was
    /// booked together with others.
    fn correct_others(&self, provider: &str, failed: &FailedRefund, named: &Named) -> Result<bool, Problem> {
        let told = self.told(provider, &failed.payment)?;
        match (&told, failed.begun) {
            // No total counts it yet, and so the books do not either.
            (Some(told), Some(begun)) if begun > told.at => return Ok(false),
            // An older version corrected it.
            (None, _) if failed.order.is_some() => return Ok(false),
            _ => {}
        }
        let mut account = account_of(self.store(), &named.id, &named.document)?;
        let Booked { own, mut others } = self.booked_refunds(&account, provider, &failed.payment)?;
        let booked = sum(others.iter().map(|(_, amount)| *amount));
        let least = self.went_back(provider, &failed.payment)?.checked_sub(own).unwrap_or_default();
        let left = booked.checked_sub(failed.amount).unwrap_or_default().max(least).max(Decimal::ZERO);
        let mut gone = booked.checked_sub(left).unwrap_or_default();
        let is_any = gone > Decimal::ZERO;
        // The last one that is just that, else whatever came last.
        if let Some(place) = others.iter().rposition(|(_, amount)| *amount == gone) {
            let alone = others.remove(place);
            others.push(alone);
        }
        while gone > Decimal::ZERO
            && let Some((entry, amount)) = others.pop()
        {
            let rest = amount.checked_sub(gone).filter(|rest| *rest > Decimal::ZERO);
            gone = gone.checked_sub(amount).unwrap_or_default();
            if !amount.is_zero() {
                account = self.correct(&named.id, account, (&entry, rest), "The refund failed.")?;
            }
        }
        Ok(is_any)
    }

    /// Appends that an earlier entry should not have been booked, unless somebody did so before.
    pub fn undo(&self, id: &str, account: Account, entry: &str, reason: &str) -> Result<(), Problem> {
        let stands = account.entries().iter().any(|known| known.id == entry && !standing(&account, known).is_zero());
        if stands { self.correct(id, account, (entry, None), reason).map(drop) } else { Ok(()) }
    }

    /// Appends what of an earlier entry stands, if anything does.
    fn correct(
        &self,
        id: &str,
        account: Account,
        (of, amount): (&str, Option<Decimal>),
        reason: &str,
    ) -> Result<Account, Problem> {
        // From the day of the entry on, as if it had never been.
        let on = account.entries().iter().find(|known| known.id == of).map_or(self.today, |known| known.on);
        let correction = EntryCorrection { of: of.to_owned(), amount, reason: Some(reason.to_owned()) };
        let correction = self.entry(on.max(account.invoice().issue_date()), EntryKind::Correction(correction));
        self.append(id, account, correction)
    }
}

fn is_refund_of(entry: &Entry, payment: &str) -> bool {
    matches!(&entry.kind, EntryKind::Refund(refund) if refund.provider_id.as_deref() == Some(payment))
}

/// All that the books say was given back of a payment, as it was corrected.
pub(super) fn given_back(account: &Account, payment: &str) -> Decimal {
    standing_sum(account, |entry| is_refund_of(entry, payment))
}

/// What some entries come to, as they were corrected.
pub(super) fn standing_sum(account: &Account, is_meant: impl Fn(&Entry) -> bool) -> Decimal {
    sum(account.entries().iter().filter(|entry| is_meant(entry)).map(|entry| standing(account, entry)))
}

/// What an entry comes to, as it was corrected last.
fn standing(account: &Account, entry: &Entry) -> Decimal {
    let last = account.entries().iter().rev().find_map(|later| match &later.kind {
        EntryKind::Correction(correction) if correction.of == entry.id => Some(correction.amount),
        _ => None,
    });
    last.unwrap_or_else(|| entry.kind.amount()).unwrap_or_default()
}
