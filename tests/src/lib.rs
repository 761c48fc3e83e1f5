//! What crosses crates: vectors, scenarios, architecture.

pub mod native;
pub mod vectors;
