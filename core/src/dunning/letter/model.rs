//! Which text a letter has: by what is to be done, the law it stands under, and its tone. Refuses to fill it in.

use super::text::Text::{self, *};
use crate::dunning::action::{Action, ActionKind};
use crate::dunning::claim::Claim;
use crate::dunning::policy::Tone;
use crate::party::PartyKind;
use crate::text::Language;

/// A letter by its text.
pub(super) struct Model {
    subject: Text,
    before: &'static [Text],
    /// What is filled in as a whole.
    middle: &'static str,
    after: &'static [Text],
    /// What the law wants of it, if it wants anything.
    pub wants: Option<&'static Wants>,
}

/// What the law wants in a letter.
pub(super) struct Wants {
    /// The article.
    pub rule: &'static str,
    /// What has to be filled in.
    pub placeholders: &'static [&'static str],
}

/// The 14-day letter to a Dutch consumer: free, the exact costs, the term and its start, what follows.
const DUTCH: Wants = Wants { rule: "art. 6:96(6) BW", placeholders: &["principal", "term", "consequences"] };

/// The first reminder to a Belgian consumer: free, and the list of the article.
const BELGIAN: Wants = Wants {
    rule: "art. XIX.2 Code of economic law",
    placeholders: &["supplier", "supplierNumber", "description", "dueDate", "principal", "term", "consequences"],
};

const ASKED: &str = "{amounts}\n\n{payment}";
const FREE: &str = "{consequences}\n\n{payment}";

const fn model(subject: Text, before: &'static [Text], middle: &'static str, after: &'static [Text]) -> Model {
    Model { subject, before, middle, after, wants: None }
}

static UPCOMING: Model =
    model(SubjectUpcoming, &[GreetFriendly, OpenUpcoming], "{payment}", &[CloseUpcoming, SignFriendly]);
static REMINDER: Model = model(SubjectReminder, &[GreetFriendly, OpenReminder], "{payment}", &[Close, SignFriendly]);
static SECOND: Model = model(SubjectSecond, &[GreetFormal, OpenSecond], ASKED, &[Close, SignFormal]);
static DEMAND: Model = model(SubjectDemand, &[GreetFormal, OpenDemand], ASKED, &[Warning, Close, SignFormal]);
static NOTICE: Model = model(SubjectNotice, &[GreetFormal, OpenNotice], ASKED, &[Warning, Close, SignFormal]);
static HAND_OVER: Model = model(SubjectHandOver, &[GreetFormal, OpenHandOver], "{amounts}", &[SignFormal]);
static CALL: Model = model(SubjectCall, &[Call], "", &[]);
static DUTCH_NOTICE: Model =
    Model { wants: Some(&DUTCH), ..model(SubjectDemand, &[GreetFormal, OpenDutch], FREE, &[Close, SignFormal]) };
static BELGIAN_NOTICE: Model = Model {
    wants: Some(&BELGIAN),
    ..model(SubjectFirst, &[GreetFormal, OpenBelgian, ListBelgian, WithinBelgian], FREE, &[Close, SignFormal])
};

impl Model {
    /// The model of a letter.
    pub fn of(action: &Action, claim: &Claim) -> &'static Model {
        match action.kind {
            ActionKind::PhoneTask => &CALL,
            ActionKind::HandOver => &HAND_OVER,
            ActionKind::FormalNotice => Self::notice(&claim.jurisdiction, claim.debtor),
            ActionKind::Email | ActionKind::Letter if action.on <= action.due_date => &UPCOMING,
            ActionKind::Email | ActionKind::Letter => match action.tone {
                Tone::Friendly => &REMINDER,
                Tone::Neutral => &SECOND,
                Tone::Firm | Tone::Strict => &DEMAND,
            },
        }
    }

    /// The model of a formal notice.
    pub fn notice(jurisdiction: &str, debtor: PartyKind) -> &'static Model {
        match (debtor, jurisdiction) {
            (PartyKind::Consumer, "NL") => &DUTCH_NOTICE,
            (PartyKind::Consumer, "BE") => &BELGIAN_NOTICE,
            _ => &NOTICE,
        }
    }

    /// The term that it sets, and what it says follows.
    pub fn terms(&self, claim: &Claim) -> (Text, Text) {
        match self.wants.map(|wants| wants.rule) {
            Some(rule) if rule == DUTCH.rule => (TermDutch, ConsequencesDutch),
            Some(_) if claim.named_costs().is_zero() => (TermBelgian, NoClauseBelgian),
            Some(_) => (TermBelgian, ConsequencesBelgian),
            None => (TermUntil, Warning),
        }
    }

    /// The subject and the text, with their placeholders.
    pub fn wording(&self, language: Language) -> (String, String) {
        let mut text = String::new();
        let parts = self.before.iter().map(|part| part.of(language)).chain([self.middle]);
        for part in parts.chain(self.after.iter().map(|part| part.of(language))).filter(|part| !part.is_empty()) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(part);
        }
        (self.subject.of(language).to_owned(), text)
    }
}
