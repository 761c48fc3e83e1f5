//! `cargo xtask test`: every check of the project, suite by suite in two lanes, and one closing line. Nothing is skipped: what cannot
//! run has failed.

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::build::Tools;
use crate::suite::{self, Counts, Report};
use crate::{browser, build, codegen, fmt, fuzz, java, paths, process, python, size, stamp};

/// A named part of the test run.
struct Suite {
    name: &'static str,
    run: fn(&Session) -> Result<Counts>,
}

/// Suites that run one after the other, beside those of the other lane: a wasm build keeps one core busy for minutes. Nothing in one
/// lane waits for a result of the other, and cargo locks what both would build.
type Lane = &'static [Suite];

/// In the order in which they run: what fails fast comes first.
const LANES: [Lane; 2] = [NATIVE, WASM];

const NATIVE: Lane = &[
    Suite { name: "fmt", run: |_| fmt::check().map(|()| Counts::passed(1)) },
    Suite { name: "clippy", run: |_| clippy() },
    Suite { name: "docs", run: |_| documentation() },
    Suite { name: "native", run: Session::native },
    Suite { name: "codegen", run: |_| codegen::check().map(|()| Counts::passed(1)) },
    Suite { name: "fuzz", run: Session::fuzz },
    Suite { name: "judges", run: Session::judges },
];

const WASM: Lane = &[
    Suite { name: "build", run: |session| build::everything(session.tools()?).map(|()| Counts::passed(3)) },
    Suite {
        name: "size",
        run: |session| build::everything(session.tools()?).and_then(|()| size::check().map(Counts::passed)),
    },
    Suite { name: "node", run: |session| session.node("node", build::package) },
    Suite { name: "browser", run: |session| session.node("browser", build::everything) },
    Suite { name: "packaging", run: |session| session.node("packaging", build::package) },
    Suite { name: "worker", run: |session| session.node("worker", build::everything) },
    Suite { name: "openapi", run: |session| session.node("openapi", build::service) },
];

/// Runs all suites, or those named. Its last line of output is the closing line.
pub fn command(arguments: &[String]) -> Result<ExitCode> {
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(&names, Session::default())
}

/// Runs the suites of these names, or all where none is named.
pub fn run(names: &[&str], session: Session) -> Result<ExitCode> {
    let suites = || LANES.iter().copied().flatten();
    if let Some(unknown) = names.iter().find(|name| !suites().any(|suite| suite.name == **name)) {
        let known: Vec<&str> = suites().map(|suite| suite.name).collect();
        let known = known.join(" | ");
        bail!("there is no suite `{unknown}`\nusage: cargo xtask test [{known}]...");
    }
    let run = |lane: Lane| {
        let chosen = lane.iter().filter(|suite| names.is_empty() || names.contains(&suite.name));
        chosen.map(|suite| one(suite, &session)).collect::<Vec<Row>>()
    };
    let rows = thread::scope(|scope| {
        let lanes = LANES.map(|lane| scope.spawn(|| run(lane)));
        lanes.map(|lane| lane.join().map_err(|_| anyhow!("a lane of the test run broke off")))
    });
    let rows: Vec<Vec<Row>> = rows.into_iter().collect::<Result<_>>()?;
    Ok(close(&rows.concat()))
}

/// A suite, what came of it, and how many seconds it took.
type Row = (&'static str, Counts, u64);

fn one(suite: &Suite, session: &Session) -> Row {
    process::progress(format!("suite {}", suite.name));
    let start = Instant::now();
    let counts = verdict(suite.name, (suite.run)(session));
    (suite.name, counts, start.elapsed().as_secs())
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

fn close(rows: &[Row]) -> ExitCode {
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
    // The benches are a workspace of their own, so that what they compare with is no dependency here.
    let benches = paths::root().join("tests/bench/native/Cargo.toml");
    let target = paths::target();
    let own = ["--workspace".as_ref()];
    let benches = [
        "--locked".as_ref(),
        "--manifest-path".as_ref(),
        benches.as_os_str(),
        "--target-dir".as_ref(),
        target.as_os_str(),
    ];
    for workspace in [own.as_slice(), benches.as_slice()] {
        let mut command = cargo(&["clippy", "--all-targets"]);
        command.args(workspace).args(["--", "--deny", "warnings"]);
        process::run(&mut command, "Clippy's message above says what to change.")?;
    }
    Ok(Counts::passed(2))
}

fn documentation() -> Result<Counts> {
    let mut command = cargo(&["doc", "--workspace", "--no-deps"]);
    process::run(command.env("RUSTDOCFLAGS", "--deny warnings"), "The message above says what to change.")?;
    Ok(Counts::passed(1))
}

fn scripts(folder: &str, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = stamp::files_below(&paths::root().join("tests").join(folder))?;
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    Ok(files)
}

/// What the suites share.
#[derive(Default)]
pub struct Session {
    /// Set up when the first suite of the lane of wasm asks.
    tools: OnceLock<Tools>,
    /// Runs random tests for much longer.
    soak: bool,
}

impl Session {
    /// A session whose random tests go on for much longer.
    pub fn soak() -> Self {
        Self { soak: true, ..Self::default() }
    }

    /// How many random cases a property gets in a soak, instead of proptest's 256.
    const SOAK_CASES: &str = "50000";

    fn run(&self, mut command: Command, report: Report) -> Result<Counts> {
        command.current_dir(paths::root());
        if self.soak {
            command.env("VOLDAAN_SOAK", "1").env("PROPTEST_CASES", Self::SOAK_CASES);
        }
        // Longer than any suite is silent on two cores; a program that hangs ends then.
        let silence_max = Duration::from_secs(60 * if self.soak { 240 } else { 15 });
        suite::run(command, report, silence_max)
    }

    fn native(&self) -> Result<Counts> {
        self.run(cargo(&["test", "--workspace", "--no-fail-fast"]), Report::Cargo)
    }

    fn fuzz(&self) -> Result<Counts> {
        fuzz::run(if self.soak { 3600 } else { 60 }).map(Counts::passed)
    }

    /// The reference on the vectors; then each Python file of tests/judges, with the program of the same name that it asks.
    fn judges(&self) -> Result<Counts> {
        let interpreter = python::judge()?;
        let mustang = java::mustang()?;
        let rules = env::join_paths(java::rules()?)?;
        let mut reference = Command::new(&interpreter);
        reference.arg(paths::root().join("tests/reference/verify.py"));
        process::run(&mut reference, "The vectors and their reference disagree, as the lines above say.")?;

        // As the native suite builds them, so that nothing is compiled twice.
        let mut programs = cargo(&["test", "--workspace", "--no-run"]);
        process::run(&mut programs, "The compiler's message above says what is wrong.")?;
        let mut counts = Counts::passed(1);
        for judge in scripts("judges", ".py")? {
            let program = judge.file_stem().unwrap_or_default();
            let mut command = Command::new(&interpreter);
            command.arg(&judge).arg(paths::target().join("debug").join(program));
            command.env("MUSTANG_JAR", &mustang).env("RULES_JARS", &rules);
            counts = counts.and(verdict(&judge.display().to_string(), self.run(command, Report::Closing)));
        }
        Ok(counts)
    }

    fn tools(&self) -> Result<&Tools> {
        if let Some(ready) = self.tools.get() {
            return Ok(ready);
        }
        let tools = Tools::set_up()?;
        Ok(self.tools.get_or_init(|| tools))
    }

    /// Runs the `*.test.mjs` files of a folder below tests with Node's test runner, on what `build` builds.
    fn node(&self, folder: &str, build: fn(&Tools) -> Result<()>) -> Result<Counts> {
        build(self.tools()?)?;
        let files = scripts(folder, ".test.mjs")?;
        if files.is_empty() {
            bail!("there is no tests/{folder}/*.test.mjs");
        }
        let mut command = Command::new("node");
        // One report for people, one for counting.
        command.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stderr"]);
        command.args(["--test-reporter=tap", "--test-reporter-destination=stdout"]);
        command.args(files).env("CHROMIUM_PATH", browser::chromium()?).env("JUDGE_PYTHON", python::judge()?);
        self.run(command, Report::Node)
    }
}
