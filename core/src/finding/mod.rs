//! Findings: what is wrong with an input, where, by which rule, and what to do.
//!
//! All findings of an input are collected before it is refused. Programs match on `code` and `path`; the message is
//! for people and may change. Refuses to stop at the first problem.

mod code;
mod term;

pub use code::{CODES, Code};

use std::fmt;

use crate::identifier::IdentifierError;
use crate::wire_enum;
use crate::wire_struct;

wire_enum! {
    /// How grave a finding is.
    #[derive(Copy, Eq)]
    pub enum Severity {
        /// The input is refused.
        "error" Error,
        /// The input is taken; somebody should look at it.
        "warning" Warning,
    }
}

wire_struct! {
    /// Something that is wrong, or worth a look, in an input.
    #[derive(Eq)]
    pub struct Finding {
        /// Stable code to match on, such as `amount.scale`.
        "code" code: String,
        /// Whether the input was refused for it.
        "severity" severity: Severity,
        /// Where, in the caller's own input: `lines[2].vat.rate`. Empty for the input as a whole.
        "path" path: String,
        /// The business term of EN 16931 concerned, such as BT-152.
        "term" term: Option<String>,
        /// The rule that was broken: an EN 16931 rule id or an article of law.
        "rule" rule: Option<String>,
        /// What is wrong, for people.
        "message" message: String,
        /// What to do about it.
        "fix" fix: Option<String>,
    }
}

impl Finding {
    /// A finding of a code of the table, with the code's own severity.
    #[cold]
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding {
            code: code.as_str().to_owned(),
            severity: code.severity(),
            path: path.into(),
            term: None,
            rule: None,
            message: message.into(),
            fix: None,
        }
    }

    /// What is wrong with an identifier, under the identifier's own code.
    #[cold]
    pub fn identifier(error: IdentifierError, path: impl Into<String>) -> Finding {
        let unchecked = error.is_unchecked();
        let mut finding = Finding::new(Code::IdentifierInvalid, path, error.message);
        error.code.clone_into(&mut finding.code);
        if unchecked {
            // A country whose numbers the engine does not know: worth a look, no reason to refuse.
            finding.severity = Severity::Warning;
        }
        finding
    }

    /// Names the rule that was broken.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Finding {
        self.rule = Some(rule.into());
        self
    }

    /// Names the business term concerned.
    #[must_use]
    pub fn term(mut self, term: impl Into<String>) -> Finding {
        self.term = Some(term.into());
        self
    }

    /// Names the business term of the field that it is about, where one stands for it.
    #[must_use]
    pub(crate) fn term_of_field(mut self) -> Finding {
        self.term = self.term.or_else(|| term::of_path(&self.path).map(str::to_owned));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Finding {
        self.fix = Some(fix.into());
        self
    }

    /// Whether the input is refused for it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A refused input: at least one finding of severity error, and the warnings that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    findings: Vec<Finding>,
}

impl Error {
    /// An error of one finding.
    #[cold]
    pub fn from_finding(finding: Finding) -> Error {
        Error { findings: vec![finding] }
    }

    /// `Err` if one of the findings is an error, else the warnings.
    pub fn check(findings: Vec<Finding>) -> Result<Vec<Finding>, Error> {
        if findings.iter().any(Finding::is_error) { Err(Error::from_findings(findings)) } else { Ok(findings) }
    }

    /// Errors come before warnings, each in the order of the input.
    #[cold]
    pub(crate) fn from_findings(findings: Vec<Finding>) -> Error {
        Error { findings: errors_first(findings) }
    }

    /// Everything that was found, errors first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, to keep.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// The code of the first finding.
    pub fn code(&self) -> &str {
        self.findings.first().map_or("internal", |finding| &finding.code)
    }

    /// The path of the first finding.
    pub fn path(&self) -> &str {
        self.findings.first().map_or("", |finding| &finding.path)
    }
}

impl From<Box<Finding>> for Error {
    #[cold]
    fn from(finding: Box<Finding>) -> Error {
        Error::from_finding(*finding)
    }
}

/// Errors come before warnings, each in the order of the input.
pub(crate) fn errors_first(findings: Vec<Finding>) -> Vec<Finding> {
    let (mut errors, mut warnings) = (Vec::with_capacity(findings.len()), Vec::new());
    for finding in findings {
        if finding.is_error() { &mut errors } else { &mut warnings }.push(finding);
    }
    errors.append(&mut warnings);
    errors
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            if index > 0 {
                out.write_str("\n")?;
            }
            write!(out, "{}", finding.code)?;
            if !finding.path.is_empty() {
                write!(out, " at {}", finding.path)?;
            }
            write!(out, ": {}", finding.message)?;
            if let Some(fix) = &finding.fix {
                write!(out, " {fix}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
