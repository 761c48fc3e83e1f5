//! E-mail: its settings, what a message says, and addresses that take nothing, as the service takes and gives them over HTTP.

use voldaan::calendar::Day;
use voldaan::invoice::Profile;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

pub use voldaan::dunning::LetterText;

wire_enum! {
    /// A mail service.
    #[derive(Copy, Eq)]
    pub enum MailProvider {
        /// Postmark.
        "postmark" Postmark,
        /// Resend.
        "resend" Resend,
    }
}

wire_struct! {
    /// Through whom e-mail goes, and who it is from.
    #[derive(Eq)]
    pub struct MailInput {
        /// The mail service.
        "provider" provider: MailProvider,
        /// The address that it is from; the service has to know it as yours.
        "from" from: String,
        /// The name that it is from; that of the supplier if absent.
        "fromName" from_name: Option<String>,
        /// Where answers go; to `from` if absent.
        "replyTo" reply_to: Option<String>,
        /// The key of the service; kept sealed and never shown. The one before if absent.
        "key" key: Option<String>,
        /// What its notices of bounces and complaints prove themselves by: the signing secret of Resend, a password of your own
        /// in the URL at Postmark; kept sealed and never shown. The one before if absent.
        "webhookSecret" webhook_secret: Option<String>,
    }
}

wire_struct! {
    /// The settings of e-mail.
    #[derive(Eq)]
    pub struct MailSettings {
        /// The mail service.
        "provider" provider: MailProvider,
        /// The address that it is from.
        "from" from: String,
        /// The name that it is from.
        "fromName" from_name: Option<String>,
        /// Where answers go.
        "replyTo" reply_to: Option<String>,
        /// Whether a secret for notices is kept.
        "webhook" webhook: bool,
        /// Where the service has to send its notices.
        "webhookUrl" webhook_url: String,
    }
}

wire_struct! {
    /// A message as it goes out.
    #[derive(Eq)]
    pub struct MessageContent {
        /// Its id.
        "id" id: String,
        /// Subject.
        "subject" subject: String,
        /// Plain text.
        "text" text: String,
        /// HTML, as a whole page.
        "html" html: String,
    }
}

wire_struct! {
    /// An address that takes no e-mail.
    #[derive(Eq)]
    pub struct UnreachableAddress {
        /// The address.
        "address" address: String,
        /// Since when.
        "at" at: Instant,
        /// bounced, complained or refused.
        "reason" reason: String,
    }
}

list! {
    /// Addresses that take no e-mail, oldest first.
    UnreachableList of UnreachableAddress
}

wire_struct! {
    /// Where structured invoices go.
    #[derive(Eq)]
    pub struct AccessPointInput {
        /// Address that takes UBL by POST; https, and outside of any network.
        "url" url: String,
        /// The profile of the UBL; en16931 if absent.
        "profile" profile: Option<Profile>,
        /// The key that is shown there as a bearer token; kept sealed and never shown. The one before if absent.
        "key" key: Option<String>,
    }
}

wire_struct! {
    /// The settings of the access point.
    #[derive(Eq)]
    pub struct AccessPoint {
        /// Address that takes UBL by POST.
        "url" url: String,
        /// The profile of the UBL.
        "profile" profile: Option<Profile>,
        /// Whether a key is kept.
        "key" key: bool,
    }
}

wire_struct! {
    /// How a letter was posted or a call was made.
    #[derive(Eq)]
    pub struct DoneInput {
        /// What came of it; it is kept as a note on the invoice.
        "note" note: Option<String>,
        /// The day on which the letter was posted or the call was made; today if absent. A reminder counts from then on.
        "on" on: Option<Day>,
        /// The day on which the customer received the letter, if it is known, by registered mail say: terms of law run from it, and
        /// are presumed without it.
        "receivedOn" received_on: Option<Day>,
    }
}
