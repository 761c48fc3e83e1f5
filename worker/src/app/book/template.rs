//! Templates: an administration's own wording of its letters, and its own invoices with placeholders, checked when kept: placeholders that there are, and what
//! the law wants in the notices that it is for.

use voldaan::dunning::{ActionKind, Policy, check_wording};
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::Issued;
use voldaan::party::PartyKind;
use voldaan::text::Language;
use voldaan::wire::{Array, TextMap, to_json};

use super::session::{Session, fit_row, read_stored, tagged};
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::mail::{check_message, fill, is_of_message, name_of};
use crate::app::page::language_of;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{JsonObject, LetterText, TemplateInput, TemplateLanguage, TemplateList, TemplateResource};
use crate::cells;

const COLUMNS: &str = "id, revision, json";

/// A wording as its row has it.
struct Wording {
    id: String,
    revision: i64,
    said: TemplateInput,
}

impl Wording {
    fn read(row: &mut Cells) -> Result<Wording, StoreError> {
        let (id, revision) = (row.text()?, row.integer()?);
        let said = voldaan::wire::from_json(&row.text()?);
        let said = said.map_err(|error| StoreError(format!("a stored wording cannot be read: {}", error.code())))?;
        Ok(Wording { id, revision, said })
    }

    fn resource(self) -> TemplateResource {
        let TemplateInput { name, language, subject, text, draft } = self.said;
        TemplateResource { id: self.id, name, language, subject, text, draft }
    }

    fn answer(self, status: u16) -> Response {
        let revision = self.revision;
        tagged(status, to_json(&self.resource()), revision)
    }
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/templates
    pub fn create_template(&self) -> Result<Response, Problem> {
        let said: TemplateInput = self.input()?;
        let wording = Wording { id: new_id(self.ports.random(), "tpl"), revision: 1, said };
        self.check_template(&wording)?;
        self.store().run(
            "INSERT INTO wording (id, revision, name, language, json) VALUES (?, 1, ?, ?, ?)",
            cells![&wording.id, &wording.said.name, code(&wording.said), fit_row(to_json(&wording.said))?],
        )?;
        self.record("template.created", &wording.id)?;
        Ok(wording.answer(201))
    }

    /// GET /v1/templates
    pub fn list_templates(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed(COLUMNS, "wording WHERE", |row| Ok(Wording::read(row)?.resource()))?;
        Ok(Response::json(200, to_json(&TemplateList { items: Array(items), next })))
    }

    /// GET /v1/templates/{id}
    pub fn get_template(&self, id: &str) -> Result<Response, Problem> {
        Ok(self.template(id)?.answer(200))
    }

    /// PATCH /v1/templates/{id}
    pub fn patch_template(&self, id: &str) -> Result<Response, Problem> {
        let before = self.template(id)?;
        self.check_match(before.revision)?;
        let (said, findings): (TemplateInput, _) = self.merged(&before.said, |_| ())?;
        Error::check(findings)?;
        let wording = Wording { revision: before.revision + 1, said, ..before };
        self.check_template(&wording)?;
        self.store().run(
            "UPDATE wording SET revision = ?, name = ?, language = ?, json = ? WHERE id = ?",
            cells![wording.revision, &wording.said.name, code(&wording.said), fit_row(to_json(&wording.said))?, id],
        )?;
        self.record("template.changed", id)?;
        Ok(wording.answer(200))
    }

    /// DELETE /v1/templates/{id}
    pub fn delete_template(&self, id: &str) -> Result<Response, Problem> {
        self.template(id)?;
        self.delete_row("wording", id, "template.deleted")
    }

    /// What a template of invoices says; a wording is none.
    pub fn draft_of_template(&self, id: &str) -> Result<JsonObject, Problem> {
        self.template(id)?.said.draft.ok_or_else(|| Problem::not_found("template of invoices"))
    }

    fn template(&self, id: &str) -> Result<Wording, Problem> {
        let mut row =
            self.store().found(&format!("SELECT {COLUMNS} FROM wording WHERE id = ?"), cells![id], "template")?;
        Ok(Wording::read(&mut row)?)
    }

    /// The own wording of a text in the language of a locale, in the form that the engine takes; empty if there is none.
    pub fn wording(&self, name: &str, locale: &str) -> Result<TextMap, Problem> {
        let language = Language::of_locale(Some(locale)).code();
        // The empty language, which holds for all, comes last.
        let sql = "SELECT json FROM wording WHERE name = ? AND language IN (?, '') ORDER BY language DESC LIMIT 1";
        let mut templates = TextMap::default();
        if let Some(mut row) = self.store().first(sql, cells![name, language])? {
            let said: TemplateInput = read_stored(&row.text()?)?;
            let (subject, text) = texts(&said);
            templates.insert(name.to_owned(), whole(subject, text));
        }
        Ok(templates)
    }

    /// The message that brings a document, if the administration has its own wording for it.
    pub fn own_message(&self, issued: &Issued) -> Result<Option<LetterText>, Problem> {
        let language = language_of(issued.head().customer.as_deref()).code();
        let sql = "SELECT json FROM wording WHERE name = ? AND language IN (?, '') ORDER BY language DESC LIMIT 1";
        let Some(mut row) = self.store().first(sql, cells![name_of(issued), language])? else { return Ok(None) };
        let said: TemplateInput = read_stored(&row.text()?)?;
        let (subject, text) = texts(&said);
        Ok(Some(fill(issued, subject, text)))
    }

    fn check_template(&self, wording: &Wording) -> Result<(), Problem> {
        let said = &wording.said;
        let mut findings = Vec::new();
        if said.name.trim().is_empty() {
            findings.push(Finding::new(
                Code::TextEmpty,
                "name",
                "A template needs the name of the text that it is for.",
            ));
        }
        let (subject, text) = texts(said);
        if subject.contains(char::is_control) {
            let finding = Finding::new(Code::LetterTemplate, "subject", "A subject is one line.");
            findings.push(finding.fix("Leave out line breaks and other control characters."));
        }
        if let Some(draft) = &said.draft {
            let besides = [
                ("language", said.language.is_some()),
                ("subject", said.subject.is_some()),
                ("text", said.text.is_some()),
            ];
            for (field, _) in besides.into_iter().filter(|(_, is_said)| *is_said) {
                let finding =
                    Finding::new(Code::FieldUnknown, field, "A template of invoices has a draft and nothing else.");
                findings.push(finding.fix("Leave it out, or keep the wording as a template of its own."));
            }
            findings.extend(self.check_draft_template(draft)?);
            return self.check_new(wording, findings);
        }
        let mut of_text = Vec::new();
        let notices = self.notices(&said.name)?;
        let mut notice: Vec<_> =
            notices.iter().map(|(jurisdiction, debtor)| Some((jurisdiction.as_str(), *debtor))).collect();
        if is_of_message(&said.name) {
            findings.extend(check_message(&said.name, subject, text));
        } else {
            findings.extend(found("subject", check_wording(&whole(subject, "."), None)));
            notice.push(None);
        }
        for notice in notice {
            for finding in found("text", check_wording(&whole(".", text), notice)) {
                if !of_text.contains(&finding) {
                    of_text.push(finding);
                }
            }
        }
        self.check_new(wording, [findings, of_text].concat())
    }

    /// Refuses what was found in a template, and a second one of its name and language.
    fn check_new(&self, wording: &Wording, findings: Vec<Finding>) -> Result<(), Problem> {
        let said = &wording.said;
        Error::check(findings)?;
        let sql = "SELECT id FROM wording WHERE name = ? AND language = ? AND id <> ?";
        if let Some(mut row) = self.store().first(sql, cells![&said.name, code(said), &wording.id])? {
            let detail = format!("The template {} has this name and language. Change that one.", row.text()?);
            return Err(Problem::new(Refusal::TemplateTaken, detail));
        }
        Ok(())
    }

    /// Law and debtor of the formal notices that have this text, by the policies that are followed.
    fn notices(&self, name: &str) -> Result<Vec<(String, PartyKind)>, Problem> {
        let mut notices = Vec::new();
        for mut row in self.store().rows("SELECT json FROM policy WHERE active = 1", cells![])? {
            let policy: Policy = read_stored(&row.text()?)?;
            if notice_texts(&policy).any(|(_, text)| text == name) {
                notices.push((policy.fields().jurisdiction.clone(), policy.fields().debtor));
            }
        }
        Ok(notices)
    }

    /// Refuses a policy with a formal notice whose own wording lacks what the law wants in it.
    pub fn check_wordings(&self, policy: &Policy) -> Result<(), Problem> {
        let fields = policy.fields();
        let mut findings = Vec::new();
        for (step, text) in notice_texts(policy) {
            for mut row in
                self.store().rows("SELECT json FROM wording WHERE name = ? AND language <> 'draft'", cells![text])?
            {
                let said: TemplateInput = read_stored(&row.text()?)?;
                let (subject, own) = texts(&said);
                let checked = check_wording(&whole(subject, own), Some((&fields.jurisdiction, fields.debtor)));
                findings.extend(found(&format!("policy.steps[{step}].template"), checked));
            }
        }
        Error::check(findings)?;
        Ok(())
    }
}

/// The steps of a policy that are formal notices, each with the name of its text.
fn notice_texts(policy: &Policy) -> impl Iterator<Item = (usize, &str)> {
    let steps = policy.fields().steps.iter().enumerate();
    let notices = steps.filter(|(_, step)| step.kind == ActionKind::FormalNotice);
    notices.map(|(index, step)| (index, step.template.as_deref().unwrap_or(&step.id)))
}

/// A wording as the engine takes it.
pub(super) fn whole(subject: &str, text: &str) -> String {
    format!("{subject}\n\n{text}")
}

/// Subject and text of a wording; one that is not said is empty, and refused as such.
fn texts(said: &TemplateInput) -> (&str, &str) {
    (said.subject.as_deref().unwrap_or_default(), said.text.as_deref().unwrap_or_default())
}

/// The language of a row; empty for all. Templates of invoices stand apart, so that no letter takes one for its wording.
fn code(said: &TemplateInput) -> &'static str {
    if said.draft.is_some() {
        return "draft";
    }
    said.language.as_ref().map_or("", TemplateLanguage::as_str)
}

/// The findings of a wording, at the field that it stands in.
fn found(path: &str, checked: Result<(), Error>) -> Vec<Finding> {
    let found = checked.err().map(Error::into_findings).unwrap_or_default();
    found.into_iter().map(|finding| Finding { path: path.to_owned(), ..finding }).collect()
}
