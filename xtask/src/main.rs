//! Every build step of the project: `cargo xtask <command>`.
fn main() {}
