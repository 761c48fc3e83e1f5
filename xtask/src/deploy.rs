//! `cargo xtask deploy`: the Worker and the playground, built where they are stale, to Cloudflare by the pinned wrangler.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::build::{self, Tools};
use crate::paths;

/// Builds what is stale and hands over to what deploys it (xtask/deploy).
pub fn command(arguments: &[String]) -> Result<ExitCode> {
    if !matches!(arguments, [] | [_]) || arguments.iter().any(|argument| argument != "--dry-run") {
        bail!("usage: cargo xtask deploy [--dry-run]");
    }
    build::everything(&Tools::set_up()?)?;
    let mut deploy = Command::new("node");
    deploy.arg(paths::root().join("xtask/deploy/main.mjs")).args(arguments);
    let status = deploy.status().context("cannot start Node")?;
    // What is wrong was said.
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
