//! The XML writer: the one door through which texts become an e-invoice. It escapes everything, writes no empty element, and
//! closes what was opened.

use crate::calendar::Day;
use crate::money::{Currency, Decimal};
use crate::wire::push_decimal;

/// Writes one document, indented so that people can read it.
pub(in crate::einvoice) struct Writer {
    out: String,
    open: Vec<&'static str>,
    /// What was written when each open element began, to take back one that stays empty.
    starts: Vec<(usize, usize)>,
}

/// A new line and blanks for as many elements as documents have inside each other.
const INDENT: &str = "\n                                ";

/// An attribute: its name, and its value before escaping.
pub(in crate::einvoice) type Attribute<'a> = (&'static str, &'a str);

impl Writer {
    /// A document with its root element open.
    pub fn document(root: &'static str, namespaces: &[Attribute<'_>]) -> Writer {
        let mut writer = Writer { out: String::with_capacity(16 * 1024), open: Vec::new(), starts: Vec::new() };
        writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        writer.start(root, namespaces);
        writer.open.push(root);
        writer.starts.push((0, 0));
        writer
    }

    /// The document, its root closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        self.out
    }

    /// Opens an element that has elements inside.
    pub fn open(&mut self, name: &'static str) {
        let before = self.out.len();
        self.start(name, &[]);
        self.open.push(name);
        self.starts.push((before, self.out.len()));
    }

    /// Closes the element that was opened last. Without anything inside it was never there.
    pub fn close(&mut self) {
        let (Some(name), Some((before, inside))) = (self.open.pop(), self.starts.pop()) else { return };
        if self.out.len() == inside {
            self.out.truncate(before);
            return;
        }
        self.indent();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with nothing inside, where a schema wants it all the same.
    pub fn empty(&mut self, name: &'static str) {
        self.start(name, &[]);
        self.end(name);
    }

    /// An element with a text; none for a text that says nothing.
    pub fn leaf(&mut self, name: &'static str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// An element with a text, if there is one.
    pub fn leaf_if(&mut self, name: &'static str, text: Option<&str>) {
        self.leaf_with(name, &[], text.unwrap_or_default());
    }

    /// An element with attributes and a text; none for a text that says nothing.
    pub fn leaf_with(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.start(name, attributes);
        self.escape(text, false);
        self.end(name);
    }

    /// An amount with its currency, to the decimals it has.
    pub fn amount(&mut self, name: &'static str, amount: Decimal, currency: Currency) {
        self.decimal(name, &[("currencyID", currency.code())], amount);
    }

    /// A number, to the decimals it has.
    pub fn decimal(&mut self, name: &'static str, attributes: &[Attribute<'_>], value: Decimal) {
        self.start(name, attributes);
        push_decimal(&mut self.out, value);
        self.end(name);
    }

    /// A day as 2026-01-31.
    pub fn day(&mut self, name: &'static str, day: Option<Day>) {
        let Some(day) = day else { return };
        self.start(name, &[]);
        push_day(&mut self.out, day, "-");
        self.end(name);
    }

    /// A day as 20260131 inside its element, which is format 102 of UNTDID 2379.
    pub fn compact_day(&mut self, outer: &'static str, inner: &'static str, day: Option<Day>) {
        let Some(day) = day else { return };
        self.open(outer);
        self.start(inner, &[("format", "102")]);
        push_day(&mut self.out, day, "");
        self.end(inner);
        self.close();
    }

    fn indent(&mut self) {
        let depth = self.open.len().saturating_mul(2).saturating_add(1);
        match INDENT.get(..depth) {
            Some(blanks) => self.out.push_str(blanks),
            None => self.out.push_str(INDENT),
        }
    }

    fn start(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            self.escape(value, true);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn end(&mut self, name: &'static str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Characters that mean something in XML, or that a reader would change: a carriage return, and in attributes every
    /// blank but the space (XML 1.0, 2.11 and 3.3.3).
    fn escape(&mut self, text: &str, attribute: bool) {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escaped = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'\r' => "&#13;",
                b'"' if attribute => "&quot;",
                b'\n' if attribute => "&#10;",
                b'\t' if attribute => "&#9;",
                _ => continue,
            };
            self.out.push_str(text.get(plain..at).unwrap_or_default());
            self.out.push_str(escaped);
            plain = at.saturating_add(1);
        }
        self.out.push_str(text.get(plain..).unwrap_or_default());
    }
}

/// Appends a day with something between its parts.
fn push_day(out: &mut String, day: Day, between: &str) {
    let year = u32::try_from(day.year()).unwrap_or_default();
    push_two(out, year / 100);
    push_two(out, year % 100);
    out.push_str(between);
    push_two(out, day.month());
    out.push_str(between);
    push_two(out, day.day_of_month());
}

fn push_two(out: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_empty_elements_left_out() {
        let mut xml = Writer::document("r", &[("xmlns", "urn:a&b")]);
        xml.open("a");
        xml.leaf("b", "<script>\"x\" & 'y'</script>\r\n");
        xml.leaf_with("c", &[("k", "a\"b\n<")], "1");
        xml.leaf("d", "  ");
        xml.open("e");
        xml.open("f");
        xml.close();
        xml.close();
        xml.close();
        xml.day("g", Day::parse("2026-01-31"));
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r xmlns=\"urn:a&amp;b\">\n  <a>\n    \
             <b>&lt;script&gt;\"x\" &amp; 'y'&lt;/script&gt;&#13;\n</b>\n    <c k=\"a&quot;b&#10;&lt;\">1</c>\n  </a>\n  \
             <g>2026-01-31</g>\n</r>\n"
        );
    }
}
