//! Answers what the engine thinks of identifiers, for `tests/judges/identifiers.py`.
//!
//! Reads lines `kind<TAB>value` from standard input and writes for each `ok<TAB>normalised` or `no<TAB>code`. Kinds:
//! `vatId`, `iban`, `bic`, `rsin`, `country`, `company:SCHEME`, `endpoint:SCHEME`, `reference:SCHEME`, `make:SCHEME`.
//! Refuses to judge anything itself.

use std::io::{self, BufRead, Write};
use voldaan::identifier::reference::{self, ReferenceScheme};
use voldaan::identifier::{IdentifierError, bic, company, country, endpoint, iban, vat_id};

fn answer(kind: &str, value: &str) -> Option<Result<String, IdentifierError>> {
    let (kind, scheme) = kind.split_once(':').unwrap_or((kind, ""));
    Some(match kind {
        "vatId" => vat_id::check(value),
        "iban" => iban::check(value),
        "bic" => bic::check(value),
        "rsin" => company::check_rsin(value),
        "company" => company::check(scheme, value),
        "endpoint" => endpoint::check(scheme, value),
        "reference" => reference::check(value, Some(ReferenceScheme::from_str_name(scheme)?)).map(|(_, text)| text),
        "make" => reference::make(ReferenceScheme::from_str_name(scheme)?, value),
        "country" if country::is_known(value) => Ok(value.to_owned()),
        "country" => Err(IdentifierError { code: "country", message: String::new() }),
        _ => return None,
    })
}

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let question = line.split_once('\t').and_then(|(kind, value)| answer(kind, value));
        match question.ok_or_else(|| io::Error::other(format!("not a question: {line}")))? {
            Ok(text) => writeln!(output, "ok\t{text}")?,
            Err(error) => writeln!(output, "no\t{}", error.code)?,
        }
    }
    output.flush()
}
