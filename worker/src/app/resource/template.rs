//! Templates: an administration's own wording of its letters, as the service takes and gives it over HTTP.

use voldaan::wire::Array;
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// A language that letters are written in.
    #[derive(Copy, Eq)]
    pub enum TemplateLanguage {
        /// Dutch.
        "nl" Dutch,
        /// English.
        "en" English,
        /// German.
        "de" German,
        /// French.
        "fr" French,
    }
}

wire_struct! {
    /// An own wording.
    #[derive(Eq)]
    pub struct TemplateInput {
        /// What it is the text of: `template` of a step of a policy or the step's id for letters, `invoice` or `creditNote` for the
        /// message that brings one.
        "name" name: String,
        /// Letters in which language; in all if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject: one line, with placeholders such as {invoiceNumber}.
        "subject" subject: String,
        /// The text, with its placeholders; a blank line parts paragraphs.
        "text" text: String,
    }
}

wire_struct! {
    /// A letter to look at before it is written.
    #[derive(Eq)]
    pub struct LetterInput {
        /// What it is the text of: `template` of a step of the policy, or the step's id.
        "name" name: String,
        /// Its language; that of the policy or the customer if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject to try; together with `text`.
        "subject" subject: Option<String>,
        /// Text to try; without it, the letter has the wording that is kept, else the engine's.
        "text" text: Option<String>,
    }
}

wire_struct! {
    /// An own wording that is kept.
    #[derive(Eq)]
    pub struct TemplateResource {
        /// Its id.
        "id" id: String,
        /// What it is the text of.
        "name" name: String,
        /// Letters in which language; in all if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject.
        "subject" subject: String,
        /// The text.
        "text" text: String,
    }
}

list! {
    /// Own wordings, oldest first.
    TemplateList of TemplateResource
}
