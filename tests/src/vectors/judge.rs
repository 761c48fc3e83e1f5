//! Judges an answer by what its case expects. Refuses an answer that is no JSON.

use serde_json::Value;

use super::{Answer, Case};

/// Everything in which the answer is not what the case expects.
pub fn faults(case: &Case, answer: &Answer) -> Vec<String> {
    let (text, refused) = match answer {
        Answer::Taken(text) => (text, false),
        Answer::Refused(text) => (text, true),
    };
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![format!("the answer is no JSON: {error}")],
    };
    match (&case.error, refused) {
        (None, true) => vec![format!("refused: {text}")],
        (Some(_), false) => vec![format!("taken, though it should be refused: {}", shortened(text))],
        (Some(expected), true) => {
            let mut faults = missing(expected, list(&value), "finding");
            faults.extend(present(case, list(&value)));
            faults
        }
        (None, false) => taken(case, &value),
    }
}

fn taken(case: &Case, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(expected) = &case.expect {
        faults.extend(differences(expected, value, ""));
    }
    if let Some(expected) = &case.contains {
        faults.extend(missing(expected, list(value), "element"));
    }
    let findings = if value.is_array() { list(value) } else { value.get("findings").map_or(&[][..], list) };
    if let Some(expected) = &case.findings {
        faults.extend(missing(expected, findings, "finding"));
    }
    faults.extend(present(case, findings));
    if case.clean == Some(true) {
        faults.extend(
            findings
                .iter()
                .filter(|finding| finding["severity"] == "error")
                .map(|finding| format!("not clean: {finding}")),
        );
    }
    faults
}

/// Findings of a code that must not be there.
fn present(case: &Case, findings: &[Value]) -> Vec<String> {
    let unwanted = |finding: &&Value| case.absent.iter().flatten().any(|code| finding["code"] == **code);
    findings.iter().filter(unwanted).map(|finding| format!("should not be found: {finding}")).collect()
}

/// Expected elements that no found one matches.
fn missing(expected: &[Value], found: &[Value], noun: &str) -> Vec<String> {
    let unmatched =
        expected.iter().filter(|wanted| !found.iter().any(|element| differences(wanted, element, "").is_empty()));
    unmatched
        .map(|wanted| format!("no {noun} {wanted} in {}", shortened(&Value::Array(found.to_vec()).to_string())))
        .collect()
}

/// Where stated fields are not what was found; objects match as subsets, arrays element by element.
pub fn differences(expected: &Value, found: &Value, path: &str) -> Vec<String> {
    match (expected, found) {
        (Value::Object(fields), Value::Object(_)) => {
            let below =
                |(key, value)| differences(value, found.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"));
            fields.iter().flat_map(below).collect()
        }
        (Value::Array(items), Value::Array(elements)) if items.len() == elements.len() => {
            let pairs = items.iter().zip(elements).enumerate();
            pairs.flat_map(|(index, (item, element))| differences(item, element, &format!("{path}[{index}]"))).collect()
        }
        _ if expected == found => Vec::new(),
        _ => vec![format!("{path}: expected {expected}, found {}", shortened(&found.to_string()))],
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn shortened(text: &str) -> String {
    const MOST: usize = 600;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain("…".chars()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn case(expectation: Value) -> Case {
        let mut whole = json!({ "id": "a", "why": "b", "source": "c", "door": "calculate", "input": [] });
        for (key, value) in expectation.as_object().expect("an object") {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).expect("a case")
    }

    fn taken(text: &str) -> Answer {
        Answer::Taken(text.to_owned())
    }

    #[test]
    fn stated_fields_must_be_equal_and_others_may_be_anything() {
        let expected = case(json!({ "expect": { "totals": { "vat": "21.00" } } }));
        assert!(faults(&expected, &taken(r#"{"totals":{"vat":"21.00","net":"100.00"}}"#)).is_empty());
        assert_eq!(faults(&expected, &taken(r#"{"totals":{"vat":"21.0"}}"#)).len(), 1);
        assert_eq!(faults(&expected, &taken(r#"{"totals":{}}"#)).len(), 1);
    }

    #[test]
    fn arrays_have_the_stated_length() {
        let expected = case(json!({ "expect": { "lines": [{ "net": "1.00" }] } }));
        assert_eq!(faults(&expected, &taken(r#"{"lines":[{"net":"1.00"},{"net":"1.00"}]}"#)).len(), 1);
    }

    #[test]
    fn a_refusal_must_be_expected_and_complete() {
        let refused = Answer::Refused(r#"[{"code":"lines.none","path":"lines","severity":"error"}]"#.to_owned());
        assert!(faults(&case(json!({ "error": [{ "code": "lines.none", "path": "lines" }] })), &refused).is_empty());
        assert_eq!(faults(&case(json!({ "error": [{ "code": "lines.tooMany" }] })), &refused).len(), 1);
        assert_eq!(faults(&case(json!({ "expect": {} })), &refused).len(), 1);
        assert_eq!(faults(&case(json!({ "error": [{ "code": "lines.none" }] })), &taken("{}")).len(), 1);
    }

    #[test]
    fn findings_are_sought_in_lists_and_in_invoices() {
        let warned = r#"[{"code":"vat.rateNotInForce","severity":"warning"}]"#;
        let wanted = case(json!({ "findings": [{ "code": "vat.rateNotInForce" }], "clean": true }));
        assert!(faults(&wanted, &taken(warned)).is_empty());
        assert!(faults(&wanted, &taken(&format!(r#"{{"findings":{warned}}}"#))).is_empty());
        assert_eq!(faults(&wanted, &taken("{}")).len(), 1);
        assert_eq!(faults(&case(json!({ "absent": ["vat.rateNotInForce"] })), &taken(warned)).len(), 1);
        let error = r#"[{"code":"party.missing","severity":"error"}]"#;
        assert_eq!(faults(&case(json!({ "clean": true })), &taken(error)).len(), 1);
    }

    #[test]
    fn contained_elements_may_stand_anywhere() {
        let wanted = case(json!({ "contains": [{ "rate": "9" }] }));
        assert!(faults(&wanted, &taken(r#"[{"rate":"21"},{"rate":"9"}]"#)).is_empty());
        assert_eq!(faults(&wanted, &taken(r#"[{"rate":"21"}]"#)).len(), 1);
    }
}
