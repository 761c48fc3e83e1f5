//! Erasing a customer: refused while the law wants the invoices kept, with the day on which it becomes possible; afterwards
//! what names the person goes, and what the books need - numbers, days, amounts, VAT - stays.
//!
//! The chain still verifies: links to what was erased keep their hash, and new ones bind what is left.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Issued, MethodKind};
use voldaan::law::periods::{retained_until, retention};
use voldaan::ledger::{Entry, FROM_BALANCE};
use voldaan::wire::{Reader, Value, Wire, parse, to_json};

use super::account::account_in_book;
use super::forget::About;
use super::session::{Session, read_issued};
use super::store::{Cells, Query, drop_chunks};
use super::{chain, document, search};
use crate::app::http::Response;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{ErasureInput, ErasureResult, Retention};
use crate::cells;

/// Invoices that one request goes through.
const INVOICES_AT_ONCE: usize = 100;

/// What stands where a text was.
pub(super) const ERASED: &str = "(erased)";

/// The items of the inbox that are about an invoice, or whose money was booked on it.
const OF_INVOICE: &str = "(invoice = ?1 OR EXISTS (SELECT 1 FROM provider_payment p \
                          WHERE p.provider = inbox.provider AND p.id = inbox.payment AND p.invoice = ?1))";

/// An issued invoice of a customer.
struct Held {
    id: String,
    hash: String,
    state: String,
    kind: String,
    issued: Day,
}

impl Held {
    fn read(row: &mut Cells) -> Result<Held, StoreError> {
        let (id, hash, state, kind) = (row.text()?, row.text()?, row.text()?, row.text()?);
        let issued = Day::parse(&row.text()?).ok_or_else(|| StoreError("an invoice date is no day".to_owned()))?;
        Ok(Held { id, hash, state, kind, issued })
    }

    fn is_open(&self) -> bool {
        self.state == "open" && self.kind != "creditNote"
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/customers/{id}/retention
    pub fn get_retention(&self, id: &str) -> Result<Response, Problem> {
        let held = self.held(id)?;
        self.check_known(id, &held)?;
        let answer = self.retention(&held, None)?;
        Ok(Response::json(200, to_json(&answer)))
    }

    /// POST /v1/customers/{id}/erase
    pub fn erase_customer(&self, id: &str) -> Result<Response, Problem> {
        let input: ErasureInput = self.input()?;
        if input.retention_years.is_some_and(|years| years == 0 || years > YEARS_MAX) {
            let message = format!("Invoices are kept for 1 to {YEARS_MAX} years.");
            return Err(Error::from_finding(Finding::new(Code::NumberRange, "retentionYears", message)).into());
        }
        let held = self.held(id)?;
        self.check_known(id, &held)?;
        self.check_unused(id)?;
        self.check_erasable(&self.retention(&held, input.retention_years)?)?;
        let about = self.inbox_about(id)?;
        self.check_nothing_waits(&about, &held)?;
        // By now the invoices are still theirs, and say what they are known by.
        self.forget_traces(id, &about)?;
        for held in held.iter().take(INVOICES_AT_ONCE) {
            self.erase_invoice(held)?;
        }
        let left = held.len().saturating_sub(INVOICES_AT_ONCE);
        if left == 0 {
            self.forget_customer(id)?;
            self.record("customer.erased", id)?;
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let answer = ErasureResult { erased: count(held.len() - left), left: count(left) };
        Ok(Response::json(200, to_json(&answer)))
    }

    /// Refuses somebody who is neither kept nor named by an invoice: a customer whom an older version deleted can still be erased.
    fn check_known(&self, id: &str, held: &[Held]) -> Result<(), Problem> {
        if held.is_empty() { self.party(id).map(drop) } else { Ok(()) }
    }

    /// The issued invoices of a customer, the latest first.
    fn held(&self, customer: &str) -> Result<Vec<Held>, Problem> {
        let sql = "SELECT id, hash, state, type, issue_date FROM invoice WHERE customer = ? AND hash IS NOT NULL \
                   ORDER BY issue_date DESC";
        let rows = self.store().rows(sql, cells![customer])?;
        Ok(rows.into_iter().map(|mut row| Held::read(&mut row)).collect::<Result<_, _>>()?)
    }

    /// Until when the law wants invoices kept: by the country of the seller of the latest one, who keeps them.
    fn retention(&self, held: &[Held], years: Option<u32>) -> Result<Retention, Problem> {
        let mut answer = Retention {
            invoices: u32::try_from(held.len()).unwrap_or(u32::MAX),
            open: held.iter().any(Held::is_open),
            country: None,
            law: None,
            kept_until: None,
            erasable_from: None,
        };
        let Some(latest) = held.first() else {
            answer.erasable_from = Some(self.today);
            return Ok(answer);
        };
        let country = self.seller_country(latest)?;
        let known = retention(&country, self.today);
        answer.law = known.map(|row| row.value.law.to_owned());
        let years = known.map(|row| row.value.years).or(years);
        answer.kept_until = years.and_then(|years| retained_until(latest.issued, years));
        answer.erasable_from = answer.kept_until.and_then(|day| day.add_days(1)).map(|day| day.max(self.today));
        answer.country = Some(country);
        Ok(answer)
    }

    fn seller_country(&self, held: &Held) -> Result<String, Problem> {
        let issued = read_issued(&self.text_of(held)?)?;
        Ok(issued.head().supplier.as_ref().map(|party| party.country.clone()).unwrap_or_default())
    }

    fn text_of(&self, held: &Held) -> Result<String, Problem> {
        let bytes = document::in_book(self.store(), &held.hash)?;
        let lost = || StoreError(format!("the Book has lost the document {}", held.hash));
        document::text(bytes.ok_or_else(lost)?)
    }

    fn check_erasable(&self, known: &Retention) -> Result<(), Problem> {
        if known.open {
            let detail =
                "An invoice of this customer is still open. Wait for the payment, credit it, or give it up first.";
            return Err(Problem::new(Refusal::ErasureOpen, detail));
        }
        let Some(from) = known.erasable_from else {
            let country = known.country.as_deref().unwrap_or_default();
            let detail = format!(
                "The engine does not know how long {country} wants invoices kept. Look it up and state it as retentionYears."
            );
            return Err(Problem::at(Refusal::ErasureUnknown, "retentionYears", detail));
        };
        if from <= self.today {
            return Ok(());
        }
        let law = known.law.as_deref().unwrap_or("the years that you stated");
        let detail = format!(
            "The invoices of this customer have to be kept ({law}). Wait until {from}: then erasing is possible."
        );
        let mut problem = Problem::at(Refusal::ErasureRetained, "", detail);
        for finding in &mut problem.findings {
            finding.rule = known.law.clone();
            finding.fix = Some(from.to_string());
        }
        Err(problem)
    }

    /// Refuses while money of the customer waits for somebody to look at it: what it says of the payer is needed for that.
    fn check_nothing_waits(&self, about: &[About], held: &[Held]) -> Result<(), Problem> {
        let waiting = |item: &str| {
            let detail = format!("The item {item} of the inbox is about this customer. Settle it first.");
            Problem::new(Refusal::ErasureOpen, detail)
        };
        if let Some(about) = about.iter().find(|about| about.waits) {
            return Err(waiting(&about.id));
        }
        let sql = format!("SELECT id FROM inbox WHERE resolved IS NULL AND {OF_INVOICE} LIMIT 1");
        for held in held {
            if let Some(mut row) = self.store().first(&sql, cells![&held.id])? {
                return Err(waiting(&row.text()?));
            }
        }
        Ok(())
    }

    /// Takes the person out of an invoice, its entries and its messages.
    fn erase_invoice(&self, held: &Held) -> Result<(), Problem> {
        let (store, id) = (self.store(), held.id.as_str());
        let issued = without_person(&self.text_of(held)?)?;
        let hash = document::keep(store, issued.to_json().as_bytes())?;
        document::erase(store, &held.hash, self.clock)?;
        let name = issued.head().customer.as_ref().map(|party| party.name.as_str());
        store.run(
            "UPDATE invoice SET hash = ?, customer_name = ?, customer = NULL, customer_email = NULL, customer_locale = NULL, \
             reference = NULL, period = NULL, revision = revision + 1, link_generation = link_generation + 1 WHERE id = ?",
            cells![&hash, name, id],
        )?;
        for mut row in store.rows("SELECT sequence, json FROM entry WHERE invoice = ?", cells![id])? {
            let (place, entry) = (row.integer()?, entry_without_person(&row.text()?)?);
            store.run("UPDATE entry SET json = ? WHERE sequence = ?", cells![to_json(&entry), place])?;
        }
        chain::bind_erased(store, self.secrets, id)?;
        for mut row in store.rows("SELECT hash FROM rendering WHERE invoice = ?", cells![id])? {
            document::erase(store, &row.text()?, self.clock)?;
        }
        // What it can still be found by in a bank statement is its number.
        store.run("DELETE FROM invoice_key WHERE invoice = ?", cells![id])?;
        for table in ["rendering", "to_render", "outbox", "customer_request", "portal_form"] {
            store.run(&format!("DELETE FROM {table} WHERE invoice = ?"), cells![id])?;
        }
        let inbox = format!("UPDATE inbox SET json = '{{}}', note = NULL WHERE {OF_INVOICE}");
        store.run(&inbox, cells![id])?;
        store.run("UPDATE checkout SET url = NULL, note = NULL WHERE invoice = ?", cells![id])?;
        store.run("UPDATE refund SET description = '' WHERE invoice = ?", cells![id])?;
        drop_chunks(store, &super::draft::place(id))?;
        search::forget(store, id)?;
        search::index(store, id, issued.invoice(), &[])?;
        if let Some(account) = account_in_book(store, id, Some(&hash))? {
            self.stand_again(id, &account)?;
        }
        Ok(self.record("invoice.erased", id)?)
    }
}

/// Years that the law of any country could ask for.
const YEARS_MAX: u32 = 50;

/// What an invoice keeps of its customer: where they are and what they are before the law.
const KEPT_OF_CUSTOMER: &[&str] = &["country", "kind", "locale"];

/// The parts of an invoice that may name a person, on which no amount depends, and which the law does not ask of an invoice (art. 226 of
/// Directive 2006/112/EC). The number of the invoice that a credit note amends stays (art. 219), and so does what was sold (art. 226 (6)).
const DROPPED: &[&str] = &[
    "deliverTo",
    "attachments",
    "notes",
    "metadata",
    "buyerReference",
    "purchaseOrder",
    "contract",
    "project",
    "references",
    "payee",
    "paymentMethods",
    "paymentReference",
];

/// The parts of a line of which the same holds.
const DROPPED_OF_LINE: &[&str] = &["description", "note", "buyerItemId", "references"];

/// An issued invoice without its customer. The VAT id stays where the invoice is none without it.
fn without_person(json: &str) -> Result<Issued, Problem> {
    read_without(json, KEPT_OF_CUSTOMER).or_else(|_| read_without(json, &[KEPT_OF_CUSTOMER, &["vatId"]].concat()))
}

fn read_without(json: &str, kept: &[&str]) -> Result<Issued, Problem> {
    let mut document = parse(json)?;
    for name in DROPPED {
        document.take(name);
    }
    let names = names_of(&document);
    let Value::Object(fields) = &mut document else { return Err(not_an_object()) };
    for (name, value) in fields {
        match (&**name, value) {
            ("customer", Value::Object(customer)) => {
                customer.retain(|(name, _)| kept.contains(&&**name));
                customer.insert(0, ("name".into(), Value::Text(ERASED.into())));
            }
            ("lines", Value::List(lines)) => lines.iter_mut().for_each(|line| erase_line(line, &names)),
            ("preceding", Value::List(preceding)) => preceding.iter_mut().for_each(|one| drop(one.take("reason"))),
            _ => {}
        }
    }
    read_value(document)
}

/// The names of a customer, each in its words.
fn names_of(document: &Value<'_>) -> Vec<Vec<String>> {
    let customer = document.get("customer");
    let contact = customer.and_then(|customer| customer.get("contact"));
    let names = [customer, contact].into_iter().flatten().filter_map(|of| match of.get("name") {
        Some(Value::Text(name)) => Some(name.split_whitespace().map(bare).collect::<Vec<_>>()),
        _ => None,
    });
    names.filter(|words| !words.is_empty()).collect()
}

/// A word without what stands around it, and without capitals.
fn bare(word: &str) -> String {
    word.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase()
}

/// Takes the person out of a line. What was sold stays; a name of theirs that stands in it as a whole goes.
fn erase_line(line: &mut Value<'_>, names: &[Vec<String>]) {
    for name in DROPPED_OF_LINE {
        line.take(name);
    }
    let Value::Object(fields) = line else { return };
    for (field, value) in fields {
        match (&**field, value) {
            ("name", Value::Text(text)) => *text = without_names(text, names).into(),
            ("item", item) => drop(item.take("attributes")),
            _ => {}
        }
    }
}

/// A text without the names that stand in it word by word.
fn without_names(text: &str, names: &[Vec<String>]) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    for name in names {
        let mut from = 0;
        let is_it = |part: &[&str]| part.iter().map(|word| bare(word)).eq(name.iter().cloned());
        while let Some(at) = words.get(from..).and_then(|rest| rest.windows(name.len()).position(is_it)) {
            words.splice(from + at..from + at + name.len(), [ERASED]);
            // Who is called what stands there now is not looked for in it again.
            from += at + 1;
        }
    }
    words.join(" ")
}

/// Words for how money came beside those for a means of payment (BT-81): they name nobody.
const WAYS_TO_PAY: &[&str] = &[FROM_BALANCE, "bank", "bancontact", "ideal", "paypal", "pin", "sepa"];

fn is_way_to_pay(method: &str) -> bool {
    MethodKind::WORDS.contains(&method) || WAYS_TO_PAY.contains(&method)
}

/// The texts of an entry that may name a person.
fn entry_without_person(json: &str) -> Result<Entry, Problem> {
    let mut entry = parse(json)?;
    entry.take("reference");
    // What a service told says how money came in its own word; a person may have written anything.
    let is_told = entry.get("provider").is_some();
    let Value::Object(fields) = &mut entry else { return Err(not_an_object()) };
    for (name, value) in fields {
        let names_somebody = match (&**name, &*value) {
            ("to" | "text" | "reason", _) => true,
            ("method", Value::Text(method)) => !is_told && !is_way_to_pay(method),
            _ => false,
        };
        if names_somebody {
            *value = Value::Text(ERASED.into());
        }
    }
    read_value(entry)
}

fn not_an_object() -> Problem {
    StoreError("what is kept is no object".to_owned()).into()
}

fn read_value<T: Wire>(value: Value<'_>) -> Result<T, Problem> {
    let mut cx = Reader::new();
    let read = T::read(value, &mut cx);
    Error::check(cx.into_findings())?;
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn whoever_is_called_what_stands_in_place_of_names_is_erased_too() {
        let names = |name: &str| vec![name.split(' ').map(str::to_owned).collect::<Vec<_>>()];
        assert_eq!(without_names("Work for Erased, by the hour", &names("erased")), "Work for (erased) by the hour");
        assert_eq!(without_names("Anna Zwaan and anna zwaan", &names("anna zwaan")), "(erased) and (erased)");
    }
}
