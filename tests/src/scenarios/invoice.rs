//! The invoice of a story: a sentence made into a draft. Refuses words it does not know.

use serde_json::{Value, json};

/// The draft of `1000.00 at 21 % and 50.00 at 9 %, issued 2026-01-31, 30 days, to a consumer, in Belgium`, and its date.
pub fn draft(sentence: &str) -> Result<(Value, String), String> {
    let mut parts = sentence.split(", ");
    let lines: Result<Vec<Value>, String> = parts.next().unwrap_or_default().split(" and ").map(line).collect();
    let (mut issued, mut terms, mut instalments) = (String::new(), json!({}), Vec::new());
    let (mut country, mut kind, mut currency, mut more) = ("NL", "business", "EUR", json!({}));
    for part in parts {
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.as_slice() {
            ["issued", day] => issued = (*day).to_owned(),
            [days, "days"] => terms["netDays"] = json!(count(days)?),
            ["due", day] => terms["dueDate"] = json!(day),
            ["end", "of", "month"] => terms["endOfMonth"] = json!({}),
            ["next", "business", "day"] => terms["businessDay"] = json!("following"),
            [percent, "%", "discount", "within", days, "days"] => {
                terms["earlyDiscounts"] = json!([{ "percent": percent, "days": count(days)? }]);
                terms["vatMode"] = json!("fullThenCreditNote");
            }
            [percent, "%", "off", "within", days, "days"] => {
                terms["earlyDiscounts"] = json!([{ "percent": percent, "days": count(days)? }]);
                terms["vatMode"] = json!(if country == "BE" { "alwaysDiscounted" } else { "discounted" });
            }
            ["instalments", "after", days @ .., "days"] => {
                for days in days.iter().filter(|word| **word != "and") {
                    instalments.push(json!({ "days": count(days)? }));
                }
            }
            ["to", "a", "consumer"] => kind = "consumer",
            ["in", "Belgium"] => country = "BE",
            ["in", "dollars"] => {
                currency = "USD";
                more = json!({ "vatCurrency": { "currency": "EUR", "rate": "0.9", "date": issued } });
            }
            ["rounded", "to", step] => more = json!({ "payableRounding": step }),
            ["prepaid", amount] => more = json!({ "prepaid": amount }),
            ["a", "credit", "note"] => more = json!({ "type": "creditNote", "preceding": [{ "number": "2025-0099" }] }),
            _ => return Err(format!("an invoice knows no `{part}`")),
        }
    }
    if issued.is_empty() {
        return Err("the invoice has no date".to_owned());
    }
    if !instalments.is_empty() {
        terms["instalments"] = Value::Array(instalments);
    }
    let mut draft = json!({
        "currency": currency,
        "deliveryDate": issued,
        "supplier": supplier(country),
        "customer": customer(country, kind),
        "lines": lines?,
        "paymentTerms": terms,
        "paymentMethods": [{ "kind": "creditTransfer", "iban": "NL91ABNA0417164300" }],
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        draft[key.as_str()] = value.clone();
    }
    Ok((draft, issued))
}

fn line(text: &str) -> Result<Value, String> {
    match text.split_whitespace().collect::<Vec<_>>().as_slice() {
        [price, "at", rate, "%"] => Ok(json!({
            "name": "Delivery", "quantity": "1", "unitPrice": price, "vat": { "category": "S", "rate": rate },
        })),
        _ => Err(format!("`{text}` is not like `1000.00 at 21 %`")),
    }
}

fn count(days: &str) -> Result<u32, String> {
    days.parse().map_err(|_| format!("{days} is no number of days"))
}

fn supplier(country: &str) -> Value {
    match country {
        "BE" => json!({
            "name": "Voorbeeld BV", "country": "BE", "vatId": "BE0403170701",
            "address": { "line1": "Kerkstraat 1", "city": "Gent", "postalCode": "9000" },
            "companyId": { "scheme": "0208", "value": "0403170701" },
        }),
        _ => json!({
            "name": "Voorbeeld BV", "country": "NL", "vatId": "NL004495445B01",
            "address": { "line1": "Keizersgracht 1", "city": "Amsterdam", "postalCode": "1015 AA" },
            "companyId": { "scheme": "0106", "value": "12345678" },
        }),
    }
}

fn customer(country: &str, kind: &str) -> Value {
    let (city, code) = if country == "BE" { ("Leuven", "3000") } else { ("Rotterdam", "3011 AD") };
    let mut customer = json!({
        "name": "Afnemer", "country": country, "kind": kind,
        "address": { "line1": "Markt 2", "city": city, "postalCode": code },
    });
    if kind == "business" && country == "NL" {
        customer["companyId"] = json!({ "scheme": "0106", "value": "87654321" });
    }
    customer
}
