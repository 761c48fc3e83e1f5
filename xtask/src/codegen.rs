//! `cargo xtask codegen`: the files that are generated from the Rust types and tables. What they say is decided in tests/src/bin/codegen.rs.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, process};

/// Writes the files, or with `--check` only says whether each is current.
pub fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => process::run(&mut generator(), "The message above says what is wrong."),
        [flag] if flag == "--check" => check(),
        _ => bail!("usage: cargo xtask codegen [--check]"),
    }
}

/// Fails where a generated file is not what it would be now.
pub fn check() -> Result<()> {
    process::run(generator().arg("--check"), "Run `cargo xtask codegen` and commit what it writes.")
}

fn generator() -> Command {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "voldaan-tests", "--bin", "codegen", "--"]).current_dir(paths::root());
    command
}
