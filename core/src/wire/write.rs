//! The JSON writer: the one door through which every output leaves, in its canonical form: no blanks, fields in the
//! order of the type, texts escaped only where JSON must.

use rust_decimal::Decimal;

/// Writes canonical JSON.
#[derive(Default)]
pub struct Writer {
    out: Vec<u8>,
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

    /// A key that needs no escaping: the name of a field.
    pub fn key(&mut self, name: &str) {
        self.separate();
        self.out.push(b'"');
        self.write(name);
        self.write("\":");
        self.comma = false;
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

/// Appends a decimal with the decimals it has: `-12.50`.
pub fn push_decimal(out: &mut String, value: Decimal) {
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    push_digits(out, value.mantissa().unsigned_abs(), value.scale());
}

/// Appends a decimal with the decimals it has to a text of bytes.
pub fn write_decimal(out: &mut Vec<u8>, value: Decimal) {
    if value.is_sign_negative() && !value.is_zero() {
        out.push(b'-');
    }
    write_digits(out, value.mantissa().unsigned_abs(), value.scale());
}

pub(super) fn write_digits(out: &mut Vec<u8>, value: u128, scale: u32) {
    let mut buffer = [b'0'; LONGEST];
    out.extend_from_slice(digits(&mut buffer, value, scale));
}

pub(super) fn push_digits(out: &mut String, value: u128, scale: u32) {
    let mut buffer = [b'0'; LONGEST];
    out.push_str(str::from_utf8(digits(&mut buffer, value, scale)).unwrap_or_default());
}

/// 39 digits is the longest 128-bit number; a scale adds leading zeros and the point.
const LONGEST: usize = 48;

/// The digits of a number, at the end of the buffer.
fn digits(buffer: &mut [u8; LONGEST], value: u128, scale: u32) -> &[u8] {
    // Nine digits at a time: division of 128 bits is slow and seldom needed, that of 32 is fast everywhere.
    const NINE: u64 = 1_000_000_000;
    let (mut rest, mut chunk, mut left) = (value, 0_u32, 0_u32);
    let (mut written, mut used, mut point) = (0_u32, 0_usize, scale > 0);
    for place in buffer.iter_mut().rev() {
        used = used.wrapping_add(1);
        if point && written == scale {
            *place = b'.';
            point = false;
            continue;
        }
        if left == 0 {
            let next = match u64::try_from(rest) {
                Ok(narrow) => {
                    rest = u128::from(narrow / NINE);
                    narrow % NINE
                }
                Err(_) => {
                    let next = rest % u128::from(NINE);
                    rest /= u128::from(NINE);
                    u64::try_from(next).unwrap_or_default()
                }
            };
            (chunk, left) = (u32::try_from(next).unwrap_or_default(), 9);
        }
        *place = b'0'.wrapping_add(u8::try_from(chunk % 10).unwrap_or_default());
        (chunk, left, written) = (chunk / 10, left.wrapping_sub(1), written.wrapping_add(1));
        if chunk == 0 && rest == 0 && written > scale {
            break;
        }
    }
    buffer.get(LONGEST.saturating_sub(used)..).unwrap_or_default()
}
