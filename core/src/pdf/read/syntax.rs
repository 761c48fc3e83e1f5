//! The syntax of objects (ISO 32000-1, 7.2 and 7.3). Nesting and work are bounded.

use super::Fault;
use super::object::Object;

/// Arrays and dictionaries may be nested so deep.
const DEPTH_MAX: usize = 32;

/// A place in the bytes of a file or of an object stream.
pub struct Scanner<'a> {
    data: &'a [u8],
    /// The place.
    pub at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at a place.
    pub fn new(data: &'a [u8], at: usize) -> Scanner<'a> {
        Scanner { data, at }
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    /// Skips blanks and comments.
    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes a word if it is next.
    pub fn takes(&mut self, word: &[u8]) -> bool {
        self.skip_blanks();
        let is_next = self.rest().starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// A count or a place.
    pub fn size(&mut self) -> Option<usize> {
        self.skip_blanks();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(self.rest().get(..digits)?).ok()?;
        self.at += digits;
        text.parse().ok()
    }

    /// An object.
    pub fn object(&mut self, depth: usize) -> Result<Object, Fault> {
        if depth > DEPTH_MAX {
            return Err(Fault("The PDF nests objects more than 32 deep."));
        }
        self.skip_blanks();
        match self.peek() {
            None => Err(Fault("The PDF ends inside an object.")),
            Some(b'/') => Ok(Object::Name(self.name())),
            Some(b'(') => self.text().map(Object::Text),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.takes(b"]") {
                    items.push(self.object(depth + 1)?);
                }
                Ok(Object::Array(items))
            }
            Some(b'<') if self.rest().starts_with(b"<<") => self.dictionary(depth),
            Some(b'<') => self.hexadecimal().map(Object::Text),
            Some(byte) if byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.') => Ok(self.number()),
            Some(byte) if byte.is_ascii_alphabetic() => {
                self.at += self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                Ok(Object::Other)
            }
            Some(_) => Err(Fault("The PDF has an object that is none.")),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Object, Fault> {
        self.at += 2;
        let mut entries = Vec::new();
        while !self.takes(b">>") {
            if self.peek() != Some(b'/') {
                return Err(Fault("The PDF has a dictionary without a key."));
            }
            let key = self.name();
            entries.push((key, self.object(depth + 1)?));
        }
        Ok(Object::Dictionary(entries))
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let escaped = if byte == b'#' { self.rest().get(..2).and_then(hexadecimal_pair) } else { None };
            name.push(escaped.unwrap_or(byte));
            self.at += if escaped.is_some() { 2 } else { 0 };
        }
        name
    }

    /// A number, or a reference where two numbers and an R follow each other.
    fn number(&mut self) -> Object {
        let start = self.at;
        let length =
            self.rest().iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')).count();
        self.at += length;
        let written = self.data.get(start..self.at).unwrap_or_default();
        let Some(number) = std::str::from_utf8(written).ok().and_then(|text| text.parse::<i64>().ok()) else {
            return Object::Other;
        };
        let after = self.at;
        if let Ok(number) = u32::try_from(number)
            && self.size().is_some()
            && self.takes(b"R")
            && !self.peek().is_some_and(is_regular)
        {
            return Object::Reference(number);
        }
        self.at = after;
        Object::Integer(number)
    }

    fn text(&mut self) -> Result<Vec<u8>, Fault> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            let byte = self.peek().ok_or(Fault("The PDF ends inside a string."))?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => return Ok(text),
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|byte| (b'0'..=b'7').contains(byte)) else { break };
                    self.at += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                text.push(u8::try_from(code & 0xFF).unwrap_or_default());
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Fault> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek().ok_or(Fault("The PDF ends inside a string."))?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if byte.is_ascii_hexdigit() => digits.push(byte),
                byte if is_blank(byte) => {}
                _ => return Err(Fault("The PDF has a string that is none.")),
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        Ok(digits.chunks(2).filter_map(hexadecimal_pair).collect())
    }
}

fn hexadecimal_pair(pair: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|text| text.len() == 2)?, 16).ok()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
