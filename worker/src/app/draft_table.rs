//! Drafts in a table: CSV (RFC 4180; with commas, semicolons or tabs) whose columns have the names of what they hold, such as
//! `customer.name` and `lines.quantity`. Rows with the same `invoice` are the lines of one draft. Judges nothing that is said: a draft is
//! read like any other, and what is found goes back to its row.

use std::borrow::Cow;

use voldaan::wire::Value;

use super::problem::Problem;
use super::refusal::Refusal;

/// Under which name in its `metadata` a draft has the number that the document it was made of has elsewhere.
pub(crate) const IMPORTED_NUMBER: &str = "importedNumber";

/// A table has at most so many drafts; more come in another file.
pub(crate) const DRAFTS_MAX: usize = 200;

/// Parts of the name of a column: deeper than any draft, and no deeper than what is read.
const PARTS_MAX: usize = 8;

/// A draft of the table.
pub(crate) struct Drafted<'a> {
    /// The body that would make it.
    pub body: Value<'a>,
    /// Its first row.
    first: usize,
    /// The rows of its lines.
    lines: Vec<usize>,
}

impl Drafted<'_> {
    /// Where something in the body stands in the table; rows are counted from 0, below the names.
    pub fn place(&self, path: &str) -> String {
        let path = path.strip_prefix("draft.").unwrap_or(path);
        let line = path.strip_prefix("lines[").and_then(|rest| rest.split_once(']'));
        let line = line.and_then(|(line, rest)| Some((self.lines.get(line.parse::<usize>().ok()?)?, rest)));
        match line {
            Some((row, rest)) => format!("rows[{row}].lines{rest}"),
            None => format!("rows[{}].{path}", self.first),
        }
    }
}

/// The cells of a text, row by row; the first has the names.
pub(crate) fn cells(text: &str) -> Result<Vec<Vec<String>>, Problem> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|one| head.matches(*one).count()).unwrap_or(',');
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.chars().chain((!text.ends_with('\n')).then_some('\n')).peekable();
    while let Some(sign) = rest.next() {
        match sign {
            '"' if is_quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            // The end of the text ends a row, whatever was opened.
            '\n' if !is_quoted || rest.peek().is_none() => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !is_quoted => {}
            _ if sign == separator && !is_quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(sign),
        }
    }
    if is_quoted {
        return Err(unreadable(
            "A quotation mark is opened and never closed. Close it, or double it where it is part of a text.",
        ));
    }
    rows.retain(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

/// The drafts of a table, in the order of their first rows.
pub(crate) fn drafts(rows: &[Vec<String>]) -> Result<Vec<Drafted<'_>>, Problem> {
    let [names, rows @ ..] = rows else {
        return Err(unreadable(
            "The file is empty. Put the names of the columns into its first row, and an item into each row below.",
        ));
    };
    if !names.iter().any(|name| name.trim().starts_with("lines.")) {
        return Err(unreadable(
            "The first row names no column of lines. Name the columns by what they hold: lines.name, lines.quantity, lines.unitPrice.",
        ));
    }
    let mut made: Vec<(&str, Drafted<'_>)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if row.len() > names.len() {
            return Err(unreadable(&format!(
                "rows[{index}] has more cells than there are names. Put a text that has the separator in it between quotation marks."
            )));
        }
        let said = || names.iter().map(|name| name.trim()).zip(row.iter().map(|cell| cell.trim()));
        let name = said().find(|(name, _)| *name == "invoice").map_or("", |(_, cell)| cell);
        let known = made.iter().position(|(other, _)| !name.is_empty() && *other == name).unwrap_or(made.len());
        if known >= DRAFTS_MAX {
            return Err(unreadable(&format!(
                "A table has at most {DRAFTS_MAX} invoices. Send the rest as another one."
            )));
        }
        if known == made.len() {
            made.push((name, Drafted { body: Value::Object(Vec::new()), first: index, lines: Vec::new() }));
        }
        let Some((_, drafted)) = made.get_mut(known) else { continue };
        let mut line = Value::Object(Vec::new());
        for (name, cell) in said().filter(|(name, cell)| *name != "invoice" && !cell.is_empty()) {
            let (whole, path) = match (name.strip_prefix("lines."), name) {
                (Some(name), _) => (&mut line, name.to_owned()),
                (None, "customerId") => (&mut drafted.body, name.to_owned()),
                (None, "number") => (&mut drafted.body, format!("draft.metadata.{IMPORTED_NUMBER}")),
                (None, _) => (&mut drafted.body, format!("draft.{name}")),
            };
            if !put(whole, &path, value(name, cell)) {
                let detail = format!(
                    "rows[{index}] says another {name} than the rows of its invoice above it. Say it once, or give the row an invoice of its own."
                );
                return Err(unreadable(&detail));
            }
        }
        if line != Value::Object(Vec::new()) {
            drafted.lines.push(index);
            match at(at(&mut drafted.body, "draft"), "lines") {
                Value::List(lines) => lines.push(line),
                lines => *lines = Value::List(vec![line]),
            }
        }
    }
    Ok(made.into_iter().map(|(_, drafted)| drafted).collect())
}

/// A cell as a value of JSON: a text, which amounts are too, but for what is counted and what is yes or no.
pub(crate) fn value<'a>(name: &str, cell: &'a str) -> Value<'a> {
    let is_count = name.ends_with("Days") || name.ends_with(".days") || name.ends_with(".months");
    match cell {
        "true" | "false" => Value::Bool(cell == "true"),
        _ if is_count && cell.bytes().all(|digit| digit.is_ascii_digit()) => Value::Number(cell),
        _ => Value::Text(Cow::Borrowed(cell)),
    }
}

/// The value under a key of an object, made where there is none.
fn at<'b, 'a>(object: &'b mut Value<'a>, key: &str) -> &'b mut Value<'a> {
    if !matches!(object, Value::Object(_)) {
        *object = Value::Object(Vec::new());
    }
    let Value::Object(entries) = object else { unreachable!("it is an object now") };
    let place = entries.iter().position(|(name, _)| name == key);
    let place = place.unwrap_or_else(|| {
        entries.push((Cow::Owned(key.to_owned()), Value::Null));
        entries.len() - 1
    });
    entries.get_mut(place).map(|(_, value)| value).expect("it was found or put there")
}

/// Puts a value under a path; false where another one is there.
fn put<'a>(object: &mut Value<'a>, path: &str, value: Value<'a>) -> bool {
    let place = path.splitn(PARTS_MAX, '.').fold(object, |object, part| at(object, part));
    let is_free = *place == Value::Null || *place == value;
    *place = value;
    is_free
}

#[cold]
fn unreadable(detail: &str) -> Problem {
    Problem::new(Refusal::ImportTable, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_rfc_4180_has_them_and_as_spreadsheets_write_them() {
        // Sections 2.5 to 2.7 of RFC 4180: quotes around separators, line breaks and doubled quotes.
        let rows = |text| cells(text).expect("a table");
        assert_eq!(
            rows("\u{FEFF}a,b\r\n\"x, y\",\"say \"\"hi\"\"\r\nagain\"\r\n"),
            [["a", "b"], ["x, y", "say \"hi\"\r\nagain"]]
        );
        assert_eq!(rows("a;b\n1,5;\"\"\n;\n2;3"), [["a", "b"], ["1,5", ""], ["2", "3"]]);
        assert_eq!(rows("a\tb\n1\t2\n"), [["a", "b"], ["1", "2"]]);
        assert!(cells("a,b\n\"open,1\n").is_err());
    }
}
