//! A letter: the text of a reminder in its three forms, in four languages or in the administration's own wording.
//!
//! Refuses to write a letter that lacks what the law wants in it, one that asks for more than the claim allows, and a
//! wording with a placeholder that nobody knows.

mod facts;
mod fill;
mod late;
mod legal;
mod model;
#[cfg(test)]
mod tests;
mod text;

use super::action::Action;
use super::claim::Claim;
use crate::finding::Error;
use crate::ledger::Account;
use crate::party::PartyKind;
use crate::text::Language;
use crate::wire::{Reader, TextMap};
use crate::wire_struct;
use facts::Facts;
pub use late::{LatePaymentOptions, late_payment_text};
use model::Model;

wire_struct! {
    /// What a letter is made from beside the action and the account.
    pub struct LetterOptions {
        /// Language: nl, en, de or fr, also as nl-BE; English for any other.
        "locale" locale: String,
        /// The claim of the day of the letter.
        "claim" claim: Claim,
        /// Own wording by name of the text: the subject on the first line, a blank line, the text with its placeholders
        /// such as `{invoiceNumber}`; a blank line parts paragraphs.
        "templates" templates: TextMap,
    }
}

wire_struct! {
    /// The text of a reminder.
    #[derive(Eq)]
    pub struct LetterText {
        /// Subject.
        "subject" subject: String,
        /// Plain text.
        "text" text: String,
        /// HTML, as a whole page.
        "html" html: String,
    }
}

/// The letter of an action.
pub fn letter(action: &Action, account: &Account, options: &LetterOptions) -> Result<LetterText, Error> {
    let language = Language::of_locale(Some(&options.locale));
    let model = Model::of(action, &options.claim);
    let (term, consequences) = model.terms(&options.claim);
    let facts = Facts { action, account, options, language, term, consequences };
    let own = options.templates.get(&action.template);
    let (subject, text) = match own {
        Some(own) => split(own),
        None => model.wording(language),
    };
    let mut cx = Reader::new();
    legal::check(&facts, model, &mut cx);
    if own.is_some() {
        cx.field("templates", |cx| cx.key(&action.template, |cx| legal::wording(&facts, model, &subject, &text, cx)));
    }
    let mut missing = Vec::new();
    let subject = facts.fill(&subject, &mut missing);
    let text = facts.fill(&text, &mut missing);
    legal::complete(&missing, model, &mut cx);
    Error::check(cx.into_findings())?;
    // One line: a name may hold more.
    let subject: String = subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let html = fill::html(language.code(), &subject, &text);
    Ok(LetterText { subject, text, html })
}

/// Refuses an own wording that no letter could be made from: one without subject or text, or with placeholders that there
/// are not. `notice` are law and debtor of the formal notices that it is for: what the law wants in them has to stand in it.
pub fn check_wording(wording: &str, notice: Option<(&str, PartyKind)>) -> Result<(), Error> {
    let (subject, text) = split(wording);
    let mut cx = Reader::new();
    legal::well_formed(&subject, &text, &mut cx);
    if let Some(wants) = notice.and_then(|(jurisdiction, debtor)| Model::notice(jurisdiction, debtor).wants) {
        legal::wanted(wants, &text, &mut cx);
    }
    Error::check(cx.into_findings()).map(drop)
}

/// Subject and text of own wording.
fn split(own: &str) -> (String, String) {
    let (subject, text) = own.split_once('\n').unwrap_or((own, ""));
    (subject.trim().to_owned(), text.trim().to_owned())
}

/// An article in the words of a language. The engine's sources name laws in English.
fn localised(source: &str, language: Language) -> String {
    let mut said = source.to_owned();
    for (english, others) in LAWS {
        if said.contains(english) {
            said = said.replace(english, language.pick(*others));
        }
    }
    said
}

/// Names of laws and of their parts: English, then each language.
const LAWS: &[(&str, [&str; 4])] = &[
    ("art. ", ["art. ", "art. ", "Art. ", "art. "]),
    ("6:96(2)(c)", ["6:96 lid 2 onder c", "6:96(2)(c)", "6:96 Abs. 2 Buchst. c", "6:96, § 2, c"]),
    ("6:96(4)", ["6:96 lid 4", "6:96(4)", "6:96 Abs. 4", "6:96, § 4"]),
    ("6:96(6)", ["6:96 lid 6", "6:96(6)", "6:96 Abs. 6", "6:96, § 6"]),
    (
        "law of 2002-08-02",
        ["wet van 2 augustus 2002", "Act of 2 August 2002", "Gesetz vom 2. August 2002", "loi du 2 août 2002"],
    ),
    ("Code of economic law", ["WER", "Code of Economic Law", "WGB", "CDE"]),
    (
        "Directive 2011/7/EU",
        ["Richtlijn 2011/7/EU", "Directive 2011/7/EU", "Richtlinie 2011/7/EU", "directive 2011/7/UE"],
    ),
    (" and ", [" en ", " and ", " und ", " et "]),
];
