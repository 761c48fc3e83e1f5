//! The Dutch audit file of a period, made in one piece: its control totals stand before its bookings. It covers one currency, and
//! what stood on the accounts before the period is its opening balance.

use voldaan::finding::{Code, Error, Finding};
use voldaan::money::Currency;
use voldaan::party::Party;
use voldaan::report::bookings;

use super::period::customer_of;
use super::session::Session;
use crate::app::auditfile::{AuditFile, Subject};
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;

/// A file reads so many invoices at most, and has so many bytes.
const INVOICES_MAX: usize = 10_000;
const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;

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
        let code = currency.map_or("EUR", Currency::code);
        let (company, tax_id) = self.company()?;
        let mut file = AuditFile::new(period.from);
        let (mut place, mut count) = (None, 0);
        // From the first invoice on: the opening balance is what came before.
        loop {
            let next = self
                .each_issued((None, period.until), place, INVOICES_MAX, async |found| {
                    let account = self.account_found(found)?;
                    let invoice = account.invoice();
                    count += 1;
                    if invoice.head().currency.code() != code {
                        return Ok(true);
                    }
                    let id = customer_of(&found.row, invoice);
                    for booking in bookings(&account, period.until, found.row.credits.is_some())? {
                        let customer = (id.as_str(), invoice.head().customer.as_ref());
                        file.book(&booking, invoice.number(), customer).ok_or_else(out_of_range)?;
                    }
                    Ok(count < INVOICES_MAX && file.bytes() < FILE_BYTES_MAX)
                })
                .await?;
            match next {
                None => break,
                Some(_) if count >= INVOICES_MAX || file.bytes() >= FILE_BYTES_MAX => {
                    return Err(Problem::new(Refusal::ReportTooLarge, TOO_LARGE));
                }
                Some(_) => place = next,
            }
        }
        let subject = Subject {
            company: &company,
            tax_id: &tax_id,
            currency: code,
            from: period.from,
            until: period.until,
            made_on: self.today,
        };
        let xml = file.finish(&subject).ok_or_else(out_of_range)?;
        let name = format!("auditfile {} {}.xaf", period.from, period.until);
        Ok(self.file_page("application/xml", &name, xml.into_bytes(), None))
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

const TOO_LARGE: &str = "The file would read more than 10,000 invoices or have more than 16 MB. Take a shorter period, or \
                         /v1/exports/journal.csv, which comes in pages.";

fn out_of_range() -> Problem {
    Error::from_finding(Finding::new(Code::AmountRange, "", "The bookings add up to 10^15 or more.")).into()
}
