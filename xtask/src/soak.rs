//! `cargo xtask soak`: the bounded random tests of `cargo xtask test`, for much longer. It adds no test of its own.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::test::{self, Session};

/// Runs the native properties, the fuzz target, the Worker under load and kills, and its API against its description.
pub fn command(arguments: &[String]) -> Result<ExitCode> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask soak");
    }
    test::run(&["native", "fuzz", "worker", "openapi"], Session::soak())
}
