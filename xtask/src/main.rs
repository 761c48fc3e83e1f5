//! `cargo xtask <command>`: every build step of the project, with all set-up it needs. It computes nothing of the domain.

mod apt;
mod bench;
mod bindgen;
mod browser;
mod build;
mod codegen;
mod deploy;
mod dev;
mod fmt;
mod fuzz;
mod java;
mod law;
mod node;
mod npm;
mod paths;
mod playground;
mod process;
mod python;
mod size;
mod soak;
mod stamp;
mod suite;
mod test;
mod toolchain;
mod wasm;
mod worker;

use std::process::ExitCode;
use std::sync::LazyLock;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  dev [--port NUMBER] [--persist FOLDER] [--fresh] [--json]
                         run the Worker here with a demo administration
  deploy [--dry-run]     build and take the Worker to Cloudflare: namespace, secrets, address
  test [SUITE...]        every check of the project, or the suites named
  build [npm | playground | worker]
                         build the npm package (npm/dist), the playground and the Worker, where stale
  size                   weigh what ships, against its budgets
  bench NAME             measure against peers: one JSON line a subject
  soak                   the random tests, for hours
  codegen [--check]      write the generated files, or say whether they are current
  law [--json]           print the tables of the law on late payment
  fmt [--check]          format the Rust code

Set VOLDAAN_CACHE to keep downloaded tools elsewhere than in the user's cache folder.";

fn main() -> ExitCode {
    LazyLock::force(&paths::PROGRAM);
    let mut arguments = std::env::args().skip(1);
    let result = if std::env::var_os(bindgen::ACT_AS).is_some() {
        bindgen::act_as_command_line(arguments).map(|()| ExitCode::SUCCESS)
    } else {
        let command = arguments.next();
        dispatch(command.as_deref(), &arguments.collect::<Vec<_>>())
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn dispatch(command: Option<&str>, arguments: &[String]) -> Result<ExitCode> {
    match command {
        Some("test") => return test::command(arguments),
        Some("dev") => dev::command(arguments)?,
        Some("deploy") => return deploy::command(arguments),
        Some("soak") => return soak::command(arguments),
        Some("bench") => bench::command(arguments)?,
        Some("build") => build::command(arguments)?,
        Some("size") => size::command(arguments)?,
        Some("codegen") => codegen::command(arguments)?,
        Some("law") => law::command(arguments)?,
        Some("fmt") => fmt::command(arguments)?,
        Some("help" | "--help" | "-h") => println!("{USAGE}"),
        Some(other) => bail!("there is no command `{other}`\n\n{USAGE}"),
        None => bail!("{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}
