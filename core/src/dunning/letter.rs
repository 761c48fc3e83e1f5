//! A letter: the text of a reminder in its three forms, and the wording that an administration may bring.

use super::claim::Claim;
use crate::wire::TextMap;
use crate::wire_struct;

wire_struct! {
    /// What a letter is made from beside the action and the account.
    pub struct LetterOptions {
        /// Language, such as nl or nl-BE.
        "locale" locale: String,
        /// The claim of the day of the letter.
        "claim" claim: Claim,
        /// Own wording by name of the text, with named placeholders.
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
        /// HTML.
        "html" html: String,
    }
}
