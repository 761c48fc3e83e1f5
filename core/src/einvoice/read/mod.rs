//! E-invoices as drafts: UBL 2.1 and CII in, a draft and findings out.
//!
//! Nothing is lost silently. What the model has no place for is listed, and so is every amount that the document states
//! otherwise than Voldaan computes it. Refuses to judge whether a document is valid: that is for the official rules.

mod cii;
mod cii_line;
mod cii_party;
mod context;
mod rows;
mod settle;
mod split;
mod terms;
mod ubl;
mod ubl_line;
mod ubl_party;

use std::borrow::Cow;

use super::xml::{self, Element, Fault};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::invoice::{Category, Draft};
use crate::money::{Currency, Decimal};
use crate::wire::{Array, push_count};
use crate::wire_struct;

use context::Context;

wire_struct! {
    /// What was read from an e-invoice.
    pub struct ReadDocument {
        /// The draft: calculate it to have the invoice.
        "draft" draft: Draft,
        /// What the draft does not hold, what the document states otherwise, and what is wrong with the draft.
        "findings" findings: Array<Finding>,
        /// Invoice number (BT-1).
        "number" number: Option<String>,
        /// Specification identifier (BT-24).
        "specification" specification: Option<String>,
    }
}

/// What a document states beside the draft, to compare.
#[derive(Default)]
struct Stated {
    number: Option<String>,
    specification: Option<String>,
    /// The net amounts of the lines (BT-131).
    line_nets: Vec<Option<Decimal>>,
    groups: Vec<Group>,
    totals: Totals,
    /// VAT accounting currency (BT-6).
    accounting: Option<Currency>,
    /// Payment terms (BT-20).
    terms: Option<String>,
    /// Due date (BT-9).
    due: Option<Day>,
}

/// A row of the VAT breakdown (BG-23).
struct Group {
    category: Category,
    rate: Option<Decimal>,
    base: Option<Decimal>,
    amount: Option<Decimal>,
    code: Option<String>,
    reason: Option<String>,
}

/// Totals (BG-22), where they are stated.
#[derive(Default)]
struct Totals {
    line_net: Option<Decimal>,
    allowances: Option<Decimal>,
    charges: Option<Decimal>,
    net: Option<Decimal>,
    vat: Option<Decimal>,
    vat_in_accounting_currency: Option<Decimal>,
    gross: Option<Decimal>,
    prepaid: Option<Decimal>,
    rounding: Option<Decimal>,
    payable: Option<Decimal>,
}

/// The elements that are lines; each is read and forgotten before the next.
const LINES: &[&str] = &["InvoiceLine", "CreditNoteLine", "IncludedSupplyChainTradeLineItem"];

/// Reads a document that is a text already.
pub(super) fn from_text(text: &str) -> Result<ReadDocument, Error> {
    read(text.strip_prefix('\u{FEFF}').unwrap_or(text)).map_err(|refusal| refusal.into_error(text))
}

/// Reads a document from its bytes.
pub(super) fn from_bytes(bytes: &[u8]) -> Result<ReadDocument, Error> {
    let text = xml::decode(bytes).map_err(|fault| Refusal::Fault(fault).into_error(""))?;
    from_text(&text)
}

/// Why nothing was read.
enum Refusal {
    Fault(Fault),
    Unknown,
    TooManyLines,
}

impl Refusal {
    #[cold]
    fn into_error(self, text: &str) -> Error {
        let finding = match self {
            Refusal::Unknown => {
                Finding::new(Code::XmlUnknown, "", "This is neither a UBL invoice or credit note nor a CII invoice.")
                    .fix("Give the XML of an e-invoice after EN 16931; a PDF has to be opened first.")
            }
            Refusal::TooManyLines => Finding::new(Code::XmlTooLarge, "", "The document has more than 10,000 lines."),
            Refusal::Fault(fault) => {
                let code = if fault.is_limit { Code::XmlTooLarge } else { Code::XmlInvalid };
                let mut message = "The XML was not read: ".to_owned();
                message.push_str(fault.what);
                let before = text.get(..fault.at).unwrap_or_default();
                message.push_str(" (line ");
                push_count(&mut message, before.matches('\n').count().saturating_add(1));
                message.push_str(").");
                Finding::new(code, "", message)
            }
        };
        Error::from_finding(finding)
    }
}

fn read(text: &str) -> Result<ReadDocument, Refusal> {
    let mut cx = Context::default();
    let mut lines = Vec::new();
    let mut stated = Stated::default();
    let mut take = |mut element: Element<'_>| {
        let path = context::entry(element.name, lines.len());
        if lines.len() >= crate::invoice::LINES_MAX {
            cx.too_many = true;
            return;
        }
        let (line, net) = match element.name {
            "IncludedSupplyChainTradeLineItem" => cii_line::line(&mut element, &path, &mut cx),
            _ => ubl_line::line(&mut element, &path, &mut cx),
        };
        cx.list(&element, path);
        lines.push(line);
        stated.line_nets.push(net);
    };
    let mut root = xml::read(text, LINES, &mut take).map_err(Refusal::Fault)?;
    if cx.too_many {
        return Err(Refusal::TooManyLines);
    }
    let mut draft = match root.name {
        "Invoice" | "CreditNote" if root.known => ubl::head(&mut root, &mut stated, &mut cx),
        "CrossIndustryInvoice" if root.known => cii::head(&mut root, &mut stated, &mut cx),
        _ => return Err(Refusal::Unknown),
    };
    let name = root.name.to_owned();
    cx.list(&root, name);
    draft.lines = lines;
    let (number, specification) = (stated.number.take(), stated.specification.take());
    let mut draft = settle::settle(draft, stated, &mut cx);
    draft.state_amounts();
    Ok(ReadDocument { draft, findings: Array(cx.into_findings()), number, specification })
}

/// A text as a day: 2026-01-31, or 20260131; a time zone after it says nothing.
fn day(text: &str) -> Option<Day> {
    let compact = text.len() >= 8 && text.bytes().take(8).all(|byte| byte.is_ascii_digit());
    let text: Cow<'_, str> = if compact {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
        Cow::Owned([year, "-", month, "-", day].concat())
    } else {
        Cow::Borrowed(text.get(..10)?)
    };
    Day::parse(&text)
}
