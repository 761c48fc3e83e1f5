//! The journal of an account: what its invoice and its entries come to in double entry, each booking balanced to the cent.
//!
//! An invoice or credit note is one booking, and so is each movement of money. What follows from them and has no document of
//! its own - a discount that was earned, a settlement that was kept, a rest that was given up, interest and costs that came
//! in - is a booking of the day on which it came about, taken from the account's position. So receivables are what is owed
//! less what was paid too much, on every day, and VAT is that of [`super::vat_summary`]: a discount that corrects it is booked
//! without VAT, with its VAT beside it. Refuses to convert currencies and to know any chart of accounts beyond the parts that an
//! invoice has.

use rust_decimal::Decimal;

use super::book::out_of_range;
use super::correction::each_correction;
use super::movement::{Movement, of_account};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::{Category, DocumentType, Issued, VatBreakdown};
use crate::ledger::{Account, Counted, Entry, EntryKind, FROM_BALANCE, Position, Reading, counted, position};
use crate::money::Exact;
use crate::money::round::to_decimals;
use crate::wire_enum;

wire_enum! {
    /// A part of the general ledger that invoices move.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum LedgerAccount {
        /// What customers owe, less what they have to the good.
        "receivables" Receivables,
        /// Money in banks.
        "bank" Bank,
        /// Money in the till.
        "cash" Cash,
        /// Money at payment services, until they pay it out.
        "paymentServices" PaymentServices,
        /// Credit balances on their way from one invoice to another; nothing stays here.
        "creditBalances" CreditBalances,
        /// What invoices deduct as paid before (BT-113).
        "prepayments" Prepayments,
        /// VAT to be paid.
        "vat" Vat,
        /// Revenue.
        "revenue" Revenue,
        /// Late-payment interest that came in; it is no consideration for a supply and bears no VAT.
        "lateInterest" LateInterest,
        /// Collection costs and lump sums that came in: compensation, without VAT of the seller's own.
        "collectionCosts" CollectionCosts,
        /// Early-payment discounts that were earned.
        "discounts" Discounts,
        /// Given up by settlements that were kept, and payment differences.
        "settlements" Settlements,
        /// Given up as uncollectible.
        "badDebts" BadDebts,
        /// Rounding of what is to be paid (BT-114).
        "rounding" Rounding,
    }
}

wire_enum! {
    /// What a booking is of.
    #[derive(Copy, Eq)]
    pub enum BookingKind {
        /// An invoice.
        "invoice" Invoice,
        /// A credit note.
        "creditNote" CreditNote,
        /// Money that came in, went back or was taken back.
        "money" Money,
        /// What follows from the entries of a day.
        "adjustment" Adjustment,
    }
}

/// The VAT group that a line of a booking belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookedVat {
    /// Category (BT-118).
    pub category: Category,
    /// Rate (BT-119).
    pub rate: Option<Decimal>,
    /// VAT of the group in this booking, with the sign of a debit.
    pub amount: Decimal,
}

/// A line of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingLine {
    /// What it moves.
    pub account: LedgerAccount,
    /// Amount: above zero a debit, below a credit.
    pub amount: Decimal,
    /// VAT group, on lines of revenue and VAT, and of discounts that correct it.
    pub vat: Option<BookedVat>,
}

/// A booking; its lines add up to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What it is of.
    pub kind: BookingKind,
    /// Its name, the same each time: that of the document or entry, with the day where it follows from others.
    pub id: String,
    /// The document that it is of or about (BT-1).
    pub document: String,
    /// The day on which it is booked.
    pub on: Day,
    /// The day on which its VAT counts (BT-7).
    pub vat_on: Day,
    /// Its lines.
    pub lines: Vec<BookingLine>,
}

/// The bookings of an account until the end of a day, in the order of days. `is_noted` says of a credit note that an invoice has it
/// among its entries: then that is its booking.
pub fn bookings(account: &Account, until: Day, is_noted: bool) -> Result<Vec<Booking>, Error> {
    let mut journal = Journal { account, turned: is_credit_note(account.invoice()), is_noted, bookings: Vec::new() };
    let mut days: Vec<Day> = account.entries().iter().map(|entry| entry.on).collect();
    days.push(account.invoice().issue_date());
    days.retain(|day| *day <= until);
    days.sort_unstable();
    days.dedup();
    let credits = of_account(account).ok_or_else(out_of_range)?;
    let mut corrections = Vec::new();
    each_correction(account, &mut |day, movement| {
        corrections.push((day, movement));
        Some(())
    })
    .ok_or_else(out_of_range)?;
    let mut before = Stand::default();
    for day in days {
        let stand = Stand { position: Some(position(account, day)?), money: money(account, day) };
        let corrected: Vec<_> = corrections.iter().filter(|(on, _)| *on == day).map(|(_, movement)| movement).collect();
        journal.day(day, (&before, &stand), &credits, &corrected).ok_or_else(out_of_range)?;
        before = stand;
    }
    Ok(journal.bookings)
}

fn is_credit_note(invoice: &Issued) -> bool {
    invoice.head().document_type() == DocumentType::CreditNote
}

/// Where an account stands at the end of a day.
#[derive(Default)]
struct Stand<'a> {
    position: Option<Position>,
    money: Vec<(usize, &'a Entry, Decimal)>,
}

/// The movements of money that count on a day, each with its place and its amount, above zero if it came in.
fn money(account: &Account, on: Day) -> Vec<(usize, &Entry, Decimal)> {
    let of = |counted: Counted<'_>| match counted.entry.kind {
        EntryKind::Payment(_) => Some(counted.amount),
        EntryKind::Refund(_) | EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => Some(-counted.amount),
        _ => None,
    };
    let all = counted(account, on, Reading::Books).into_iter();
    all.filter_map(|counted| Some((counted.place, entry_of(account, counted.place)?, of(counted)?))).collect()
}

fn entry_of(account: &Account, place: usize) -> Option<&Entry> {
    account.entries().get(place)
}

/// Where the money of an entry is.
fn money_account(kind: &EntryKind) -> LedgerAccount {
    let (method, provider) = match kind {
        EntryKind::Payment(payment) => (&payment.method, &payment.provider),
        EntryKind::Refund(refund) => (&refund.method, &refund.provider),
        EntryKind::Chargeback(chargeback) => (&chargeback.method, &chargeback.provider),
        EntryKind::ReturnedDebit(debit) => (&debit.method, &debit.provider),
        _ => return LedgerAccount::Bank,
    };
    match (method.as_str(), provider) {
        (FROM_BALANCE, _) => LedgerAccount::CreditBalances,
        ("cash", _) => LedgerAccount::Cash,
        (_, Some(provider)) if provider != "bank" => LedgerAccount::PaymentServices,
        _ => LedgerAccount::Bank,
    }
}

/// The journal of an account in the making.
struct Journal<'a> {
    account: &'a Account,
    turned: bool,
    is_noted: bool,
    bookings: Vec<Booking>,
}

impl<'a> Journal<'a> {
    fn day(
        &mut self,
        day: Day,
        (before, now): (&Stand<'_>, &Stand<'a>),
        credits: &[(usize, Vec<Movement<'_>>)],
        corrected: &[&Movement<'_>],
    ) -> Option<()> {
        if day == self.account.invoice().issue_date() && !(self.turned && self.is_noted) {
            self.document()?;
        }
        let mut credited = Decimal::ZERO;
        for (place, movements) in credits {
            let Some(entry) = entry_of(self.account, *place).filter(|entry| entry.on == day) else { continue };
            let EntryKind::Credit(credit) = &entry.kind else { continue };
            credited = credited.plus(credit.amount)?;
            self.credit(&credit.number, day, credit.amount, movements)?;
        }
        self.moved(day, before, now)?;
        if self.is_noted && self.turned { Some(()) } else { self.adjust(day, credited, (before, now), corrected) }
    }

    fn push(
        &mut self,
        kind: BookingKind,
        (id, document): (&str, &str),
        (on, vat_on): (Day, Day),
        mut lines: Vec<BookingLine>,
    ) -> Option<()> {
        let decimals = self.account.invoice().head().currency.decimals();
        for line in &mut lines {
            line.amount = to_decimals(line.amount, decimals)?;
        }
        let (id, document) = (id.to_owned(), document.to_owned());
        self.bookings.push(Booking { kind, id, document, on, vat_on, lines });
        Some(())
    }

    /// The invoice, or a credit note that no invoice has among its entries.
    fn document(&mut self) -> Option<()> {
        let invoice = self.account.invoice();
        let (head, totals, on) = (invoice.head(), invoice.totals(), invoice.issue_date());
        let sign = |amount: Decimal| if self.turned { -amount } else { amount };
        let mut lines = vec![plain(LedgerAccount::Receivables, sign(totals.payable))];
        for group in invoice.vat_breakdown() {
            group_lines(&mut lines, LedgerAccount::Revenue, group, -sign(group.base), -sign(group.amount));
        }
        lines.extend(some(LedgerAccount::Prepayments, sign(totals.prepaid)));
        lines.extend(some(LedgerAccount::Rounding, -sign(totals.rounding)));
        let (kind, vat_on) = if self.turned {
            (BookingKind::CreditNote, head.tax_point_date.unwrap_or(on))
        } else {
            (BookingKind::Invoice, head.tax_point().unwrap_or(on))
        };
        self.push(kind, (invoice.number(), invoice.number()), (on, vat_on), lines)
    }

    /// A credit note that the invoice has among its entries.
    fn credit(&mut self, number: &str, on: Day, amount: Decimal, movements: &[Movement<'_>]) -> Option<()> {
        let mut lines = vec![plain(LedgerAccount::Receivables, -amount)];
        let mut rest = amount;
        for movement in movements {
            rest = rest.plus(movement.part.net)?.plus(movement.part.vat)?;
            group_lines(&mut lines, LedgerAccount::Revenue, movement.group, -movement.part.net, -movement.part.vat);
        }
        lines.extend(some(LedgerAccount::Rounding, rest));
        self.push(BookingKind::CreditNote, (number, number), (on, on), lines)
    }

    /// Money, and corrections of it.
    fn moved(&mut self, on: Day, before: &Stand<'_>, now: &Stand<'a>) -> Option<()> {
        let gone = before.money.iter().filter(|(place, ..)| now.money.iter().all(|(other, ..)| other != place));
        let gone: Vec<(usize, Decimal)> = gone.map(|(place, _, amount)| (*place, -*amount)).collect();
        let mut changes = Vec::new();
        for (place, _, amount) in &now.money {
            let known = before.money.iter().find(|(other, ..)| other == place).map(|(.., amount)| *amount);
            changes.push((*place, amount.minus(known.unwrap_or_default())?, known.is_some()));
        }
        changes.extend(gone.into_iter().map(|(place, amount)| (place, amount, true)));
        for (place, amount, is_correction) in changes {
            let Some(entry) = entry_of(self.account, place).filter(|_| !amount.is_zero()) else { continue };
            let lines = vec![plain(money_account(&entry.kind), amount), plain(LedgerAccount::Receivables, -amount)];
            let id = if is_correction { of_day(&entry.id, on) } else { entry.id.clone() };
            self.push(BookingKind::Money, (&id, self.account.invoice().number()), (on, on), lines)?;
        }
        Some(())
    }

    /// What follows from the entries of a day.
    fn adjust(
        &mut self,
        on: Day,
        credited: Decimal,
        (before, now): (&Stand<'_>, &Stand<'_>),
        corrected: &[&Movement<'_>],
    ) -> Option<()> {
        let mut lines = Vec::new();
        let mut sum = Decimal::ZERO;
        let less = |of: fn(&Position) -> Decimal| {
            of(now.position.as_ref()?).minus(before.position.as_ref().map(of).unwrap_or_default())
        };
        // What counts as credited beyond the credit notes is the rounding amount, which goes with the last cent.
        let rounding = less(|position| position.credited)?.minus(credited)?;
        for (account, amount) in [
            (LedgerAccount::Rounding, rounding),
            (LedgerAccount::Discounts, less(|position| position.discount)?),
            (LedgerAccount::Settlements, less(|position| position.settled)?),
            (LedgerAccount::BadDebts, less(|position| position.written_off)?),
            (LedgerAccount::LateInterest, -less(|position| position.charged.interest)?),
            (LedgerAccount::CollectionCosts, -less(|position| position.charged.costs)?),
        ] {
            let amount = if self.turned { -amount } else { amount };
            sum = sum.plus(amount)?;
            if account != LedgerAccount::Discounts || corrected.is_empty() {
                lines.extend(some(account, amount));
                continue;
            }
            for Movement { group, part, .. } in corrected {
                group_lines(&mut lines, account, group, -part.net, -part.vat);
            }
        }
        if lines.is_empty() {
            return Some(());
        }
        lines.push(plain(LedgerAccount::Receivables, -sum));
        let number = self.account.invoice().number();
        self.push(BookingKind::Adjustment, (&of_day(number, on), number), (on, on), lines)
    }
}

fn of_day(name: &str, on: Day) -> String {
    let mut id = name.to_owned();
    id.push('/');
    id.push_str(&on.to_string());
    id
}

fn plain(account: LedgerAccount, amount: Decimal) -> BookingLine {
    BookingLine { account, amount, vat: None }
}

fn some(account: LedgerAccount, amount: Decimal) -> Option<BookingLine> {
    (!amount.is_zero()).then(|| plain(account, amount))
}

/// The taxable amount of a group, on an account of revenue, and its VAT; a line without an amount is left out, unless it would take the
/// group with it.
fn group_lines(
    lines: &mut Vec<BookingLine>,
    account: LedgerAccount,
    group: &VatBreakdown,
    net: Decimal,
    amount: Decimal,
) {
    let vat = Some(BookedVat { category: group.category, rate: group.rate, amount });
    if !net.is_zero() || amount.is_zero() {
        lines.push(BookingLine { account, amount: net, vat });
    }
    if !amount.is_zero() {
        lines.push(BookingLine { account: LedgerAccount::Vat, amount, vat });
    }
}
