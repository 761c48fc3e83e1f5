//! Reads the text of scenarios. Refuses what it does not know, with the line.

/// A story: who owes what, and what is so on which day.
#[derive(Debug, Default)]
pub struct Story {
    /// What it is about.
    pub title: String,
    /// Where the figures come from: a source, or the sum written out.
    pub source: String,
    /// The invoices by name, as they are told.
    pub invoices: Vec<(String, String)>,
    /// The dunning policy, by its name.
    pub policy: Option<String>,
    /// What a claim is made under: law and debtor, and what else matters.
    pub claim: Option<String>,
    /// The columns after day and event.
    pub columns: Vec<String>,
    /// The days.
    pub rows: Vec<Row>,
}

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    /// Its line in the file.
    pub line: usize,
    /// The day.
    pub day: String,
    /// What happens on it; empty where it is only looked at.
    pub event: String,
    /// What is expected, by column; empty where nothing is.
    pub cells: Vec<String>,
}

/// The stories of a text.
pub fn read(text: &str) -> Result<Vec<Story>, String> {
    let mut stories: Vec<Story> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (number, line) = (index + 1, line.trim());
        let at = |fault: &str| format!("line {number}: {fault}: {line}");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(title) = line.strip_prefix("Story:") {
            stories.push(Story { title: title.trim().to_owned(), ..Story::default() });
            continue;
        }
        let story = stories.last_mut().ok_or_else(|| at("stands before the first story"))?;
        if line.starts_with('|') {
            row(story, number, line).map_err(|fault| at(&fault))?;
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| at("is neither a heading nor a row"))?;
        let value = value.trim().to_owned();
        match key.trim() {
            "Source" => story.source = value,
            "Policy" => story.policy = Some(value),
            "Claim" => story.claim = Some(value),
            key => match key.strip_prefix("Invoice") {
                Some(name) => story.invoices.push((name.trim().to_owned(), value)),
                None => return Err(at("is no heading")),
            },
        }
    }
    Ok(stories)
}

fn row(story: &mut Story, line: usize, text: &str) -> Result<(), String> {
    let inner = text.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).ok_or("a row ends with |")?;
    let mut cells = inner.split('|').map(|cell| cell.trim().to_owned());
    let (day, event) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
    let cells: Vec<String> = cells.collect();
    if story.columns.is_empty() {
        if (day.as_str(), event.as_str()) != ("day", "what happens") || cells.is_empty() {
            return Err("a table begins with the columns day and what happens, and asks for something".to_owned());
        }
        story.columns = cells;
        return Ok(());
    }
    if cells.len() != story.columns.len() {
        return Err(format!("{} columns, not {}", cells.len(), story.columns.len()));
    }
    story.rows.push(Row { line, day, event, cells });
    Ok(())
}
