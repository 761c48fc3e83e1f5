//! `cargo xtask fmt`: the Rust code in its one format.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, process};

/// Formats, or with `--check` only says whether anything would change.
pub fn command(arguments: &[String]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["fmt", "--all"]).current_dir(paths::root());
    match arguments {
        [] => process::run(
            &mut cargo,
            "Install rustfmt with `rustup component add rustfmt`.",
        ),
        [check] if check == "--check" => {
            process::run(cargo.arg("--check"), "Run `cargo xtask fmt`.")
        }
        _ => bail!("usage: cargo xtask fmt [--check]"),
    }
}
