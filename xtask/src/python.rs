//! Python with the packages that judge the engine, in a virtual environment of its own. Nothing that ships needs Python.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::stamp::{self, Inputs};
use crate::{apt, paths, process};

const INSTALL: &str = "Install Python 3.10 or newer with its `venv` module.";

/// The interpreter of the virtual environment, set up where it is missing or its pins have changed.
pub fn judge() -> Result<PathBuf> {
    let pins = paths::root().join("tests/judges/requirements.txt");
    let fingerprint = Inputs::new(&[]).add(&pins)?.fingerprint();
    let folder = paths::cache()?.join(format!("python-{fingerprint}"));
    let interpreter = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = folder.join("installed");
    if stamp::is_current(&installed, &fingerprint) {
        return Ok(interpreter);
    }
    let _lock = paths::lock_set_up()?;
    if stamp::is_current(&installed, &fingerprint) {
        return Ok(interpreter);
    }
    process::progress("setting up Python with the judges' packages");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv"]).arg(&folder);
    if process::run(&mut create, INSTALL).is_err() {
        apt::install(&["python3", "python3-venv"], "judging the engine with Python packages").context(INSTALL)?;
        process::run(create.arg("--clear"), INSTALL)?;
    }
    let mut pip = Command::new(&interpreter);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"])
        .arg(&pins);
    process::run(&mut pip, "The Python package index has to be reachable.")?;
    stamp::write(&installed, &fingerprint)?;
    Ok(interpreter)
}
