//! Applying one payment to the invoices of a customer: as the payer said, by reference, else what is due first; and the
//! credit balance of what came in too much. It books nothing: it says which entries to append, and no cent goes missing.
//!
//! - The payer decides what a payment is for (art. 6:43 lid 1 BW, § 366 Abs. 1 BGB): by naming invoices, or by a reference.
//! - Money for which nobody named an invoice goes to the oldest due date first (art. 6:43 lid 2 BW, § 366 Abs. 2 BGB).
//!   Which debt burdens the debtor most is not known here, so a payer who wants another order has to say it.
//! - An invoice first gets what closes it on that day: an early-payment discount or a settlement offer in time counts. Money
//!   that is left fills up to the full amounts, and then stays on the last invoice as the customer's credit balance.
//! - Costs and interest are no part of an invoice; a payment on a claim is allocated first.

use rust_decimal::Decimal;

use super::account::Account;
use super::application::{
    AppliedBy, AppliedInvoice, ApplyOptions, CreditBalance, OverpaidInvoice, PaymentApplication, Unmatched,
};
use super::entry::{Entry, EntryKind, Payment, Refund, WriteOff, WriteOffGround};
use super::fold::{Fold, Position};
use super::history::Counted;
use super::status::{fold_until, out_of_range};
use crate::calendar::Day;
use crate::finding::{Code, Error};
use crate::invoice::{DocumentType, Issued};
use crate::money::round::{to_decimals, units};
use crate::money::{Currency, Exact};
use crate::wire::{Array, Reader};

/// The method of a payment that is made from the customer's credit balance.
pub const FROM_BALANCE: &str = "creditBalance";

/// What entries are made from may have so long an id: theirs is longer.
const ID_MAX: usize = 100;

/// A target that the payer meant, with the amount that was said.
type Meant = (usize, Option<Decimal>);

/// What is due when: due date and invoice date, target, amount.
type Due = ((Day, Day), usize, Decimal);

/// An account that money can go to, with all its entries folded.
struct Target<'a> {
    account: &'a Account,
    fold: Fold<'a>,
    before: Position,
    /// What is applied to it.
    applied: Decimal,
}

/// Applies a payment to the accounts of a customer.
pub fn apply_payment(entry: &Entry, accounts: &[Account], options: &ApplyOptions) -> Result<PaymentApplication, Error> {
    let mut cx = Reader::new();
    let EntryKind::Payment(payment) = &entry.kind else {
        cx.field("kind", |cx| cx.report_fix(Code::EnumUnknown, "Only a payment is applied.", "State kind `payment`."));
        return Err(refusal(cx));
    };
    let found = Applying::new(entry, payment, accounts, options, &mut cx);
    Error::check(cx.into_findings())?;
    found.and_then(Applying::run).ok_or_else(out_of_range)
}

fn refusal(cx: Reader) -> Error {
    Error::check(cx.into_findings()).err().unwrap_or_else(out_of_range)
}

struct Applying<'a> {
    entry: &'a Entry,
    payment: &'a Payment,
    options: &'a ApplyOptions,
    targets: Vec<Target<'a>>,
    /// The target of each invoice that the payer named.
    named: Vec<usize>,
    left: Decimal,
    decimals: u32,
    booked: bool,
}

impl<'a> Applying<'a> {
    /// None where a sum leaves the range, or where something was reported.
    fn new(
        entry: &'a Entry,
        payment: &'a Payment,
        accounts: &'a [Account],
        options: &'a ApplyOptions,
        cx: &mut Reader,
    ) -> Option<Applying<'a>> {
        let currency = currency(accounts, options, cx)?;
        let decimals = currency.decimals();
        positive(payment.amount, decimals, "amount", cx);
        for (field, text) in [("id", &entry.id), ("method", &payment.method)] {
            if text.trim().is_empty() {
                cx.field(field, |cx| cx.report(Code::TextEmpty, "The text must say something."));
            }
        }
        if entry.id.chars().count() > ID_MAX {
            cx.field("id", |cx| cx.report(Code::TextTooLong, "The id of a payment has at most 100 characters here."));
        }
        for amount in options.tolerance.iter().filter(|amount| !amount.is_zero()) {
            positive(*amount, decimals, "tolerance", cx);
        }
        let numbers: Vec<&str> = accounts.iter().map(|account| account.invoice().number()).collect();
        let booked =
            accounts.iter().flat_map(Account::entries).any(|earlier| is_same(earlier, entry, payment, &numbers));
        let mut targets = Vec::with_capacity(accounts.len());
        for account in accounts.iter().filter(|account| takes(account.invoice(), currency)) {
            let fold = fold_until(account, last_day(account, entry.on))?;
            let before = fold.position()?;
            targets.push(Target { account, fold, before, applied: Decimal::new(0, decimals) });
        }
        let left = to_decimals(payment.amount, decimals)?;
        let named = Vec::with_capacity(options.to.len());
        let mut applying = Applying { entry, payment, options, targets, named, left, decimals, booked };
        cx.field("to", |cx| applying.find_named(cx));
        Some(applying)
    }

    /// Finds the invoices that the payer named.
    fn find_named(&mut self, cx: &mut Reader) {
        let mut sum = Some(Decimal::ZERO);
        for (index, named) in self.options.to.iter().enumerate() {
            cx.index(index, |cx| {
                let place = self.targets.iter().position(|target| target.account.invoice().number() == named.number);
                match place.and_then(|place| Some((place, self.targets.get(place)?))) {
                    None => cx.field("number", |cx| {
                        cx.report_fix(
                            Code::PaymentInvoice,
                            "No invoice of this number and currency is among the accounts.",
                            "Give the account of each invoice that the payer names.",
                        );
                    }),
                    Some((_, target)) if target.account.invoice().issue_date() > self.entry.on => {
                        cx.field("number", |cx| {
                            cx.report_fix(
                                Code::EntryOrder,
                                "The payment is dated before the invoice.",
                                "State money that came in earlier as `prepaid` on the invoice (BT-113).",
                            );
                        });
                    }
                    Some((place, _)) => self.named.push(place),
                }
                if let Some(amount) = named.amount {
                    positive(amount, self.decimals, "amount", cx);
                    sum = sum.and_then(|sum| sum.plus(amount));
                }
            });
        }
        if sum.is_none_or(|sum| sum > self.payment.amount) {
            cx.report_fix(
                Code::PaymentAmount,
                "The payer names more than was paid.",
                "State the amount that came in, and divide no more than that.",
            );
        }
    }

    fn run(mut self) -> Option<PaymentApplication> {
        if self.booked {
            return Some(PaymentApplication {
                by: AppliedBy::AlreadyBooked,
                applied: Array(Vec::new()),
                taken: Vec::new(),
                unapplied: Decimal::new(0, self.decimals),
            });
        }
        if self.payment.method == FROM_BALANCE {
            let balance = sum(self.issued().map(|target| target.before.overpaid))?;
            self.left = self.left.min(balance);
        }
        let amount = self.left;
        let by = self.spread()?;
        let mut applied = Vec::new();
        for target in self.targets.iter().filter(|target| target.applied > Decimal::ZERO) {
            applied.push(target.booking(self.entry, self.payment, self.options.tolerance.unwrap_or_default())?);
        }
        let taken = if self.payment.method == FROM_BALANCE { self.take(amount.minus(self.left)?)? } else { Vec::new() };
        let unapplied = to_decimals(self.payment.amount.minus(amount)?.plus(self.left)?, self.decimals)?;
        Some(PaymentApplication { by, applied: Array(applied), taken, unapplied })
    }

    /// Spreads the money over the targets.
    fn spread(&mut self) -> Option<AppliedBy> {
        let unmatched = self.options.unmatched;
        let old = self.by_due_date()?;
        let (mut by, meant) = self.meant()?;
        for (place, amount) in &meant {
            match amount {
                Some(amount) => self.give(*place, *amount)?,
                None => self.close(*place)?,
            }
        }
        for (place, _) in meant.iter().filter(|(_, amount)| amount.is_none()) {
            self.fill(*place, Decimal::ZERO)?;
        }
        let mut last = meant.last().map(|(place, _)| *place);
        if unmatched == Some(Unmatched::OldestFirst) || (unmatched.is_none() && meant.is_empty()) {
            let free = |place: usize| meant.iter().all(|(named, _)| *named != place);
            for (_, place, part) in old.iter().filter(|(_, place, _)| free(*place)) {
                if self.left > Decimal::ZERO && meant.is_empty() {
                    (by, last) = (AppliedBy::OldestFirst, Some(*place));
                }
                self.give(*place, *part)?;
            }
            for (_, place, _) in old.iter().filter(|(_, place, _)| free(*place)) {
                self.fill(*place, self.targets.get(*place)?.before.disputed)?;
            }
        }
        if let Some(last) = last.filter(|_| unmatched != Some(Unmatched::Keep) && self.payment.method != FROM_BALANCE) {
            self.give(last, self.left)?;
        }
        Some(by)
    }

    /// The invoices that the payer meant, with the amounts that were said.
    fn meant(&self) -> Option<(AppliedBy, Vec<Meant>)> {
        if !self.named.is_empty() {
            let amounts = self.options.to.iter().map(|named| named.amount);
            return Some((AppliedBy::Payer, self.named.iter().copied().zip(amounts).collect()));
        }
        let mut meant: Vec<Meant> = Vec::new();
        if let Some(reference) = self.payment.reference.as_deref() {
            for (place, target) in self.targets.iter().enumerate() {
                let invoice = target.account.invoice();
                if invoice.issue_date() <= self.entry.on && names(reference, invoice) {
                    let due = |place: usize| {
                        let invoice = self.targets.get(place).map(|target| target.account.invoice());
                        invoice.map(|invoice| (invoice.due_date().unwrap_or(Day::MAX), invoice.issue_date()))
                    };
                    let at = meant.partition_point(|(earlier, _)| due(*earlier) <= due(place));
                    meant.insert(at, (place, None));
                }
            }
        }
        Some((if meant.is_empty() { AppliedBy::Nothing } else { AppliedBy::Reference }, meant))
    }

    /// What closes each open invoice, part by part, what is due first at the front; what is contested is left out.
    fn by_due_date(&self) -> Option<Vec<Due>> {
        let mut old: Vec<Due> = Vec::new();
        for (place, target) in self.targets.iter().enumerate() {
            let issued = target.account.invoice().issue_date();
            let open = target.before.owed.minus(target.before.disputed)?;
            if issued > self.entry.on || target.before.owed.is_zero() {
                continue;
            }
            let closing = target.fold.closing(self.entry.on)?;
            let mut parts = target.fold.schedule.spread(open)?;
            if closing < open {
                parts.truncate(1);
                parts.iter_mut().for_each(|part| part.amount = closing);
            }
            for part in parts {
                let key = (part.due.unwrap_or(Day::MAX), issued);
                let at = old.partition_point(|(earlier, ..)| *earlier <= key);
                old.insert(at, (key, place, part.amount));
            }
        }
        Some(old)
    }

    /// Gives so much to a target, as far as the money reaches.
    fn give(&mut self, place: usize, amount: Decimal) -> Option<()> {
        let amount = to_decimals(amount.min(self.left), self.decimals)?;
        let target = self.targets.get_mut(place)?;
        target.applied = target.applied.plus(amount)?;
        self.left = self.left.minus(amount)?;
        Some(())
    }

    /// Gives a target what closes it on the day of the payment.
    fn close(&mut self, place: usize) -> Option<()> {
        let target = self.targets.get(place)?;
        let open = target.fold.closing(self.entry.on)?.minus(target.applied)?;
        self.give(place, open.max(Decimal::ZERO))
    }

    /// Gives a target what is missing to its full amount, but for what is left out.
    fn fill(&mut self, place: usize, without: Decimal) -> Option<()> {
        let target = self.targets.get(place)?;
        let open = target.before.owed.minus(without)?.minus(target.applied)?;
        self.give(place, open.max(Decimal::ZERO))
    }

    /// The targets that were invoiced by the day of the payment.
    fn issued(&self) -> impl Iterator<Item = &Target<'a>> {
        self.targets.iter().filter(|target| target.account.invoice().issue_date() <= self.entry.on)
    }

    /// Takes an amount out of the credit balance, the first overpaid account first.
    fn take(&self, amount: Decimal) -> Option<Vec<AppliedInvoice>> {
        let mut left = amount;
        let mut taken = Vec::new();
        for target in self.issued() {
            let part = target.before.overpaid.min(left);
            if part <= Decimal::ZERO {
                continue;
            }
            left = left.minus(part)?;
            let Payment { method, reference, provider, provider_id, .. } = self.payment.clone();
            let refund = Refund { amount: part, method, reference, provider, provider_id };
            let number = target.account.invoice().number().to_owned();
            let entry = self.entry.beside(&number, "refund", EntryKind::Refund(refund));
            taken.push(AppliedInvoice { number, amount: part, entries: Array(vec![entry]) });
        }
        Some(taken)
    }
}

impl Target<'_> {
    /// The entries of the target: the payment, and the write-off of what is given up with it.
    fn booking(&self, entry: &Entry, payment: &Payment, tolerance: Decimal) -> Option<AppliedInvoice> {
        let number = self.account.invoice().number().to_owned();
        let kind = EntryKind::Payment(Payment { amount: self.applied, ..payment.clone() });
        let paid = entry.beside(&number, "", kind);
        let given_up = write_off_with(self.account, &self.before, (&paid, self.applied), tolerance)?;
        let given_up = given_up.map(|write_off| entry.beside(&number, "writeOff", write_off));
        let entries = [Some(paid), given_up].into_iter().flatten().collect();
        Some(AppliedInvoice { number, amount: self.applied, entries: Array(entries) })
    }
}

/// What is given up with a payment: what a settlement that it keeps leaves, or a rest of at most so much, to all that is owed or to
/// what a discount or a settlement asks for that day.
fn write_off_with(
    account: &Account,
    before: &Position,
    (paid, amount): (&Entry, Decimal),
    tolerance: Decimal,
) -> Option<Option<EntryKind>> {
    let discount_on = paid.kind.discount_on();
    let mut fold = fold_until(account, last_day(account, paid.on))?;
    let place = account.entries().len();
    fold.take_day(&[Counted { place, link: None, entry: paid, amount, day: paid.on }])?;
    let after = fold.position()?;
    let settled = after.settled.minus(before.settled)?;
    let (amount, ground, reason) = if settled > Decimal::ZERO {
        (settled, WriteOffGround::Settlement, "Settlement kept")
    } else {
        let closing = fold.closing_as_of(paid.on, discount_on.unwrap_or(paid.on))?;
        (closing, WriteOffGround::Difference, "Payment difference")
    };
    let is_given_up = amount > Decimal::ZERO && (settled > Decimal::ZERO || amount <= tolerance);
    Some(is_given_up.then(|| {
        EntryKind::WriteOff(WriteOff { amount, reason: reason.to_owned(), ground: Some(ground), discount_on })
    }))
}

/// The write-off that goes with a payment which an account does not have yet: of what a settlement that it keeps leaves, or of a rest
/// of at most `tolerance`.
pub fn given_up_with(account: &Account, payment: &Entry, tolerance: Decimal) -> Result<Option<Entry>, Error> {
    let Some(amount) = payment.kind.amount().filter(|_| matches!(payment.kind, EntryKind::Payment(_))) else {
        return Ok(None);
    };
    let found = || {
        let before = fold_until(account, last_day(account, payment.on))?.position()?;
        write_off_with(account, &before, (payment, amount), tolerance)
    };
    let write_off = found().ok_or_else(out_of_range)?;
    Ok(write_off.map(|kind| payment.beside("", "writeOff", kind)))
}

/// The last day of an early-payment discount that a payment on a day is for, where the seller takes it up to `grace_days` late and with as
/// little missing as `tolerance`; none where it is for no discount that has just passed.
pub fn missed_discount(
    account: &Account,
    (on, amount): (Day, Decimal),
    grace_days: u32,
    tolerance: Decimal,
) -> Result<Option<Day>, Error> {
    let fold = fold_until(account, on).ok_or_else(out_of_range)?;
    fold.discount.missed(on, amount, grace_days, tolerance).ok_or_else(out_of_range)
}

/// Whether an early-payment discount was taken, as the entries up to a day have it.
pub fn takes_discount(account: &Account, on: Day) -> Result<bool, Error> {
    fold_until(account, on).and_then(|fold| fold.discount.is_taken()).ok_or_else(out_of_range)
}

/// The payment on a day that closes an invoice: all that is owed, or less where a discount or a settlement is to be had.
pub fn closing_payment(account: &Account, on: Day) -> Result<Decimal, Error> {
    fold_until(account, on).and_then(|fold| fold.closing(on)).ok_or_else(out_of_range)
}

/// The last day of which something is known.
fn last_day(account: &Account, on: Day) -> Day {
    account.entries().iter().map(|entry| entry.on).fold(on, Day::max)
}

/// What a customer has to the good on a day, by currency in the order of the accounts. What a credit note gives back
/// stands on the account of its invoice; the credit note's own account is not counted a second time.
pub fn credit_balance(accounts: &[Account], on: Day) -> Result<Vec<CreditBalance>, Error> {
    let mut balances: Vec<CreditBalance> = Vec::new();
    for account in accounts.iter().filter(|account| account.invoice().issue_date() <= on) {
        let invoice = account.invoice();
        let currency = invoice.head().currency;
        let overpaid = super::balance::position(account, on)?.overpaid;
        if !takes(invoice, currency) || overpaid.is_zero() {
            continue;
        }
        let place = balances.iter().position(|balance| balance.currency == currency).unwrap_or(balances.len());
        if place == balances.len() {
            let amount = Decimal::new(0, currency.decimals());
            balances.push(CreditBalance { currency, amount, invoices: Array(Vec::new()) });
        }
        if let Some(balance) = balances.get_mut(place) {
            balance.amount = balance.amount.plus(overpaid).ok_or_else(out_of_range)?;
            balance.invoices.0.push(OverpaidInvoice { number: invoice.number().to_owned(), amount: overpaid });
        }
    }
    Ok(balances)
}

/// Whether a document is an invoice of this currency, not a credit note.
fn takes(invoice: &Issued, currency: Currency) -> bool {
    invoice.head().currency == currency && invoice.head().document_type() != DocumentType::CreditNote
}

/// The currency of the payment: as stated, or the one that all invoices have.
fn currency(accounts: &[Account], options: &ApplyOptions, cx: &mut Reader) -> Option<Currency> {
    let mut all = accounts.iter().map(|account| account.invoice().head().currency);
    let first = all.next();
    let found = options.currency.or_else(|| first.filter(|first| all.all(|other| other == *first)));
    if found.is_none() {
        cx.field("currency", |cx| {
            cx.report_fix(
                Code::PaymentCurrency,
                "The invoices do not tell the currency of the payment.",
                "State the currency of the payment.",
            );
        });
    }
    found
}

fn positive(amount: Decimal, decimals: u32, field: &'static str, cx: &mut Reader) {
    cx.field(field, |cx| {
        if amount <= Decimal::ZERO {
            cx.report(Code::AmountNegative, "The amount must be above zero.");
        }
        if units(amount, decimals).is_none() {
            cx.report(Code::AmountScale, "The amount has more decimals than its currency has.");
        }
    });
}

fn sum(mut amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.try_fold(Decimal::ZERO, Exact::plus)
}

/// Whether an entry books this payment: an entry made from it, or one of the same event of its payment service. The id of another payment
/// may begin with this one's.
fn is_same(earlier: &Entry, entry: &Entry, payment: &Payment, numbers: &[&str]) -> bool {
    let is_of = |rest: &str| numbers.iter().any(|number| rest.strip_prefix(number).is_some_and(is_part));
    let made = |rest: &str| is_part(rest) || rest.strip_prefix('/').is_some_and(is_of);
    let made = earlier.id.strip_prefix(&entry.id).is_some_and(made);
    let event = |earlier: &Payment| {
        payment.provider_id.is_some()
            && earlier.provider_id == payment.provider_id
            && earlier.provider == payment.provider
    };
    made || matches!(&earlier.kind, EntryKind::Payment(earlier) if event(earlier))
}

/// Whether this ends the id of an entry that was made from a payment.
fn is_part(rest: &str) -> bool {
    ["", "/refund", "/writeOff"].contains(&rest)
}

/// Whether a payment's reference speaks of an invoice: it is its payment reference or number, or has it as a word of its own.
fn names(reference: &str, invoice: &Issued) -> bool {
    let whole = plain(reference);
    let structured = invoice.head().payment_reference.as_ref().map(|own| plain(own.text())).unwrap_or_default();
    // Twelve digits with check digits do not stand in a text by chance, whatever blanks a bank puts in.
    if !structured.is_empty() && (whole == structured || (structured.len() >= 12 && whole.contains(&structured))) {
        return true;
    }
    let number = plain(invoice.number());
    let is_number = |word: &str| plain(word) == number;
    !number.is_empty() && (whole == number || reference.split([' ', ',', ';', '+', '&', '\n', '\t']).any(is_number))
}

/// Letters and digits only, in capitals.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
