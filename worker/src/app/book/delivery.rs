//! Delivery: which way an invoice goes to its customer, and to whom. What the request says comes first, then what the customer
//! prefers, then what is usual for their size. Refuses to send a structured invoice to whoever has not agreed to it.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Category, Invoice};
use voldaan::law::e_invoicing::{Obligation, obligation};
use voldaan::ledger::Channel;
use voldaan::party::{Party, PartyKind};

use super::mail::is_unreachable;
use super::session::Session;
use super::store::Query;
use crate::app::mail::is_address;
use crate::app::page::DeliveryChoice;
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    Consent, ContactRole, CustomerContact, CustomerInput, CustomerSize, CustomerWarning, Delivery, DeliveryWay,
    SendInput,
};
use crate::cells;

/// The name of the settings and of the sealed key of the access point.
pub(super) const ACCESS_POINT: &str = "accessPoint";

impl<P: Ports> Session<'_, P> {
    /// The way an invoice goes, and where to.
    pub fn destination(
        &self,
        input: &SendInput,
        kept: Option<&CustomerInput>,
        invoice: &Invoice,
    ) -> Result<(Channel, String), Problem> {
        let customer = invoice.head().customer.as_deref();
        let channel = match input.channel {
            Some(channel) => channel,
            None if input.to.is_some() => Channel::Email,
            None => channel_of(self.usual_way(Some(invoice), kept)?),
        };
        let agreed = kept.is_some_and(|kept| has_agreed(kept, self.today))
            || self.has_to_take_structured(Some(invoice), customer);
        if channel == Channel::Peppol && !agreed {
            let detail =
                "The customer has not agreed to structured invoices. Keep when and where they did in delivery.consent.";
            return Err(Problem::new(Refusal::ConsentMissing, detail));
        }
        let name = customer.map(|party| party.name.clone()).unwrap_or_default();
        let to = match (&input.to, channel) {
            (Some(to), _) => to.clone(),
            (None, Channel::Email) => self.reachable(kept, customer)?.unwrap_or_default(),
            // Who is known by an address is told that the page is there.
            (None, Channel::Portal) => {
                self.reachable(kept, customer)?.filter(|email| is_address(email)).unwrap_or(name)
            }
            (None, Channel::Peppol) => {
                let endpoint = customer.and_then(|party| party.endpoint.as_ref());
                let endpoint = endpoint.map(|endpoint| format!("{}:{}", endpoint.scheme, endpoint.value));
                endpoint.ok_or_else(no_endpoint)?
            }
            (None, _) => name,
        };
        if to.trim().is_empty() {
            let finding = Finding::new(Code::FieldMissing, "to", "The customer has no e-mail address.").term("BT-58");
            return Err(Error::from_finding(finding.fix("Say where to send it in the field to.")).into());
        }
        if channel == Channel::Email && !is_address(&to) {
            let finding = Finding::new(Code::EmailFormat, "to", "This is not an e-mail address.").term("BT-58");
            return Err(Error::from_finding(finding.fix("State one address such as anna@example.com.")).into());
        }
        Ok((channel, to))
    }

    /// Whether the law has a customer take an invoice of this seller as a structured one, so that nobody asks for consent; of any that it is
    /// about where none is stated.
    fn has_to_take_structured(&self, invoice: Option<&Invoice>, customer: Option<&Party>) -> bool {
        let seller = self.administration.said.supplier.as_ref();
        let is_business = |party: &&Party| party.kind == Some(PartyKind::Business);
        let (Some(seller), Some(customer)) = (seller, customer.filter(is_business)) else { return false };
        let is_about = |obligation: &Obligation| {
            invoice.is_none_or(|invoice| {
                let is_exempt = invoice.vat_breakdown().iter().all(|group| group.category == Category::E);
                obligation.covers(invoice.totals().gross, is_exempt)
            })
        };
        let row = obligation(&seller.country, self.today).filter(|_| seller.country == customer.country);
        row.is_some_and(|row| is_about(&row.value))
    }

    /// The e-mail address for invoices: the first that takes something, and where none does the first of all.
    fn reachable(&self, kept: Option<&CustomerInput>, customer: Option<&Party>) -> Result<Option<String>, StoreError> {
        Ok(self.open_email(kept, customer)?.or_else(|| email_of(kept, customer)))
    }

    /// The first e-mail address for invoices that takes something.
    pub fn open_email(
        &self,
        kept: Option<&CustomerInput>,
        customer: Option<&Party>,
    ) -> Result<Option<String>, StoreError> {
        for email in emails_of(kept, customer) {
            if !is_unreachable(self.store(), &email)? {
                return Ok(Some(email));
            }
        }
        Ok(None)
    }

    /// The way that the customer prefers, else that of their size: what a large one's system reads, a medium one's page, e-mail to
    /// all others.
    fn usual_way(&self, invoice: Option<&Invoice>, kept: Option<&CustomerInput>) -> Result<DeliveryWay, StoreError> {
        let delivery = kept.and_then(|kept| kept.delivery.as_ref());
        if let Some(way) = delivery.and_then(|delivery| delivery.way) {
            return Ok(way);
        }
        let party = kept.map(|kept| &kept.party);
        if self.has_to_take_structured(invoice, party)
            && party.is_some_and(|party| party.endpoint.is_some())
            && self.has_access_point()?
        {
            return Ok(DeliveryWay::Structured);
        }
        let agreed = kept.is_some_and(|kept| has_agreed(kept, self.today));
        Ok(match kept.and_then(|kept| kept.size) {
            Some(CustomerSize::Large) if agreed && self.has_access_point()? => DeliveryWay::Structured,
            Some(CustomerSize::Medium) => DeliveryWay::Portal,
            _ => DeliveryWay::Email,
        })
    }

    /// The ways that a kept customer can choose from on their page: those that the administration offers and that reach them.
    pub fn delivery_choice(&self, customer: Option<&str>) -> Result<DeliveryChoice, Problem> {
        match self.customer_said(customer)? {
            Some(kept) => Ok(self.choice_of(&kept)?),
            None => Ok(DeliveryChoice::default()),
        }
    }

    /// The same of what is said of the customer.
    pub fn choice_of(&self, kept: &CustomerInput) -> Result<DeliveryChoice, StoreError> {
        let offered = &self.administration.said.delivery_choices;
        let has_access_point = self.has_access_point()?;
        let party = &kept.party;
        let reaches = |way: &DeliveryWay| match way {
            DeliveryWay::Email => email_of(Some(kept), Some(party)).is_some(),
            DeliveryWay::Portal => true,
            DeliveryWay::Structured => has_access_point && party.endpoint.is_some(),
            DeliveryWay::Post => party.address.as_ref().is_some_and(|address| address.city.is_some()),
        };
        let all = [DeliveryWay::Email, DeliveryWay::Portal, DeliveryWay::Structured, DeliveryWay::Post];
        let is_offered = |way: &DeliveryWay| (offered.is_empty() || offered.contains(way)) && reaches(way);
        let now = Some(self.usual_way(None, Some(kept))?);
        Ok(DeliveryChoice { ways: all.into_iter().filter(is_offered).collect(), now })
    }

    fn has_access_point(&self) -> Result<bool, StoreError> {
        self.store().has("SELECT 1 FROM setting WHERE name = ?", cells![ACCESS_POINT])
    }
}

fn channel_of(way: DeliveryWay) -> Channel {
    match way {
        DeliveryWay::Email => Channel::Email,
        DeliveryWay::Portal => Channel::Portal,
        DeliveryWay::Structured => Channel::Peppol,
        DeliveryWay::Post => Channel::Letter,
    }
}

/// Whether a customer has agreed to structured invoices by a day, and where it can be read.
pub(super) fn has_agreed(kept: &CustomerInput, by: Day) -> bool {
    let consent = kept.delivery.as_ref().and_then(|delivery| delivery.consent.as_ref());
    consent.is_some_and(|consent| consent.on <= by && !consent.source.trim().is_empty())
}

/// A name is no address that an access point could find.
fn no_endpoint() -> Problem {
    let message = "The invoice has no electronic address of the customer, so no access point can find them.";
    let finding = Finding::new(Code::FieldMissing, "customer.endpoint", message).term("BT-49");
    let fix = "Keep the endpoint of the customer for the next invoice; state it in the field to, such as 0106:12345678, or \
               send this one another way.";
    Error::from_finding(finding.fix(fix)).into()
}

/// The e-mail address for invoices: accounts payable, else the buyer, else the contact on the invoice (BT-58).
pub(super) fn email_of(kept: Option<&CustomerInput>, customer: Option<&Party>) -> Option<String> {
    emails_of(kept, customer).into_iter().next()
}

/// All e-mail addresses that invoices may go to, in that order, each once.
pub(super) fn emails_of(kept: Option<&CustomerInput>, customer: Option<&Party>) -> Vec<String> {
    let contacts = kept.map(|kept| kept.contacts.as_slice()).unwrap_or_default();
    let of = |role: ContactRole| contacts.iter().filter(move |contact| contact.role == role);
    let by_role =
        of(ContactRole::AccountsPayable).chain(of(ContactRole::Buyer)).filter_map(|contact| contact.email.as_ref());
    let own = customer.and_then(|party| party.contact.as_ref()).and_then(|contact| contact.email.as_ref());
    let mut all: Vec<String> = Vec::new();
    for email in by_role.chain(own) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(email)) {
            all.push(email.clone());
        }
    }
    all
}

/// The address of the buyer who gets a copy of what goes to accounts payable.
pub(super) fn buyer_beside(kept: Option<&CustomerInput>, to: &str) -> Option<String> {
    let contacts = kept.map(|kept| kept.contacts.as_slice()).unwrap_or_default();
    let emails = |role: ContactRole| {
        contacts.iter().filter(move |contact| contact.role == role).filter_map(|contact| contact.email.as_deref())
    };
    let is_to = |email: &&str| email.eq_ignore_ascii_case(to);
    emails(ContactRole::AccountsPayable).find(is_to)?;
    emails(ContactRole::Buyer).find(|email| !is_to(email) && is_address(email)).map(str::to_owned)
}

/// What is to be looked at in what is said of a customer.
pub(super) fn warnings_of(said: &CustomerInput) -> Vec<CustomerWarning> {
    let pays = |contact: &CustomerContact| contact.role == ContactRole::AccountsPayable && contact.email.is_some();
    if said.size != Some(CustomerSize::Large) || said.contacts.iter().any(pays) {
        return Vec::new();
    }
    let message = "A large customer without the e-mail address of accounts payable: invoices go to whoever ordered, and lie there. \
                   Ask for it and keep it as a contact of the role accountsPayable.";
    vec![CustomerWarning {
        code: "contacts.accountsPayable".to_owned(),
        severity: "warning".to_owned(),
        path: "contacts".to_owned(),
        message: message.to_owned(),
    }]
}

/// The contact by role to whom invoices go by e-mail.
pub(super) fn contact_for_invoices(kept: &mut CustomerInput) -> Option<&mut CustomerContact> {
    let place = place_for_invoices(&kept.contacts)?;
    kept.contacts.get_mut(place)
}

fn place_for_invoices(contacts: &[CustomerContact]) -> Option<usize> {
    let place = |role: ContactRole| contacts.iter().position(|contact| contact.role == role && contact.email.is_some());
    place(ContactRole::AccountsPayable).or_else(|| place(ContactRole::Buyer))
}

/// Takes over the way that a customer chose. Who chooses structured invoices agrees to them; where they did is the source.
pub(super) fn choose_way(kept: &mut CustomerInput, way: DeliveryWay, on: Day, source: &str) {
    let before = kept.delivery.take().unwrap_or_default();
    let consent = match way {
        DeliveryWay::Structured => before.consent.clone().or_else(|| Some(Consent { on, source: source.to_owned() })),
        _ => before.consent.clone(),
    };
    kept.delivery = Some(Delivery { way: Some(way), consent, ..before });
}
