//! Runs one test program and counts what it says: the lines of cargo, of `node --test`, or the closing line of a judge. A program that
//! ends badly, runs too long, skips a test or runs none counts as failed.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: usize,
    /// Ran and did not hold, or did not run.
    pub failed: usize,
}

impl Counts {
    /// So many checks that all held.
    pub fn passed(passed: usize) -> Self {
        Self { passed, failed: 0 }
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// How a program reports.
#[derive(Clone, Copy)]
pub enum Report {
    /// `test result: ok. 3 passed; 0 failed; 0 ignored; ...`, once per test binary.
    Cargo,
    /// `# pass 3`, `# fail 0`, `# skipped 0` and so on: the summary of Node's test runner.
    Node,
    /// `3 passed, 0 failed` as a line of its own.
    Closing,
}

/// Runs the program to its end, showing its lines, and counts. It is stopped where it says nothing for too long.
pub fn run(mut command: Command, report: Report, silence_max: Duration) -> Result<Counts> {
    let shown = process::text(&command);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{shown}`"))?;
    let lines = child.stdout.take().context("the program has no standard output")?;
    let (counts, in_time) = count_lines(&mut child, lines, report, silence_max)?;
    let status = child.wait().with_context(|| format!("lost `{shown}`"))?;
    if !in_time {
        bail!("`{shown}` was stopped: it said nothing more for {} minutes", silence_max.as_secs() / 60);
    }
    if !status.success() && counts.failed == 0 {
        bail!("`{shown}` failed ({status}) after {} tests passed", counts.passed);
    }
    Ok(counts)
}

/// Reads until the program closes its output. Answers false, with the program stopped, where it stays silent for too long.
fn count_lines(child: &mut Child, lines: ChildStdout, report: Report, silence_max: Duration) -> Result<(Counts, bool)> {
    let (sender, receiver) = mpsc::channel();
    let reader = thread::spawn(move || {
        for line in BufReader::new(lines).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
        }
    });
    let mut counts = Counts::default();
    let in_time = loop {
        match receiver.recv_timeout(silence_max) {
            Ok(line) => {
                if report.is_for_people() {
                    eprintln!("{line}");
                }
                counts = counts.and(report.count(&line));
            }
            Err(RecvTimeoutError::Disconnected) => break true,
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                break false;
            }
        }
    };
    drop(receiver);
    if in_time {
        reader.join().map_err(|_| anyhow::anyhow!("the program's output could not be read"))?;
    }
    Ok((counts, in_time))
}

impl Report {
    /// False where the program writes another report for people.
    fn is_for_people(self) -> bool {
        !matches!(self, Self::Node)
    }

    /// What one line adds.
    fn count(self, line: &str) -> Counts {
        match self {
            Self::Cargo => count_cargo(line),
            Self::Node => count_node(line),
            Self::Closing => count_closing(line),
        }
    }
}

fn count_cargo(line: &str) -> Counts {
    let Some(result) = line.strip_prefix("test result: ") else { return Counts::default() };
    let numbers = result.split([';', '.']).filter_map(|part| part.trim().split_once(' '));
    let mut counts = Counts::default();
    for (number, what) in numbers {
        let number = number.parse().unwrap_or(0);
        match what {
            "passed" => counts.passed += number,
            // An ignored test is a check that did not run.
            "failed" | "ignored" => counts.failed += number,
            _ => {}
        }
    }
    counts
}

fn count_node(line: &str) -> Counts {
    let Some((what, number)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) else {
        return Counts::default();
    };
    let Ok(number) = number.trim().parse() else { return Counts::default() };
    match what {
        "pass" => Counts { passed: number, failed: 0 },
        "fail" | "cancelled" | "skipped" | "todo" => Counts { passed: 0, failed: number },
        _ => Counts::default(),
    }
}

fn count_closing(line: &str) -> Counts {
    let number = |part: &str, what: &str| part.trim().strip_suffix(what)?.trim().parse().ok();
    let counts = line.split_once(',').and_then(|(passed, failed)| {
        Some(Counts { passed: number(passed, "passed")?, failed: number(failed, "failed")? })
    });
    counts.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_counts_ignored_tests_as_failed() {
        let line = "test result: ok. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.03s";
        assert_eq!(count_cargo(line), Counts { passed: 12, failed: 3 });
        assert_eq!(count_cargo("test money::rounds ... ok"), Counts::default());
    }

    #[test]
    fn node_counts_skipped_tests_as_failed() {
        let summary = [
            "# tests 6",
            "# suites 0",
            "# pass 4",
            "# fail 1",
            "# cancelled 0",
            "# skipped 1",
            "# todo 0",
            "# duration_ms 53.1",
        ];
        let counts = summary.iter().map(|line| count_node(line)).fold(Counts::default(), Counts::and);
        assert_eq!(counts, Counts { passed: 4, failed: 2 });
    }

    #[test]
    fn a_closing_line_stands_alone() {
        assert_eq!(count_closing("41 passed, 2 failed"), Counts { passed: 41, failed: 2 });
        assert_eq!(count_closing("NL: 41 passed, 2 failed"), Counts::default());
        assert_eq!(count_closing("passed, failed"), Counts::default());
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_crashes_after_its_summary_has_failed() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo '5 passed, 0 failed'; exit 3"]);
        let failure =
            run(command, Report::Closing, Duration::from_secs(60)).expect_err("the exit code is 3").to_string();
        assert!(failure.contains("after 5 tests passed"), "{failure}");
    }
}
