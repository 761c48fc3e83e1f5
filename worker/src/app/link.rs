//! Links to the customer's page: signed, for one invoice and one action, until a moment, and revocable.
//!
//! A link carries all that is needed to refuse it without storage; only whether it was revoked is asked of the Book.

use data_encoding::BASE64URL_NOPAD;

use super::moment::Moment;
use super::problem::Problem;
use super::refusal::Refusal;
use super::secret::{Secrets, mac, same};

/// A link that shows an invoice to its customer, who may act on it.
pub(crate) const VIEW: &str = "view";
/// A link that shows the same page to the seller: nothing on it does anything, and looking does not count.
pub(crate) const PREVIEW: &str = "preview";

/// A link that shows the invoices of an address; its subject is the note of whom it was sent to.
pub(crate) const ACCOUNT: &str = "account";

/// A link that shows an offer to its customer, who may accept or decline it; its subject is the offer.
pub(crate) const OFFER: &str = "offer";
/// A link that shows the same page to the seller and does nothing.
pub(crate) const OFFER_PREVIEW: &str = "offerPreview";

/// All that a link can allow.
const ACTIONS: [&str; 5] = [VIEW, PREVIEW, ACCOUNT, OFFER, OFFER_PREVIEW];

/// A link is good for this long; each look at the invoice through the API gives a fresh one.
pub(crate) const DAYS_VALID: i64 = 180;

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The administration of the subject.
    pub administration: String,
    /// The invoice that it is for.
    pub subject: String,
    /// What it allows.
    pub action: String,
    /// The second since 1970 after which it is no longer good.
    pub expires: i64,
    /// The generation of links of the invoice that it belongs to; revoking starts the next one.
    pub generation: i64,
    /// The link to an account from whose page it comes, and with which it ends.
    pub account: Option<String>,
}

/// What a link opens; a link for one opens no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// The page of an invoice, and its documents.
    Invoice,
    /// The page of all invoices of an address.
    Account,
    /// An offer.
    Offer,
}

/// Why a link is not good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LinkFault {
    /// It was not made here, or changed.
    Forged,
    /// Its time is over.
    Expired,
}

impl Link {
    /// A link for one subject and one action, valid until a moment.
    pub fn to(administration: &str, subject: &str, action: &str, generation: i64, until: Moment) -> Link {
        Link {
            administration: administration.to_owned(),
            subject: subject.to_owned(),
            action: action.to_owned(),
            expires: until.seconds(),
            generation,
            account: None,
        }
    }

    /// The page that it opens: of a single invoice, of all of an address, or of an offer.
    pub fn opens(&self) -> Opened {
        match self.action.as_str() {
            ACCOUNT => Opened::Account,
            OFFER | OFFER_PREVIEW => Opened::Offer,
            _ => Opened::Invoice,
        }
    }

    /// Whether whoever has it may do something.
    pub fn may_act(&self) -> bool {
        self.action == VIEW || self.action == OFFER
    }

    /// Refuses to do something for whoever may only look.
    pub fn check_may_act(&self) -> Result<(), Problem> {
        if self.may_act() {
            return Ok(());
        }
        Err(Problem::new(
            Refusal::LinkPreview,
            "This link only shows the page. Use the customer's own link to do something.",
        ))
    }

    fn body(&self) -> String {
        let account = self.account.as_ref().map_or_else(String::new, |account| format!(".{account}"));
        format!(
            "{}.{}.{}.{}.{}{account}",
            self.administration, self.subject, self.action, self.expires, self.generation
        )
    }

    /// The signed text of the link.
    pub fn token(&self, secrets: &Secrets) -> String {
        let body = self.body();
        let signature = BASE64URL_NOPAD.encode(&mac(&secrets.keys.link, &[body.as_bytes()]));
        format!("{body}.{signature}")
    }

    /// Verifies, then reads.
    pub fn open(secrets: &Secrets, token: &str, now: Moment) -> Result<Link, LinkFault> {
        let (body, signature) = token.rsplit_once('.').ok_or(LinkFault::Forged)?;
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| LinkFault::Forged)?;
        if !same(&signature, &mac(&secrets.keys.link, &[body.as_bytes()])) {
            return Err(LinkFault::Forged);
        }
        let link = Self::read(body).ok_or(LinkFault::Forged)?;
        if now.seconds() > link.expires { Err(LinkFault::Expired) } else { Ok(link) }
    }

    fn read(body: &str) -> Option<Link> {
        let mut parts = body.split('.');
        Some(Link {
            administration: parts.next()?.to_owned(),
            subject: parts.next()?.to_owned(),
            action: parts.next().filter(|action| ACTIONS.contains(action))?.to_owned(),
            expires: parts.next()?.parse().ok()?,
            generation: parts.next()?.parse().ok()?,
            account: parts.next().map(str::to_owned),
        })
    }
}
