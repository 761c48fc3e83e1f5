//! Reading values into types: every finding is collected with its path, nothing stops at the first.
//!
//! A value that cannot be read leaves a placeholder and a finding, so that what stands beside it is still looked at.

use std::borrow::Cow;

use super::value::Value;
use crate::finding::{Code, Finding, Severity};

/// A text may have this many characters.
pub const TEXT_MAX: usize = 10_000;

/// So many errors are written out, and as many warnings; of the rest only the number is told.
pub const FINDINGS_MAX: usize = 100;

/// A step of a path. Paths are written out when something is found, which is seldom.
enum Step {
    Field(&'static str),
    Key(String),
    Entry(usize),
}

/// Where reading stands, and what was found.
#[derive(Default)]
pub struct Reader {
    /// Where it began, inside a larger input.
    root: String,
    steps: Vec<Step>,
    findings: Vec<Finding>,
    /// How many of the findings are errors.
    errors: usize,
    /// Errors and warnings that were not written out.
    untold: [usize; 2],
}

impl Reader {
    /// A reader at the root of an input.
    pub fn new() -> Reader {
        // Room for the deepest path of a line, so that a clean draft makes it once.
        Reader { steps: Vec::with_capacity(8), ..Reader::default() }
    }

    /// A reader that starts inside an input: its paths begin with `path`.
    pub fn at(path: &str) -> Reader {
        Reader { root: path.to_owned(), ..Reader::default() }
    }

    /// What was found; where that was too much to write out, the last finding says how much more there was.
    pub fn into_findings(mut self) -> Vec<Finding> {
        let [errors, warnings] = self.untold;
        let more = errors.saturating_add(warnings);
        if more > 0 {
            let mut message = "There are ".to_owned();
            super::push_count(&mut message, more);
            message.push_str(" more findings.");
            let mut finding = Finding::new(Code::FindingsMore, self.root, message)
                .fix("Correct the findings that are written out here, and ask again.");
            if errors == 0 {
                finding.severity = Severity::Warning;
            }
            self.findings.push(finding);
        }
        self.findings
    }

    /// Whether nothing was found so far.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether an error was found so far; warnings do not count.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How much was found so far.
    pub fn count(&self) -> usize {
        self.untold.iter().fold(self.findings.len(), |sum, untold| sum.saturating_add(*untold))
    }

    /// The path where reading stands.
    #[cold]
    pub fn path(&self) -> String {
        let mut path = self.root.clone();
        for step in &self.steps {
            match step {
                Step::Entry(index) => {
                    path.push('[');
                    super::push_count(&mut path, *index);
                    path.push(']');
                    continue;
                }
                _ if path.is_empty() => {}
                Step::Field(_) | Step::Key(_) => path.push('.'),
            }
            match step {
                Step::Field(name) => path.push_str(name),
                Step::Key(name) => path.push_str(name),
                Step::Entry(_) => {}
            }
        }
        path
    }

    /// Adds a finding.
    #[cold]
    pub fn push(&mut self, finding: Finding) {
        if !self.is_full(finding.severity) {
            self.errors = self.errors.saturating_add(usize::from(finding.is_error()));
            self.findings.push(finding);
        }
    }

    /// Whether no more findings of this kind are written out; one that is not is counted.
    fn is_full(&mut self, severity: Severity) -> bool {
        let [errors, warnings] = &mut self.untold;
        let (told, untold) = match severity {
            Severity::Error => (self.errors, errors),
            Severity::Warning => (self.findings.len().saturating_sub(self.errors), warnings),
        };
        let full = told >= FINDINGS_MAX;
        *untold = untold.saturating_add(usize::from(full));
        full
    }

    /// Adds a finding at the place where reading stands.
    #[cold]
    pub fn report(&mut self, code: Code, message: impl Into<String>) {
        self.push(Finding::new(code, self.path(), message));
    }

    /// Adds a finding at the place where reading stands, with what to do.
    #[cold]
    pub fn report_fix(&mut self, code: Code, message: impl Into<String>, fix: impl Into<String>) {
        self.push(Finding::new(code, self.path(), message).fix(fix));
    }

    /// Says that a value of another type was expected.
    #[cold]
    pub fn mistyped(&mut self, expected: &str, found: &Value<'_>) {
        self.report(Code::FieldType, format!("{expected} was expected, not {}.", found.kind()));
    }

    /// Reads something inside the field `name`.
    pub fn field<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.enter_field(name);
        let result = read(self);
        self.leave();
        result
    }

    /// Reads something under a key that the caller chose.
    pub fn key<T>(&mut self, name: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.within(Step::Key(name.to_owned()), read)
    }

    /// Reads something inside the entry `index`.
    pub fn index<T>(&mut self, index: usize, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.within(Step::Entry(index), read)
    }

    fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.enter(step);
        let result = read(self);
        self.leave();
        result
    }

    // Hundreds of places step into a field: in each of them a step is two calls, and no code of its own.
    #[inline(never)]
    fn enter_field(&mut self, name: &'static str) {
        self.steps.push(Step::Field(name));
    }

    #[inline(never)]
    fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.steps.pop();
    }

    /// Says that a required field is missing.
    #[cold]
    pub fn missing(&mut self, name: &str) {
        self.key(name, |cx| {
            let finding = Finding::new(Code::FieldMissing, cx.path(), format!("The field {name} is missing."));
            cx.push(finding.term_of_field());
        });
    }

    /// Says that a field does not exist, and which one may have been meant.
    #[cold]
    pub fn unknown(&mut self, name: &str, known: &[super::Field]) {
        if self.is_full(Severity::Error) {
            return;
        }
        let shown: String = name.chars().take(60).collect();
        let near = known.iter().map(|field| field.name).find(|field| near(field, name));
        self.key(&shown, |cx| {
            let finding = Finding::new(Code::FieldUnknown, cx.path(), format!("There is no field {shown} here."));
            cx.push(match near {
                Some(field) => finding.fix(format!("Did you mean {field}?")),
                None => finding.fix(
                    "Remove it, or put it into metadata. Derived fields such as totals are computed, never given.",
                ),
            });
        });
    }

    /// Says that a field stands twice.
    #[cold]
    pub fn doubled(&mut self, name: &str) {
        self.key(name, |cx| cx.report(Code::JsonDuplicateKey, format!("The key {name} stands here twice.")));
    }

    /// The text of a value, its length and characters checked.
    pub fn text<'a>(&mut self, value: Value<'a>) -> Option<Cow<'a, str>> {
        match value {
            Value::Text(text) => {
                if text.len() > TEXT_MAX && text.chars().count() > TEXT_MAX {
                    self.report(Code::TextTooLong, "The text has more than 10,000 characters.");
                    return None;
                }
                if text.bytes().any(|byte| byte < 0x20 || byte == 0x7F || byte == 0xEF) && text.chars().any(is_refused)
                {
                    self.broken_text();
                    return None;
                }
                Some(text)
            }
            Value::BrokenText => {
                self.broken_text();
                None
            }
            other => {
                self.mistyped("A text", &other);
                None
            }
        }
    }

    #[cold]
    fn broken_text(&mut self) {
        self.report_fix(
            Code::TextCharacters,
            "The text has a control character or half of a surrogate pair, which no XML or PDF can hold.",
            "Remove the character; line breaks and tabs are fine.",
        );
    }
}

/// Characters that XML 1.0 cannot hold (production Char), and DEL.
fn is_refused(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a key is a slip of the pen for a field: other case, or one letter changed, added, dropped or swapped.
fn near(field: &str, name: &str) -> bool {
    if field.eq_ignore_ascii_case(name) {
        return true;
    }
    if name.len() < 4 || field.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let prefix = field.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
    let suffix = field.bytes().rev().zip(name.bytes().rev()).take_while(|(a, b)| a == b).count();
    prefix.saturating_add(suffix).saturating_add(2) >= field.len().max(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::Draft;

    #[test]
    fn of_two_hundred_thousand_findings_a_hundred_are_written_out_and_the_rest_is_counted() {
        let fields: Vec<String> = (0..200_000).map(|number| format!(r#""x{number}":1"#)).collect();
        let error = Draft::from_json(&format!("{{{}}}", fields.join(","))).expect_err("refused");
        assert_eq!(error.findings().len(), FINDINGS_MAX + 1);
        let last = &error.findings()[FINDINGS_MAX];
        // The currency is missing, too.
        assert_eq!((last.code.as_str(), last.message.as_str()), ("findings.more", "There are 199901 more findings."));
        let written: usize = error.findings().iter().map(|found| found.message.len() + found.path.len()).sum();
        assert!(written < 10_000, "{written} bytes are held");
    }

    #[test]
    fn many_warnings_hide_no_error() {
        let mut cx = Reader::new();
        for _ in 0..FINDINGS_MAX + 20 {
            cx.report(Code::VatRateNotInForce, "A warning.");
        }
        assert!(!cx.has_errors());
        cx.report(Code::AmountScale, "An error.");
        assert!(cx.has_errors());
        assert_eq!(cx.count(), FINDINGS_MAX + 21);
        let error = crate::Error::check(cx.into_findings()).expect_err("one is an error");
        assert_eq!(error.code(), "amount.scale");
        let last = error.findings().last().expect("the rest");
        assert_eq!((last.code.as_str(), last.severity), ("findings.more", Severity::Warning));
    }
}
