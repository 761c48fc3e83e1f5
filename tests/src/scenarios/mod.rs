//! Scenarios: stories in `tests/scenarios/*.txt` that a lawyer can read, told to the engine day by day.
//!
//! What a story may say stands in `tests/scenarios/README.md`. Nothing here computes an expected value: each stands in the
//! story, with where it comes from.

mod book;
mod event;
mod invoice;
mod read;

use std::path::Path;

pub use read::{Row, Story, read};

use book::Book;

/// All stories, with the name of the file that each is from.
pub fn load() -> Vec<(String, Story)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(&folder).expect("the folder of the scenarios");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let mut stories = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let found = read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        stories.extend(found.into_iter().map(|story| (name.clone(), story)));
    }
    stories
}

/// Tells a story to the engine; answers with what came out otherwise than the story says.
pub fn faults(story: &Story) -> Vec<String> {
    let mut faults = Vec::new();
    let mut book = match Book::open(story) {
        Ok(book) => book,
        Err(fault) => return vec![fault],
    };
    for row in &story.rows {
        let at = |fault: String| format!("line {}, {}: {fault}", row.line, row.day);
        if let Err(fault) = book.tell(row) {
            faults.push(at(fault));
            continue;
        }
        for (column, expected) in story.columns.iter().zip(&row.cells).filter(|(_, expected)| !expected.is_empty()) {
            match book.ask(column, &row.day) {
                Ok(found) if found == *expected => {}
                Ok(found) => faults.push(at(format!("{column} is {found}, not {expected}"))),
                Err(fault) => faults.push(at(format!("{column}: {fault}"))),
            }
        }
    }
    faults
}
