//! The Dutch audit file of a period, made in one piece: its control totals stand before its bookings. It covers one currency, and
//! what stood on the accounts before the period is its opening balance. It reads the invoices that were booked on in the period, in the order
//! of days; what came before it takes from rows.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::money::Currency;
use voldaan::party::Party;
use voldaan::report::bookings;

use super::booked::Booked;
use super::fill::check_filled;
use super::period::customer_of;
use super::session::Session;
use super::stand::FILL;
use crate::app::auditfile::{AuditFile, Subject};
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;

/// The bookings of a file have so many bytes at most: it is made in one piece, and an instance holds it twice.
const FILE_BYTES_MAX: usize = 24 * 1024 * 1024;

/// A financial year has 24 months at most.
const MONTHS_MAX: i32 = 24;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/exports/auditfile.xaf
    pub async fn extract_audit_file(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        if period.from.add_months(MONTHS_MAX).is_none_or(|end| period.until >= end) {
            let finding =
                Finding::new(Code::DateRange, "until", "An audit file covers one financial year: 24 months at most.");
            return Err(Error::from_finding(finding.fix("Ask for each financial year alone.")).into());
        }
        let read = |code: &str| Currency::from_code(code).filter(|currency| currency.decimals() <= 2);
        let currency = self.query_word("currency", "currencies of ISO 4217 with at most two decimals", read)?;
        let currency = currency.unwrap_or(Currency::EUR);
        let (company, tax_id) = self.company()?;
        check_filled(self.store(), FILL)?;
        let mut file = AuditFile::new(period.from, self.opening(currency, period.from)?);
        let mut place = Booked::before(period.from);
        while let Some((next, id)) = self.next_booked(currency, &place, period.until)? {
            place = next;
            self.book_day(&mut file, &id, place.day).await?;
            if file.bytes() >= FILE_BYTES_MAX {
                return Err(Problem::new(Refusal::ReportTooLarge, TOO_LARGE));
            }
        }
        let subject = Subject {
            company: &company,
            tax_id: &tax_id,
            currency: currency.code(),
            from: period.from,
            until: period.until,
            made_on: self.today,
        };
        let xml = file.finish(&subject).ok_or_else(out_of_range)?;
        let name = format!("auditfile {} {}.xaf", period.from, period.until);
        Ok(self.file_page("application/xml", &name, xml.into_bytes(), None))
    }

    /// Puts what was booked on an invoice on a day into the file.
    async fn book_day(&self, file: &mut AuditFile, id: &str, day: Day) -> Result<(), Problem> {
        let found = self.find_issued(id).await?;
        let account = self.account_found(&found)?;
        let invoice = account.invoice();
        let customer = customer_of(&found.row, invoice);
        for booking in bookings(&account, day, found.row.credits.is_some())? {
            if booking.on == day {
                let customer = (customer.as_str(), invoice.head().customer.as_deref());
                file.book(&booking, invoice.number(), customer).ok_or_else(out_of_range)?;
            }
        }
        Ok(())
    }

    /// Whose books these are, and what they are registered for tax under.
    fn company(&self) -> Result<(Party, String), Problem> {
        let missing = |path: &str, message: &str, fix: &str| {
            Problem::from(Error::from_finding(Finding::new(Code::FieldMissing, path, message).fix(fix)))
        };
        let company = self.administration.said.supplier.clone().ok_or_else(|| {
            let message = "An audit file says whose books these are, and the administration has no supplier.";
            missing("supplier", message, "Set it with PATCH /v1/administration.")
        })?;
        let tax_id = company.vat_id.clone().or(company.tax_id.clone()).ok_or_else(|| {
            let message = "An audit file says under which number the company is registered for tax.";
            missing("supplier.vatId", message, "Set vatId or taxId of the supplier with PATCH /v1/administration.")
        })?;
        Ok((company, tax_id))
    }
}

const TOO_LARGE: &str = "The file would have more than 24 MB. Take each quarter or month alone, or /v1/exports/journal.csv, which comes \
                         in pages.";

pub(super) fn out_of_range() -> Problem {
    Error::from_finding(Finding::new(Code::AmountRange, "", "The bookings add up to 10^15 or more.")).into()
}
