//! Bindings of the engine for JavaScript: one door for JSON text. Nothing is computed here, and no JavaScript value is looked into.
//!
//! An answer is the JSON of the result, or `!` and the JSON of the findings: no JSON begins so.

#[cfg(feature = "documents")]
mod documents;
mod flat;

use std::cell::RefCell;

use voldaan::door;
use voldaan::finding::Error;
use voldaan::wire::{Array, to_json};
use wasm_bindgen::prelude::wasm_bindgen;

/// What an answer begins with when it is a refusal.
const REFUSED: char = '!';

/// Calls a door of the engine with a JSON list of its arguments.
#[wasm_bindgen]
pub fn call(name: &str, arguments: &str) -> String {
    #[cfg(feature = "documents")]
    if name == "issue" {
        return documents::issue(arguments);
    }
    door::call(name, arguments).unwrap_or_else(refusal)
}

thread_local! {
    static DESK: RefCell<flat::Desk> = const { RefCell::new(flat::Desk::new()) };
}

/// Where a draft of at most so many packed bytes has its place in memory. It moves where more room is asked for than before.
#[wasm_bindgen(js_name = flatRoom)]
pub fn flat_room(length: usize) -> *const u8 {
    DESK.with_borrow_mut(|desk| desk.room(length).as_ptr())
}

/// `calculate` for the packed draft in that place, so many bytes: the length of its answer, which is ASCII. None where the JSON door has to
/// look at the draft.
#[wasm_bindgen(js_name = calculateFlat)]
pub fn calculate_flat(length: usize) -> usize {
    DESK.with_borrow_mut(|desk| desk.answer(length).map_or(0, <[u8]>::len))
}

/// Where the last answer begins in memory.
#[wasm_bindgen(js_name = flatAnswer)]
pub fn flat_answer() -> *const u8 {
    DESK.with_borrow(|desk| desk.last().as_ptr())
}

#[cold]
fn refusal(error: Error) -> String {
    let mut answer = REFUSED.to_string();
    answer.push_str(&to_json(&Array(error.into_findings())));
    answer
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn a_result_is_plain_json_and_a_refusal_says_so_first() {
        assert_eq!(call("makeReference", r#"[{"scheme":"rf","value":"2348231"}]"#), r#""RF712348231""#);
        let refused = call("calculate", "[{}]");
        assert!(refused.starts_with("![{\"code\":\"field.missing\""), "{refused}");
    }
}
