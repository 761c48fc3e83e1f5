//! The law for review: its tables as Markdown and as JSON, and the matrix of who may charge what. Prints what the engine holds; decides nothing.

mod matrix;
mod tables;

pub use matrix::{DEBTORS, jurisdictions, matrix};
pub use tables::{Table, json, markdown, tables};
