//! The JSON reader: text to [`Value`], bounded in depth, in one pass.
//!
//! It exists because money must not pass through floating point, and because a lone surrogate or a doubled key is a
//! finding with a path here, not the end of the reading. It refuses trailing text, comments and everything else that
//! RFC 8259 does not have.

use std::borrow::Cow;

use super::value::Value;
use crate::finding::{Code, Error, Finding};

/// Values may be nested this deep.
pub const DEPTH_MAX: usize = 16;

/// An object mostly has so many entries at most.
const ENTRIES_USUAL: usize = 8;

/// A text of JSON may have this many bytes: 10,000 full lines and 5 MB of attachments fit.
pub const BYTES_MAX: usize = 16 * 1024 * 1024;

/// Reads one JSON value that fills the whole text. On failure the finding says where.
pub fn parse(text: &str) -> Result<Value<'_>, Error> {
    if text.len() > BYTES_MAX {
        let finding = Finding::new(Code::JsonTooLong, "", "The document is larger than 16 MB.");
        return Err(Error::from_finding(finding));
    }
    let mut parser = Parser { text, at: 0 };
    let outcome = parser.value(0).and_then(|value| {
        parser.blank();
        if parser.at == text.len() { Ok(value) } else { Err(Failure::new("there is text after the value")) }
    });
    outcome.map_err(|failure| Error::from_finding(failure.finding(text, parser.at)))
}

struct Failure {
    what: &'static str,
    deep: bool,
    path: Vec<String>,
}

impl Failure {
    #[cold]
    fn new(what: &'static str) -> Box<Failure> {
        Box::new(Failure { what, deep: false, path: Vec::new() })
    }

    #[cold]
    fn deep() -> Box<Failure> {
        Box::new(Failure { what: "", deep: true, path: Vec::new() })
    }

    #[cold]
    fn within(mut self: Box<Self>, segment: String) -> Box<Failure> {
        self.path.push(segment);
        self
    }

    #[cold]
    fn finding(self, text: &str, at: usize) -> Finding {
        let path: String = self.path.iter().rev().map(String::as_str).collect();
        let path = path.strip_prefix('.').unwrap_or(&path).to_owned();
        if self.deep {
            return Finding::new(Code::JsonDepth, path, "Values are nested more than 16 deep.")
                .fix("No document of this kind needs that; look for a value that contains itself.");
        }
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()).saturating_add(1);
        Finding::new(
            Code::JsonInvalid,
            path,
            format!("This is not JSON: {} (line {line}, column {column}).", self.what),
        )
        .fix("Send the output of a JSON writer as it is.")
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn bump(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.bump();
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, Box<Failure>> {
        self.blank();
        match self.peek() {
            Some(b'{' | b'[') if depth >= DEPTH_MAX => Err(Failure::deep()),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(self.text()?.map_or(Value::BrokenText, Value::Text)),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => Err(Failure::new("a value was expected")),
            None => Err(Failure::new("the text ends too early")),
        }
    }

    fn word(&mut self, word: &'static str, value: Value<'a>) -> Result<Value<'a>, Box<Failure>> {
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            self.at = self.at.saturating_add(word.len());
            Ok(value)
        } else {
            Err(Failure::new("a value was expected"))
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Box<Failure>> {
        self.bump();
        self.blank();
        if self.peek() == Some(b'}') {
            self.bump();
            return Ok(Value::Object(Vec::new()));
        }
        let mut entries = Vec::with_capacity(ENTRIES_USUAL);
        loop {
            self.blank();
            if self.peek() != Some(b'"') {
                return Err(Failure::new("a key in double quotes was expected"));
            }
            let key = self.text()?.unwrap_or(Cow::Borrowed("\u{FFFD}"));
            self.blank();
            if self.peek() != Some(b':') {
                return Err(Failure::new("a colon was expected"));
            }
            self.bump();
            let value = self.value(depth.saturating_add(1)).map_err(|failure| failure.within(format!(".{key}")))?;
            entries.push((key, value));
            self.blank();
            match self.peek() {
                Some(b',') => self.bump(),
                Some(b'}') => {
                    self.bump();
                    return Ok(Value::Object(entries));
                }
                _ => return Err(Failure::new("a comma or a closing brace was expected")),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Box<Failure>> {
        self.bump();
        let mut entries = Vec::new();
        self.blank();
        if self.peek() == Some(b']') {
            self.bump();
            return Ok(Value::List(entries));
        }
        loop {
            let index = entries.len();
            let value = self.value(depth.saturating_add(1)).map_err(|failure| failure.within(format!("[{index}]")))?;
            entries.push(value);
            self.blank();
            match self.peek() {
                Some(b',') => self.bump(),
                Some(b']') => {
                    self.bump();
                    return Ok(Value::List(entries));
                }
                _ => return Err(Failure::new("a comma or a closing bracket was expected")),
            }
        }
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.bump();
        }
        self.at > start
    }

    fn number(&mut self) -> Result<&'a str, Box<Failure>> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.bump();
        }
        if self.peek() == Some(b'0') {
            self.bump();
        } else if !self.digits() {
            return Err(Failure::new("a digit was expected"));
        }
        if self.peek() == Some(b'.') {
            self.bump();
            if !self.digits() {
                return Err(Failure::new("a digit was expected"));
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.bump();
            if let Some(b'+' | b'-') = self.peek() {
                self.bump();
            }
            if !self.digits() {
                return Err(Failure::new("a digit was expected"));
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// A text; None for one with half a surrogate pair.
    fn text(&mut self) -> Result<Option<Cow<'a, str>>, Box<Failure>> {
        self.bump();
        let (plain, mut is_closed) = self.plain()?;
        if is_closed {
            return Ok(Some(Cow::Borrowed(plain)));
        }
        let mut out = plain.to_owned();
        let mut broken = false;
        while !is_closed {
            match self.escape()? {
                Some(character) => out.push(character),
                None => broken = true,
            }
            let plain;
            (plain, is_closed) = self.plain()?;
            out.push_str(plain);
        }
        Ok((!broken).then_some(Cow::Owned(out)))
    }

    /// What stands for itself in a text, and whether the text is closed after it; an escape begins there otherwise.
    fn plain(&mut self) -> Result<(&'a str, bool), Box<Failure>> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\');
        self.at = start.saturating_add(length.unwrap_or(rest.len()));
        let plain = self.text.get(start..self.at).unwrap_or_default();
        let is_closed = match self.peek() {
            Some(b'"') => true,
            Some(b'\\') => false,
            Some(_) => return Err(Failure::new("a control character stands in a text")),
            None => return Err(Failure::new("a text is not closed")),
        };
        self.bump();
        Ok((plain, is_closed))
    }

    /// The character of an escape; None for half a surrogate pair.
    fn escape(&mut self) -> Result<Option<char>, Box<Failure>> {
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.bump();
                return self.unicode();
            }
            _ => return Err(Failure::new("an unknown escape stands in a text")),
        };
        self.bump();
        Ok(Some(character))
    }

    fn unicode(&mut self) -> Result<Option<char>, Box<Failure>> {
        let first = self.hex()?;
        if !(0xD800..0xE000).contains(&first) {
            return Ok(char::from_u32(first));
        }
        let pair = self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u"));
        if first >= 0xDC00 || !pair {
            return Ok(None);
        }
        let back = self.at;
        self.at = self.at.saturating_add(2);
        let second = self.hex()?;
        if !(0xDC00..0xE000).contains(&second) {
            self.at = back;
            return Ok(None);
        }
        let high = first.wrapping_sub(0xD800).wrapping_shl(10);
        Ok(char::from_u32(high.wrapping_add(second.wrapping_sub(0xDC00)).wrapping_add(0x10000)))
    }

    fn hex(&mut self) -> Result<u32, Box<Failure>> {
        let end = self.at.saturating_add(4);
        let digits = self.text.get(self.at..end).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let code = code.ok_or_else(|| Failure::new("four hexadecimal digits were expected"))?;
        self.at = end;
        Ok(code)
    }
}
