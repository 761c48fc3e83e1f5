//! Finds Chromium for the tests in a browser, and installs it on Debian. It starts none.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{apt, process};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const OUTSIDE_THE_PATH: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const BY_HAND: &str = "Install Chromium or Chrome, or set CHROMIUM_PATH to one.";

/// The browser: the one that CHROMIUM_PATH names, one of the system, or Debian's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM_PATH") {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("CHROMIUM_PATH names {}, which is no file", named.display());
        }
        return Ok(named);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    apt::install(&["chromium"], "testing in a browser").context(BY_HAND)?;
    installed().context(BY_HAND)
}

fn installed() -> Option<PathBuf> {
    let known = Path::new(OUTSIDE_THE_PATH);
    process::find(&NAMES).or_else(|| known.is_file().then(|| known.to_path_buf()))
}
