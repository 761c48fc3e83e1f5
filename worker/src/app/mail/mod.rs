//! E-mail: a message in one form for all mail services; and the services that there are, each a file that writes requests and
//! reads answers and notices. Refuses whatever could add a header or a recipient.

mod address;
mod compose;
mod offer;
mod postmark;
mod resend;
mod wording;

pub(crate) use address::{is_address, mailbox};
pub(crate) use compose::compose;
pub(crate) use offer::offer;
pub(crate) use wording::{Piece, check as check_message, fill, is_of_message, name_of, pieces};

use super::http::Request;
use super::moment::Moment;
use super::ports::WebAnswer;
use super::problem::Problem;
use super::resource::MailProvider;
use super::web::{Call, Service};

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Content {
    /// Subject: one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML, as a whole page.
    pub html: String,
}

/// An e-mail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mail {
    /// The id of the message in the outbox.
    pub id: String,
    /// Who it is from, with a name.
    pub from: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The one address that it goes to.
    pub to: String,
    /// What it says.
    pub content: Content,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The service took it.
    Taken,
    /// The service does not send to this address.
    Unreachable,
    /// It was not taken, and why, for the log.
    NotTaken(String),
}

/// What went wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There is no such mailbox, or it takes nothing for good.
    Bounced,
    /// Its owner says that the message was not wanted.
    Complained,
}

impl Trouble {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Trouble::Bounced => "bounced",
            Trouble::Complained => "complained",
        }
    }
}

/// What a service tells of an address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    /// The address.
    pub address: String,
    /// The message in the outbox, if the service says it.
    pub message: Option<String>,
    /// What went wrong.
    pub trouble: Trouble,
}

/// The call that sends a message, and whom it is made to.
pub(crate) fn call(provider: MailProvider, key: &str, mail: &Mail) -> (&'static Service, Call) {
    match provider {
        MailProvider::Postmark => (&postmark::SERVICE, postmark::call(key, mail)),
        MailProvider::Resend => (&resend::SERVICE, resend::call(key, mail)),
    }
}

/// What an answer to that call says.
pub(crate) fn outcome(provider: MailProvider, answer: &WebAnswer) -> Outcome {
    match (provider, answer.status) {
        (_, 200..=299) => Outcome::Taken,
        (MailProvider::Postmark, _) if postmark::is_unreachable(answer) => Outcome::Unreachable,
        (_, status) => Outcome::NotTaken(format!("the mail service answers with {status}")),
    }
}

/// Verifies what a service sent, then reads it; None for what is no trouble.
pub(crate) fn notice(
    provider: MailProvider,
    request: &Request,
    secret: &str,
    now: Moment,
) -> Result<Option<Notice>, Problem> {
    match provider {
        MailProvider::Postmark => postmark::notice(request, secret),
        MailProvider::Resend => resend::notice(request, secret, now),
    }
}
