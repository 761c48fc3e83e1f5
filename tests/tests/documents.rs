//! The documents for those who run the service, held to the code: each test that is named exists, and the tables of configuration are
//! what the Worker reads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The rows of the tables in a section, by their cells.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let rows = section.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn each_threat_names_a_test_that_exists() {
    let document = read("docs/security.md");
    let threats = rows(&document);
    assert!(threats.len() > 25, "{} rows", threats.len());
    for row in &threats[1..] {
        let [threat, _, shown] = row.as_slice() else { panic!("{row:?} has not three cells") };
        let tests: Vec<&str> = quoted(shown).collect();
        assert!(!tests.is_empty(), "nothing shows: {threat}");
        for test in tests {
            let (path, name) = test.split_once("::").unwrap_or_else(|| panic!("{test} names no test"));
            let code = read(path);
            assert!(
                code.contains(&format!("#[test]\nfn {name}()")) || code.contains(&format!("#[test]\n    fn {name}()")),
                "{test}"
            );
        }
    }
}

/// Words in capitals that stand as texts in the code of a folder: names of bindings, secrets and variables.
fn names_in(folder: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root().join(folder)).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let code = fs::read_to_string(&path).expect("a readable file");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for text in code.split('"').skip(1).step_by(2) {
            let is_name = text.len() > 3 && text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let methods = ["POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];
            if is_name && !methods.contains(&text) {
                names.insert(text.to_owned());
            }
        }
    }
    names
}

#[test]
fn the_tables_of_bindings_and_configuration_are_what_the_code_reads() {
    let document = read("docs/deploy.md");
    let section = |name: &str| {
        let (_, after) = document.split_once(name).unwrap_or_else(|| panic!("there is no {name}"));
        after.split("\n## ").next().unwrap_or_default().to_owned()
    };
    let mut told = BTreeSet::new();
    for name in ["## Bindings\n", "## Configuration\n"] {
        for row in &rows(&section(name))[1..] {
            told.extend(quoted(row[0]).map(str::to_owned));
        }
    }
    let read_by_code: BTreeSet<String> =
        ["worker/adapter/src", "worker/src/app/web"].into_iter().flat_map(names_in).collect();
    assert_eq!(told, read_by_code);
    // The usual limits are those of the code.
    let limits = read("worker/src/app/book/limit.rs");
    for (name, field) in
        [("KEY_REQUESTS_PER_MINUTE", "key_per_minute"), ("LINK_REQUESTS_PER_MINUTE", "link_per_minute")]
    {
        let row = rows(&section("## Configuration\n"))
            .into_iter()
            .find(|row| row[0].contains(name))
            .map(|row| row[2].to_owned());
        let usual = row.expect("a row");
        let written = limits.replace('_', "");
        assert!(written.contains(&format!("{}: {usual}", field.replace('_', ""))), "{name} is not {usual}");
    }
    let configuration = read("worker/wrangler.toml");
    for binding in ["BOOK", "INVOICES", "OUTBOX"] {
        assert!(
            configuration.contains(&format!("binding = \"{binding}\""))
                || configuration.contains(&format!("name = \"{binding}\"")),
            "{binding}"
        );
    }
    assert!(configuration.contains("17 4 * * *") && document.contains("17 4 * * *"));
}

#[test]
fn the_documents_are_found_from_the_readme() {
    let readme = read("README.md");
    for name in ["docs/architecture.md", "docs/service.md", "docs/deploy.md", "docs/security.md"] {
        assert!(readme.contains(&format!("]({name})")), "{name} is not linked");
    }
}
