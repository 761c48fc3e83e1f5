//! The look of an administration's documents: logo, fonts, colour, layout and foot, said once. Refuses what could not be printed or read, all of it
//! at once.
//!
//! Each invoice and offer keeps the look that it was issued with, so that a PDF which is made again is the one that was sent. A look that
//! something was issued with is never changed: the next one stands beside it. A font is kept once, under its hash, as long as a look has it.

use data_encoding::BASE64;
use voldaan::finding::{Code, Error, Finding};
use voldaan::pdf::check_look;
use voldaan::wire::{Base64, to_json};

use super::Book;
use super::document::{hash, is_hash};
use super::portal_account::seller;
use super::session::{Session, Stored, fit_row, read_stored, tagged};
use super::store::{Query, get_chunks, put_chunks};
use crate::app::http::{Request, Response};
use crate::app::page::{self, Brand};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::rendering::Paper;
use crate::app::resource::{Look, LookFonts};
use crate::app::route::Operation;
use crate::cells;

/// A logo may have this many bytes: it is part of every document that is kept.
const LOGO_BYTES_MAX: usize = 256 * 1024;
/// A font may have this many bytes: the pages of customers load it.
const FONT_BYTES_MAX: usize = 1024 * 1024;
/// How the name of a font that is kept begins; its SHA-256 follows.
const KEPT: &str = "sha256:";

impl<P: Ports> Session<'_, P> {
    /// GET /v1/look
    pub fn get_look(&self) -> Result<Response, Problem> {
        let (revision, look) = self.newest_look()?;
        Ok(tagged(200, to_json(&look), revision))
    }

    /// PATCH /v1/look
    pub fn patch_look(&self) -> Result<Response, Problem> {
        let (revision, before) = self.newest_look()?;
        self.check_match(revision)?;
        let (mut said, mut findings): (Look, _) = self.merged(&before, |_| ())?;
        let store = self.store();
        let paper = paper(store, &said)?;
        findings.extend(check(&said, &paper));
        Error::check(findings)?;
        // The fonts that no look has go away: not those of the last one yet, so that who takes a change back can name them. Then goes a look
        // that nothing was issued with.
        let left = "DELETE FROM chunk WHERE owner >= 'font/' AND owner < 'font0' AND \
                    substr(owner, 6) NOT IN (SELECT value FROM look, json_each(look.json, '$.fonts'))";
        store.run(left, cells![])?;
        if let (Some(said), Some((regular, bold))) = (&mut said.fonts, &paper.fonts) {
            keep_font(store, &mut said.regular, regular)?;
            said.bold.as_mut().zip(bold.as_ref()).map_or(Ok(()), |(said, bold)| keep_font(store, said, bold))?;
        }
        store.run("DELETE FROM look WHERE used = 0", cells![])?;
        let sql = "INSERT INTO look (revision, used, json) VALUES (?, 0, ?)";
        store.run(sql, cells![revision + 1, fit_row(to_json(&said))?])?;
        self.record("look.changed", &self.administration.id)?;
        Ok(tagged(200, to_json(&said), revision + 1))
    }

    /// A look that is tried and not kept.
    pub fn tried_paper(&self) -> Result<Paper, Problem> {
        let said: Look = self.input()?;
        let paper = paper(self.store(), &said)?;
        Error::check(check(&said, &paper))?;
        Ok(paper)
    }

    /// The look of what is not issued yet.
    pub fn paper_of_today(&self) -> Result<Paper, Problem> {
        Ok(paper(self.store(), &self.newest_look()?.1)?)
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
    let sql = "SELECT revision, json ->> '$.accentColour', json ->> '$.logo' IS NOT NULL, json ->> '$.fonts.regular', \
               json ->> '$.fonts.bold' FROM look ORDER BY id DESC LIMIT 1";
    let Some(mut row) = store.first(sql, cells![])? else { return Ok(Brand::default()) };
    let (revision, colour, has_logo) = (row.integer()?, row.optional()?, row.integer()? == 1);
    let logo = has_logo.then(|| format!("/look/{}/{revision}", administration.id));
    let fonts = [row.optional()?, row.optional()?].map(|name| {
        let hash = name?.strip_prefix(KEPT)?.to_owned();
        Some(format!("/font/{}/{hash}", administration.id))
    });
    Ok(Brand::new(seller(administration), colour.as_deref(), logo, fonts))
}

impl<P: Ports> Book<P> {
    /// GET /look/{administration}/{revision} and /font/{administration}/{hash}: the logo of the newest look, and a font.
    pub(super) fn show_brand(&self, of: Operation, name: &str, request: &Request) -> Result<Response, Problem> {
        let store = self.ports.store();
        let bytes = if of == Operation::ShowFont {
            Some(get_chunks(store, &place(&format!("{KEPT}{name}")))?)
                .filter(|bytes| is_hash(name) && !bytes.is_empty())
        } else {
            let sql = "SELECT json ->> '$.logo' FROM look WHERE revision = ? ORDER BY id DESC LIMIT 1";
            let revision: i64 = name.parse().unwrap_or_default();
            let logo: Option<String> =
                store.first(sql, cells![revision])?.map_or(Ok(None), |mut row| row.optional())?;
            logo.and_then(|logo| BASE64.decode(logo.as_bytes()).ok())
        };
        Ok(bytes.map_or_else(|| page::gone(404, request), page::brand_file))
    }
}

/// The look that an invoice or an offer was issued with.
pub(super) fn paper_of(store: &impl Store, id: &str) -> Result<Paper, Problem> {
    let sql = "SELECT json FROM look WHERE id = \
               COALESCE((SELECT look FROM invoice WHERE id = ?), (SELECT look FROM quote WHERE id = ?))";
    match store.first(sql, cells![id, id])? {
        None => Ok(Paper::default()),
        Some(mut row) => Ok(paper(store, &read_stored(&row.text()?)?)?),
    }
}

fn paper(store: &impl Store, look: &Look) -> Result<Paper, StoreError> {
    let fonts = match &look.fonts {
        None => None,
        Some(LookFonts { regular, bold }) => {
            let bold = bold.as_ref().map(|bold| font(store, bold)).transpose()?;
            Some((font(store, regular)?, bold))
        }
    };
    Ok(Paper {
        template: look.template,
        page_size: look.page_size,
        accent_colour: look.accent_colour.clone(),
        footer: look.footer.clone(),
        logo: look.logo.as_ref().and_then(|logo| BASE64.decode(logo.0.as_bytes()).ok()),
        fonts,
    })
}

/// Where a font is kept.
fn place(name: &str) -> String {
    format!("font/{name}")
}

/// The bytes of a font: of one that is kept, or as they are said; none where they are neither.
fn font(store: &impl Store, said: &Base64) -> Result<Vec<u8>, StoreError> {
    if said.0.starts_with(KEPT) {
        return get_chunks(store, &place(&said.0));
    }
    Ok(BASE64.decode(said.0.as_bytes()).unwrap_or_default())
}

/// Keeps a font, and says it by its name.
fn keep_font(store: &impl Store, said: &mut Base64, bytes: &[u8]) -> Result<(), StoreError> {
    said.0 = format!("{KEPT}{}", hash(bytes));
    let place = place(&said.0);
    if get_chunks(store, &place)?.is_empty() { put_chunks(store, &place, bytes) } else { Ok(()) }
}

/// What is wrong with a look, and its paper.
fn check(look: &Look, paper: &Paper) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse =
        |code, path: &str, message: &str, fix: &str| findings.push(Finding::new(code, path, message).fix(fix));
    let mut paper = paper.clone();
    let send = "Send the bytes of the file in base64, without its data: prefix.";
    if look.logo.is_some() && paper.logo.is_none() {
        refuse(Code::LogoUnusable, "logo", "The logo is not base64.", send);
    }
    if paper.logo.as_ref().is_some_and(|logo| logo.len() > LOGO_BYTES_MAX) {
        let fix = "Scale it down: it is printed 60 mm wide at most.";
        refuse(Code::LogoUnusable, "logo", "The logo is over 256 KB.", fix);
        paper.logo = None;
    }
    if let Some((regular, bold)) = paper.fonts.take() {
        let mut is_right = true;
        for (path, bytes) in [("fonts.regular", Some(&regular)), ("fonts.bold", bold.as_ref())] {
            let length = bytes.map_or(1, Vec::len);
            if length == 0 {
                refuse(Code::FontUnusable, path, "The font is neither base64 nor the name of one that is kept.", send);
            } else if length > FONT_BYTES_MAX {
                let fix = "Give the static file of one weight, cut down to the letters that you write in.";
                refuse(Code::FontUnusable, path, "The font is over 1 MB.", fix);
            }
            is_right &= (1..=FONT_BYTES_MAX).contains(&length);
        }
        if is_right {
            paper.fonts = Some((regular, bold));
        }
    }
    findings.extend(check_look(&paper.options(), &paper.materials()).err().into_iter().flat_map(Error::into_findings));
    // A bold font that is not there is the regular one once more.
    let has_bold = look.fonts.as_ref().is_some_and(|fonts| fonts.bold.is_some());
    findings.retain(|finding| has_bold || finding.path != "fonts.bold");
    findings
}
