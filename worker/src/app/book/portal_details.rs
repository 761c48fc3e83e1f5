//! What a customer changes of themselves behind the link to all their invoices: their contact, and how invoices come. It holds at once,
//! because that link went to the address that is kept of them; the one of a single invoice proves less and changes no address.

use voldaan::ledger::Channel;
use voldaan::party::Contact;
use voldaan::text::Language;
use voldaan::wire::to_json;

use super::delivery::choose_way;
use super::outbox::is_email;
use super::portal::see_other;
use super::portal_account::{AccountVisit, EMAIL_CHARACTERS_MAX, seller};
use super::session::{Session, read_stored};
use super::store::{Query, transact};
use crate::app::deed::Deed;
use crate::app::form::Form;
use crate::app::http::Response;
use crate::app::nonce;
use crate::app::page::account::{self, Own};
use crate::app::page::{Attempt, Phrase};
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{CustomerInput, DeliveryWay, LetterJson};
use crate::cells;

/// Customers of one address that are shown at most.
const OWN_MAX: i64 = 5;
/// A name or a number has at most so many characters.
const CHARACTERS_MAX: usize = 200;

/// What a good form says.
struct Details {
    contact: Contact,
    way: Option<DeliveryWay>,
}

impl<P: Ports> AccountVisit<'_, P> {
    /// The kept customers of the address, the first ones.
    pub fn own(&self) -> Result<Vec<Own>, Problem> {
        let sql = "SELECT id, json FROM customer WHERE lower(json_extract(json, '$.party.contact.email')) = ? \
                   ORDER BY sequence LIMIT ?";
        let mut own = Vec::new();
        for mut row in self.session.store().rows(sql, cells![&self.email, OWN_MAX])? {
            let id = row.text()?;
            let said: CustomerInput = read_stored(&row.text()?)?;
            let choice = self.session.choice_of(&said)?;
            let contact = said.party.contact.unwrap_or_default();
            own.push(Own { id, name: said.party.name, contact, choice });
        }
        Ok(own)
    }

    /// Takes over what a customer says of themselves, once; or shows what is wrong with it.
    pub fn change_details(&self, form: Form) -> Result<Response, Problem> {
        let session = &self.session;
        let subject = &self.link.subject;
        let (key, done) = session.form_done(subject);
        let is_fresh = nonce::is_good(session.secrets, self.link, form.get("nonce"), session.clock);
        if is_fresh && session.done_deed_of(&key, subject)?.is_some() {
            return Ok(see_other(done));
        }
        let customer = form.get("customer").to_owned();
        let language = self.language()?;
        let whole = |phrase: Phrase| Err(vec![("", phrase.text(language).to_owned())]);
        let own = self.own()?;
        // Whose details they are is looked up behind the link, whatever the form says.
        let said = match own.iter().find(|own| own.id == customer) {
            None => whole(Phrase::FaultNotNow),
            Some(_) if !is_fresh => whole(Phrase::FaultOld),
            Some(own) => details(&form, own, language),
        };
        let Details { contact, way } = match said {
            Ok(said) => said,
            Err(faults) => {
                let attempt = Attempt { deed: Deed::Details, form, faults };
                return self.page(false, Some((&customer, &attempt)));
            }
        };
        let has_moved = contact.email.as_deref().is_some_and(|email| !email.eq_ignore_ascii_case(&self.email));
        transact(session.store(), || {
            session.change_customer(&customer, |said, today| {
                if let Some(way) = way {
                    choose_way(said, way, today, "Customer's page of all invoices");
                }
                said.party.contact = Some(contact);
            })?;
            session.record("portal.details", &customer)?;
            if has_moved {
                session.tell_old_address(&customer, &self.email, language)?;
            }
            session.keep_deed(&key, Deed::Details, subject)
        })?;
        Ok(see_other(done))
    }

    pub(super) fn language(&self) -> Result<Language, Problem> {
        let sql = "SELECT id FROM invoice WHERE hash IS NOT NULL AND customer IN (SELECT id FROM customer WHERE \
                   lower(json_extract(json, '$.party.contact.email')) = ?) ORDER BY sequence DESC LIMIT 1";
        let newest = self.session.store().first(sql, cells![&self.email])?.map(|mut row| row.text()).transpose()?;
        let language = newest.map_or(Ok(None), |id| self.session.language_of_invoice(&id))?;
        Ok(language.unwrap_or_else(|| account::language_of_browser(self.session.request)))
    }
}

/// What a form says of a customer, or all that is wrong with it.
fn details(form: &Form, own: &Own, language: Language) -> Result<Details, Vec<(&'static str, String)>> {
    let mut faults = Vec::new();
    let mut fault = |field: &'static str, phrase: Phrase| faults.push((field, phrase.text(language).to_owned()));
    let mut line = |name: &'static str| {
        let text: String = form.get(name).chars().filter(|letter| !letter.is_control()).collect();
        if text.chars().count() > CHARACTERS_MAX {
            fault(name, Phrase::FaultLong);
        }
        Some(text).filter(|text| !text.is_empty())
    };
    let (name, email, phone) = (line("name"), line("email"), line("phone"));
    let is_address =
        |email: &String| is_email(&email.to_ascii_lowercase()) && email.chars().count() <= EMAIL_CHARACTERS_MAX;
    if !email.as_ref().is_some_and(is_address) {
        fault("email", Phrase::FaultEmail);
    }
    let way = DeliveryWay::from_word(form.get("way"));
    let is_choice = way.is_none_or(|way| own.choice.ways.contains(&way));
    if !is_choice || (way.is_none() && form.said("way").is_some()) {
        fault("way", Phrase::FaultChoice);
    }
    let contact = Contact { name, email, phone };
    if faults.is_empty() { Ok(Details { contact, way }) } else { Err(faults) }
}

impl<P: Ports> Session<'_, P> {
    /// Tells the address that was kept until now that another one is. It hears of it with the newest invoice, if there is one.
    fn tell_old_address(&self, customer: &str, email: &str, language: Language) -> Result<(), StoreError> {
        let newest = "SELECT id FROM invoice WHERE customer = ? AND hash IS NOT NULL ORDER BY sequence DESC LIMIT 1";
        let Some(mut row) = self.store().first(newest, cells![customer])? else { return Ok(()) };
        let invoice = row.text()?;
        let letter = LetterJson(to_json(&account::changed(seller(&self.administration), language)));
        let link = format!("{}/account/{}", self.origin(), self.administration.id);
        self.write_message(&invoice, (Channel::Email, email.to_owned(), link), (None, Some(letter))).map(drop)
    }
}
