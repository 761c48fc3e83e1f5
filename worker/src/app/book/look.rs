//! The look of an administration's documents: logo, colour, layout and foot, said once. Refuses what could not be printed or read, all of it
//! at once.
//!
//! Each invoice and offer keeps the look that it was issued with, so that a PDF which is made again is the one that was sent. A look that
//! something was issued with is never changed: the next one stands beside it.

use data_encoding::BASE64;
use voldaan::finding::{Code, Error, Finding};
use voldaan::pdf::check_look;
use voldaan::wire::to_json;

use super::Book;
use super::portal_account::seller;
use super::session::{Session, Stored, etag, fit_row, read_stored};
use super::store::Query;
use crate::app::http::{Request, Response};
use crate::app::page::{self, Brand};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::rendering::Paper;
use crate::app::resource::Look;
use crate::cells;

/// A logo may have this many bytes: it is part of every document that is kept.
const LOGO_BYTES_MAX: usize = 256 * 1024;

impl<P: Ports> Session<'_, P> {
    /// GET /v1/look
    pub fn get_look(&self) -> Result<Response, Problem> {
        let (revision, look) = self.newest_look()?;
        Ok(Response::json(200, to_json(&look)).with("etag", etag(revision)))
    }

    /// PATCH /v1/look
    pub fn patch_look(&self) -> Result<Response, Problem> {
        let (revision, before) = self.newest_look()?;
        self.check_match(revision)?;
        let (said, mut findings): (Look, _) = self.merged(&before, |_| ())?;
        findings.extend(check(&said));
        Error::check(findings)?;
        let store = self.store();
        // One that nothing was issued with goes away.
        store.run("DELETE FROM look WHERE used = 0", cells![])?;
        let sql = "INSERT INTO look (revision, used, json) VALUES (?, 0, ?)";
        store.run(sql, cells![revision + 1, fit_row(to_json(&said))?])?;
        self.record("look.changed", &self.administration.id)?;
        Ok(Response::json(200, to_json(&said)).with("etag", etag(revision + 1)))
    }

    /// A look that is tried and not kept.
    pub fn tried_paper(&self) -> Result<Paper, Problem> {
        let said: Look = self.input()?;
        Error::check(check(&said))?;
        Ok(paper(&said))
    }

    /// The look of what is not issued yet.
    pub fn paper_of_today(&self) -> Result<Paper, Problem> {
        Ok(paper(&self.newest_look()?.1))
    }

    fn newest_look(&self) -> Result<(i64, Look), Problem> {
        match self.store().first("SELECT revision, json FROM look ORDER BY id DESC LIMIT 1", cells![])? {
            None => Ok((0, Look::default())),
            Some(mut row) => Ok((row.integer()?, read_stored(&row.text()?)?)),
        }
    }

    /// The look with which something is issued now, if one was said. It stays as it is from now on.
    pub fn take_look(&self) -> Result<Option<i64>, StoreError> {
        let store = self.store();
        let Some(mut row) = store.first("SELECT id, used FROM look ORDER BY id DESC LIMIT 1", cells![])? else {
            return Ok(None);
        };
        let (id, used) = (row.integer()?, row.integer()?);
        if used == 0 {
            store.run("UPDATE look SET used = 1 WHERE id = ?", cells![id])?;
        }
        Ok(Some(id))
    }
}

/// The brand on the pages of customers: that of today, on whatever they show.
pub(super) fn brand(store: &impl Store, administration: &Stored) -> Result<Brand, StoreError> {
    let sql =
        "SELECT revision, json ->> '$.accentColour', json ->> '$.logo' IS NOT NULL FROM look ORDER BY id DESC LIMIT 1";
    let Some(mut row) = store.first(sql, cells![])? else { return Ok(Brand::default()) };
    let (revision, colour, has_logo) = (row.integer()?, row.optional()?, row.integer()? == 1);
    let logo = has_logo.then(|| format!("/look/{}/{revision}", administration.id));
    Ok(Brand::new(seller(administration), colour.as_deref(), logo))
}

impl<P: Ports> Book<P> {
    /// GET /look/{administration}/{revision}: the logo of the newest look.
    pub(super) fn show_logo(&self, revision: &str, request: &Request) -> Result<Response, Problem> {
        let sql = "SELECT json ->> '$.logo' FROM look WHERE revision = ? ORDER BY id DESC LIMIT 1";
        let revision: i64 = revision.parse().unwrap_or_default();
        let logo = self.ports.store().first(sql, cells![revision])?.map_or(Ok(None), |mut row| row.optional())?;
        let bytes = logo.and_then(|logo| BASE64.decode(logo.as_bytes()).ok());
        Ok(bytes.map_or_else(|| page::gone(404, request), page::logo))
    }
}

/// The look that an invoice or an offer was issued with.
pub(super) fn paper_of(store: &impl Store, id: &str) -> Result<Paper, Problem> {
    let sql = "SELECT json FROM look WHERE id = \
               COALESCE((SELECT look FROM invoice WHERE id = ?), (SELECT look FROM quote WHERE id = ?))";
    match store.first(sql, cells![id, id])? {
        None => Ok(Paper::default()),
        Some(mut row) => Ok(paper(&read_stored(&row.text()?)?)),
    }
}

fn paper(look: &Look) -> Paper {
    Paper {
        template: look.template,
        page_size: look.page_size,
        accent_colour: look.accent_colour.clone(),
        footer: look.footer.clone(),
        logo: look.logo.as_ref().and_then(|logo| BASE64.decode(logo.0.as_bytes()).ok()),
    }
}

/// What is wrong with a look.
fn check(look: &Look) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut paper = paper(look);
    let refuse = |message: &str, fix: &str| Finding::new(Code::LogoUnusable, "logo", message).fix(fix);
    if look.logo.is_some() && paper.logo.is_none() {
        findings
            .push(refuse("The logo is not base64.", "Send the bytes of the file in base64, without its data: prefix."));
    }
    if paper.logo.as_ref().is_some_and(|logo| logo.len() > LOGO_BYTES_MAX) {
        findings.push(refuse("The logo is over 256 KB.", "Scale it down: it is printed 60 mm wide at most."));
        paper.logo = None;
    }
    findings.extend(check_look(&paper.options(), &paper.materials()).err().into_iter().flat_map(Error::into_findings));
    findings
}
