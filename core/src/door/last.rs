//! The invoice that was issued or read last, beside its text. Whoever keeps it issues an invoice and writes its PDF, UBL and CII without
//! having it read and computed again, and an older one once for all of them. The same text gives the same invoice, so no answer depends on
//! it, only the time it takes. It holds one invoice at most, and lets go of one that is large.

use std::borrow::Cow;

use super::Arguments;
use crate::finding::Error;
use crate::invoice::Issued;

/// A text of more bytes is not held: an invoice of a page or two has 5,000.
const BYTES_MAX: usize = 64 * 1024;

/// The invoice that was issued or read last; none at first.
#[derive(Default)]
pub struct LastIssued(Option<(String, Issued)>);

impl LastIssued {
    /// `issue`, for whom the documents are likely to be asked next.
    pub fn issue(&mut self, arguments: &str) -> Result<String, Error> {
        let issued = super::issue(&mut Arguments::parse(arguments)?)?;
        let json = issued.to_json();
        let text = ["[", &json, "]"].concat();
        self.0 = (text.len() <= BYTES_MAX).then_some((text, issued));
        Ok(json)
    }

    /// The invoice of a JSON list that holds it alone. Findings go to the call that it is an argument of.
    pub(super) fn read(&mut self, text: String, call: &mut Arguments<'_>) -> Result<Cow<'_, Issued>, Error> {
        let entry = match self.0.take().filter(|(known, _)| *known == text) {
            Some(entry) => entry,
            None => {
                let mut own = Arguments::parse(&text)?;
                std::mem::swap(&mut own.cx, &mut call.cx);
                let issued = own.required("invoice");
                std::mem::swap(&mut own.cx, &mut call.cx);
                if text.len() > BYTES_MAX || !call.cx.is_clean() {
                    return Ok(Cow::Owned(issued));
                }
                (text, issued)
            }
        };
        Ok(Cow::Borrowed(&self.0.insert(entry).1))
    }
}

#[cfg(test)]
mod tests {
    use super::LastIssued;
    use crate::door::{call, to_xml};

    const DRAFT: &str = r#"{"currency":"EUR","supplier":{"name":"S","country":"NL","vatId":"NL004495445B01","address":{"city":"Delft"}},
        "customer":{"name":"C","country":"NL","address":{"city":"Delft"}},"deliveryDate":"2026-01-31","paymentTerms":{"netDays":14},
        "lines":[{"name":"Work","quantity":1,"unitPrice":"100","vat":{"category":"S","rate":"21"}}]}"#;

    fn arguments(number: &str) -> String {
        format!(r#"[{DRAFT},{{"number":"{number}","issueDate":"2026-01-31"}}]"#)
    }

    fn issued(number: &str) -> String {
        format!("[{}]", call("issue", &arguments(number)).expect("an invoice"))
    }

    #[test]
    fn an_invoice_that_was_read_before_gives_what_a_new_one_gives() {
        let options = r#"[{"profile":"en16931"}]"#;
        let mut last = LastIssued::default();
        for number in ["1", "2", "2", "1"] {
            for door in ["toUbl", "toCii"] {
                let fresh = to_xml(door, issued(number), options, &mut LastIssued::default()).expect("a document");
                assert_eq!(to_xml(door, issued(number), options, &mut last), Ok(fresh));
            }
        }
    }

    #[test]
    fn an_invoice_that_was_issued_last_gives_what_its_text_gives() {
        let options = r#"[{"profile":"en16931"}]"#;
        let mut last = LastIssued::default();
        for number in ["1", "2"] {
            let json = last.issue(&arguments(number)).expect("an invoice");
            assert_eq!(format!("[{json}]"), issued(number));
            assert!(last.0.as_ref().is_some_and(|(text, _)| *text == issued(number)));
            for door in ["toUbl", "toCii"] {
                let fresh = to_xml(door, issued(number), options, &mut LastIssued::default()).expect("a document");
                assert_eq!(to_xml(door, issued(number), options, &mut last), Ok(fresh));
            }
        }
    }

    #[test]
    fn one_that_was_changed_after_it_was_read_is_refused_and_so_are_wrong_options() {
        let mut last = LastIssued::default();
        let mut codes = |invoice: &str, options: &str| {
            let error = to_xml("toCii", invoice.to_owned(), options, &mut last).err();
            error.map(|error| error.findings().iter().map(|found| found.code.as_str().to_owned()).collect::<Vec<_>>())
        };
        let (right, options) = (issued("1"), r#"[{"profile":"en16931"}]"#);
        let changed = right.replace("\"121.00\"", "\"121.01\"");
        assert_ne!(changed, right);
        for _ in 0..2 {
            assert_eq!(codes(&right, options), None);
            assert_eq!(codes(&right, "[]").expect("refused"), ["field.missing"]);
            let both = codes(&changed, "[{}]").expect("refused");
            assert!(
                both.contains(&"derived.mismatch".to_owned()) && both.ends_with(&["field.missing".to_owned()]),
                "{both:?}"
            );
        }
    }
}
