//! Drafts from files: an e-invoice (UBL or CII) becomes a draft, a table (CSV) as many as it has, all of them or none. What an invoice
//! was numbered elsewhere it keeps: such a draft is not issued anew, because whoever states VAT on an invoice owes it
//! (art. 203 of Directive 2006/112/EC), and two invoices of one supply would state it twice.

use voldaan::einvoice::from_xml_bytes;
use voldaan::finding::{Error, Finding};
use voldaan::invoice::Draft;
use voldaan::wire::{Array, Reader, Value, Wire, to_json};

use super::session::{Session, check_with_draft};
use super::usual;
use crate::app::draft_table::{self, IMPORTED_NUMBER};
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{DraftImport, ImportedDraft, InvoiceInput};

/// Findings that are told of one file.
const FINDINGS_MAX: usize = 1000;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/import
    pub fn import_drafts(&self) -> Result<Response, Problem> {
        let body = self.request.body.as_slice();
        let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
        // XML in UTF-16 begins with its mark.
        let is_xml = text.starts_with(b"<") || body.starts_with(b"\xFF\xFE") || body.starts_with(b"\xFE\xFF");
        let imported = if is_xml { self.import_document(body)? } else { self.import_table(self.body()?)? };
        Ok(Response::json(201, to_json(&imported)))
    }

    fn import_document(&self, xml: &[u8]) -> Result<DraftImport, Problem> {
        let read = from_xml_bytes(xml)?;
        let findings = Error::check(read.findings.0)?;
        let mut draft = read.draft;
        if let Some(number) = read.number {
            draft.metadata.insert(IMPORTED_NUMBER.to_owned(), number);
        }
        let item = self.keep_imported(draft, None)?;
        Ok(DraftImport { items: Array(vec![item]), findings: Array(findings) })
    }

    fn import_table(&self, text: &str) -> Result<DraftImport, Problem> {
        let said = &self.administration.said;
        let vat = usual::vat_of(said);
        let rows = draft_table::cells(text)?;
        let (mut items, mut findings): (Vec<_>, Vec<Finding>) = (Vec::new(), Vec::new());
        for mut drafted in draft_table::drafts(&rows)? {
            usual::fill(&mut drafted.body, said, vat.as_deref())?;
            let mut cx = Reader::new();
            let input = InvoiceInput::read(std::mem::replace(&mut drafted.body, Value::Null), &mut cx);
            let made = check_with_draft(cx.into_findings(), &input.draft, Some(self.today));
            let made = made.and_then(|()| self.keep_imported(input.draft, input.customer_id));
            match made {
                Ok(item) => items.push(item),
                Err(problem) if problem.status == 422 && findings.len() < FINDINGS_MAX => {
                    let placed = |finding: Finding| Finding { path: drafted.place(&finding.path), ..finding };
                    findings.extend(problem.findings.into_iter().map(placed));
                }
                Err(problem) => return Err(problem),
            }
        }
        Error::check(findings)?;
        Ok(DraftImport { items: Array(items), findings: Array(Vec::new()) })
    }

    fn keep_imported(&self, mut draft: Draft, customer: Option<String>) -> Result<ImportedDraft, Problem> {
        if self.query_flag("numbered")? == Some(false) {
            let rest = draft.metadata.iter().filter(|(key, _)| *key != IMPORTED_NUMBER);
            draft.metadata = rest.map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        }
        let number = draft.metadata.get(IMPORTED_NUMBER).map(str::to_owned);
        Ok(ImportedDraft { id: self.make_draft(&draft, customer)?, number })
    }
}

/// Refuses to number what has a number.
pub(super) fn check_unnumbered(draft: &Draft) -> Result<(), Problem> {
    let Some(number) = draft.metadata.get(IMPORTED_NUMBER) else { return Ok(()) };
    let detail = format!(
        "The draft was made of the document {number}, which a customer may have under that number: a second one would state its VAT \
         twice. Delete the draft, or take {IMPORTED_NUMBER} out of its metadata if {number} was never given to anybody."
    );
    Err(Problem::at(Refusal::InvoiceNumbered, &format!("draft.metadata.{IMPORTED_NUMBER}"), detail))
}
