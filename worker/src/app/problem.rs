//! Problems: every refusal as RFC 9457 says it, with the findings that led to it.

use voldaan::finding::{Code, Error, Finding, Severity};
use voldaan::wire::{Array, to_json};
use voldaan::wire_struct;

use super::http::Response;
use super::ports::{BlobError, StoreError};
use super::refusal::{Refusal, Row};

wire_struct! {
    /// A refusal (RFC 9457). Programs match on `code`; the texts are for people.
    pub struct ProblemBody {
        /// What kind of problem; about:blank where `code` says it all.
        "type" kind: String,
        /// The meaning of the status.
        "title" title: String,
        /// The status of the answer.
        "status" status: u32,
        /// Stable code to match on: one of `Refusal`, or that of the first finding where there are findings.
        "code" code: String,
        /// What is wrong and what to do, for people.
        "detail" detail: String,
        /// Everything that was found in the body, errors first; empty where `code` and `detail` say it all.
        "findings" findings: Array<Finding>,
    }
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The status of the answer.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// What was found in the body.
    pub findings: Vec<Finding>,
    /// Headers that the status asks for.
    pub headers: Vec<(&'static str, String)>,
    /// What went wrong inside, for the log; the caller does not learn it.
    pub cause: Option<Box<str>>,
}

impl Problem {
    /// A problem of the table.
    pub fn new(refusal: Refusal, detail: impl Into<String>) -> Problem {
        let Row { code, status, .. } = refusal.row();
        let (code, detail) = (code.to_owned(), detail.into());
        Problem { status, code, detail, findings: Vec::new(), headers: Vec::new(), cause: None }
    }

    /// A problem of the table with a field of the body.
    pub fn at(refusal: Refusal, path: &str, detail: impl Into<String>) -> Problem {
        let mut problem = Problem::new(refusal, detail);
        let (code, message) = (problem.code.clone(), problem.detail.clone());
        let (term, rule, fix) = (None, None, None);
        let finding = Finding { code, severity: Severity::Error, path: path.to_owned(), term, rule, message, fix };
        problem.findings.push(finding);
        problem
    }

    /// The body is not what JSON can be.
    pub fn not_json(detail: &str) -> Problem {
        Error::from_finding(Finding::new(Code::JsonInvalid, "", detail)).into()
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds what the log says of it.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<str>>) -> Problem {
        self.cause = Some(cause.into());
        self
    }

    /// There is no such thing.
    pub fn not_found(what: &str) -> Problem {
        Problem::new(
            Refusal::NotFound,
            format!("There is no such {what} in this administration. Check its id, and whose key is sent."),
        )
    }

    /// The caller has not shown who they are.
    pub fn unauthorized(detail: &str) -> Problem {
        Problem::new(Refusal::Unauthorized, detail).with("www-authenticate", "Bearer")
    }

    /// The findings of something that stands under `path` in the caller's input.
    pub fn within(path: &str, error: Error) -> Problem {
        let mut problem = Problem::from(error);
        for finding in &mut problem.findings {
            let inner = std::mem::take(&mut finding.path);
            let dot = if inner.is_empty() { "" } else { "." };
            finding.path = format!("{path}{dot}{inner}");
        }
        problem
    }

    /// The same with what was found at one path said of another: that of the caller's own input.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &str) -> Problem {
        for finding in self.findings.iter_mut().filter(|finding| finding.path == from) {
            to.clone_into(&mut finding.path);
        }
        self
    }

    /// The answer to give.
    pub fn response(self) -> Response {
        let body = ProblemBody {
            kind: "about:blank".to_owned(),
            title: title(self.status).to_owned(),
            status: u32::from(self.status),
            code: self.code,
            detail: self.detail,
            findings: Array(self.findings),
        };
        let mut response = Response::json(self.status, to_json(&body));
        for header in &mut response.headers {
            if header.0 == "content-type" {
                header.1 = "application/problem+json".to_owned();
            }
        }
        response.headers.extend(self.headers);
        response
    }
}

/// The phrase of a status (RFC 9110 §15, RFC 6585).
fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// Findings refuse an input: 400 where it is not JSON at all, else 422.
impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let status = match error.code() {
            "json.invalid" | "json.depth" => 400,
            "json.tooLong" => 413,
            _ => 422,
        };
        Problem {
            status,
            code: error.code().to_owned(),
            detail: error.findings().first().map_or_else(String::new, |finding| finding.message.clone()),
            findings: error.into_findings(),
            headers: Vec::new(),
            cause: None,
        }
    }
}

/// What the store or a port reports stays inside: the caller learns that nothing happened and that a retry is safe.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        Problem::new(
            Refusal::StoreUnavailable,
            "Nothing was done. Send the same request again, with the same Idempotency-Key.",
        )
        .with("retry-after", "1")
        .because(error.0)
    }
}

impl From<BlobError> for Problem {
    fn from(error: BlobError) -> Problem {
        Problem::new(Refusal::DocumentUnavailable, "The document cannot be read just now. Send the same request again.")
            .with("retry-after", "5")
            .because(error.0)
    }
}

/// A body as text.
pub(crate) fn text_of(body: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(body).map_err(|_| Problem::not_json("The body is not UTF-8, as JSON must be."))
}
