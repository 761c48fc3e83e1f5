//! What happens on a day of a story: a sentence made into the entry that says so. Refuses words it does not know.

use serde_json::{Value, json};

/// An event, as the book carries it out.
pub enum Event {
    /// An entry of one account, without id and instant.
    Entry(Value),
    /// A credit note of this amount, drafted, issued and booked; all that is left where none is said.
    CreditNote(Option<String>),
    /// A dispute that ends: the last one opened.
    Resolved(&'static str),
    /// The last entry of this kind was wrong; the right amount, if it should have been booked at all.
    Correction(String, Option<String>),
    /// A payment over the accounts, with the options of its application.
    Apply(Value, Value),
}

/// The event of a sentence, and the legal day where another is said.
pub fn event(sentence: &str) -> Result<(Event, Option<String>), String> {
    let (sentence, dated) = match sentence.split_once(", dated ") {
        Some((sentence, day)) => (sentence, Some(day.to_owned())),
        None => (sentence, None),
    };
    if let Some(rest) = sentence.strip_prefix("apply ") {
        return Ok((apply(rest)?, dated));
    }
    if let Some(parts) = sentence.strip_prefix("plan ") {
        return Ok((Event::Entry(json!({ "kind": "paymentPlan", "instalments": plan(parts)? })), dated));
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let money = |kind: &str, amount: &str| json!({ "kind": kind, "amount": amount, "method": "creditTransfer" });
    let event = match words.as_slice() {
        ["payment", amount] => Event::Entry(money("payment", amount)),
        ["payment", amount, "as", "of", day] => {
            let mut entry = money("payment", amount);
            entry["discountOn"] = json!(day);
            Event::Entry(entry)
        }
        ["payment", amount, "of", "which", parts @ ..] => {
            let mut entry = money("payment", amount);
            for part in parts.split(|word| *word == "and") {
                let [name @ ("costs" | "interest"), amount] = part else {
                    return Err(format!(
                        "of a payment is known what is for costs and interest, not `{}`",
                        part.join(" ")
                    ));
                };
                entry[*name] = json!(amount);
            }
            Event::Entry(entry)
        }
        ["refund", amount] => Event::Entry(money("refund", amount)),
        ["chargeback", amount] => Event::Entry(money("chargeback", amount)),
        ["returned", "debit", amount] => Event::Entry(money("returnedDebit", amount)),
        ["credit", "note", amount] => Event::CreditNote(Some((*amount).to_owned())),
        ["credit", "note", "in", "full"] => Event::CreditNote(None),
        ["dispute", "accepted"] => Event::Resolved("accepted"),
        ["dispute", "partly", "accepted"] => Event::Resolved("partlyAccepted"),
        ["dispute", "rejected"] => Event::Resolved("rejected"),
        ["dispute", "withdrawn"] => Event::Resolved("withdrawn"),
        ["dispute", amount] => Event::Entry(json!({ "kind": "dispute", "amount": amount, "reason": "Contested" })),
        ["promise", "until", day] => Event::Entry(json!({ "kind": "promise", "until": day })),
        ["promise", amount, "until", day] => Event::Entry(json!({ "kind": "promise", "until": day, "amount": amount })),
        ["offer", amount, "until", day] => {
            Event::Entry(json!({ "kind": "settlementOffer", "amount": amount, "until": day }))
        }
        ["write", "off", amount] => Event::Entry(write_off(amount, "uncollectible")),
        ["write", "off", amount, "as", ground @ ("settlement" | "difference" | "charges")] => {
            Event::Entry(write_off(amount, ground))
        }
        ["void"] => Event::Entry(json!({ "kind": "void" })),
        ["sent"] => Event::Entry(json!({ "kind": "sent", "channel": "email", "to": "klant@afnemer.example" })),
        ["viewed"] => Event::Entry(json!({ "kind": "viewed" })),
        ["call"] => Event::Entry(json!({ "kind": "note", "text": "Called the customer" })),
        ["reminder", rest @ ..] => Event::Entry(reminder(rest)?),
        ["correct", kind @ .., "to", amount] => Event::Correction(kind_of(kind)?, Some((*amount).to_owned())),
        ["correct", kind @ .., "away"] => Event::Correction(kind_of(kind)?, None),
        _ => return Err(format!("a story knows no `{sentence}`")),
    };
    Ok((event, dated))
}

fn write_off(amount: &str, ground: &str) -> Value {
    json!({ "kind": "writeOff", "amount": amount, "reason": "Given up", "ground": ground })
}

/// `STEP [by email] [received DAY] [stating AMOUNT] [costs AMOUNT] [interest AMOUNT] [charged AMOUNT] [level NUMBER]`; the day it was sent is added by the book.
fn reminder(words: &[&str]) -> Result<Value, String> {
    let [step, rest @ ..] = words else { return Err("a reminder names its step".to_owned()) };
    let mut entry = json!({ "kind": "reminder", "step": step, "channel": "letter" });
    for pair in rest.chunks(2) {
        match pair {
            ["by", channel] => entry["channel"] = json!(channel),
            ["received", day] => entry["receivedOn"] = json!(day),
            ["stating", amount] => entry["costsStated"] = json!(amount),
            ["charged", amount] => entry["charge"] = json!(amount),
            ["level", level] => entry["level"] = json!(level.parse::<u32>().map_err(|error| error.to_string())?),
            ["costs", amount] => entry["costsClaimed"] = json!(amount),
            ["interest", amount] => entry["interestClaimed"] = json!(amount),
            _ => return Err(format!("a reminder knows no `{}`", pair.join(" "))),
        }
    }
    Ok(entry)
}

/// The kind of an entry by the words of a story.
fn kind_of(words: &[&str]) -> Result<String, String> {
    let kind = match words {
        ["returned", "debit"] => "returnedDebit",
        ["end", "of", "dispute"] => "disputeResolved",
        ["plan"] => "paymentPlan",
        ["offer"] => "settlementOffer",
        ["write-off"] => "writeOff",
        [word @ ("payment" | "refund" | "chargeback" | "dispute" | "promise" | "reminder")] => word,
        _ => return Err(format!("nothing is known of `{}`", words.join(" "))),
    };
    Ok(kind.to_owned())
}

/// `403.34 on 2026-04-01, 403.33 on 2026-05-01`
fn plan(parts: &str) -> Result<Vec<Value>, String> {
    let part = |part: &str| match part.split_once(" on ") {
        Some((amount, day)) => Ok(json!({ "dueDate": day, "amount": amount })),
        None => Err(format!("`{part}` is not like `403.34 on 2026-04-01`")),
    };
    parts.split(", ").map(part).collect()
}

/// `1000.00 [for A 500.00, B] [with reference X] [with tolerance 0.05] [from the credit balance]`
fn apply(text: &str) -> Result<Event, String> {
    let (amount, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    let mut payment = json!({ "kind": "payment", "amount": amount, "method": "creditTransfer" });
    let mut options = json!({});
    if let Some(before) = rest.strip_suffix("from the credit balance") {
        payment["method"] = json!("creditBalance");
        rest = before.trim();
    }
    if let Some((before, tolerance)) = rest.split_once("with tolerance ") {
        options["tolerance"] = json!(tolerance);
        rest = before.trim();
    }
    if let Some((before, reference)) = rest.split_once("with reference ") {
        payment["reference"] = json!(reference);
        rest = before.trim();
    }
    if let Some(named) = rest.strip_prefix("for ") {
        let one = |part: &str| match part.split_once(' ') {
            Some((number, amount)) => json!({ "number": number, "amount": amount }),
            None => json!({ "number": part }),
        };
        options["to"] = named.split(", ").map(one).collect();
        rest = "";
    }
    if rest.is_empty() { Ok(Event::Apply(payment, options)) } else { Err(format!("applying knows no `{rest}`")) }
}
