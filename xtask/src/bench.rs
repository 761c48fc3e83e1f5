//! `cargo xtask bench NAME`: a measurement, with peers where there are any, on what is built now. The subjects are in tests/bench; nothing is
//! measured here. The package is built where the script takes it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::build::{self, Tools};
use crate::{browser, node as packages, paths, process, stamp};

/// Runs the bench of that name: one JSON line a subject on standard output.
pub fn command(arguments: &[String]) -> Result<()> {
    let names = names()?;
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) if names.contains(name) => (name, rest),
        _ => bail!("usage: cargo xtask bench {}", names.join(" | ")),
    };
    let script = folder().join(format!("{name}.mjs"));
    let text = std::fs::read_to_string(&script)?;
    let peers = folder().join(name);
    if peers.join("package.json").exists() {
        packages::install(&peers)?;
    }
    let mut node = Command::new("node");
    node.arg(&script).args(rest).current_dir(paths::root());
    if text.contains("playground/dist") {
        build::pages(&Tools::set_up()?)?;
    } else if text.contains("npm/dist") {
        build::package(&Tools::set_up()?)?;
    }
    if text.contains("worker/client.mjs") {
        build::service(&Tools::set_up()?)?;
    }
    if text.contains("startChromium") {
        node.env("CHROMIUM_PATH", browser::chromium()?);
    }
    if text.contains("VOLDAAN_NATIVE_BENCH") {
        node.env("VOLDAAN_NATIVE_BENCH", native()?);
    }
    let status = node.status()?;
    if !status.success() {
        bail!("`{}` failed ({status})", process::text(&node));
    }
    Ok(())
}

/// The native subjects are one program, which the script runs in turns with the others.
fn native() -> Result<std::path::PathBuf> {
    let target = paths::target().join("bench");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--locked", "--manifest-path"]).arg(folder().join("native/Cargo.toml"));
    cargo.arg("--target-dir").arg(&target);
    process::run(&mut cargo, "The compiler's message above says what is wrong.")?;
    Ok(target.join("release/voldaan-bench"))
}

fn folder() -> std::path::PathBuf {
    paths::root().join("tests/bench")
}

/// The scripts that lie directly in the folder; what they share lies deeper.
fn names() -> Result<Vec<String>> {
    let scripts = stamp::children(&folder())?;
    let names = scripts.iter().filter(|script| script.extension().is_some_and(|ending| ending == "mjs"));
    Ok(names.filter_map(|script| Some(script.file_stem()?.to_string_lossy().into_owned())).collect())
}
