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
    for (number, mut place) in [(day.year().unsigned_abs(), 1000_u32), (day.month(), 10), (day.day_of_month(), 10)] {
        if place < 1000 {
            out.push('-');
        }
        while let Some(digits) = number.checked_div(place) {
            out.push(char::from_digit(digits % 10, 10).unwrap_or('0'));
            place /= 10;
        }
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
