//! Runs commands. A failure names the command and what to do; nothing here decides what to run.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Says what is going on, on standard error: standard output belongs to the command's result.
pub fn progress(message: impl AsRef<str>) {
    eprintln!("==> {}", message.as_ref());
}

/// Runs a command to its end, its output on standard error. `what_to_do` completes the message of a failure.
pub fn run(command: &mut Command, what_to_do: &str) -> Result<()> {
    command.stdout(Stdio::from(io::stderr()));
    let status = command.status().with_context(|| cannot_start(command, what_to_do))?;
    if !status.success() {
        bail!("`{}` failed ({status}). {what_to_do}", text(command));
    }
    Ok(())
}

/// Runs a command and returns its standard output. Its standard error goes into the message of a failure.
pub fn output(command: &mut Command, what_to_do: &str) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command, what_to_do))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}\n{what_to_do}", text(command), output.status, errors.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not answer in UTF-8", text(command)))
}

/// The first of the programs that the search path knows.
pub fn find(programs: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    programs
        .iter()
        .flat_map(|program| {
            folders.iter().map(move |folder| folder.join(program).with_extension(std::env::consts::EXE_EXTENSION))
        })
        .find(|candidate| candidate.is_file())
}

/// The command as a person would type it.
pub fn text(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command, what_to_do: &str) -> String {
    format!("cannot start `{}`. {what_to_do}", text(command))
}
