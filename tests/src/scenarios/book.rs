//! The accounts of a story: events are booked through the doors of the engine, and questions put to them.

use serde_json::{Value, json};

use super::event::{Event, event};
use super::read::{Row, Story};
use super::{invoice, read};
use crate::native::Native;
use crate::vectors::{Answer, Place};

/// An invoice and its entries.
struct Account {
    name: String,
    invoice: Value,
    entries: Vec<Value>,
}

/// What a story has come to.
pub struct Book {
    accounts: Vec<Account>,
    policy: Option<Value>,
    claim: Option<Value>,
    /// Events so far, for ids and instants.
    count: usize,
    last: String,
}

impl Book {
    /// Issues the invoices of a story.
    pub fn open(story: &read::Story) -> Result<Book, String> {
        let Story { invoices, policy, claim, .. } = story;
        let mut accounts = Vec::new();
        for (name, sentence) in invoices {
            let (draft, issued) = invoice::draft(sentence)?;
            let number = if name.is_empty() { "2026-0001" } else { name };
            let invoice = call("issue", &[draft, json!({ "number": number, "issueDate": issued })])?;
            accounts.push(Account { name: name.clone(), invoice, entries: Vec::new() });
        }
        let policy = policy.as_ref().map(|name| call("policy", &[json!(name)])).transpose()?;
        let claim = claim.as_ref().map(|sentence| claim_options(sentence)).transpose()?;
        Ok(Book { accounts, policy, claim, count: 0, last: String::new() })
    }

    /// Books what happens in a row.
    pub fn tell(&mut self, row: &Row) -> Result<(), String> {
        if row.event.is_empty() {
            return Ok(());
        }
        if row.day < self.last {
            return Err("events are told in the order of their days; `dated` gives an earlier legal day".to_owned());
        }
        self.last.clone_from(&row.day);
        let (name, sentence) = row.event.split_once(": ").unwrap_or(("", &row.event));
        let (event, dated) = event(sentence)?;
        let on = dated.unwrap_or_else(|| row.day.clone());
        self.count += 1;
        let place = self.place(name)?;
        match event {
            Event::Entry(entry) => self.append(place, entry, &row.day, &on),
            Event::CreditNote(amount) => self.credit(place, amount, &row.day, &on),
            Event::Resolved(outcome) => {
                let dispute = self.last_of(place, "dispute")?;
                let entry = json!({ "kind": "disputeResolved", "dispute": dispute, "outcome": outcome });
                self.append(place, entry, &row.day, &on)
            }
            Event::Correction(kind, amount) => {
                let mut entry = json!({ "kind": "correction", "of": self.last_of(place, &kind)? });
                if let Some(amount) = amount {
                    entry["amount"] = json!(amount);
                }
                self.append(place, entry, &row.day, &on)
            }
            Event::Apply(payment, options) => self.apply(payment, options, &row.day, &on),
        }
    }

    /// The answer to a column, on a day.
    pub fn ask(&self, column: &str, day: &str) -> Result<String, String> {
        let (question, name) = match column.rsplit_once(' ') {
            Some((question, name)) if self.accounts.iter().any(|account| account.name == name) => (question, name),
            _ => (column, ""),
        };
        let account = self.accounts.get(self.place(name)?).ok_or("a story has an invoice")?;
        let today = json!({ "on": day });
        let status = |field: &str| Ok(text(&call("status", &[account.json(), today.clone()])?[field]));
        let charges = |field: &str| {
            let status = call("status", &[account.json(), today.clone()])?;
            Ok(status["charges"].get(field).map_or_else(|| "-".to_owned(), text))
        };
        match question {
            "state" => status("state"),
            "balance" => status("balanceState"),
            "owed" => status("amountDue"),
            "overdue" => status("overdueAmount"),
            "days" => status("daysOverdue"),
            "contested" => status("disputed"),
            "level" => status("dunningLevel"),
            "costs owed" => charges("costs"),
            "interest owed" => charges("interest"),
            "costs paid" => charges("costsReceived"),
            "interest paid" => charges("interestReceived"),
            "credit balance" => {
                let accounts = self.accounts.iter().map(Account::json).collect();
                let balances = call("creditBalance", &[accounts, today])?;
                let shown = |balance: &Value| format!("{} {}", text(&balance["currency"]), text(&balance["amount"]));
                Ok(joined(balances.as_array().into_iter().flatten().map(shown)))
            }
            "supplement" => match call("supplement", &[account.json(), json!({ "issueDate": day })]) {
                Ok(draft) => Ok(text(&call("calculate", &[draft])?["totals"]["payable"])),
                // Too early, or nothing follows.
                Err(refused) if refused.contains("supplement.none") || refused.contains("date.range") => {
                    Ok("-".to_owned())
                }
                Err(fault) => Err(fault),
            },
            "to do" => {
                let policy = self.policy.clone().ok_or("the story names no policy")?;
                let actions = call("plan", &[account.json(), policy, today])?;
                Ok(joined(actions.as_array().into_iter().flatten().map(|action| text(&action["step"]))))
            }
            _ => self.ask_claim(question, account, day),
        }
    }

    fn ask_claim(&self, question: &str, account: &Account, day: &str) -> Result<String, String> {
        let mut options = self.claim.clone().ok_or_else(|| format!("there is no column `{question}`"))?;
        options["on"] = json!(day);
        let claim = call("claim", &[account.json(), options])?;
        let part = |part: &Value| match (part["allowed"].as_bool(), part["allowedFrom"].as_str()) {
            (Some(true), _) => text(&part["amount"]),
            (_, Some(from)) => format!("{} from {from}", text(&part["amount"])),
            _ => format!("{} not yet", text(&part["amount"])),
        };
        match question {
            "principal" => Ok(text(&claim["principal"])),
            "interest" => Ok(part(&claim["interest"])),
            "costs" => Ok(part(&claim["costs"])),
            "lump sum" => Ok(part(&claim["lumpSum"])),
            "claim" => Ok(text(&claim["total"])),
            _ => Err("is no column".to_owned()),
        }
    }

    fn place(&self, name: &str) -> Result<usize, String> {
        let found = self.accounts.iter().position(|account| account.name == name);
        found.or((name.is_empty() && !self.accounts.is_empty()).then_some(0)).ok_or(format!("no invoice {name}"))
    }

    /// The id of the last entry of a kind.
    fn last_of(&self, place: usize, kind: &str) -> Result<Value, String> {
        let found = self.accounts[place].entries.iter().rev().find(|entry| entry["kind"] == kind);
        found.map(|entry| entry["id"].clone()).ok_or_else(|| format!("nothing of the kind {kind} has happened"))
    }

    fn instant(&self, day: &str) -> String {
        format!("{day}T09:{:02}:{:02}Z", self.count / 60, self.count % 60)
    }

    fn append(&mut self, place: usize, mut entry: Value, day: &str, on: &str) -> Result<(), String> {
        let at = self.instant(day);
        let fields = entry.as_object_mut().ok_or("an entry is an object")?;
        fields.entry("id").or_insert(json!(format!("e{}", self.count)));
        fields.insert("at".to_owned(), json!(at));
        fields.insert("on".to_owned(), json!(on));
        if fields["kind"] == "reminder" {
            fields.insert("sentOn".to_owned(), json!(on));
        }
        let account = &mut self.accounts[place];
        account.entries.push(entry);
        // The engine has the last word on whether it fits.
        call("status", &[account.json(), json!({ "on": on })]).map(drop)
    }

    fn credit(&mut self, place: usize, amount: Option<String>, day: &str, on: &str) -> Result<(), String> {
        let account = self.accounts[place].json();
        let mut request = json!({ "reason": "Agreed", "issueDate": on });
        match amount {
            Some(amount) => request["amount"] = json!(amount),
            None => request["full"] = json!(true),
        }
        let draft = call("credit", &[account.clone(), request])?;
        let number = format!("C{}", self.count);
        let note = call("issue", &[draft, json!({ "number": number, "issueDate": on })])?;
        let options = json!({ "id": format!("e{}", self.count), "at": self.instant(day) });
        let entry = call("creditEntry", &[account, note, options])?;
        self.append(place, entry, day, on)
    }

    fn apply(&mut self, mut payment: Value, options: Value, day: &str, on: &str) -> Result<(), String> {
        payment["id"] = json!(format!("e{}", self.count));
        payment["at"] = json!(self.instant(day));
        payment["on"] = json!(on);
        let accounts = self.accounts.iter().map(Account::json).collect();
        let application = call("applyPayment", &[payment, accounts, options])?;
        for row in ["applied", "taken"].into_iter().flat_map(|list| application[list].as_array()).flatten() {
            let of = |account: &Account| account.invoice["number"] == row["number"];
            let place = self.accounts.iter().position(of).ok_or("money went to an unknown invoice")?;
            for entry in row["entries"].as_array().into_iter().flatten() {
                self.append(place, entry.clone(), day, on)?;
            }
        }
        Ok(())
    }
}

impl Account {
    fn json(&self) -> Value {
        json!({ "invoice": self.invoice, "entries": self.entries })
    }
}

/// `NL, consumer, received 2026-02-03, does not deduct VAT`
fn claim_options(sentence: &str) -> Result<Value, String> {
    let mut parts = sentence.split(", ");
    let (jurisdiction, debtor) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut options = json!({ "jurisdiction": jurisdiction, "debtor": debtor });
    for part in parts {
        match part.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["received", day] => options["receivedOn"] = json!(day),
            ["agreed", "costs", percent, "%"] => options["agreed"]["costsPercent"] = json!(percent),
            ["agreed", "costs", amount] => options["agreed"]["costs"] = json!(amount),
            ["agreed", "reminder", "fees"] => options["agreed"]["reminderFees"] = json!(true),
            ["agreed", "interest", rate] => options["agreed"]["interestRate"] = json!(rate),
            ["contract", "of", day] => options["contractDate"] = json!(day),
            ["does", "not", "deduct", "VAT"] => options["creditor"] = json!({ "deductsVat": false }),
            ["small", "creditor"] => options["creditor"] = json!({ "size": "small" }),
            ["deducts", "VAT"] => options["creditor"] = json!({ "deductsVat": true }),
            _ => return Err(format!("a claim knows no `{part}`")),
        }
    }
    Ok(options)
}

/// What a door answers; its refusal is a fault of the story.
fn call(door: &str, arguments: &[Value]) -> Result<Value, String> {
    let arguments: Vec<String> = arguments.iter().map(Value::to_string).collect();
    match Native.call(door, &arguments) {
        Answer::Taken(answer) => serde_json::from_str(&answer).map_err(|error| format!("{door}: {error}")),
        Answer::Refused(findings) => Err(format!("{door} refuses: {findings}")),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Joined by a comma, or a dash where there is nothing.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { "-".to_owned() } else { texts.join(", ") }
}
