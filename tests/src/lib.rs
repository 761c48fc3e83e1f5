//! What crosses crates: vectors, scenarios, architecture.

pub mod codegen;
pub mod native;
pub mod vectors;
