//! Puts arbitrary bytes to every door of the engine: none may panic, and the same call must give the same answer. It judges no amount.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voldaan::door;

// An input is the name of a door, a line break, and its arguments as JSON.
fuzz_target!(|input: &str| {
    let Some((name, arguments)) = input.split_once('\n') else { return };
    if !door::DOORS.contains(&name) {
        return;
    }
    match (door::call(name, arguments), door::call(name, arguments)) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first, second);
            voldaan::wire::parse(&first).expect("an answer is JSON");
        }
        (Err(first), Err(second)) => {
            assert!(!first.findings().is_empty(), "a refusal says why");
            assert_eq!(first.findings(), second.findings());
        }
        (first, second) => panic!("the door answered {first:?}, then {second:?}"),
    }
});
