//! Days and currencies on the wire.

use super::{Node, Shape, Wire, Writer};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::money::Currency;

impl Wire for Day {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let Some(text) = cx.text(value) else { return Node::Absent };
        Day::parse(&text).map_or_else(
            || {
                let fix = if text.contains('T') {
                    "Send the day alone, without time and zone."
                } else {
                    "Write it like 2026-01-31."
                };
                cx.report_fix(Code::DateFormat, "This is not a calendar day from 1900 to 2999.", fix);
                Node::Absent
            },
            Node::Day,
        )
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Day(day) => day,
            _ => Day::MAX,
        }
    }

    fn write(&self, out: &mut Writer) {
        let mut iso = String::with_capacity(10);
        push_day(&mut iso, *self);
        out.text(&iso);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Day
    }
}

/// Appends a day as 2026-01-31, without the formatting machinery.
pub(crate) fn push_day(out: &mut String, day: Day) {
    for (number, width) in [(day.year().unsigned_abs(), 4), (day.month(), 2), (day.day_of_month(), 2)] {
        if width < 4 {
            out.push('-');
        }
        let power = 10_u32.pow(width);
        // A leading one keeps the zeros: 5 of two digits is 105 without its first digit.
        let mut digits = String::new();
        super::push_count(&mut digits, usize::try_from(number.saturating_add(power)).unwrap_or_default());
        out.push_str(digits.get(1..).unwrap_or_default());
    }
}

impl Wire for Currency {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let Some(text) = cx.text(value) else { return Node::Absent };
        Currency::from_code(&text).map_or_else(
            || {
                let shown: String = text.chars().take(20).collect();
                cx.push(
                    Finding::new(
                        Code::CurrencyUnknown,
                        cx.path(),
                        format!("\"{shown}\" is not a currency of ISO 4217."),
                    )
                    .rule("BR-CL-04")
                    .term("BT-5")
                    .fix("Use a code of three capitals, such as EUR."),
                );
                Node::Absent
            },
            Node::Currency,
        )
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Currency(currency) => currency,
            _ => Currency::EUR,
        }
    }

    fn write(&self, out: &mut Writer) {
        out.text(self.code());
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Currency
    }
}
