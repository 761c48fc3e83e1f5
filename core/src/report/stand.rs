//! Where an account stood from a day on, and what it moved, as far as reports ask. A service that holds many accounts keeps
//! these beside them and gathers its reports from them, without reading every account again.
//!
//! An account stands the same from one day with an entry to the next, so it has one stand for each such day. Refuses to add
//! up accounts: that is what [`super::gather`] does.

use rust_decimal::Decimal;

use super::book::{Standing, customer, is_owing, out_of_range};
use super::movement::{Movement, each_of};
use super::payment_behaviour::paid_on;
use super::risk::told;
use super::vat_summary::{VatListing, listed, tax_point};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::Category;
use crate::ledger::{Account, OpenPart, open_parts, owed_parts};
use crate::money::{Currency, Exact};
use crate::wire_struct;

wire_struct! {
    /// A part of what is owed.
    pub struct StandPart {
        /// Its due date (BT-9).
        "due" due: Option<Day>,
        /// What is owed of it.
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// A promise to pay.
    pub struct StandPromise {
        /// The last day on which it is kept.
        "until" until: Day,
        /// What is still to come of the amount that it names.
        "amount" amount: Option<Decimal>,
        /// Whether more is owed on that day than it said; that breaks it once the day has passed.
        "broken" broken: bool,
    }
}

wire_struct! {
    /// Where an account stands from a day on, until the next one.
    pub struct Stand {
        /// The first day.
        "from" from: Day,
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// The invoice date (BT-2).
        "issued" issued: Day,
        /// The due date (BT-9).
        "due" due: Option<Day>,
        /// Invoiced with VAT (BT-112) and rounding (BT-114).
        "invoiced" invoiced: Decimal,
        /// What it asks for (BT-115), where that is not what was invoiced.
        "payable" payable: Option<Decimal>,
        /// What is owed, due or not.
        "owed" owed: Decimal,
        /// Payments less what went back.
        "received" received: Decimal,
        /// Paid too much.
        "overpaid" overpaid: Decimal,
        /// What is contested of what is owed.
        "disputed" disputed: Decimal,
        /// What was credited.
        "credited" credited: Decimal,
        /// Whether something was written off as uncollectible.
        "writtenOff" written_off: bool,
        /// The day from which on nothing was owed any more.
        "paid" paid: Option<Day>,
        /// Payments that were taken back.
        "returned" returned: u32,
        /// What is owed, by due date.
        "parts" parts: Vec<StandPart>,
        /// What is owed and not contested, by due date; left out where nothing is contested.
        "open" open: Vec<StandPart>,
        /// Promises, in the order in which they were made.
        "promises" promises: Vec<StandPromise>,
    }
}

impl Stand {
    /// Whether an ageing report shows it: something is owed, or was paid too much.
    pub fn is_shown(&self) -> bool {
        !self.owed.is_zero() || !self.overpaid.is_zero()
    }
}

/// Where an account stood on each day from one on that has an entry, by day. None of a credit note, which asks for nothing.
pub fn stands(account: &Account, since: Option<Day>) -> Result<Vec<Stand>, Error> {
    let issued = account.invoice().issue_date();
    if !is_owing(account, Day::MAX) {
        return Ok(Vec::new());
    }
    let mut days: Vec<Day> = account.entries().iter().map(|entry| entry.on).chain([issued]).collect();
    days.retain(|day| *day >= issued && since.is_none_or(|since| *day >= since));
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|day| stand(account, day).ok_or_else(out_of_range)).collect()
}

fn stand(account: &Account, from: Day) -> Option<Stand> {
    let invoice = account.invoice();
    let (position, parts) = owed_parts(account, from)?;
    let open = if position.disputed.is_zero() { Vec::new() } else { open_parts(account, from).ok()? };
    let (returned, promises) = told(account, from, None)?;
    let standing = Standing { account, position, parts };
    let paid = paid_on(&standing, from);
    let Standing { position, parts, .. } = standing;
    let totals = invoice.totals();
    let invoiced = totals.gross.plus(totals.rounding)?;
    Some(Stand {
        from,
        customer: customer(invoice).to_owned(),
        currency: invoice.head().currency,
        issued: invoice.issue_date(),
        due: invoice.due_date(),
        invoiced,
        payable: Some(totals.payable).filter(|payable| *payable != invoiced),
        owed: position.owed,
        received: position.received,
        overpaid: position.overpaid,
        disputed: position.disputed,
        credited: position.credited,
        written_off: position.written_off > Decimal::ZERO,
        paid,
        returned,
        parts: parts.into_iter().map(part).collect(),
        open: open.into_iter().map(part).collect(),
        promises,
    })
}

fn part(part: OpenPart) -> StandPart {
    StandPart { due: part.due, amount: part.amount }
}

wire_struct! {
    /// What a document moved in one VAT group.
    pub struct Move {
        /// The day on which its VAT counts (BT-7).
        "vatOn" vat_on: Day,
        /// The day on which it counts as revenue.
        "on" on: Day,
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Category (BT-118).
        "category" category: Category,
        /// Rate (BT-119).
        "rate" rate: Option<Decimal>,
        /// Taxable amount (BT-116); below zero where something was credited.
        "net" net: Decimal,
        /// VAT (BT-117).
        "vat" vat: Decimal,
        /// Whether this is the first group of an invoice.
        "opens" opens: bool,
        /// The listing that it belongs in.
        "listing" listing: Option<VatListing>,
        /// VAT id of the customer in that listing (BT-48).
        "vatId" vat_id: Option<String>,
    }
}

/// What an account moved, on whatever day, in the order of its entries. `is_noted` says that this is the account of a credit
/// note that is booked on its invoice.
pub fn moves(account: &Account, is_noted: bool) -> Result<Vec<Move>, Error> {
    let mut moves = Vec::new();
    each_of(account, is_noted, tax_point, &mut |(vat_on, on), movement: Movement<'_>| {
        let listed = listed(&movement);
        moves.push(Move {
            vat_on,
            on,
            customer: customer(movement.invoice).to_owned(),
            currency: movement.invoice.head().currency,
            category: movement.group.category,
            rate: movement.group.rate,
            net: movement.part.net,
            vat: movement.part.vat,
            opens: movement.opens_invoice,
            listing: listed.map(|(listing, ..)| listing),
            vat_id: listed.map(|(_, vat_id, _)| vat_id.to_owned()),
        });
        Some(())
    })
    .ok_or_else(out_of_range)?;
    Ok(moves)
}
