//! Days from the due date, negative before it. Refuses more than ten years to either side.

use crate::finding::Code;
use crate::wire::{Node, Shape, Value, Wire, Writer};

/// Days from the due date: negative before it, 0 on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OffsetDays(i32);

impl OffsetDays {
    /// Ten years, and no dunning goes on for longer.
    const MAX: i32 = 3660;

    /// So many days from the due date; none past ten years.
    pub fn new(days: i32) -> Option<OffsetDays> {
        (-Self::MAX..=Self::MAX).contains(&days).then_some(OffsetDays(days))
    }

    /// The days, negative before the due date.
    pub fn days(self) -> i32 {
        self.0
    }
}

impl Wire for OffsetDays {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let Value::Number(digits) = &value else {
            cx.mistyped("A whole number", &value);
            return Node::Absent;
        };
        match digits.parse().ok().and_then(OffsetDays::new) {
            Some(OffsetDays(days)) => Node::Integer(days),
            None => {
                cx.report(Code::NumberFormat, "A whole number of days from -3660 to 3660 was expected.");
                Node::Absent
            }
        }
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Integer(days) => OffsetDays(days),
            _ => OffsetDays(0),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.integer(self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        crate::wire::schema::Schema::Integer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{from_json, to_json};

    #[test]
    fn days_before_the_due_date_are_negative() {
        for days in ["-3", "0", "14"] {
            assert_eq!(to_json(&from_json::<OffsetDays>(days).expect("days")), days);
        }
    }

    #[test]
    fn what_is_no_whole_number_within_ten_years_is_refused() {
        for (text, code) in [("1.5", "number.format"), ("3661", "number.format"), ("\"3\"", "field.type")] {
            assert_eq!(from_json::<OffsetDays>(text).expect_err(text).code(), code);
        }
    }
}
