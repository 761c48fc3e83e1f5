//! The tables of law on late payment, row by row: value, first and last day, how good the source is, the day it was checked, the sources.

use serde_json::{Value, json};
use voldaan::law::costs::{BE_CAP, BE_REMINDER, LUMP_SUM, NL_RECURRING, NL_SCALE, Scale};
use voldaan::law::interest::SERIES;
use voldaan::law::periods::{LIMITATIONS, NOTICES, RETENTIONS};
use voldaan::law::term_limits::TERM_LIMITS;
use voldaan::law::{Row, SourceId};

/// A table as it is reviewed.
pub struct Table {
    /// What it says.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Printed>,
}

/// A row as it is reviewed.
pub struct Printed {
    value: String,
    from: String,
    until: Option<String>,
    status: &'static str,
    checked: String,
    sources: &'static [SourceId],
}

fn printed<T>(row: &Row<T>, value: String) -> Printed {
    Printed {
        value,
        from: row.from.to_string(),
        until: row.until.map(|day| day.to_string()),
        status: row.status.code(),
        checked: row.checked_on.to_string(),
        sources: row.sources,
    }
}

fn table<T>(name: &str, rows: &[Row<T>], value: impl Fn(&T) -> String) -> Table {
    Table { name: name.to_owned(), rows: rows.iter().map(|row| printed(row, value(&row.value))).collect() }
}

fn scale(scale: &Scale) -> String {
    let brackets =
        scale.brackets.iter().map(|b| format!("over {}: {} + {} %", b.over, b.sum, hundredths(b.percent.into())));
    format!("{}; least {}, most {}", brackets.collect::<Vec<_>>().join("; "), scale.least, scale.most)
}

/// A number of hundredths as a decimal.
pub(super) fn hundredths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", value.abs() / 100, value.abs() % 100)
}

/// All tables.
pub fn tables() -> Vec<Table> {
    let mut tables = Vec::new();
    for series in SERIES {
        tables.push(table(series.name, series.rows, |value| hundredths((*value).into())));
        if !series.old_rows.is_empty() {
            let name = format!("{}, contracts before {}", series.name, series.old_before.expect("older contracts"));
            tables.push(table(&name, series.old_rows, |value| hundredths((*value).into())));
        }
    }
    tables.push(table("Dutch collection costs, in euro", NL_SCALE, scale));
    tables.push(table("Dutch costs of recurring terms, in euro", NL_RECURRING, |cap| {
        format!("terms below {}: at most {} in six months", hundredths(cap.below_cents.cast_signed()), cap.most)
    }));
    tables.push(table("Caps of Belgian clauses against consumers, in euro", BE_CAP, scale));
    tables.push(table("Further reminders to Belgian consumers, beside postage, in euro", BE_REMINDER, |cents| {
        hundredths((*cents).into())
    }));
    tables.push(table("Lump sum for recovery costs, in euro", LUMP_SUM, u16::to_string));
    tables.push(table("Limits of payment terms", TERM_LIMITS, |limit| {
        let who = if limit.countries.is_empty() { "EU".to_owned() } else { limit.countries.join(", ") };
        let large = if limit.large_to_small { ", large debtor of a small creditor" } else { "" };
        let void = if limit.void { "longer is void" } else { "longer if expressly agreed" };
        format!("{who}, {:?}{large}: {} days, {void} ({})", limit.debtor, limit.days, limit.law)
    }));
    tables.push(table("Terms of notices", NOTICES, |n| format!("{}: {} days ({})", n.country, n.days, n.law)));
    tables.push(table("Limitation", LIMITATIONS, |l| {
        let begin = if l.from_year_end { "from the end of the year" } else { "from the day after the due date" };
        format!("{}: {} years {begin} ({})", l.country, l.years, l.law)
    }));
    tables
        .push(table("Retention of invoices", RETENTIONS, |r| format!("{}: {} years ({})", r.country, r.years, r.law)));
    tables
}

/// The tables as Markdown.
pub fn markdown() -> String {
    let mut page = "# The law on late payment\n".to_owned();
    for table in tables() {
        page.push_str(&format!(
            "\n## {}\n\n| value | from | until | status | checked | sources |\n|---|---|---|---|---|---|\n",
            table.name
        ));
        for row in table.rows {
            let sources: Vec<&str> = row.sources.iter().map(|id| id.source().title).collect();
            let until = row.until.unwrap_or_default();
            let (value, from, sources) = (row.value, row.from, sources.join("; "));
            page.push_str(&format!("| {value} | {from} | {until} | {} | {} | {sources} |\n", row.status, row.checked));
        }
    }
    page
}

/// The tables as JSON, with the address of each source.
pub fn json() -> String {
    let source = |id: &SourceId| json!({ "title": id.source().title, "url": id.source().url });
    let row = |row: &Printed| {
        let sources: Vec<Value> = row.sources.iter().map(source).collect();
        let mut printed = json!({ "value": row.value, "from": row.from, "status": row.status, "checked": row.checked, "sources": sources });
        if let Some(until) = &row.until {
            printed["until"] = json!(until);
        }
        printed
    };
    let tables: Vec<Value> = tables()
        .iter()
        .map(|table| json!({ "name": table.name, "rows": table.rows.iter().map(row).collect::<Vec<_>>() }))
        .collect();
    serde_json::to_string_pretty(&tables).expect("texts and lists")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_printed_with_its_days_and_sources() {
        let page = markdown();
        assert!(page.contains("| 10.40 | 2026-07-01 | 2026-12-31 | secondary | 2026-11-21 |"), "{page}");
        assert!(page.contains("| -0.88 | 2016-07-01 | 2022-12-31 |"));
        let parsed: Vec<Value> = serde_json::from_str(&json()).expect("JSON");
        assert_eq!(parsed.len(), tables().len());
        for table in parsed {
            for row in table["rows"].as_array().expect("rows") {
                assert!(!row["sources"].as_array().expect("sources").is_empty(), "{}: {row}", table["name"]);
            }
        }
    }
}
