//! `cargo xtask <command>`: every build step of the project, with all set-up it needs. It computes nothing of the domain.

mod apt;
mod bindgen;
mod build;
mod fmt;
mod node;
mod npm;
mod paths;
mod process;
mod stamp;
mod toolchain;
mod wasm;
mod worker;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  build            build the npm package (npm/dist) and the Worker, where stale
  fmt [--check]    format the Rust code

Set VOLDAAN_CACHE to keep downloaded tools elsewhere than in the user's cache folder.";

fn main() -> ExitCode {
    if std::env::var_os(bindgen::ACT_AS).is_some() {
        return report(bindgen::act_as_command_line(std::env::args().skip(1)));
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    report(dispatch(&arguments))
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => bail!("{USAGE}"),
    };
    match command {
        "build" => build::command(rest),
        "fmt" => fmt::command(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}

/// Prints a failure as a chain of causes and turns it into the exit code.
fn report(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
