//! Direct debits: batches of what is due under a mandate, as a file for the bank; booked when the bank tells that the money
//! came in, and opened again when it tells that it went back.

use rust_decimal::Decimal;
use voldaan::calendar::{Calendar, Day, is_business_day};
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{MethodKind, PaymentMethod};
use voldaan::ledger::{EntryKind, ReturnedDebit, State, position, status};
use voldaan::money::Currency;
use voldaan::wire::{Array, to_json};

use super::account::account_of;
use super::list::decimal;
use super::mandate::{COLUMNS as MANDATE_COLUMNS, mandate_of};
use super::money::undisputed;
use super::payment::without_place;
use super::session::Session;
use super::store::{Cells, Query};
use super::webhook::Named;
use crate::app::bank::{Creditor, Debit as Written, Group, write};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{
    Debit, DebitState, DirectDebit, DirectDebitInput, DirectDebitList, DirectDebitSummary, Mandate, MandateScheme,
    MandateState, ReturnedDebitInput,
};
use crate::app::sum::sum;
use crate::cells;

/// The means of payment of a debit.
pub(super) const METHOD: &str = "directDebit";
/// Debits of one batch.
const DEBITS_MAX: usize = 500;

fn debit_of(row: &mut Cells) -> Result<Debit, StoreError> {
    let (end_to_end_id, invoice_id, mandate_id) = (row.text()?, row.text()?, row.text()?);
    let amount = decimal(&row.text()?)?;
    let state = DebitState::from_word(&row.text()?).ok_or_else(|| StoreError("a state is no state".to_owned()))?;
    Ok(Debit { end_to_end_id, invoice_id, mandate_id, amount, state })
}

fn summary_of(row: &mut Cells) -> Result<DirectDebitSummary, StoreError> {
    let (id, at, collect_on) = (row.text()?, Moment(row.integer()?).instant(), day_of_batch(&row.text()?)?);
    // Summed up here: the database would add floating-point numbers.
    let amounts = row.optional()?.unwrap_or_default();
    let amounts = amounts.split_whitespace().map(decimal).collect::<Result<Vec<_>, _>>()?;
    let pending = u32::try_from(row.integer()?).unwrap_or_default();
    let debits = u32::try_from(amounts.len()).unwrap_or_default();
    Ok(DirectDebitSummary { id, at, collect_on, total: sum(amounts), debits, pending })
}

fn day_of_batch(day: &str) -> Result<Day, StoreError> {
    Day::parse(day).ok_or_else(|| StoreError("a day is no day".to_owned()))
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/directDebits
    pub async fn create_direct_debit(&self) -> Result<Response, Problem> {
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let input: DirectDebitInput = self.input()?;
        let day = input.collect_on;
        if day <= self.today || !is_business_day(day, Calendar::Target) {
            let finding = Finding::new(Code::DateRange, "collectOn", "The banks do not move money on this day.");
            return Err(Error::from_finding(finding.fix("State a day after today on which TARGET is open.")).into());
        }
        if input.invoice_ids.is_empty() || input.invoice_ids.len() > DEBITS_MAX {
            let finding = Finding::new(Code::FieldMissing, "invoiceIds", "A batch has 1 to 500 invoices.");
            return Err(Error::from_finding(finding.fix("Name them, and make several batches of more.")).into());
        }
        let mut named = Vec::with_capacity(input.invoice_ids.len());
        for (place, id) in input.invoice_ids.iter().enumerate() {
            let path = format!("invoiceIds[{place}]");
            let unknown = || {
                Problem::at(
                    Refusal::NotFound,
                    &path,
                    "There is no issued invoice of this id. Leave it out, or issue the draft first.",
                )
            };
            named.push(self.issued_named(id).await?.ok_or_else(unknown)?);
        }
        self.once(|| {
            self.creditor()?;
            let id = new_id(self.ports.random(), "ddb");
            let sql = "INSERT INTO direct_debit (id, at, day) VALUES (?, ?, ?)";
            self.store().run(sql, cells![&id, self.now, day.to_string()])?;
            for (place, named) in named.iter().enumerate() {
                self.collect(&id, day, named).map_err(|problem| at_place(problem, place))?;
            }
            self.record("directDebit.created", &id)?;
            Ok(Response::json(201, to_json(&self.direct_debit(&id)?)))
        })
    }

    /// Puts what is due of an invoice into a batch.
    fn collect(&self, batch: &str, day: Day, named: &Named) -> Result<(), Problem> {
        let store = self.store();
        let account = account_of(store, &named.id, &named.document)?;
        let status = status(&account, day)?;
        if status.state != State::Open || account.invoice().head().currency.code() != "EUR" {
            return Err(Problem::new(
                Refusal::InvoiceSettled,
                "Nothing is owed on the invoice, or not in EUR: it cannot be debited. Leave it out of the batch.",
            ));
        }
        // The customer cannot say no to a debit before it is there: what they contest is not collected.
        let amount = undisputed(&status)?;
        if let Some(detail) = self.wait_for_debit(&named.id)? {
            return Err(Problem::new(Refusal::DebitPending, detail));
        }
        self.check_not_charged(&named.id)?;
        let row = self.invoice_row(&named.id)?;
        let sql = format!(
            "SELECT {MANDATE_COLUMNS} FROM mandate WHERE customer = ? AND state IN ('active', 'used') ORDER BY sequence DESC LIMIT 1"
        );
        let mandate = store.first(&sql, cells![row.customer.unwrap_or_default()])?;
        let mandate = mandate.map(|mut row| mandate_of(&mut row)).transpose()?;
        let mandate = mandate.ok_or_else(|| {
            let detail = "The customer of the invoice gave no mandate that holds. Make one with POST /v1/mandates.";
            Problem::new(Refusal::MandateNone, detail)
        })?;
        let first = mandate.state == MandateState::Active;
        // The names of SEPA have no underscore.
        let name = new_id(self.ports.random(), "ddi").replace('_', "-");
        store.run(
            "INSERT INTO debit (name, batch, invoice, mandate, amount, first, state) VALUES (?, ?, ?, ?, ?, ?, 'pending')",
            cells![name, batch, &named.id, &mandate.id, amount.to_string(), i64::from(first)],
        )?;
        let used = "UPDATE mandate SET state = 'used', used = ? WHERE id = ?";
        store.run(used, cells![day.to_string(), &mandate.id])?;
        Ok(())
    }

    fn direct_debit(&self, id: &str) -> Result<DirectDebit, Problem> {
        let mut row =
            self.store().found("SELECT at, day FROM direct_debit WHERE id = ?", cells![id], "direct debit")?;
        let (at, collect_on) = (Moment(row.integer()?).instant(), day_of_batch(&row.text()?)?);
        let sql = "SELECT name, invoice, mandate, amount, state FROM debit WHERE batch = ? ORDER BY sequence";
        let rows = self.store().rows(sql, cells![id])?;
        let items = rows.into_iter().map(|mut row| debit_of(&mut row)).collect::<Result<Vec<_>, _>>()?;
        let total = sum(items.iter().map(|item| item.amount));
        Ok(DirectDebit { id: id.to_owned(), at, collect_on, total, items: Array(items) })
    }

    /// GET /v1/directDebits
    pub fn list_direct_debits(&self) -> Result<Response, Problem> {
        let of = |what: &str, which: &str| format!("(SELECT {what} FROM debit WHERE batch = b.id{which})");
        let (amounts, pending) = (of("group_concat(amount, ' ')", ""), of("count(*)", " AND state = 'pending'"));
        let columns = format!("b.id, b.at, b.day, {amounts}, {pending}");
        // A batch has the place of its first debit, which it keeps in an import.
        let from = "debit d JOIN direct_debit b ON b.id = d.batch \
                    WHERE NOT EXISTS (SELECT 1 FROM debit o WHERE o.batch = d.batch AND o.sequence < d.sequence) AND";
        let (items, next) = self.listed(&columns, from, summary_of)?;
        Ok(Response::json(200, to_json(&DirectDebitList { items: Array(items), next })))
    }

    /// GET /v1/directDebits/{id}
    pub fn get_direct_debit(&self, id: &str) -> Result<Response, Problem> {
        Ok(Response::json(200, to_json(&self.direct_debit(id)?)))
    }

    /// GET /v1/directDebits/{id}.xml
    pub async fn direct_debit_file(&self, id: &str) -> Result<Response, Problem> {
        let batch = self.direct_debit(id)?;
        let (name, method) = self.creditor()?;
        let mut parts: Vec<(Debit, Mandate, bool, String)> = Vec::new();
        for item in batch.items.0 {
            if !self.is_to_collect(&item, batch.collect_on).await? {
                continue;
            }
            let sql = "SELECT d.first, i.number FROM debit d JOIN invoice i ON i.id = d.invoice WHERE d.name = ?";
            let mut row = self.store().found(sql, cells![&item.end_to_end_id], "debit")?;
            let (first, number) = (row.integer()? != 0, row.text()?);
            let mandate = self.mandate(&item.mandate_id)?;
            if mandate.iban.is_empty() {
                let detail = "A customer of this batch was erased since, with the account that was debited. Ask the bank for the file.";
                return Err(Problem::new(Refusal::MandateState, detail));
            }
            parts.push((item, mandate, first, number));
        }
        if parts.is_empty() {
            let detail = "Nothing of this batch is to be collected any more: look at its items, and make a new batch of what is still due.";
            return Err(Problem::new(Refusal::InvoiceSettled, detail));
        }
        let message = id.replace('_', "-");
        let ids: Vec<String> = (1..=4).map(|n| format!("{message}-{n}")).collect();
        let mut groups = Vec::new();
        let kinds = [
            (MandateScheme::Core, true),
            (MandateScheme::Core, false),
            (MandateScheme::B2b, true),
            (MandateScheme::B2b, false),
        ];
        for ((scheme, first), group) in kinds.into_iter().zip(&ids) {
            let fitting =
                parts.iter().filter(|(_, mandate, is_first, _)| mandate.scheme == scheme && *is_first == first);
            let debits: Vec<Written<'_>> = fitting
                .filter_map(|(item, mandate, _, number)| {
                    Some(Written {
                        end_to_end: &item.end_to_end_id,
                        amount: item.amount,
                        mandate: &mandate.reference,
                        signed_on: mandate.signed_on?,
                        name: &mandate.account_holder,
                        iban: &mandate.iban,
                        bic: mandate.bic.as_deref(),
                        text: number,
                    })
                })
                .collect();
            if !debits.is_empty() {
                let scheme = if scheme == MandateScheme::Core { "CORE" } else { "B2B" };
                groups.push(Group { id: group, scheme, sequence: if first { "FRST" } else { "RCUR" }, debits });
            }
        }
        let iban: String = method.iban.iter().flat_map(|iban| iban.chars()).filter(|c| !c.is_whitespace()).collect();
        let creditor_id = method.creditor_id.as_deref().unwrap_or_default();
        let creditor = Creditor { name: &name, iban: &iban, bic: method.bic.as_deref(), id: creditor_id };
        let file = write(&message, &batch.at, batch.collect_on, &creditor, &groups);
        let mut response = Response::json(200, file);
        for header in response.headers.iter_mut().filter(|(name, _)| *name == "content-type") {
            header.1 = "application/xml; charset=utf-8".to_owned();
        }
        Ok(response.with("content-disposition", format!("attachment; filename=\"{message}.xml\"")))
    }

    /// Whether a debit is still on its way, under a mandate that holds, and no more than what is owed and not contested.
    async fn is_to_collect(&self, debit: &Debit, day: Day) -> Result<bool, Problem> {
        if debit.state != DebitState::Pending || !self.holds(&debit.end_to_end_id)? {
            return Ok(false);
        }
        let Some(named) = self.issued_named(&debit.invoice_id).await? else { return Ok(false) };
        let status = status(&account_of(self.store(), &named.id, &named.document)?, day.max(self.today))?;
        let left = status.amount_due.checked_sub(status.disputed).unwrap_or_default();
        Ok(status.state == State::Open && left >= debit.amount)
    }

    /// Whether the invoice of a debit is open and its mandate was not revoked.
    pub fn holds(&self, name: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM debit d JOIN invoice i ON i.id = d.invoice JOIN mandate m ON m.id = d.mandate \
                   WHERE d.name = ? AND i.state = 'open' AND m.state IN ('active', 'used')";
        self.store().has(sql, cells![name])
    }

    /// The lines of the bank that told of a debit and of its return.
    pub fn lines_of(&self, name: &str) -> Result<(Option<String>, Option<String>), StoreError> {
        let row = self.store().first("SELECT line, back FROM debit WHERE name = ?", cells![name])?;
        row.map_or(Ok((None, None)), |mut row| Ok((row.optional()?, row.optional()?)))
    }

    /// Notes which line of the bank told of a debit (`line`), or of its return (`back`).
    pub fn told_by(&self, name: &str, what: &'static str, line: &str) -> Result<(), StoreError> {
        self.store().run(&format!("UPDATE debit SET {what} = ? WHERE name = ?"), cells![line, name]).map(drop)
    }

    /// Who collects: the administration's own way to pay by direct debit, with its account and creditor identifier.
    fn creditor(&self) -> Result<(String, PaymentMethod), Problem> {
        let said = &self.administration.said;
        let mut methods = said.payment_methods.iter().filter(|method| method.kind == MethodKind::DirectDebit);
        let method = methods.find(|method| method.iban.is_some() && method.creditor_id.is_some());
        let name = said.supplier.as_ref().map(|party| party.name.clone());
        name.zip(method.cloned()).ok_or_else(|| {
            let detail = "State who collects with PATCH /v1/administration: the supplier, and in paymentMethods one of kind directDebit \
                          with iban and creditorId.";
            Problem::new(Refusal::DebitUnconfigured, detail)
        })
    }

    /// The debit that a line of the bank is about, and the invoice it is for.
    pub fn debit_named(&self, end_to_end: &str) -> Result<Option<Debit>, StoreError> {
        let sql = "SELECT name, invoice, mandate, amount, state FROM debit WHERE name = ?";
        self.store().first(sql, cells![end_to_end])?.map(|mut row| debit_of(&mut row)).transpose()
    }

    /// The debits of a group of a batch, by the name that the file has for the group.
    pub fn debits_of_group(&self, name: &str) -> Result<Vec<Debit>, StoreError> {
        // `ddb-x-1` is the first group of the batch `ddb_x`; its debits are those that the file has in it.
        let Some((batch, group)) = name.rsplit_once('-').map(|(batch, group)| (batch.replacen('-', "_", 1), group))
        else {
            return Ok(Vec::new());
        };
        let (scheme, first) = match group {
            "1" => ("core", 1),
            "2" => ("core", 0),
            "3" => ("b2b", 1),
            "4" => ("b2b", 0),
            _ => return Ok(Vec::new()),
        };
        let sql = "SELECT d.name, d.invoice, d.mandate, d.amount, d.state FROM debit d JOIN mandate m ON m.id = d.mandate \
                   WHERE d.batch = ? AND m.scheme = ? AND d.first = ? ORDER BY d.sequence";
        let rows = self.store().rows(sql, cells![batch, scheme, i64::from(first)])?;
        rows.into_iter().map(|mut row| debit_of(&mut row)).collect()
    }

    /// Notes how far a debit is. After one that came back the next message offers another way to pay.
    pub fn set_debit(&self, name: &str, state: DebitState) -> Result<(), StoreError> {
        let row = self.store().first("SELECT invoice FROM debit WHERE name = ?", cells![name])?;
        if let Some(mut row) = row.filter(|_| state == DebitState::Returned) {
            self.offer_another_way(&row.text()?, (METHOD, name), self.now, Some(METHOD))?;
        }
        self.store().run("UPDATE debit SET state = ? WHERE name = ?", cells![state.as_str(), name]).map(drop)
    }

    /// POST /v1/invoices/{id}/returnedDebit
    pub fn add_returned_debit(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: ReturnedDebitInput = self.input()?;
        let on = input.on.unwrap_or(self.today);
        self.check_not_after_today(on, "on", "The return")?;
        let sql = "SELECT name, invoice, mandate, amount, state FROM debit WHERE invoice = ? AND state <> 'returned' \
                   ORDER BY sequence DESC LIMIT 1";
        let debit = self.store().first(sql, cells![id])?.map(|mut row| debit_of(&mut row)).transpose()?;
        // A debit that the bank refused before any money came moves none.
        let was_booked = debit.as_ref().is_none_or(|debit| debit.state == DebitState::Booked);
        let amount = input.amount.or_else(|| debit.as_ref().map(|debit| debit.amount));
        let amount = amount.ok_or_else(|| {
            let finding = Finding::new(Code::FieldMissing, "amount", "No debit of the invoice is known here.");
            Error::from_finding(finding.fix("State the amount that came back."))
        })?;
        let account = account_of(self.store(), id, document)?;
        let last = account.entries().iter().map(|entry| entry.on).max().unwrap_or(self.today);
        // Whatever went back, by whichever way: no more can come back than came in.
        let received = position(&account, last.max(self.today))?.received;
        if was_booked && amount > received {
            let detail = format!(
                "The bank cannot have taken {amount} back: {received} came in for the invoice and did not go back. State up to that, or book \
                 the payment first."
            );
            return Err(Problem::at(Refusal::RefundTooMuch, "amount", detail));
        }
        if let Some(debit) = &debit {
            self.set_debit(&debit.end_to_end_id, DebitState::Returned)?;
            self.answer_silent_debit(&debit.end_to_end_id)?;
        }
        if was_booked {
            self.return_debit(id, document, amount, on, input.reason, None)?;
        } else {
            self.record("directDebit.returned", id)?;
        }
        let row = self.invoice_row(id)?;
        let account = account_of(self.store(), id, document)?;
        Ok(super::invoice::answer(201, &self.issued_resource(&row, document, &account)?, row.revision))
    }

    /// Books that a debit came back: the invoice is open again.
    pub fn return_debit(
        &self,
        id: &str,
        document: &str,
        amount: Decimal,
        on: Day,
        reason: Option<String>,
        line: Option<(&str, &str)>,
    ) -> Result<(), Problem> {
        let account = account_of(self.store(), id, document)?;
        let (provider, provider_id) = line.map(|(bank, line)| (bank.to_owned(), line.to_owned())).unzip();
        let returned = ReturnedDebit { amount, method: METHOD.to_owned(), reference: reason, provider, provider_id };
        let entry = self.entry(on.max(account.invoice().issue_date()), EntryKind::ReturnedDebit(returned));
        self.append(id, account, entry).map_err(without_place)?;
        self.record("directDebit.returned", id)?;
        Ok(())
    }
}

/// A problem of one of the invoices, at its place in the list.
fn at_place(problem: Problem, place: usize) -> Problem {
    let finding = Finding {
        code: problem.code.clone(),
        severity: voldaan::finding::Severity::Error,
        path: format!("invoiceIds[{place}]"),
        term: None,
        rule: None,
        message: problem.detail.clone(),
        fix: None,
    };
    Problem { findings: vec![finding], ..problem }
}

/// Whether a line could be of a debit: those are in EUR.
pub(super) fn is_euro(currency: &str) -> bool {
    Currency::from_code(currency).is_some_and(|currency| currency.code() == "EUR")
}
