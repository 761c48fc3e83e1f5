//! What crosses crates: vectors, scenarios, architecture.
