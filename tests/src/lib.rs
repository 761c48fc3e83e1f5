//! What crosses crates: vectors, scenarios, architecture.

pub mod codegen;
pub mod einvoice;
pub mod native;
pub mod printed;
pub mod review;
pub mod scenarios;
pub mod vectors;

/// The Rust example of the README, which must run as it stands there.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
