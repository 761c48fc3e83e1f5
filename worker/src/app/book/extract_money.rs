//! The table of money of a period: each payment, refund, charge-back and returned debit on the day on which it came or went, with its
//! method, and what corrected one on the day of the correction. So it adds up to the accounts of money in the journal.

use voldaan::ledger::{Account, Entry, EntryKind};
use voldaan::report::{Booking, BookingKind, LedgerAccount, bookings};

use super::period::{Found, Period, customer_of};
use super::session::Session;
use crate::app::csv::Csv;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;

const COLUMNS: &[&str] = &[
    "entry",
    "kind",
    "on",
    "bookedAt",
    "invoiceId",
    "number",
    "customerId",
    "customer",
    "amount",
    "currency",
    "method",
    "provider",
    "providerId",
    "reference",
    "account",
];

impl<P: Ports> Session<'_, P> {
    /// GET /v1/exports/payments.csv
    pub async fn extract_payments(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        // An old invoice may be paid in the period.
        self.extract("payments", COLUMNS, period, None, async |csv, found| {
            payments_of(csv, found, &self.account_found(found)?, period)
        })
        .await
    }
}

fn payments_of(csv: &mut Csv, found: &Found, account: &Account, period: Period) -> Result<(), Problem> {
    let invoice = account.invoice();
    for booking in bookings(account, period.until, found.row.credits.is_some())? {
        if booking.on < period.from || booking.kind != BookingKind::Money {
            continue;
        }
        let Some((entry, line)) =
            entry_of(account, &booking).zip(booking.lines.iter().find(|line| is_money(line.account)))
        else {
            continue;
        };
        let (method, provider, provider_id, reference) = told(&entry.kind);
        csv.text(&booking.id);
        csv.text(entry.kind.as_str());
        csv.day(Some(booking.on));
        csv.text(entry.at.as_str());
        csv.text(&found.row.id);
        csv.text(invoice.number());
        csv.text(&customer_of(&found.row, invoice));
        csv.optional(invoice.head().customer.as_ref().map(|party| party.name.as_str()));
        csv.number(Some(line.amount));
        csv.text(invoice.head().currency.code());
        csv.text(method);
        csv.optional(provider);
        csv.optional(provider_id);
        csv.optional(reference);
        csv.text(line.account.as_str());
        csv.end();
    }
    Ok(())
}

/// The entry that a booking of money is of: its name is that of the entry, with the day where it corrects one.
fn entry_of<'a>(account: &'a Account, booking: &Booking) -> Option<&'a Entry> {
    let id = booking.id.split('/').next().unwrap_or_default();
    account.entries().iter().find(|entry| entry.id == id)
}

fn is_money(account: LedgerAccount) -> bool {
    use LedgerAccount::{Bank, Cash, CreditBalances, PaymentServices};
    matches!(account, Bank | Cash | CreditBalances | PaymentServices)
}

type Told<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

/// Method, service, name at the service, and reference of an entry of money.
fn told(kind: &EntryKind) -> Told<'_> {
    macro_rules! of {
        ($said:expr) => {
            ($said.method.as_str(), $said.provider.as_deref(), $said.provider_id.as_deref(), $said.reference.as_deref())
        };
    }
    match kind {
        EntryKind::Payment(said) => of!(said),
        EntryKind::Refund(said) => of!(said),
        EntryKind::Chargeback(said) => of!(said),
        EntryKind::ReturnedDebit(said) => of!(said),
        _ => ("", None, None, None),
    }
}
