//! The JSON writer: the one door through which every output leaves, in its canonical form: no blanks, fields in the
//! order of the type, texts escaped only where JSON must.

use super::Field;
use crate::money::Decimal;
use crate::money::digits::{write_decimal, write_digits};

/// Most of what is written takes so many bytes at most.
const BYTES_USUAL: usize = 4096;

/// Writes canonical JSON.
pub struct Writer {
    out: Vec<u8>,
    /// Whether the next entry needs a comma before it.
    comma: bool,
    /// The fields of the open object that are still to be written.
    fields: &'static [Field],
}

impl Default for Writer {
    fn default() -> Writer {
        Writer::new()
    }
}

impl Writer {
    /// A writer with nothing written yet.
    pub fn new() -> Writer {
        Writer { out: Vec::with_capacity(BYTES_USUAL), comma: false, fields: &[] }
    }

    /// What was written.
    pub fn finish(self) -> String {
        String::from_utf8(self.out).expect("whole texts and ASCII are all that is written")
    }

    fn write(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(b',');
        }
        self.comma = true;
    }

    /// Opens an object.
    pub fn object(&mut self) {
        self.open(b'{');
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.close(b'}');
    }

    /// Opens a list.
    pub fn list(&mut self) {
        self.open(b'[');
    }

    /// Closes a list.
    pub fn end_list(&mut self) {
        self.close(b']');
    }

    fn open(&mut self, bracket: u8) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    fn close(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.comma = true;
    }

    /// The fields that are written next, one by one; answers with those that stood here, to be given back afterwards. So each field of
    /// a type is one call and nothing else, and its name stands in the table that it is read by.
    pub fn fields(&mut self, fields: &'static [Field]) -> &'static [Field] {
        std::mem::replace(&mut self.fields, fields)
    }

    /// The name of the next field.
    pub fn next_field(&mut self) -> &'static str {
        let Some((field, rest)) = self.fields.split_first() else { return "" };
        self.fields = rest;
        field.name
    }

    /// A key that needs no escaping: the name of a field.
    pub fn key(&mut self, name: &str) {
        self.separate();
        self.out.push(b'"');
        self.write(name);
        self.write("\":");
        self.comma = false;
    }

    /// A key that needs no escaping, with a text.
    pub fn pair(&mut self, name: &str, text: &str) {
        self.key(name);
        self.text(text);
    }

    /// A key that came from outside.
    pub fn key_escaped(&mut self, name: &str) {
        self.text(name);
        self.out.push(b':');
        self.comma = false;
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.out.push(b'"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.write(text.get(plain..at).unwrap_or_default());
            self.escape(byte);
            plain = at.saturating_add(1);
        }
        self.write(text.get(plain..).unwrap_or_default());
        self.out.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.write("\\\""),
            b'\\' => self.write("\\\\"),
            b'\n' => self.write("\\n"),
            b'\r' => self.write("\\r"),
            b'\t' => self.write("\\t"),
            0x8 => self.write("\\b"),
            0xC => self.write("\\f"),
            other => {
                self.write("\\u00");
                for digit in [other >> 4, other & 15] {
                    self.out.push(if digit < 10 {
                        b'0'.wrapping_add(digit)
                    } else {
                        b'a'.wrapping_add(digit.wrapping_sub(10))
                    });
                }
            }
        }
    }

    /// A decimal, as a text with the decimals it has.
    pub fn decimal(&mut self, value: Decimal) {
        self.separate();
        self.out.push(b'"');
        write_decimal(&mut self.out, value);
        self.out.push(b'"');
    }

    /// A counter, as a JSON integer.
    pub fn count(&mut self, value: u32) {
        self.separate();
        write_digits(&mut self.out, u128::from(value), 0);
    }

    /// A whole number, negative or not, as a JSON integer.
    pub fn integer(&mut self, value: i32) {
        self.separate();
        if value < 0 {
            self.out.push(b'-');
        }
        write_digits(&mut self.out, u128::from(value.unsigned_abs()), 0);
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.separate();
        self.write(if value { "true" } else { "false" });
    }

    /// JSON that was written before.
    pub fn raw(&mut self, json: &str) {
        self.separate();
        self.write(json);
    }
}
