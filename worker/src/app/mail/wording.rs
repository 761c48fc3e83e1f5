//! Own wording of the message that brings an invoice or a credit note: text with named placeholders, checked when it is kept and
//! filled in when the message is written. What is filled in is never read again, so that no name becomes a placeholder.

use voldaan::finding::{Code, Finding};
use voldaan::invoice::{DocumentType, Issued};
use voldaan::text::{Language, amount, day};

use super::compose::one_line;
use crate::app::page::{Html, language_of};
use crate::app::resource::LetterText;

/// What can stand between braces.
const PLACEHOLDERS: [&str; 7] =
    ["invoiceNumber", "invoiceDate", "dueDate", "amount", "customer", "supplier", "paymentReference"];

/// The name of the wording of the message that brings a document.
pub(crate) fn name_of(issued: &Issued) -> &'static str {
    if issued.head().document_type() == DocumentType::CreditNote { "creditNote" } else { "invoice" }
}

/// Whether a wording of this name is of a message that brings a document, and not of a letter.
pub(crate) fn is_of_message(name: &str) -> bool {
    matches!(name, "invoice" | "creditNote")
}

/// A piece of a wording.
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

/// The pieces of a wording; None where a brace is never closed.
pub(crate) fn pieces(mut rest: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        pieces.extend([Piece::Text(before), Piece::Placeholder(name)]);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    Some(pieces)
}

/// What is wrong with a wording.
pub(crate) fn check(name: &str, subject: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, wording) in [("subject", subject), ("text", text)] {
        let mut find = |message: String, fix: String| {
            findings.push(Finding::new(Code::LetterTemplate, path, message).fix(fix));
        };
        if wording.trim().is_empty() {
            find("It says nothing.".to_owned(), "Write what the customer is to read.".to_owned());
        }
        let Some(pieces) = pieces(wording) else {
            find(
                "A brace is opened and never closed.".to_owned(),
                "Write placeholders like {invoiceNumber}.".to_owned(),
            );
            continue;
        };
        // A credit note asks for no money.
        let known = |name: &str, of: &str| PLACEHOLDERS.contains(&of) && (of != "dueDate" || name != "creditNote");
        for piece in pieces {
            if let Piece::Placeholder(placeholder) = piece
                && !known(name, placeholder)
            {
                let all: Vec<&str> = PLACEHOLDERS.into_iter().filter(|of| known(name, of)).collect();
                find(format!("There is no placeholder {{{placeholder}}}."), format!("Use one of: {}.", all.join(", ")));
            }
        }
    }
    findings
}

/// The message in own wording; the link to the customer's page comes after it.
pub(crate) fn fill(issued: &Issued, subject: &str, text: &str) -> LetterText {
    let language = language_of(issued.head().customer.as_deref());
    let whole = |wording: &str| {
        let pieces = pieces(wording).unwrap_or_default().into_iter();
        let said = pieces.map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Placeholder(name) => value(issued, name, language),
        });
        said.collect::<String>()
    };
    let (subject, text) = (one_line(&whole(subject)), whole(text));
    let mut html = Html::default();
    html.wrapped("<!DOCTYPE html>\n<html lang=\"", language.code(), "\"><head><meta charset=\"utf-8\"><title>");
    html.text(&subject).raw("</title></head><body>\n");
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        html.raw("<p>");
        for (place, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
            html.raw(if place > 0 { "<br>" } else { "" }).text(line);
        }
        html.raw("</p>\n");
    }
    html.raw("</body></html>\n");
    LetterText { subject, text, html: html.finish() }
}

fn value(issued: &Issued, name: &str, language: Language) -> String {
    let head = issued.head();
    let party = |party: Option<&voldaan::party::Party>| party.map(|party| party.name.clone()).unwrap_or_default();
    match name {
        "invoiceNumber" => issued.number().to_owned(),
        "invoiceDate" => day(issued.issue_date(), language),
        "dueDate" => issued.due_date().map(|due| day(due, language)).unwrap_or_default(),
        "amount" => amount(issued.totals().payable, head.currency, language),
        "customer" => party(head.customer.as_deref()),
        "supplier" => party(head.supplier.as_deref()),
        "paymentReference" => head
            .payment_reference
            .as_ref()
            .map_or_else(|| issued.number().to_owned(), |reference| reference.text().to_owned()),
        _ => String::new(),
    }
}
