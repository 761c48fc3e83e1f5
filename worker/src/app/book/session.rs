//! A request that has shown a good key: its administration, its time and what all its handlers share.

use std::cell::RefCell;
use std::rc::Rc;

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Draft, Issued, findings_beside};
use voldaan::wire::{Reader, Value, Wire, from_json, parse, to_json};

use super::Book;
use super::chain;
use super::day::day_of;
use super::store::{Cells, Query, WithBytes, transact};
use super::usual;
use crate::app::front::unknown_key;
use crate::app::http::{Request, Response};
use crate::app::identity::ApiKey;
use crate::app::merge::merge;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::resource::{AdministrationInput, Scope};
use crate::app::route::Operation;
use crate::app::secret::{Secrets, same, sha256};
use crate::cells;

/// The zone of an administration that names none: that of the first market.
pub(crate) const TIME_ZONE: &str = "Europe/Amsterdam";

/// When a key was used is noted once in so long: reading is not to write each time.
const USE_MILLISECONDS: i64 = 3_600_000;

/// The columns of the administration.
const ADMINISTRATION: &str = "administration.id, administration.revision, administration.json";

/// The administration as its row says.
pub(crate) struct Stored {
    pub id: String,
    pub revision: i64,
    pub said: Rc<AdministrationInput>,
}

/// What the row of the administration said when it was read last, and as what it was read: most requests read the same.
pub(super) type LastRead = RefCell<Option<(String, Rc<AdministrationInput>)>>;

impl Stored {
    /// Its time zone.
    pub fn time_zone(&self) -> &str {
        self.said.time_zone.as_deref().unwrap_or(TIME_ZONE)
    }
}

/// A request on its way through the Book.
pub(crate) struct Session<'a, P: Ports> {
    pub ports: &'a P,
    pub secrets: &'a Secrets,
    pub administration: Stored,
    /// The time of the request: that of its test clock, if it has one.
    pub now: Moment,
    /// The time of the platform, by which secrets, links and idempotency keys grow old.
    pub clock: Moment,
    /// What day it is for the administration.
    pub today: Day,
    /// The key that was shown; absent where the Book acts by itself.
    pub actor: Option<String>,
    /// What that key may do; where the Book acts by itself or for a customer, nothing is held back.
    pub scope: Scope,
    /// Whether what happens is a decision over the administration.
    pub is_audited: bool,
    pub request: &'a Request,
}

impl<P: Ports> Book<P> {
    /// The administration of this Book, if it was opened.
    pub(super) fn stored(&self) -> Result<Option<Stored>, Problem> {
        let row = self.ports.store().first(&format!("SELECT {ADMINISTRATION} FROM administration"), cells![])?;
        row.map(|mut row| self.read_administration(&mut row)).transpose()
    }

    /// The administration of this Book, and the secret that it has under a name, as it is sealed.
    pub(super) fn stored_with_sealed(&self, name: &str) -> Result<WithBytes<Stored>, Problem> {
        let sql = format!("SELECT {ADMINISTRATION}, sealed.bytes FROM administration LEFT JOIN sealed ON name = ?");
        let Some(mut row) = self.ports.store().first(&sql, cells![name])? else { return Ok(None) };
        Ok(Some((self.read_administration(&mut row)?, row.optional_blob()?)))
    }

    /// Reads the columns [`ADMINISTRATION`].
    fn read_administration(&self, row: &mut Cells) -> Result<Stored, Problem> {
        let (id, revision, json) = (row.text()?, row.integer()?, row.text()?);
        let known = self.last_read.borrow().as_ref().filter(|(read, _)| *read == json).map(|(_, said)| Rc::clone(said));
        let said = match known {
            Some(said) => said,
            None => {
                let said = Rc::new(read_stored(&json)?);
                self.last_read.replace(Some((json, Rc::clone(&said))));
                said
            }
        };
        Ok(Stored { id, revision, said })
    }

    /// Checks an API key and opens the session of its request.
    pub(super) fn authenticate<'a>(
        &'a self,
        key: &ApiKey,
        operation: Operation,
        request: &'a Request,
        now: Moment,
    ) -> Result<Session<'a, P>, Problem> {
        // Both in one question, as each request asks it.
        let sql = format!(
            "SELECT {ADMINISTRATION}, api_key.hash, api_key.scope, api_key.used FROM administration \
             LEFT JOIN api_key ON api_key.id = ? AND (revoked IS NULL OR revoked > ?)"
        );
        let row = self.ports.store().first(&sql, cells![&key.id, now])?;
        let stored = row.map(|mut row| Ok::<_, Problem>((self.read_administration(&mut row)?, row))).transpose()?;
        let (administration, kept) = stored.unzip();
        let scope = self.proven(key, kept, now)?;
        let wanted = operation.scope();
        if !scope.covers(wanted) {
            let (own, wanted) = (scope.as_str(), wanted.as_str());
            let detail =
                format!("This key has the scope {own}, and the request asks for {wanted}. Use a key that has it.");
            return Err(Problem::new(Refusal::KeyScope, detail));
        }
        self.limiter.count(&key.id, self.limits.key_per_minute, now)?;
        let administration = administration.filter(|stored| stored.id == key.administration).ok_or_else(unknown_key)?;
        let mut session = self.session(administration, request, now)?;
        session.actor = Some(key.id.clone());
        session.scope = scope;
        session.is_audited = wanted == Scope::Admin;
        Ok(session)
    }

    /// The scope of a key whose secret is right. Wrong ones are counted: who tries many has to wait.
    fn proven(&self, key: &ApiKey, kept: Option<Cells>, now: Moment) -> Result<Scope, Problem> {
        let kept = kept.map(|mut kept| {
            let hash = kept.optional_blob()?;
            hash.map(|hash| Ok::<_, StoreError>((hash, kept.text()?, kept.moment()?))).transpose()
        });
        let known = kept.transpose()?.flatten();
        // An unknown key is compared too, so that its answer takes no less time.
        let hash = known.as_ref().map_or_else(|| vec![0; 32], |(hash, ..)| hash.clone());
        let is_same = same(&hash, &sha256(key.secret.as_bytes()));
        let Some((_, scope, used)) = known.filter(|_| is_same) else {
            self.limiter.count("", self.limits.link_per_minute, now)?;
            return Err(unknown_key());
        };
        if used.is_none_or(|used| now.0.saturating_sub(used.0).abs() > USE_MILLISECONDS) {
            self.ports.store().run("UPDATE api_key SET used = ? WHERE id = ?", cells![now, &key.id])?;
        }
        Scope::from_word(&scope).ok_or_else(|| StoreError("a scope is no scope".to_owned()).into())
    }

    /// A session of an administration at the time that its request says.
    pub(super) fn session<'a>(
        &'a self,
        administration: Stored,
        request: &'a Request,
        clock: Moment,
    ) -> Result<Session<'a, P>, Problem> {
        let now = match request.header("x-voldaan-test-clock") {
            None => clock,
            Some(_) if administration.said.test != Some(true) => {
                let detail = "Only an administration that was opened with \"test\": true has a clock to set. Leave X-Voldaan-Test-Clock out.";
                return Err(Problem::new(Refusal::TestClockForbidden, detail));
            }
            Some(text) => Moment::parse(text).ok_or_else(|| {
                Problem::new(Refusal::TestClockFormat, "Write X-Voldaan-Test-Clock like 2026-01-31T09:00:00Z.")
            })?,
        };
        self.session_at(administration, request, clock, now)
    }

    /// A session of an administration at a time, whatever its request says.
    pub(super) fn session_at<'a>(
        &'a self,
        administration: Stored,
        request: &'a Request,
        clock: Moment,
        now: Moment,
    ) -> Result<Session<'a, P>, Problem> {
        let today = day_of(self.ports.clock(), administration.time_zone(), now)?;
        let (ports, secrets, actor, scope, is_audited) = (&self.ports, &self.secrets, None, Scope::Admin, false);
        Ok(Session { ports, secrets, administration, now, clock, today, actor, scope, is_audited, request })
    }
}

/// Reads what the Book itself has written.
pub(super) fn read_stored<T: Wire>(json: &str) -> Result<T, Problem> {
    from_json(json).map_err(|error| broken(&error))
}

/// Reads a document of the books, whose bytes were held against their hash: it stands as it was issued.
pub(super) fn read_issued(document: &str) -> Result<Issued, Problem> {
    Issued::from_kept(document).map_err(|error| broken(&error))
}

fn broken(error: &Error) -> Problem {
    StoreError(format!("a stored value cannot be read: {}", error.code())).into()
}

/// Reads a body to its end: what it says, and all that is wrong with it.
pub(super) fn read_all<T: Wire>(body: &str) -> Result<(T, Vec<Finding>), Problem> {
    let mut cx = Reader::new();
    let read = T::read(parse(body)?, &mut cx);
    Ok((read, cx.into_findings()))
}

impl<'a, P: Ports> Session<'a, P> {
    /// The store.
    pub fn store(&self) -> &'a P::Store {
        self.ports.store()
    }

    /// The body as a type; an empty one is an object without fields.
    pub fn input<T: Wire>(&self) -> Result<T, Problem> {
        let body = match self.body()? {
            "" => "{}",
            body => body,
        };
        Ok(from_json(body)?)
    }

    /// The body as a type with a draft. What is wrong with the rest of a draft is found beside what could not be read; `on` is the
    /// day that the draft gets where it states none. Currency and VAT that it leaves out are those of the administration.
    pub fn input_with_draft<T: Wire>(&self, on: Option<Day>, draft: impl Fn(&T) -> &Draft) -> Result<T, Problem> {
        let said = &self.administration.said;
        let vat = usual::vat_of(said);
        let mut body = parse(self.body()?)?;
        usual::fill(&mut body, said, vat.as_deref())?;
        let mut cx = Reader::new();
        let input = T::read(body, &mut cx);
        check_with_draft(cx.into_findings(), draft(&input), on)?;
        Ok(input)
    }

    /// The body as text.
    pub fn body(&self) -> Result<&'a str, Problem> {
        text_of(&self.request.body)
    }

    /// What was stored, with the body merged in, and what was found; `drop` takes fields out of the body that are not
    /// stored with it.
    pub fn merged<T: Wire>(&self, before: &T, drop: impl FnOnce(&mut Value<'a>)) -> Result<(T, Vec<Finding>), Problem> {
        let mut patch = parse(self.body()?)?;
        if !matches!(patch, Value::Object(_)) {
            return Err(Problem::not_json("A merge patch is an object (RFC 7396)."));
        }
        drop(&mut patch);
        let before = to_json(before);
        let merged = merge(parse(&before)?, patch);
        let mut cx = Reader::new();
        let read = T::read(merged, &mut cx);
        Ok((read, cx.into_findings()))
    }

    /// Refuses a change of something that the caller has not seen in its newest form.
    pub fn check_match(&self, revision: i64) -> Result<(), Problem> {
        match self.request.header("if-match") {
            None => Err(Problem::new(Refusal::IfMatchMissing, "Send the ETag of the last GET in the header If-Match.")),
            Some("*") => Ok(()),
            Some(tags) if tags.split(',').any(|tag| tag.trim() == etag(revision)) => Ok(()),
            Some(_) => {
                Err(Problem::new(Refusal::IfMatchChanged, "It has changed since. Get it again and repeat the change."))
            }
        }
    }

    /// Refuses a day after today: an invoice states the day on which it is issued (art. 226 (1) Directive 2006/112/EC),
    /// and its number follows those before it (art. 226 (2)), so that one day too far would hold up its series.
    pub fn check_not_after_today(&self, day: Day, path: &str, what: &str) -> Result<(), Problem> {
        if day <= self.today {
            return Ok(());
        }
        let message = format!("{what} would be dated {day}, and today is {}.", self.today);
        let finding = Finding::new(Code::DateRange, path, message).rule("2006/112/EC art. 226");
        Err(Error::from_finding(finding.fix("Correct the day, leave it out for today, or wait for it.")).into())
    }

    /// Where the service is reached, such as `https://billing.example`.
    pub fn origin(&self) -> &'a str {
        &self.request.origin
    }

    /// Keeps where the service is reached, for links in what it does by itself.
    pub fn keep_origin(&self) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES ('origin', ?)";
        self.store().run(sql, cells![self.origin()]).map(|_| ())
    }

    /// Carries out a change as one transaction.
    pub fn change(&self, work: impl FnOnce() -> Result<Response, Problem>) -> Result<Response, Problem> {
        transact(self.store(), work)
    }

    /// A link by which its holder acts as the customer, for whoever may act at all: a key that reads gets none.
    pub fn acting(&self, link: String) -> Option<String> {
        self.scope.covers(Scope::Write).then_some(link)
    }

    /// Deletes a row of a table and records it.
    pub fn delete_row(&self, table: &str, id: &str, event: &str) -> Result<Response, Problem> {
        self.store().run(&format!("DELETE FROM {table} WHERE id = ?"), cells![id])?;
        self.record(event, id)?;
        Ok(Response::empty(204))
    }

    /// Records that something happened; inside a transaction, as a decision over the administration is bound by the chain.
    pub fn record(&self, kind: &str, subject: &str) -> Result<(), StoreError> {
        let actor = self.actor.as_deref();
        if self.is_audited {
            return chain::decide(self.store(), self.secrets, self.now, (kind, subject, actor));
        }
        let sql = "INSERT INTO event (at, type, subject, actor) VALUES (?, ?, ?, ?)";
        self.store().run(sql, cells![self.now, kind, subject, actor]).map(|_| ())
    }
}

/// Where a draft stands in the bodies of the API.
const DRAFT: &str = "draft";

/// Refuses what was found while a body with a draft was read, with all else that is wrong with the draft on its own date, else on
/// that day.
pub(super) fn check_with_draft(mut findings: Vec<Finding>, draft: &Draft, on: Option<Day>) -> Result<(), Problem> {
    if findings.is_empty() {
        return Ok(());
    }
    let inner = |finding: &Finding| {
        let path = finding.path.strip_prefix(DRAFT)?;
        // What stands beside the draft says nothing about it, and a draft that is none has nothing else wrong.
        let path = path.strip_prefix('.')?.to_owned();
        Some(Finding { path, ..finding.clone() })
    };
    let of_draft: Vec<Finding> = findings.iter().filter_map(inner).collect();
    if findings.iter().all(|finding| finding.path != DRAFT) {
        let dated = Draft { issue_date: draft.issue_date.or(on), ..draft.clone() };
        let more = findings_beside(&dated, &of_draft, None).into_iter();
        findings.extend(more.map(|finding| Finding { path: format!("{DRAFT}.{}", finding.path), ..finding }));
    }
    Error::check(findings)?;
    Ok(())
}

/// What stands in one row may have this many bytes; a Durable Object allows 2 MB.
const ROW_BYTES_MAX: usize = 1_000_000;

/// Refuses what is too large for a row.
pub(super) fn fit_row(json: String) -> Result<String, Problem> {
    if json.len() > ROW_BYTES_MAX {
        return Err(Problem::new(
            Refusal::BodyTooLarge,
            "Customers and administrations have at most 1 MB each. Shorten texts, or keep less in metadata.",
        ));
    }
    Ok(json)
}

/// An answer that shows a revision of something.
pub(super) fn tagged(status: u16, json: String, revision: i64) -> Response {
    Response::json(status, json).with("etag", etag(revision))
}

/// The entity tag of a revision.
fn etag(revision: i64) -> String {
    format!("\"r{revision}\"")
}
