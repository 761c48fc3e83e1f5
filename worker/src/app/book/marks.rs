//! Marks by which it is seen that something others sent is about a person: ids, accounts and addresses, each as a whole value, and names
//! in fields for names. Never looks into the middle of a text: a short name stands inside many words.

use std::collections::BTreeSet;

use voldaan::wire::Value;

use super::words::words;

/// What a person is known by.
#[derive(Default)]
pub(super) struct Marks {
    ids: BTreeSet<String>,
    /// Accounts and addresses, folded.
    folded: BTreeSet<String>,
    names: BTreeSet<BTreeSet<String>>,
}

/// A text without spaces and capitals: accounts are written in groups, addresses in capitals.
fn fold(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The words of a name: banks leave accents out, and turn first and last names round.
fn name(text: &str) -> BTreeSet<String> {
    words(text).into_iter().collect()
}

impl Marks {
    /// Adds an id, to be met as it is.
    pub fn id(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.ids.insert(text);
        }
    }

    /// Adds an account or an address, to be met however it is spaced and in whatever capitals.
    pub fn account(&mut self, text: &str) {
        let text = fold(text);
        if !text.is_empty() {
            self.folded.insert(text);
        }
    }

    /// Adds a name.
    pub fn name(&mut self, text: &str) {
        let words = name(text);
        if !words.is_empty() {
            self.names.insert(words);
        }
    }

    /// Takes away a name that somebody else has too: it tells nothing.
    pub fn share_name(&mut self, text: &str) {
        self.names.remove(&name(text));
    }

    /// Whether a value is about the person.
    pub fn are_in(&self, value: &Value<'_>) -> bool {
        match value {
            Value::Text(text) => self.is_met(text),
            Value::List(items) => items.iter().any(|item| self.are_in(item)),
            Value::Object(fields) => {
                self.names.iter().any(|name| is_named(fields, name))
                    || fields.iter().any(|(_, value)| self.are_in(value))
            }
            _ => false,
        }
    }

    /// Whether a text is one of the ids, accounts and addresses.
    pub fn is_met(&self, text: &str) -> bool {
        self.ids.contains(text) || self.folded.contains(&fold(text))
    }
}

/// Whether the fields for names of one object say this name, in one of them or in several.
fn is_named(fields: &[(std::borrow::Cow<'_, str>, Value<'_>)], wanted: &BTreeSet<String>) -> bool {
    let mut said = BTreeSet::new();
    for (field, value) in fields {
        if let Value::Text(text) = value
            && field.to_lowercase().contains("name")
        {
            let words = name(text);
            if words.is_subset(wanted) {
                said.extend(words);
            }
        }
    }
    said == *wanted
}

#[cfg(test)]
mod tests {
    use voldaan::wire::parse;

    use super::*;

    fn marks() -> Marks {
        let mut marks = Marks::default();
        marks.id("inv_1");
        marks.account("NL44 RABO 0123 4567 89");
        marks.account("Åsa@Øster.example");
        marks.name("Åsa Øster");
        marks.name("Jan");
        marks
    }

    fn is_about(json: &str) -> bool {
        marks().are_in(&parse(json).expect("JSON"))
    }

    #[test]
    fn a_mark_is_met_as_a_whole_value_wherever_it_stands() {
        for json in [
            r#"{"data":{"object":{"metadata":{"voldaanInvoice":"inv_1"}}}}"#,
            r#"{"items":[{"iban":"nl44rabo0123456789"}]}"#,
            r#"{"email":"ÅSA@ØSTER.EXAMPLE"}"#,
            r#"{"name":"ÅSA ØSTER"}"#,
            r#"{"billing":{"lastName":"Oster","firstName":"Asa"}}"#,
            r#"{"consumerName":"jan"}"#,
        ] {
            assert!(is_about(json), "{json}");
        }
    }

    #[test]
    fn what_only_contains_a_mark_is_about_somebody_else() {
        for json in [
            r#"{"metadata":{"voldaanInvoice":"inv_12"}}"#,
            r#"{"name":"Jansen"}"#,
            r#"{"name":"Jan Peeters"}"#,
            r#"{"text":"Jan"}"#,
            r#"{"firstName":"Åsa"}"#,
            r#"{"email":"x.åsa@øster.example"}"#,
            r#"{"first":{"name":"Åsa"},"second":{"name":"Øster"}}"#,
            r#"{"amount":1,"paid":true,"note":null}"#,
        ] {
            assert!(!is_about(json), "{json}");
        }
    }

    #[test]
    fn a_name_that_two_have_tells_nothing() {
        let mut marks = marks();
        marks.share_name("JAN");
        marks.name("");
        assert!(!marks.are_in(&parse(r#"{"name":"Jan","other":""}"#).expect("JSON")));
    }
}
