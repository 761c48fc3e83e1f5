//! Deeds: what a customer can do on their pages, by the words of the forms.

use super::form::Form;
use super::problem::Problem;
use super::refusal::Refusal;

macro_rules! deeds {
    ($($name:ident $word:literal $doc:literal;)*) => {
        /// Something that a customer does on a page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Deed { $(#[doc = $doc] $name,)* }

        impl Deed {
            /// Its word, in forms and in the store.
            pub fn word(self) -> &'static str {
                match self { $(Deed::$name => $word,)* }
            }

            /// The deed of a word.
            pub fn from_word(word: &str) -> Option<Deed> {
                match word { $($word => Some(Deed::$name),)* _ => None }
            }
        }
    };
}

deeds! {
    Seen "seen" "Look at it, as a person does.";
    Pay "pay" "Pay online.";
    Dispute "dispute" "Contest a part.";
    Promise "promise" "Promise to pay by a day.";
    Plan "plan" "Ask to pay in parts.";
    Contact "contact" "Ask for another contact.";
    Delivery "delivery" "Choose how invoices come.";
    Feedback "feedback" "Answer the one question.";
    Details "details" "Change their own contact and how invoices come.";
    End "end" "End the link to all their invoices.";
    Accept "accept" "Accept an offer.";
    Decline "decline" "Decline an offer.";
}

impl Deed {
    /// What a form does, which is one of the deeds that its page offers.
    pub fn of(form: &Form, is_offered: impl Fn(Deed) -> bool) -> Result<Deed, Problem> {
        Deed::from_word(form.get("deed")).filter(|&deed| is_offered(deed)).ok_or_else(|| {
            Problem::new(Refusal::FormUnreadable, "The form does not say what to do. Send it as it stands on the page.")
        })
    }
}
