//! `cargo xtask test`: every check of the project, suite by suite, and one closing line. Nothing is skipped: what cannot run has failed.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::build::Tools;
use crate::suite::{self, Counts, Report};
use crate::{browser, build, codegen, fmt, paths, process, python, size, stamp};

/// A named part of the test run.
struct Suite {
    name: &'static str,
    run: fn(&Session) -> Result<Counts>,
}

/// In the order in which they run: what fails fast comes first.
const SUITES: [Suite; 12] = [
    Suite { name: "fmt", run: |_| fmt::check().map(|()| Counts::passed(1)) },
    Suite { name: "clippy", run: |_| clippy() },
    Suite { name: "docs", run: |_| documentation() },
    Suite { name: "native", run: |_| native() },
    Suite { name: "codegen", run: |_| codegen::check().map(|()| Counts::passed(1)) },
    Suite { name: "build", run: |session| build::everything(session.tools()?).map(|()| Counts::passed(2)) },
    Suite { name: "size", run: |_| size::check().map(Counts::passed) },
    Suite { name: "judges", run: |_| judges() },
    Suite { name: "node", run: |session| session.node("node") },
    Suite { name: "browser", run: |session| session.node("browser") },
    Suite { name: "worker", run: |session| session.node("worker") },
    Suite { name: "packaging", run: |session| session.node("packaging") },
];

/// Runs all suites, or those named. Its last line of output is the closing line.
pub fn command(arguments: &[String]) -> Result<ExitCode> {
    let unknown = arguments.iter().find(|name| !SUITES.iter().any(|suite| suite.name == **name));
    if let Some(unknown) = unknown {
        let names = SUITES.map(|suite| suite.name).join(" | ");
        bail!("there is no suite `{unknown}`\nusage: cargo xtask test [{names}]...");
    }
    let session = Session::default();
    let mut rows = Vec::new();
    for suite in SUITES.iter().filter(|suite| arguments.is_empty() || arguments.iter().any(|name| name == suite.name)) {
        process::progress(format!("suite {}", suite.name));
        let start = Instant::now();
        let counts = verdict(suite.name, (suite.run)(&session));
        rows.push((suite.name, counts, start.elapsed().as_secs()));
    }
    Ok(close(&rows))
}

/// A suite that broke off, or that ran nothing, is one failure.
fn verdict(name: &str, result: Result<Counts>) -> Counts {
    match result {
        Ok(counts) if counts == Counts::default() => {
            eprintln!("error: the suite {name} ran nothing");
            Counts { passed: 0, failed: 1 }
        }
        Ok(counts) => counts,
        Err(error) => {
            eprintln!("error: suite {name}: {error:#}");
            Counts { passed: 0, failed: 1 }
        }
    }
}

fn close(rows: &[(&str, Counts, u64)]) -> ExitCode {
    println!("\n{:<12} {:>8} {:>8} {:>8}", "suite", "passed", "failed", "seconds");
    for (name, counts, seconds) in rows {
        println!("{name:<12} {:>8} {:>8} {seconds:>8}", counts.passed, counts.failed);
    }
    let sum = rows.iter().fold(Counts::default(), |sum, (_, counts, _)| sum.and(*counts));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(paths::root());
    command
}

fn clippy() -> Result<Counts> {
    let mut command = cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    process::run(&mut command, "Clippy's message above says what to change.")?;
    Ok(Counts::passed(1))
}

fn documentation() -> Result<Counts> {
    let mut command = cargo(&["doc", "--package", "voldaan", "--no-deps"]);
    process::run(command.env("RUSTDOCFLAGS", "--deny warnings"), "The message above says what to change.")?;
    Ok(Counts::passed(1))
}

fn native() -> Result<Counts> {
    suite::run(cargo(&["test", "--workspace", "--no-fail-fast"]), Report::Cargo)
}

/// Each Python file of tests/judges, with the program of the same name that it asks.
fn judges() -> Result<Counts> {
    let interpreter = python::judge()?;
    process::run(
        &mut cargo(&["build", "--package", "voldaan-tests", "--bins"]),
        "The compiler's message above says what is wrong.",
    )?;
    let mut counts = Counts::default();
    for judge in scripts("judges", ".py")? {
        let name = judge.file_stem().unwrap_or_default().to_os_string();
        let mut command = Command::new(&interpreter);
        command.arg(&judge).arg(paths::target().join("debug").join(name)).current_dir(paths::root());
        counts = counts.and(verdict(&judge.display().to_string(), suite::run(command, Report::Closing)));
    }
    Ok(counts)
}

fn scripts(folder: &str, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = stamp::files_below(&paths::root().join("tests").join(folder))?;
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    Ok(files)
}

/// What the suites share; set up when the first of them asks.
#[derive(Default)]
struct Session {
    tools: OnceCell<Tools>,
}

impl Session {
    fn tools(&self) -> Result<&Tools> {
        if let Some(ready) = self.tools.get() {
            return Ok(ready);
        }
        let tools = Tools::set_up()?;
        Ok(self.tools.get_or_init(|| tools))
    }

    /// Runs the `*.test.mjs` files of a folder below tests with Node's test runner, on what is built now.
    fn node(&self, folder: &str) -> Result<Counts> {
        build::everything(self.tools()?)?;
        let files = scripts(folder, ".test.mjs")?;
        if files.is_empty() {
            bail!("there is no tests/{folder}/*.test.mjs");
        }
        let mut command = Command::new("node");
        // One report for people, one for counting.
        command.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stderr"]);
        command.args(["--test-reporter=tap", "--test-reporter-destination=stdout"]);
        command.args(files).current_dir(paths::root()).env("CHROMIUM_PATH", browser::chromium()?);
        suite::run(command, Report::Node)
    }
}
