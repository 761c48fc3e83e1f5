//! The fuzz targets of tests/fuzz: built with libFuzzer's instrumentation on the ordinary compiler, begun from the vectors, run for a
//! bounded time, one after the other. An input that breaks the engine stays in target/fuzz/broken.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{apt, paths, process, stamp};

/// The passes that libFuzzer wants; they need no nightly compiler.
const INSTRUMENTATION: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// Longer inputs only repeat what shorter ones say; a whole e-invoice has its place.
const INPUT_BYTES_MAX: u32 = 16_384;

/// The programs: arguments to every door, histories of entries to an account, e-invoices in XML and in PDF, fonts and logos.
const TARGETS: [&str; 5] = ["voldaan-fuzz", "entries", "xml", "pdf", "material"];

/// Fuzzes for so long in all; answers with one check for each target that held, or fails.
pub fn run(seconds: u64) -> Result<usize> {
    let folder = paths::target().join("fuzz");
    let programs = build(&folder)?;
    let dictionary = folder.join("dictionary");
    write_seeds(&folder, &dictionary)?;
    let broken = folder.join("broken");
    fs::create_dir_all(&broken)?;
    let each = seconds / u64::try_from(TARGETS.len())?;
    for target in TARGETS {
        process::progress(format!("fuzzing {target} for {each} seconds"));
        let found = folder.join("corpus").join(target);
        fs::create_dir_all(&found)?;
        let mut fuzzer = Command::new(programs.join(target));
        fuzzer.arg(format!("-max_total_time={each}")).arg(format!("-max_len={INPUT_BYTES_MAX}"));
        fuzzer.arg(format!("-dict={}", dictionary.display())).arg(format!("-artifact_prefix={}/", broken.display()));
        // What one call may take: a slow or greedy answer is a finding as well.
        fuzzer.args(["-timeout=10", "-rss_limit_mb=2048", "-verbosity=1", "-print_final_stats=1"]);
        fuzzer.arg(found).arg(folder.join("seeds").join(target));
        process::run(&mut fuzzer, "The input that broke the engine is in target/fuzz/broken: make a vector of it.")?;
    }
    Ok(TARGETS.len())
}

/// Builds the programs and answers with their folder.
fn build(folder: &Path) -> Result<PathBuf> {
    if process::find(&["c++", "g++", "clang++"]).is_none() {
        apt::install(&["g++"], "compiling libFuzzer")?;
    }
    let target = folder.join("build");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--locked", "--manifest-path"]).arg(paths::root().join("tests/fuzz/Cargo.toml"));
    // With a target named, build scripts and macros are not instrumented.
    let host = host()?;
    cargo.arg("--target").arg(&host).env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", INSTRUMENTATION);
    process::run(&mut cargo, "The compiler's message above says what is wrong.")?;
    Ok(target.join(host).join("release"))
}

fn host() -> Result<String> {
    let version = process::output(Command::new("rustc").arg("-vV"), "Install Rust.")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say for which host it is")
}

/// Makes a seed of each vector, another of each history in one, and a dictionary of the words in them.
fn write_seeds(folder: &Path, dictionary: &Path) -> Result<()> {
    let seeds = folder.join("seeds");
    if seeds.exists() {
        fs::remove_dir_all(&seeds)?;
    }
    let [doors, entries, xml, pdf, material] = TARGETS.map(|target| seeds.join(target));
    for folder in [&doors, &entries, &xml, &pdf, &material] {
        fs::create_dir_all(folder)?;
    }
    write_documents(&xml, &pdf, &material)?;
    let mut words = BTreeSet::new();
    for file in stamp::files_below(&paths::root().join("tests/vectors"))? {
        if file.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        let cases: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
        for case in cases.as_array().into_iter().flatten() {
            let (Some(id), Some(door)) = (case["id"].as_str(), case["door"].as_str()) else { continue };
            collect_words(&case["input"], &mut words);
            fs::write(doors.join(id), format!("{door}\n{}", case["input"]))?;
            if case["input"][0]["entries"].is_array() {
                fs::write(entries.join(id), case["input"][0]["entries"].to_string())?;
            }
            words.insert(format!("{door}\\x0A"));
        }
    }
    // Histories: a character each for terms, jurisdiction, debtor and day, then four for each entry.
    for (index, history) in ["000z", "010z7@%m0Z!x", "021~8P  0`%2", "102~7A!d0K%x4d\"!5e!!"].iter().enumerate() {
        fs::write(folder.join(format!("history-{index}")), format!("history\n{history}"))?;
    }
    words.insert("history\\x0A".to_owned());
    let lines: Vec<String> = words.iter().map(|word| format!("\"{word}\"\n")).collect();
    fs::write(dictionary, lines.concat()).context("cannot write the dictionary")
}

/// Makes seeds of the official examples, of a PDF, of the logo, and of a change to a font.
fn write_documents(xml: &Path, pdf: &Path, material: &Path) -> Result<()> {
    for file in stamp::files_below(&paths::root().join("tests/einvoice/official"))? {
        if let (true, Some(name)) = (file.extension().is_some_and(|ending| ending == "xml"), file.file_name()) {
            fs::copy(&file, xml.join(name))?;
        }
    }
    fs::copy(paths::root().join("core/src/pdf/tests/object_streams.pdf"), pdf.join("object-streams"))?;
    let logo = fs::read(paths::root().join("tests/documents/logo.png"))?;
    fs::write(material.join("logo"), [&[0], logo.as_slice()].concat())?;
    fs::write(material.join("jpeg"), b"\0\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x08\x08\0\x10\0\x10\x03\xFF\xD9")?;
    // Changes to the directory of the font, and to its outlines.
    fs::write(material.join("font"), b"\x02\0\0\x10a\0\x40\0\xFF")?;
    Ok(())
}

/// Names and short texts, as JSON writes them.
fn collect_words(value: &Value, words: &mut BTreeSet<String>) {
    let mut add = |word: &str| {
        if word.len() <= 24 && word.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\') {
            words.insert(format!("\\x22{word}\\x22"));
        }
    };
    match value {
        Value::String(text) => add(text),
        Value::Array(items) => items.iter().for_each(|item| collect_words(item, words)),
        Value::Object(fields) => {
            fields.keys().for_each(|name| add(name));
            fields.values().for_each(|field| collect_words(field, words));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
