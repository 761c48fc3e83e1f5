//! A story: an invoice that nobody pays, dunned day by day by a ready policy, each action recorded as it would be.

use serde_json::{Value, json};
use voldaan::door;

/// The languages of letters.
pub const LANGUAGES: [&str; 4] = ["nl", "en", "de", "fr"];

/// Calls a door: its answer, or the findings of the refusal.
pub fn call(name: &str, arguments: &[&Value]) -> Result<Value, Vec<Value>> {
    let arguments = Value::Array(arguments.iter().map(|argument| (*argument).clone()).collect());
    match door::call(name, &arguments.to_string()) {
        Ok(text) => Ok(serde_json::from_str(&text).expect("JSON")),
        Err(error) => {
            let findings = voldaan::wire::to_json(&voldaan::wire::Array(error.into_findings()));
            Err(serde_json::from_str(&findings).expect("JSON"))
        }
    }
}

/// An unpaid invoice and its policy.
pub struct Story {
    policy: Value,
    draft: Value,
    terms: Value,
}

/// A step as it happened: the action, the account before it, and the claim of its day.
pub struct Happened {
    pub action: Value,
    pub account: Value,
    pub claim: Value,
}

fn party(country: &str, consumer: bool) -> Value {
    match (country, consumer) {
        (_, true) => json!({ "name": "Anna Bakker", "country": country, "kind": "consumer",
            "address": { "line1": "Dorpsstraat 1", "city": "Ons Dorp", "postalCode": "1000" } }),
        (_, false) => json!({ "name": "Afnemer", "country": country, "kind": "business",
            "address": { "line1": "Dorpsstraat 1", "city": "Ons Dorp", "postalCode": "1000" } }),
    }
}

impl Story {
    /// 1210.00, issued on 2026-04-01 and due on 2026-05-01.
    pub fn of(name: &str) -> Story {
        let policy = call("policy", &[&json!(name)]).expect("a ready policy");
        let country = policy["jurisdiction"].as_str().expect("a country").to_owned();
        let supplier = if country == "BE" {
            json!({ "name": "Voorbeeld NV", "country": "BE", "vatId": "BE0403019261",
                "address": { "line1": "Meir 1", "city": "Antwerpen", "postalCode": "2000" },
                "companyId": { "scheme": "0208", "value": "0403019261" } })
        } else {
            json!({ "name": "Voorbeeld BV", "country": "NL", "vatId": "NL004495445B01",
                "address": { "line1": "Keizersgracht 1", "city": "Amsterdam", "postalCode": "1015 AA" },
                "companyId": { "scheme": "0106", "value": "12345678" } })
        };
        let draft = json!({
            "currency": "EUR", "deliveryDate": "2026-03-31", "supplier": supplier,
            "customer": party(&country, policy["debtor"] == "consumer"),
            "lines": [{ "name": "Tuinaanleg", "quantity": "1", "unitPrice": "1000.00", "vat": { "category": "S", "rate": "21" } }],
            "paymentTerms": { "netDays": 30 },
            "paymentMethods": [{ "kind": "creditTransfer", "iban": "NL91ABNA0417164300" }],
        });
        // A Belgian consumer owes costs by clause only; this one agreed on more than the cap.
        let terms = if name == "be-consumer" { json!({ "agreed": { "costs": "200.00" } }) } else { json!({}) };
        Story { policy, draft, terms }
    }

    /// Gives the customer another name.
    pub fn rename(&mut self, name: &str) {
        self.draft["customer"]["name"] = json!(name);
    }

    /// Makes the creditor a small enterprise.
    pub fn small_creditor(&mut self) {
        self.terms["creditor"] = json!({ "size": "small" });
    }

    /// Leaves the clause for late payment out of the contract.
    pub fn without_clause(&mut self) {
        self.terms["agreed"] = json!({});
    }

    /// Has it paid in two equal parts, so many days after it was issued.
    pub fn in_parts(&mut self, days: [u32; 2]) {
        let parts = days.map(|days| json!({ "percent": "50", "days": days }));
        self.draft["paymentTerms"] = json!({ "instalments": parts });
    }

    /// The sentence on the invoice.
    pub fn late_payment_text(&self, language: &str) -> String {
        let options = json!({ "locale": language, "on": "2026-04-01" });
        let text = call("latePaymentText", &[&self.policy, &options]).expect("a sentence");
        text.as_str().expect("a text").to_owned()
    }

    /// Everything that happens until the end of July.
    pub fn run(&self) -> Vec<Happened> {
        let issue = json!({ "number": "2026-0001", "issueDate": "2026-04-01" });
        let invoice = call("issue", &[&self.draft, &issue]).expect("an invoice");
        let mut account = json!({ "invoice": invoice, "entries": [] });
        let mut happened = Vec::new();
        let mut day = voldaan::calendar::Day::parse("2026-04-01").expect("a day");
        while day.to_string().as_str() < "2026-08-01" {
            let on = day.to_string();
            let options = json!({ "on": on, "claim": self.terms });
            let actions = call("plan", &[&account, &self.policy, &options]).expect("a plan");
            for action in actions.as_array().expect("actions") {
                let claim = self.claim(&account, &on);
                happened.push(Happened { action: action.clone(), account: account.clone(), claim });
                record(&mut account, action);
            }
            day = day.add_days(1).expect("a day");
        }
        happened
    }

    fn claim(&self, account: &Value, on: &str) -> Value {
        let mut options = self.terms.clone();
        options["on"] = json!(on);
        options["jurisdiction"] = self.policy["jurisdiction"].clone();
        options["debtor"] = self.policy["debtor"].clone();
        call("claim", &[account, &options]).expect("a claim")
    }

    /// Every action with its letter.
    pub fn letters(&self, language: &str) -> Vec<(Value, Value)> {
        let written = |step: Happened| {
            let options = json!({ "locale": language, "claim": step.claim });
            let letter = call("letter", &[&step.action, &step.account, &options]).expect("a letter");
            (step.action, letter)
        };
        self.run().into_iter().map(written).collect()
    }

    /// A step as it happened.
    pub fn happened(&self, step: &str) -> Happened {
        self.run().into_iter().find(|happened| happened.action["step"] == step).expect("the step")
    }

    /// The action of a step with its letter.
    pub fn step(&self, step: &str, language: &str) -> (Value, Value) {
        self.letters(language).into_iter().find(|(action, _)| action["step"] == step).expect("the step")
    }
}

/// Books what was done, as the action says.
fn record(account: &mut Value, action: &Value) {
    let on = &action["on"];
    let channel = match action["kind"].as_str() {
        Some("email") => "email",
        Some("phoneTask") => "phone",
        Some("handOver") => "other",
        _ => "letter",
    };
    let mut entry = json!({
        "id": action["step"], "at": format!("{}T09:00:00Z", on.as_str().expect("a day")), "on": on, "kind": "reminder",
        "step": action["step"], "channel": channel, "sentOn": on, "level": action["level"],
    });
    if let Some(stated) = action.get("costsStated") {
        entry["costsStated"] = stated.clone();
    }
    account["entries"].as_array_mut().expect("entries").push(entry);
}
