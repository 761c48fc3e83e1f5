//! What an export of a period goes through: the issued invoices, by their day, a page at a time. Each is read alone and let go of
//! again, so that a page costs the same in a large Book.

use data_encoding::HEXLOWER;
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::Issued;
use voldaan::ledger::Account;

use super::account::account_of;
use super::document;
use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::Query;
use crate::app::http::Response;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::secret::sha256;
use crate::cells;

/// The header that says where the next page starts.
pub(super) const NEXT: &str = "voldaan-next";

/// Bytes of documents that a page reads at most, with the invoice that reaches them.
const READ_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The days of an export.
#[derive(Clone, Copy)]
pub(super) struct Period {
    pub from: Day,
    pub until: Day,
}

/// The place of an invoice in the order of an export.
#[derive(Clone, PartialEq, PartialOrd)]
pub(super) struct Place {
    day: String,
    sequence: i64,
}

impl Place {
    /// The place before all of a day and later ones, or before all.
    fn before(day: Option<Day>) -> Place {
        Place { day: day.map(|day| day.to_string()).unwrap_or_default(), sequence: 0 }
    }

    fn parse(text: &str) -> Option<Place> {
        let (day, sequence) = text.split_once('.')?;
        let sequence = sequence.parse().ok()?;
        Day::parse(day).map(|day| Place { day: day.to_string(), sequence })
    }

    fn text(&self) -> String {
        format!("{}.{}", self.day, self.sequence)
    }
}

/// An issued invoice on its way through an export.
pub(super) struct Found {
    pub row: InvoiceRow,
    pub document: String,
}

impl<P: Ports> Session<'_, P> {
    /// The days that the query states.
    pub fn period(&self) -> Result<Period, Problem> {
        let (from, until) = (self.needed_day("from")?, self.needed_day("until")?);
        if from <= until {
            return Ok(Period { from, until });
        }
        let finding = Finding::new(Code::DateRange, "until", "The last day lies before the first.");
        Err(Error::from_finding(finding.fix("State the first day as from and the last as until.")).into())
    }

    /// Where the page that is asked for starts.
    pub fn place(&self) -> Result<Option<Place>, Problem> {
        let Some(text) = self.request.parameter("cursor") else { return Ok(None) };
        let place = Place::parse(&text).ok_or_else(|| {
            Problem::new(Refusal::QueryCursor, "The cursor is not from a page of this export. Begin without one.")
        })?;
        Ok(Some(place))
    }

    /// Goes through the issued invoices of some days from a place on. `take` says whether there is room for more; gives the place
    /// where it goes on, if there is more.
    pub async fn each_issued(
        &self,
        (from, until): (Option<Day>, Day),
        after: Option<Place>,
        most: usize,
        mut take: impl AsyncFnMut(&Found) -> Result<bool, Problem>,
    ) -> Result<Option<Place>, Problem> {
        // One lower bound, so that the index leads straight to the next one.
        let sql = "SELECT issue_date, sequence, id FROM invoice WHERE issue_date IS NOT NULL AND hash IS NOT NULL \
                   AND (issue_date, sequence) > (?, ?) AND issue_date <= ? ORDER BY issue_date, sequence LIMIT 1";
        let first = Place::before(from);
        let mut place = after.filter(|after| *after > first).unwrap_or(first);
        let mut read = 0;
        for count in 0.. {
            let row = self.store().first(sql, cells![&place.day, place.sequence, until.to_string()])?;
            let Some(mut row) = row else { return Ok(None) };
            if count == most || read >= READ_BYTES_MAX {
                return Ok(Some(place));
            }
            place = Place { day: row.text()?, sequence: row.integer()? };
            let found = self.find_issued(&row.text()?).await?;
            read += found.document.len();
            if !take(&found).await? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// An issued invoice with its document.
    pub async fn find_issued(&self, id: &str) -> Result<Found, Problem> {
        let row = self.invoice_row(id)?;
        let hash = row.hash.as_deref().ok_or_else(|| StoreError("an issued invoice has no document".to_owned()))?;
        let document = document::text(document::load_from_book(self.ports, hash).await?)?;
        Ok(Found { row, document })
    }

    /// The account of an invoice that was found.
    pub fn account_found(&self, found: &Found) -> Result<Account, Problem> {
        account_of(self.store(), &found.row.id, &found.document)
    }

    /// A page of a file, with where the next one starts.
    pub fn file_page(&self, media: &str, name: &str, body: Vec<u8>, next: Option<Place>) -> Response {
        let answer = Response {
            status: 200,
            headers: vec![
                ("content-type", media.to_owned()),
                ("content-disposition", format!("attachment; filename=\"{name}\"")),
                ("cache-control", "no-store".to_owned()),
                ("x-content-type-options", "nosniff".to_owned()),
            ],
            body,
        };
        match next {
            Some(place) => answer.with(NEXT, place.text()),
            None => answer,
        }
    }
}

/// Under which name an export knows the customer of an invoice: the id under which they are kept, else one that follows from name and
/// country.
pub(super) fn customer_of(row: &InvoiceRow, invoice: &Issued) -> String {
    if let Some(id) = &row.customer {
        return id.clone();
    }
    let Some(party) = &invoice.head().customer else { return String::new() };
    let digest = sha256(format!("{}\n{}", party.country, party.name).as_bytes());
    format!("name-{}", HEXLOWER.encode(digest.get(..8).unwrap_or_default()))
}
