//! CSV (RFC 4180): the one door through which texts become fields. A text that a spreadsheet would take for a formula gets an
//! apostrophe before it (OWASP, "CSV Injection"); numbers and days are written by doors of their own, as they are.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::wire::push_decimal;

/// A table in the making.
#[derive(Default)]
pub(crate) struct Csv {
    out: String,
    is_row_begun: bool,
}

impl Csv {
    /// Writes the names of the columns.
    pub fn head(&mut self, names: &[&'static str]) {
        for name in names {
            self.text(name);
        }
        self.end();
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        if !is_formula && !text.contains(['"', ',', ';', '\r', '\n', '\t']) {
            self.out.push_str(text);
            return;
        }
        self.out.push('"');
        if is_formula {
            self.out.push('\'');
        }
        self.out.push_str(&text.replace('"', "\"\""));
        self.out.push('"');
    }

    /// Writes a text, or nothing.
    pub fn optional(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    /// Writes a number, or nothing.
    pub fn number(&mut self, number: Option<Decimal>) {
        self.separate();
        if let Some(number) = number {
            push_decimal(&mut self.out, number);
        }
    }

    /// Writes a day, or nothing.
    pub fn day(&mut self, day: Option<Day>) {
        self.separate();
        if let Some(day) = day {
            self.out.push_str(&day.to_string());
        }
    }

    /// Ends a row.
    pub fn end(&mut self) {
        self.out.push_str("\r\n");
        self.is_row_begun = false;
    }

    /// How many bytes there are so far.
    pub fn bytes(&self) -> usize {
        self.out.len()
    }

    /// The table.
    pub fn finish(self) -> String {
        self.out
    }

    fn separate(&mut self) {
        if self.is_row_begun {
            self.out.push(',');
        }
        self.is_row_begun = true;
    }
}

#[cfg(test)]
mod tests {
    use super::Csv;

    #[test]
    fn no_text_is_a_formula_or_ends_its_field() {
        for (text, field) in [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("a;b", "\"a;b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("+31 20 123", "\"'+31 20 123\""),
            ("-2+3+cmd|' /C calc'!A0", "\"'-2+3+cmd|' /C calc'!A0\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("＝1", "\"'＝1\""),
            ("=\"&A1", "\"'=\"\"&A1\""),
        ] {
            let mut csv = Csv::default();
            csv.text(text);
            csv.text("end");
            csv.end();
            assert_eq!(csv.finish(), format!("{field},end\r\n"));
        }
    }

    #[test]
    fn numbers_and_days_stay_what_they_are() {
        let mut csv = Csv::default();
        csv.number("-12.50".parse().ok());
        csv.day(voldaan::Day::parse("2026-01-31"));
        csv.number(None);
        csv.day(None);
        csv.end();
        assert_eq!(csv.finish(), "-12.50,2026-01-31,,\r\n");
    }
}
