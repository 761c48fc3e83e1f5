//! What all reports are made of: accounts by customer and currency, and where each stands on a day.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::{DocumentType, Issued};
use crate::ledger::{Account, OpenPart, Position, owed_parts};
use crate::money::round::{product_quotient, to_decimals};
use crate::money::{Currency, Exact};

/// The keys of rows by customer and currency, in that order; the rows stand in a list of their own at the same places.
#[derive(Default)]
pub(super) struct Keys<'a> {
    sorted: Vec<(&'a str, &'static str)>,
}

impl<'a> Keys<'a> {
    /// The place of a row, or where it has to be put in.
    fn place(&mut self, customer: &'a str, currency: Currency) -> Result<usize, usize> {
        let key = (customer, currency.code());
        let found = self.sorted.binary_search(&key);
        if let Err(place) = found {
            self.sorted.insert(place, key);
        }
        found
    }

    /// The place of a row, if there is one.
    pub fn find(&self, customer: &str, currency: Currency) -> Option<usize> {
        self.sorted.binary_search(&(customer, currency.code())).ok()
    }
}

/// The row of a customer and currency, put in if it is new.
pub(super) fn row<'r, 'a, T>(
    keys: &mut Keys<'a>,
    rows: &'r mut Vec<T>,
    (customer, currency): (&'a str, Currency),
    new: fn(&str, Currency) -> T,
) -> Option<&'r mut T> {
    let place = keys.place(customer, currency).unwrap_or_else(|place| {
        rows.insert(place, new(customer, currency));
        place
    });
    rows.get_mut(place)
}

/// The name of the customer (BT-44); empty where the invoice names none.
pub(super) fn customer(invoice: &Issued) -> &str {
    invoice.head().customer.as_ref().map_or("", |party| &party.name)
}

/// Zero, written with the decimals of the currency.
pub(super) fn zero(currency: Currency) -> Decimal {
    Decimal::new(0, currency.decimals())
}

/// Adds to a sum, which keeps its decimals.
pub(super) fn add(sum: &mut Decimal, amount: Decimal) -> Option<()> {
    *sum = to_decimals(sum.plus(amount)?, sum.scale())?;
    Some(())
}

/// A number times a whole one, exact.
pub(super) fn times(value: Decimal, count: i64) -> Option<Decimal> {
    product_quotient(value, Decimal::from(count), Decimal::ONE, value.scale())
}

/// Whether this is an account of what a customer owes on a day: an invoice that was issued by then, no credit note.
pub(super) fn is_owing(account: &Account, on: Day) -> bool {
    let invoice = account.invoice();
    invoice.head().document_type() != DocumentType::CreditNote && invoice.issue_date() <= on
}

/// Where an account stands.
pub(super) struct Standing<'a> {
    /// The account.
    pub account: &'a Account,
    /// Its sums.
    pub position: Position,
    /// What is open, contested or not, by due date.
    pub parts: Vec<OpenPart>,
}

impl<'a> Standing<'a> {
    /// Its row in a report.
    pub fn key(&self) -> (&'a str, Currency) {
        (customer(self.account.invoice()), self.account.invoice().head().currency)
    }
}

/// Hands over every account of what a customer owes, as it stands at the end of a day.
pub(super) fn each_standing<'a>(
    accounts: &'a [Account],
    on: Day,
    take: &mut dyn FnMut(Standing<'a>) -> Option<()>,
) -> Result<(), Error> {
    for account in accounts.iter().filter(|account| is_owing(account, on)) {
        let standing = owed_parts(account, on).map(|(position, parts)| Standing { account, position, parts });
        standing.and_then(&mut *take).ok_or_else(out_of_range)?;
    }
    Ok(())
}

#[cold]
pub(super) fn out_of_range() -> Error {
    Error::from_finding(Finding::new(Code::AmountRange, "", "The accounts add up to 10^15 or more."))
}

/// Refuses a number of days or weeks that is none, or more than a report looks at.
pub(super) fn check_count(name: &str, count: u32, most: u32) -> Result<(), Error> {
    if (1..=most).contains(&count) {
        return Ok(());
    }
    let mut message = "This is a whole number from 1 to ".to_owned();
    crate::wire::push_count(&mut message, usize::try_from(most).unwrap_or_default());
    message.push('.');
    Err(Error::from_finding(Finding::new(Code::ReportDays, name, message)))
}

/// Refuses days in the wrong order.
pub(super) fn check_days(from: Day, until: Day) -> Result<(), Error> {
    if from <= until {
        return Ok(());
    }
    Err(Error::from_finding(Finding::new(Code::DateRange, "until", "The last day lies before the first.")))
}
