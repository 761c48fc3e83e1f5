//! The calendar months that some days go through.

use voldaan::calendar::Day;

/// The months from one day to another, both included, each with its first and last day: those at the ends may be parts of one.
pub(crate) fn months(from: Day, until: Day) -> impl Iterator<Item = (Day, Day)> {
    let mut first = Some(from);
    std::iter::from_fn(move || {
        let day = first.filter(|day| *day <= until)?;
        let last = day.end_of_month().min(until);
        first = last.add_days(1);
        Some((day, last))
    })
}
