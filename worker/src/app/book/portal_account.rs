//! All invoices of a customer, behind a link that goes to their own address and lives for an hour. Whoever asks gets the
//! same answer after the same work, whether the address is known or not: what is known is looked up afterwards.
//!
//! Where an invoice was made for a kept customer, the address that is kept now decides, so that somebody who has left a
//! customer sees nothing any more; else the address on the invoice does.

use voldaan::ledger::Channel;
use voldaan::text::Language;
use voldaan::wire::to_json;

use super::Book;
use super::account::account_in_book;
use super::filter::{PLACE_MAX, summary};
use super::look::brand;
use super::outbox::is_email;
use super::portal::see_other;
use super::session::{Session, Stored};
use super::store::{Cells, Query, transact};
use crate::app::deed::Deed;
use crate::app::form::Form;
use crate::app::http::{Request, Response};
use crate::app::identity::new_id;
use crate::app::link::{ACCOUNT, Link, VIEW};
use crate::app::moment::Moment;
use crate::app::nonce;
use crate::app::page::account::{self, AccountSheet, Row};
use crate::app::page::{self, Attempt, Phrase};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::LetterJson;
use crate::cells;

/// A link is good for this long.
const MINUTES_VALID: i64 = 60;
/// An address gets at most so many links in that time.
const LINKS_MAX: i64 = 3;
/// At most so many addresses wait to be looked up; beyond, who asks has to ask again later.
const WAITING_MAX: i64 = 1_000;
/// Links are forgotten after so many days.
const DAYS_KEPT: i64 = 30;
/// Invoices of a page.
const ROWS: i64 = 50;
/// Addresses are no longer than this (RFC 5321, 4.5.3.1.3).
pub(super) const EMAIL_CHARACTERS_MAX: usize = 254;

/// Which invoices belong to an address.
const OWN: &str = "hash IS NOT NULL AND ((customer IS NULL AND customer_email = ?) OR customer IN \
                   (SELECT id FROM customer WHERE lower(json_extract(json, '$.party.contact.email')) = ?))";

/// Invoices of an address with their places, and the language of the newest.
struct Listing {
    rows: Vec<(i64, Row)>,
    language: Option<Language>,
}

fn minutes(count: i64) -> i64 {
    count * 60_000
}

/// The address that a link to an account was sent to, if the link was not ended.
pub(super) fn open_account(store: &impl Store, id: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT email FROM account_link WHERE id = ? AND revoked IS NULL";
    store.first(sql, cells![id])?.map(|mut row| row.text()).transpose()
}

pub(super) fn seller(stored: &Stored) -> &str {
    stored.said.supplier.as_ref().map_or(stored.said.name.as_str(), |party| party.name.as_str())
}

impl<P: Ports> Book<P> {
    /// GET /account/{administration}
    pub(super) fn ask_account(&self, request: &Request) -> Result<Response, Problem> {
        let stored = self.stored()?.ok_or_else(|| Problem::not_found("administration"))?;
        let language = account::language_of_browser(request);
        let brand = brand(self.ports.store(), &stored)?;
        Ok(match request.parameter("asked") {
            Some(_) => account::asked(seller(&stored), &brand, language),
            None => account::ask(seller(&stored), &brand, language, None),
        })
    }

    /// POST /account/{administration}
    pub(super) fn want_account(&self, request: &Request) -> Result<Response, Problem> {
        let stored = self.stored()?.ok_or_else(|| Problem::not_found("administration"))?;
        let form = Form::of(request)?;
        let email = form.get("email").to_ascii_lowercase();
        if !is_email(&email) || email.chars().count() > EMAIL_CHARACTERS_MAX {
            let (brand, language) = (brand(self.ports.store(), &stored)?, account::language_of_browser(request));
            return Ok(account::ask(seller(&stored), &brand, language, Some(form.get("email"))));
        }
        let store = self.ports.store();
        self.asked.set(true);
        transact(store, || {
            let row = store.first("SELECT COUNT(*) FROM account_wish", cells![])?;
            if row.map(|mut row| row.integer()).transpose()?.unwrap_or(0) < WAITING_MAX {
                let cells = cells![email, &request.origin, self.ports.clock().now()];
                store.run("INSERT INTO account_wish (email, origin, at) VALUES (?, ?, ?)", cells)?;
            }
            Ok(())
        })?;
        Ok(Response::empty(303).with("location", format!("{}?asked=1", request.path)))
    }

    /// When addresses have to be looked up; None if none waits.
    pub(super) fn next_account(&self) -> Result<Option<Moment>, StoreError> {
        if !self.asked.get() {
            return Ok(None);
        }
        let row = self.ports.store().first("SELECT MIN(at) FROM account_wish", cells![])?;
        let at = row.map_or(Ok(None), |mut row| row.moment())?;
        self.asked.set(at.is_some());
        Ok(at)
    }

    /// Looks up the addresses that wait, and writes a message to each that is known.
    pub(super) fn mail_accounts(&self) -> Result<(), Problem> {
        if self.next_account()?.is_none() {
            return Ok(());
        }
        let store = self.ports.store();
        let next = "SELECT sequence, email, origin FROM account_wish ORDER BY sequence LIMIT 1";
        while let Some(mut wish) = store.first(next, cells![])? {
            let (sequence, email, origin) = (wish.integer()?, wish.text()?, wish.text()?);
            let Some(administration) = self.stored()? else { return Ok(()) };
            let now = self.ports.clock().now();
            let request = Request { origin, ..Request::default() };
            let session = self.session_at(administration, &request, now, now)?;
            transact(store, || {
                store.run("DELETE FROM account_wish WHERE sequence = ?", cells![sequence])?;
                session.mail_account(&email)
            })?;
        }
        Ok(())
    }

    /// GET /a/{token}
    pub(super) fn show_account(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        match self.account_visit(link, request)? {
            Ok(visit) => {
                let key = request.parameter("done");
                let done = key.map_or(Ok(None), |key| visit.session.done_deed(&key, &link.subject))?;
                visit.page(done.is_some(), None)
            }
            Err(status) => Ok(page::gone(status, request)),
        }
    }

    /// POST /a/{token}: changes the customer's details, or ends the link.
    pub(super) fn act_on_account(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        let form = Form::read(&request.body).unwrap_or_default();
        match self.account_visit(link, request)? {
            Err(status @ 404) => Ok(page::gone(status, request)),
            Ok(visit) if form.get("deed") == Deed::Details.word() => visit.change_details(form),
            Ok(visit) => {
                Deed::of(&form, |deed| deed == Deed::End)?;
                if !nonce::is_good(visit.session.secrets, link, form.get("nonce"), visit.session.clock) {
                    return visit.refuse_old(form);
                }
                let sql = "UPDATE account_link SET revoked = ? WHERE id = ? AND revoked IS NULL";
                self.ports.store().run(sql, cells![self.ports.clock().now(), &link.subject])?;
                Ok(see_other(request.path.clone()))
            }
            // It has ended before, which its page says.
            Err(_) => Ok(see_other(request.path.clone())),
        }
    }

    /// Whose invoices a link shows; the status of a page that shows nothing where it is ended.
    fn account_visit<'a>(
        &'a self,
        link: &'a Link,
        request: &'a Request,
    ) -> Result<Result<AccountVisit<'a, P>, u16>, Problem> {
        let Some(administration) = self.stored()?.filter(|stored| stored.id == link.administration) else {
            return Ok(Err(404));
        };
        let session = self.session(administration, request, self.ports.clock().now())?;
        let Some(email) = open_account(session.store(), &link.subject)? else { return Ok(Err(410)) };
        Ok(Ok(AccountVisit { session, link, email }))
    }
}

/// Somebody with a good link to the invoices of an address.
pub(super) struct AccountVisit<'a, P: Ports> {
    pub session: Session<'a, P>,
    pub link: &'a Link,
    pub email: String,
}

impl<P: Ports> AccountVisit<'_, P> {
    /// The page, where its form was not made for the link or is an old one.
    fn refuse_old(&self, form: Form) -> Result<Response, Problem> {
        let faults = vec![("", Phrase::FaultOld.text(self.language()?).to_owned())];
        self.page(false, Some(("", &Attempt { deed: Deed::End, form, faults })))
    }

    /// The page, after details were saved or a form of a customer was refused.
    pub fn page(&self, done: bool, attempt: Option<(&str, &Attempt)>) -> Result<Response, Problem> {
        let AccountVisit { session, link, email } = self;
        let request = session.request;
        let before = request.parameter("before").and_then(|text| text.parse().ok()).unwrap_or(PLACE_MAX);
        let Listing { mut rows, language } = session.account_rows(email, before, ROWS + 1, link)?;
        let more = i64::try_from(rows.len()).is_ok_and(|count| count > ROWS);
        if more {
            rows.pop();
        }
        let next = rows.last().filter(|_| more).map(|(sequence, _)| sequence.to_string());
        let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        let nonce = nonce::make(session.secrets, session.ports.random(), link, session.clock);
        let sheet = AccountSheet {
            seller: seller(&session.administration),
            brand: &brand(session.store(), &session.administration)?,
            email,
            language: language.unwrap_or_else(|| account::language_of_browser(request)),
            rows: &rows,
            next: next.as_deref(),
            own: &self.own()?,
            nonce: &nonce,
            attempt,
            done,
        };
        Ok(sheet.page())
    }
}

impl<P: Ports> Session<'_, P> {
    /// Writes the message with the link for an address, if it has invoices and not too many links already.
    fn mail_account(&self, email: &str) -> Result<(), Problem> {
        let store = self.store();
        let newest = format!("SELECT id FROM invoice WHERE {OWN} ORDER BY sequence DESC LIMIT 1");
        let Some(mut newest) = store.first(&newest, cells![email, email])? else { return Ok(()) };
        let invoice = newest.text()?;
        store.run("DELETE FROM account_link WHERE at < ?", cells![self.clock.plus_days(-DAYS_KEPT)])?;
        let since = self.clock.plus_milliseconds(-minutes(MINUTES_VALID));
        let row = store.first("SELECT COUNT(*) FROM account_link WHERE email = ? AND at > ?", cells![email, since])?;
        if row.map(|mut row| row.integer()).transpose()?.unwrap_or(0) >= LINKS_MAX {
            return Ok(());
        }
        let id = new_id(self.ports.random(), "acc");
        store.run("INSERT INTO account_link (id, email, at) VALUES (?, ?, ?)", cells![&id, email, self.clock])?;
        let until = self.clock.plus_milliseconds(minutes(MINUTES_VALID));
        let link = Link::to(&self.administration.id, &id, ACCOUNT, 1, until);
        let url = format!("{}/a/{}", self.origin(), link.token(self.secrets));
        let language = self.language_of_invoice(&invoice)?.unwrap_or(Language::En);
        let letter = LetterJson(to_json(&account::message(seller(&self.administration), &url, language)));
        Ok(self.write_message(&invoice, (Channel::Email, email.to_owned(), url), (None, Some(letter))).map(drop)?)
    }

    /// The language that the buyer of an invoice reads.
    pub fn language_of_invoice(&self, id: &str) -> Result<Option<Language>, StoreError> {
        let row = self.store().first("SELECT customer_locale FROM invoice WHERE id = ?", cells![id])?;
        let locale = row.map(|mut row| row.optional()).transpose()?.flatten();
        Ok(locale.map(|locale| Language::of_locale(Some(&locale))))
    }

    /// Invoices of an address before a place, newest first, and the language of the newest.
    fn account_rows(&self, email: &str, before: i64, limit: i64, link: &Link) -> Result<Listing, Problem> {
        let sql = format!(
            "SELECT sequence, link_generation, hash, claimed IS NOT NULL, id, state, type, number, currency, issue_date, due_date, customer_name, \
             payable, amount_due, viewed FROM invoice WHERE {OWN} AND sequence < ? ORDER BY sequence DESC LIMIT ?"
        );
        let mut rows = Vec::new();
        for mut row in self.store().rows(&sql, cells![email, email, before, limit])? {
            rows.push(self.account_row(&mut row, link)?);
        }
        let language = match rows.first() {
            Some((_, row)) => self.language_of_invoice(&row.summary.id)?,
            None => None,
        };
        Ok(Listing { rows, language })
    }

    fn account_row(&self, row: &mut Cells, account: &Link) -> Result<(i64, Row), Problem> {
        let (sequence, generation) = (row.integer()?, row.integer()?);
        let (hash, is_claimed) = (row.optional()?, row.integer()? == 1);
        let summary = summary(row)?;
        let known = if is_claimed { account_in_book(self.store(), &summary.id, hash.as_deref())? } else { None };
        let demand = known.map_or(Ok(None), |known| self.demand(&summary.id, &known, self.today))?;
        // Its page lives no longer than the list.
        let link = Link {
            expires: account.expires,
            account: Some(account.subject.clone()),
            ..Link::to(&self.administration.id, &summary.id, VIEW, generation, self.clock)
        };
        let overdue = summary.due_date.is_some_and(|day| day < self.today);
        let link = format!("/i/{}", link.token(self.secrets));
        Ok((sequence, Row { overdue, link, summary, with_charges: demand.map(|demand| demand.total) }))
    }
}
