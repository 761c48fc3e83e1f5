//! The customer's page: looks an invoice up for a link and changes nothing.

use voldaan::ledger::status;

use super::Book;
use super::account::account_of;
use super::document;
use super::invoice::InvoiceRow;
use crate::app::http::{Request, Response};
use crate::app::link::Link;
use crate::app::page;
use crate::app::ports::{Clock, Ports};
use crate::app::problem::Problem;

impl<P: Ports> Book<P> {
    /// GET /i/{token}
    pub(super) async fn show(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        let Some(administration) = self.stored()?.filter(|stored| stored.id == link.administration) else {
            return Ok(page::gone(404, request));
        };
        let row = InvoiceRow::find(self.ports.store(), &link.invoice)?;
        let Some(row) = row.filter(|row| row.link_generation == link.generation) else {
            return Ok(page::gone(410, request));
        };
        let Some(hash) = &row.hash else { return Ok(page::gone(404, request)) };
        let document = document::text(document::load(&self.ports, hash).await?)?;
        let session = self.session(administration, request, self.ports.clock().now())?;
        let account = account_of(session.store(), &row.id, &document)?;
        let status = status(&account, session.today)?;
        Ok(page::invoice(account.invoice(), &status))
    }
}
