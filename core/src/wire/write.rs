//! The JSON writer: the one door through which every output leaves, in its canonical form: no blanks, fields in the
//! order of the type, texts escaped only where JSON must.

use rust_decimal::Decimal;

/// Writes canonical JSON.
#[derive(Default)]
pub struct Writer {
    out: String,
    /// Whether the next entry needs a comma before it.
    comma: bool,
}

impl Writer {
    /// A writer with nothing written yet.
    pub fn new() -> Writer {
        Writer::default()
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
    }

    /// Opens an object.
    pub fn object(&mut self) {
        self.open('{');
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.close('}');
    }

    /// Opens a list.
    pub fn list(&mut self) {
        self.open('[');
    }

    /// Closes a list.
    pub fn end_list(&mut self) {
        self.close(']');
    }

    fn open(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.comma = true;
    }

    /// A key that needs no escaping: the name of a field.
    pub fn key(&mut self, name: &str) {
        self.separate();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        self.comma = false;
    }

    /// A key that came from outside.
    pub fn key_escaped(&mut self, name: &str) {
        self.text(name);
        self.out.push(':');
        self.comma = false;
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.out.push('"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.out.push_str(text.get(plain..at).unwrap_or_default());
            self.escape(byte);
            plain = at.saturating_add(1);
        }
        self.out.push_str(text.get(plain..).unwrap_or_default());
        self.out.push('"');
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.out.push_str("\\\""),
            b'\\' => self.out.push_str("\\\\"),
            b'\n' => self.out.push_str("\\n"),
            b'\r' => self.out.push_str("\\r"),
            b'\t' => self.out.push_str("\\t"),
            0x8 => self.out.push_str("\\b"),
            0xC => self.out.push_str("\\f"),
            other => {
                self.out.push_str("\\u00");
                for digit in [other >> 4, other & 15] {
                    self.out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
                }
            }
        }
    }

    /// A decimal, as a text with the decimals it has.
    pub fn decimal(&mut self, value: Decimal) {
        self.separate();
        self.out.push('"');
        push_decimal(&mut self.out, value);
        self.out.push('"');
    }

    /// A counter, as a JSON integer.
    pub fn count(&mut self, value: u32) {
        self.separate();
        push_digits(&mut self.out, u128::from(value), 0);
    }

    /// A whole number, negative or not, as a JSON integer.
    pub fn integer(&mut self, value: i32) {
        self.separate();
        if value < 0 {
            self.out.push('-');
        }
        push_digits(&mut self.out, u128::from(value.unsigned_abs()), 0);
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.separate();
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// JSON that was written before.
    pub fn raw(&mut self, json: &str) {
        self.separate();
        self.out.push_str(json);
    }
}

/// Appends a decimal with the decimals it has: `-12.50`.
pub fn push_decimal(out: &mut String, value: Decimal) {
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    push_digits(out, value.mantissa().unsigned_abs(), value.scale());
}

pub(super) fn push_digits(out: &mut String, value: u128, scale: u32) {
    // 39 digits is the longest 128-bit number; a scale adds leading zeros and the point.
    let mut buffer = [b'0'; 48];
    let mut at = buffer.len();
    let mut put = |byte: u8| {
        at = at.saturating_sub(1);
        if let Some(place) = buffer.get_mut(at) {
            *place = byte;
        }
    };
    let (mut rest, mut written) = (value, 0_u32);
    loop {
        if scale > 0 && written == scale {
            put(b'.');
        }
        let (tens, digit) = tenth(rest);
        put(b'0'.wrapping_add(digit));
        rest = tens;
        written = written.saturating_add(1);
        if rest == 0 && written > scale {
            break;
        }
    }
    out.push_str(buffer.get(at..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default());
}

/// A number without its last digit, and that digit. Division of 128 bits is slow and seldom needed.
fn tenth(value: u128) -> (u128, u8) {
    match u64::try_from(value) {
        Ok(small) => (u128::from(small / 10), u8::try_from(small % 10).unwrap_or_default()),
        Err(_) => (value / 10, u8::try_from(value % 10).unwrap_or_default()),
    }
}
