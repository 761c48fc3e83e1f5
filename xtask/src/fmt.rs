//! `cargo xtask fmt`: the Rust code in its one format.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, process};

/// Formats, or with `--check` only says whether anything would change.
pub fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => process::run(&mut formatter(), "Install rustfmt with `rustup component add rustfmt`."),
        [flag] if flag == "--check" => check(),
        _ => bail!("usage: cargo xtask fmt [--check]"),
    }
}

/// Fails where the format would change anything.
pub fn check() -> Result<()> {
    process::run(formatter().arg("--check"), "Run `cargo xtask fmt`.")
}

fn formatter() -> Command {
    let mut command = Command::new("cargo");
    command.args(["fmt", "--all"]).current_dir(paths::root());
    command
}
