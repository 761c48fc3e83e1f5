//! The e-invoices of a period as they went out, in archives: UBL as it was made for each invoice, kept or made now. What cannot be
//! written as UBL is not left out silently: a table in the archive names it and why.

use super::document::text;
use super::period::Place;
use super::rendering;
use super::session::{Session, read_issued};
use crate::app::csv::Csv;
use crate::app::http::Response;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::rendering::{Kind, file_name};
use crate::app::zip::Zip;

/// An archive ends after so many invoices or bytes, with the invoice that reaches them.
const INVOICES_AT_ONCE: usize = 200;
const ARCHIVE_BYTES: usize = 8 * 1024 * 1024;

/// The table of what could not be written.
const MISSING: &str = "not-written.csv";

impl<P: Ports> Session<'_, P> {
    /// GET /v1/exports/ubl.zip
    pub async fn extract_bundle(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        let after: Option<Place> = self.place()?;
        let (mut zip, mut missing) = (Zip::default(), Csv::default());
        missing.head(&["number", "invoiceId", "code", "path", "message"]);
        let head = missing.bytes();
        let next = self
            .each_issued((Some(period.from), period.until), after, INVOICES_AT_ONCE, async |found| {
                let issued = read_issued(&found.document)?;
                match rendering::usual(self.ports, &found.row, Kind::Ubl).await {
                    Ok(bytes) => {
                        let name = format!("{}.ubl.xml", file_name(issued.number()));
                        zip.file(&name, text(bytes)?.as_bytes()).ok_or_else(full)?;
                    }
                    Err(problem) if problem.status == 422 => {
                        for finding in &problem.findings {
                            missing.text(issued.number());
                            missing.text(&found.row.id);
                            missing.text(&finding.code);
                            missing.text(&finding.path);
                            missing.text(&finding.message);
                            missing.end();
                        }
                    }
                    Err(problem) => return Err(problem),
                }
                Ok(zip.bytes() < ARCHIVE_BYTES)
            })
            .await?;
        if missing.bytes() > head {
            zip.file(MISSING, missing.finish().as_bytes()).ok_or_else(full)?;
        }
        let name = format!("ubl {} {}.zip", period.from, period.until);
        Ok(self.file_page("application/zip", &name, zip.finish(), next))
    }
}

/// No page comes near to what an archive holds.
pub(super) fn full() -> Problem {
    StoreError("an archive is full".to_owned()).into()
}
