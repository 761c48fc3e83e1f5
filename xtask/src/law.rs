//! `cargo xtask law`: the tables of the law on late payment, for review. What they say is in core/src/law; tests/src/bin/law.rs prints them.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, process};

/// Prints the tables as Markdown, or with `--json` as JSON.
pub fn command(arguments: &[String]) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "voldaan-tests", "--bin", "law", "--"]).current_dir(paths::root());
    match arguments {
        [] => {}
        [flag] if flag == "--json" => {
            command.arg(flag);
        }
        _ => bail!("usage: cargo xtask law [--json]"),
    }
    print!("{}", process::output(&mut command, "The message above says what is wrong.")?);
    Ok(())
}
