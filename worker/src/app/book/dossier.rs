//! The hand-over dossier of an invoice: one archive with all that a bailiff or a court asks for - the invoice and its credit notes, the
//! letters as they went out, the claim of a day with its working and sources, and what happened when.

use voldaan::dunning::claim;
use voldaan::ledger::Account;
use voldaan::wire::{from_json, to_json};

use super::bundle::full;
use super::look::paper_of;
use super::outbox::{COLUMNS, outbox_item};
use super::reminder::done_on;
use super::rendering;
use super::session::Session;
use super::store::Query;
use crate::app::calculation::calculation;
use crate::app::csv::Csv;
use crate::app::history::{Fate, Told, time_line};
use crate::app::http::Response;
use crate::app::mail::compose;
use crate::app::page::language_of;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::rendering::{Kind, Paper, file_name, letter};
use crate::app::resource::OutboxItem;
use crate::app::zip::Zip;
use crate::cells;

/// Messages and credit notes that a dossier holds; an invoice has a handful.
const PAPERS_MAX: i64 = 100;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/invoices/{id}/dossier.zip
    pub async fn get_dossier(&self, id: &str) -> Result<Response, Problem> {
        let document = self.issued_document(id).await?;
        // What the claim depends on is asked first: without it there is no dossier.
        let (account, options) = self.claim_asked(id, &document)?;
        let claim = claim(&account, &options)?;
        let issued = account.invoice();
        let language = language_of(issued.head().customer.as_deref());
        let mut zip = Zip::default();
        let mut put = |name: &str, bytes: &[u8]| zip.file(name, bytes).map(drop).ok_or_else(full);
        for (name, bytes) in self.papers_of(id, "invoice").await? {
            put(&name, &bytes)?;
        }
        put("invoice.json", document.as_bytes())?;
        let notes = "SELECT id, number FROM invoice WHERE credits = ? AND hash IS NOT NULL ORDER BY sequence LIMIT ?";
        for mut row in self.store().rows(notes, cells![id, PAPERS_MAX])? {
            let (note, number) = (row.text()?, row.text()?);
            for (name, bytes) in self.papers_of(&note, &format!("credit-notes/{}", file_name(&number))).await? {
                put(&name, &bytes)?;
            }
        }
        let messages = self.messages_about(id, &account)?;
        let paper = paper_of(self.store(), id)?;
        for (name, bytes) in letters(&messages, &account, &paper)? {
            put(&name, &bytes)?;
        }
        put("claim.json", to_json(&claim).as_bytes())?;
        let (subject, text) = calculation(&claim, issued, language);
        put("claim.pdf", &letter(issued, (&subject, &text), claim.on, &paper)?.body)?;
        let mut history = Csv::default();
        time_line(account.entries(), &messages, (issued.head().currency, language), &mut history);
        put("timeline.csv", history.finish().as_bytes())?;
        let name = format!("dossier {}.zip", file_name(issued.number()));
        Ok(self.file_page("application/zip", &name, zip.finish(), None))
    }

    /// A document as PDF and, where it can be written so, as UBL.
    async fn papers_of(&self, id: &str, name: &str) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let row = self.invoice_row(id)?;
        let mut papers = vec![(format!("{name}.pdf"), rendering::usual(self.ports, &row, Kind::Pdf).await?)];
        match rendering::usual(self.ports, &row, Kind::Ubl).await {
            Ok(bytes) => papers.push((format!("{name}.ubl.xml"), bytes)),
            Err(problem) if problem.status == 422 => {}
            Err(problem) => return Err(problem),
        }
        Ok(papers)
    }

    /// The messages about an invoice, each with the day on which it went out, or was written where it did not.
    fn messages_about(&self, id: &str, account: &Account) -> Result<Vec<Told>, Problem> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE invoice = ? ORDER BY sequence LIMIT ?");
        let mut messages = Vec::new();
        for mut row in self.store().rows(&sql, cells![id, PAPERS_MAX])? {
            let message = outbox_item(&mut row)?;
            let message = OutboxItem { link: message.link.and_then(|link| self.acting(link)), ..message };
            let told = self.day_at(message.delivered_at.as_ref().unwrap_or(&message.at));
            let on = done_on(account, &message)?.unwrap_or(told);
            messages.push(Told { message, on });
        }
        Ok(messages)
    }
}

/// The letters that a policy wanted, as they went out, dated by the day on which they did. What came back or still waits is none: it
/// stands in the history.
fn letters(messages: &[Told], account: &Account, paper: &Paper) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let mut letters: Vec<(String, Vec<u8>)> = Vec::new();
    for Told { message, on } in messages {
        let (Some(_), Some(text), Fate::Delivered) = (&message.action, &message.letter, Fate::of(message)) else {
            continue;
        };
        let text = from_json(&text.0).ok();
        let content = compose(account.invoice(), text.as_ref(), message.link.as_deref());
        let bytes = letter(account.invoice(), (&content.subject, &content.text), *on, paper)?.body;
        let name = format!("letters/{on}-{}", message.channel.as_str());
        let alike = letters.iter().filter(|(known, _)| known.starts_with(&name)).count();
        let count = if alike == 0 { String::new() } else { format!("-{}", alike + 1) };
        letters.push((format!("{name}{count}.pdf"), bytes));
    }
    Ok(letters)
}
