//! Keeps the message of a panic, so that the error that JavaScript throws after the trap can say it. It recovers nothing.

use std::panic;
use std::sync::{Mutex, PoisonError};

static LAST: Mutex<String> = Mutex::new(String::new());

/// From now on the message and the place of a panic are kept.
pub fn keep_messages() {
    panic::set_hook(Box::new(|info| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    }));
}

/// The last message.
pub fn last_message() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_and_place_of_the_last_panic_are_kept() {
        keep_messages();
        let ended = std::thread::spawn(|| panic!("the cents do not add up")).join();
        assert!(ended.is_err());
        let said = last_message();
        assert!(said.contains("the cents do not add up") && said.contains("panic.rs"), "{said}");
    }
}
