//! The stories of `tests/scenarios` against the engine; and the stories themselves: titles, sources, how many there are.

use std::collections::BTreeSet;

use voldaan_tests::scenarios;

/// At least so many stories are kept.
const LEAST: usize = 40;

#[test]
fn every_story_has_a_title_of_its_own_a_source_and_an_expectation() {
    let mut titles = BTreeSet::new();
    for (file, story) in scenarios::load() {
        assert!(!story.title.is_empty() && !story.source.is_empty(), "{file} {}: no title or source", story.title);
        let asks = story.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.is_empty());
        assert!(asks && !story.invoices.is_empty(), "{file} {}: asks for nothing", story.title);
        assert!(titles.insert(story.title.clone()), "{file}: two stories are called {}", story.title);
    }
    assert!(titles.len() >= LEAST, "only {} stories", titles.len());
}

#[test]
fn every_story_ends_as_it_is_told() {
    let mut faults = Vec::new();
    for (file, story) in scenarios::load() {
        let found = scenarios::faults(&story);
        faults.extend(found.into_iter().map(|fault| format!("{file}, {}, {fault}", story.title)));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_story_that_is_told_wrong_is_found_out() {
    let told = |row: &str| {
        let text = format!(
            "Story: Wrong\nSource: none\nInvoice: 1000.00 at 21 %, issued 2026-01-31, 30 days\n\
             | day | what happens | owed |\n{row}"
        );
        let stories = scenarios::read(&text).expect("a story that can be read");
        stories.iter().flat_map(scenarios::faults).collect::<Vec<_>>()
    };
    assert_eq!(told("| 2026-02-01 | payment 10.00 | 1200.00 |"), Vec::<String>::new());
    assert_eq!(told("| 2026-02-01 | payment 10.00 | 1200.01 |"), ["line 5, 2026-02-01: owed is 1200.00, not 1200.01"]);
    assert_eq!(told("| 2026-02-01 | paid 10.00 | |"), ["line 5, 2026-02-01: a story knows no `paid 10.00`"]);
    assert!(told("| 2026-01-30 | payment 10.00 | |")[0].contains("entry.order"));
    assert!(scenarios::read("Story: x\n| day | owed |").is_err());
    assert!(scenarios::read("| day | what happens | owed |").is_err());
    assert!(scenarios::read("Story: x\nVerse: y").is_err());
}
