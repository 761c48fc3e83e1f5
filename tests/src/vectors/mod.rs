//! The vectors: loads `tests/vectors`, puts each case to a place that runs Voldaan, and judges the answer.
//!
//! A place is anything that answers doors with JSON: the engine natively, Node, Chromium, the Worker. What a case means is
//! said in `tests/vectors/README.md`. It derives no expected value and knows no rule of invoicing.

mod descriptor;
mod judge;
mod scenario;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// What a door answered, as JSON text: the result, or the findings of the refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The result.
    Taken(String),
    /// An array of findings.
    Refused(String),
}

/// Somewhere Voldaan runs.
pub trait Place {
    /// Its name in `places`: native, node, chromium or worker.
    fn name(&self) -> &'static str;

    /// Whether it offers a door at all.
    fn offers(&self, door: &str) -> bool;

    /// Calls a door; each argument is a JSON text.
    fn call(&mut self, door: &str, arguments: &[String]) -> Answer;
}

/// One case of a vector file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// Unique over all files.
    pub id: String,
    /// What would go wrong without it.
    pub why: String,
    /// Who says so.
    pub source: String,
    /// The function that is called.
    pub door: String,
    /// The arguments.
    pub input: Option<Vec<Value>>,
    /// Instead of `input`: the first argument as text.
    pub input_text: Option<Value>,
    /// Where it can run, if not everywhere.
    pub places: Option<Vec<String>>,
    /// Fields that the result must have.
    pub expect: Option<Value>,
    /// Elements that the result, a list, must have.
    pub contains: Option<Vec<Value>>,
    /// Findings that must be there.
    pub findings: Option<Vec<Value>>,
    /// Codes of findings that must not be there.
    pub absent: Option<Vec<String>>,
    /// Whether no finding may be an error.
    pub clean: Option<bool>,
    /// Findings of the refusal.
    pub error: Option<Vec<Value>>,
}

/// What came of a case at a place.
#[derive(Debug)]
pub struct Outcome {
    /// Every answer on the way, byte for byte: what places are compared by.
    pub answers: Vec<Answer>,
    /// Where the last answer is not what the case expects.
    pub faults: Vec<String>,
}

impl Case {
    /// Whether the case can run at a place.
    pub fn runs_at(&self, place: &dyn Place) -> bool {
        let named = self.places.as_ref().is_none_or(|places| places.iter().any(|name| name == place.name()));
        let doors: &[&str] = if self.door == scenario::DOOR { scenario::DOORS } else { &[&self.door] };
        named && doors.iter().all(|door| place.offers(door))
    }

    /// Puts the case to a place and judges the answer.
    pub fn run(&self, place: &mut dyn Place) -> Outcome {
        let mut recorder = Recorder { place, answers: Vec::new() };
        let answer = self.arguments(&mut recorder).and_then(|arguments| {
            if self.door == scenario::DOOR {
                scenario::credit_sequence(&arguments, &mut recorder)
            } else {
                let texts: Vec<String> = arguments.iter().map(Argument::text).collect();
                Ok(recorder.call(&self.door, &texts))
            }
        });
        let faults = match answer {
            Ok(answer) => judge::faults(self, &answer),
            Err(fault) => vec![fault],
        };
        Outcome { answers: recorder.answers, faults }
    }

    /// The first argument with its descriptors resolved; None where that is text or cannot be.
    pub fn first_argument(&self, place: &mut dyn Place) -> Option<Value> {
        let mut recorder = Recorder { place, answers: Vec::new() };
        descriptor::resolve(self.input.as_ref()?.first()?, &mut recorder).ok()
    }

    fn arguments(&self, recorder: &mut Recorder<'_>) -> Result<Vec<Argument>, String> {
        match (&self.input, &self.input_text) {
            (Some(input), None) => {
                input.iter().map(|value| descriptor::resolve(value, recorder).map(Argument::Value)).collect()
            }
            (None, Some(text)) => match descriptor::resolve(text, recorder)? {
                Value::String(text) => Ok(vec![Argument::Text(text)]),
                other => Err(format!("inputText is no text: {other}")),
            },
            _ => Err("a case has either input or inputText".to_owned()),
        }
    }
}

/// An argument of a door.
enum Argument {
    /// A JSON value.
    Value(Value),
    /// JSON text as it stands, well formed or not.
    Text(String),
}

impl Argument {
    fn text(&self) -> String {
        match self {
            Argument::Value(value) => value.to_string(),
            Argument::Text(text) => text.clone(),
        }
    }

    fn value(&self) -> &Value {
        match self {
            Argument::Value(value) => value,
            Argument::Text(_) => &Value::Null,
        }
    }
}

/// A place whose answers are kept.
struct Recorder<'a> {
    place: &'a mut dyn Place,
    answers: Vec<Answer>,
}

impl Recorder<'_> {
    fn call(&mut self, door: &str, arguments: &[String]) -> Answer {
        let answer = self.place.call(door, arguments);
        self.answers.push(answer.clone());
        answer
    }

    /// Calls a door that must take what it is given.
    fn take(&mut self, door: &str, arguments: &[String]) -> Result<Value, String> {
        match self.call(door, arguments) {
            Answer::Taken(text) => {
                serde_json::from_str(&text).map_err(|error| format!("{door} answered no JSON: {error}"))
            }
            Answer::Refused(findings) => Err(format!("{door} refused on the way: {findings}")),
        }
    }
}

/// The folder of the vectors.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// All cases, by file (relative to the folder) in the order of their names.
pub fn load() -> Vec<(String, Vec<Case>)> {
    let mut files = Vec::new();
    collect(&folder(), &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let cases = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(folder()).unwrap_or(&path).display().to_string();
            (name, cases)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}

/// Where stated fields are not what was found; objects match as subsets, arrays element by element.
pub fn differences(expected: &Value, found: &Value) -> Vec<String> {
    judge::differences(expected, found, "")
}

/// An object of one key.
fn only<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    if object.len() == 1 { object.get(key) } else { None }
}
