//! The lines of a bank by their names: a line that comes again is known; another one under the name of an earlier line is not,
//! and waits for a person.

use data_encoding::HEXLOWER;
use voldaan::calendar::Day;
use voldaan::wire::Writer;

use super::bank::{BANK, money_of, noon};
use super::inbox::Waiting;
use super::list::decimal;
use super::money::Received;
use super::session::Session;
use super::store::Query;
use super::webhook::Named;
use crate::app::bank::{Line, key};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{InboxReason, LineOutcome};
use crate::app::secret::sha256;
use crate::cells;

/// So many characters of a digest tell lines apart.
const DIGEST_CHARACTERS: usize = 32;

/// What the Book knows of a line.
pub(super) enum Standing {
    /// It came for the first time.
    New,
    /// It came before.
    Known,
    /// Its name is that of another line; under this one it came for the first time.
    Other(String),
}

impl<P: Ports> Session<'_, P> {
    /// Whether a line came before. A bank may give one name to several lines: those are one only if they say the same.
    pub fn standing(&self, line: &Line, id: &str) -> Result<Standing, StoreError> {
        if !self.is_known(BANK, id)? {
            return Ok(if self.may_be_taken(line)? { Standing::Other(id.to_owned()) } else { Standing::New });
        }
        let said = said(line);
        let known = self.store().first("SELECT said FROM bank_line WHERE id = ?", cells![id])?;
        // Of a line that an older version took nothing but the name is known.
        if known.map(|mut row| row.text()).transpose()?.is_none_or(|known| known == said) {
            return Ok(Standing::Known);
        }
        let other = format!("{id}#{said}");
        Ok(if self.is_known(BANK, &other)? { Standing::Known } else { Standing::Other(other) })
    }

    /// Whether an older version may have taken a line without a reference: it took one such line of an account, under what the bank writes
    /// there. It is another one where the amount differs, or the day is a later one.
    fn may_be_taken(&self, line: &Line) -> Result<bool, StoreError> {
        let Some(unnamed) = line.unnamed.as_ref().filter(|_| line.reference.is_empty()) else { return Ok(false) };
        let sql = "SELECT json_extract(e.json, '$.amount'), json_extract(e.json, '$.on') FROM provider_payment p \
                   JOIN entry e ON e.id = p.entry WHERE p.provider = ?1 AND p.id = ?2 \
                   UNION ALL SELECT amount, '9999' FROM inbox WHERE provider = ?1 AND payment = ?2";
        let name = format!("{}/{unnamed}", line.account);
        for mut row in self.store().rows(sql, cells![BANK, name])? {
            let (amount, on) = (decimal(&row.text()?)?, row.text()?);
            if amount == line.amount && line.on.is_none_or(|day| day.to_string() <= on) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes what a line says, for another one under its name.
    pub fn note_line(&self, line: &Line, id: &str) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO bank_line (id, said) VALUES (?, ?)";
        self.store().run(sql, cells![id, said(line)]).map(drop)
    }

    /// Keeps a line for a person, once.
    pub fn keep_line(
        &self,
        line: &Line,
        id: &str,
        on: Day,
        reason: InboxReason,
        named: Option<&Named>,
    ) -> Result<LineOutcome, Problem> {
        match self.standing(line, id)? {
            Standing::Known => Ok(LineOutcome::Known),
            Standing::New => self.keep_as(line, id, on, reason, named),
            Standing::Other(other) => self.keep_as(line, &other, on, InboxReason::Unclear, named),
        }
    }

    /// Keeps a line under a name that no line had before.
    pub fn keep_as(
        &self,
        line: &Line,
        id: &str,
        on: Day,
        reason: InboxReason,
        named: Option<&Named>,
    ) -> Result<LineOutcome, Problem> {
        self.note_line(line, id)?;
        let (money, body) = (money_of(line, id), told(line));
        let received = Received { provider: BANK, money: &money, at: noon(on) };
        self.wait(&Waiting::of(&received, reason, named.map(|named| named.id.as_str()), &body))?;
        Ok(LineOutcome::Inbox)
    }
}

fn digest(parts: &[String]) -> String {
    let mut digest = HEXLOWER.encode(&sha256(parts.join("\n").as_bytes()));
    digest.truncate(DIGEST_CHARACTERS);
    digest
}

/// How much a line says, of which day, from whom and for what, however it is spaced.
fn said(line: &Line) -> String {
    let by_letters = |text: &str| text.split_whitespace().collect::<String>().to_uppercase();
    let (name, structured) = (line.name.as_deref(), line.structured.as_deref());
    digest(&[
        line.on.map(|day| day.to_string()).unwrap_or_default(),
        line.amount.normalize().to_string(),
        line.currency.clone(),
        by_letters(name.unwrap_or_default()),
        structured.and_then(key).unwrap_or_default(),
        by_letters(&line.text),
    ])
}

/// The name of a line: the bank's own, or one made of what the line says, so that it is the same whenever it comes again.
pub(super) fn name_of(line: &Line, made: &mut Vec<String>) -> String {
    if !line.reference.is_empty() {
        return format!("{}/{}", line.account, line.reference);
    }
    let day = line.on.map(|day| day.to_string()).unwrap_or_default();
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = digest(&[
        line.account.clone(),
        day,
        line.amount.to_string(),
        said(&line.name),
        said(&line.structured),
        said(&line.end_to_end),
        line.text.clone(),
    ]);
    made.push(name.clone());
    // Two that say the very same on one day are two.
    let count = made.iter().filter(|known| **known == name).count();
    format!("{}/{name}-{count}", line.account)
}

/// A line as the inbox shows it.
fn told(line: &Line) -> String {
    let mut out = Writer::new();
    out.object();
    let day = line.on.map(|day| day.to_string());
    let amount = line.amount.to_string();
    for (name, text) in [
        ("account", Some(&line.account)),
        ("reference", Some(&line.reference)),
        ("on", day.as_ref()),
        ("amount", Some(&amount)),
        ("currency", Some(&line.currency)),
        ("name", line.name.as_ref()),
        ("structured", line.structured.as_ref()),
        ("endToEnd", line.end_to_end.as_ref()),
        ("text", Some(&line.text)),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            out.key(name);
            out.text(text);
        }
    }
    out.end_object();
    out.finish()
}
