//! Randomness of the platform.

use std::cell::RefCell;

use crate::app::ports::Random;

/// So many bytes are fetched at a time: a call costs more than they do.
const FETCHED_BYTES: usize = 512;

thread_local! {
    /// What was fetched and not given yet. No byte is given twice.
    static FETCHED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Randomness of the platform.
pub(super) struct PlatformRandom;

impl Random for PlatformRandom {
    fn fill(&self, buffer: &mut [u8]) {
        FETCHED.with_borrow_mut(|fetched| {
            if fetched.len() < buffer.len() {
                fetched.resize(buffer.len().max(FETCHED_BYTES), 0);
                getrandom::fill(fetched).expect("Workers have the Web Crypto API");
            }
            let given = fetched.split_off(fetched.len() - buffer.len());
            buffer.copy_from_slice(&given);
        });
    }
}
