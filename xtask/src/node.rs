//! Node and the tools that come from npm, pinned in tests/package.json. It installs packages, never Node itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::stamp::{self, Inputs};
use crate::{paths, process};

/// The oldest Node that all pinned tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// Node, with the tools of tests/package.json installed.
pub struct Node {
    modules: PathBuf,
}

impl Node {
    /// A command that runs an installed tool.
    pub fn tool(&self, name: &str) -> Command {
        Command::new(self.path(name))
    }

    /// Where an installed tool is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.modules.join(".bin").join(name)
    }
}

/// Checks Node and installs the pinned packages where they are stale.
pub fn set_up() -> Result<Node> {
    install(&paths::root().join("tests"))
}

/// As `set_up`, for the packages that a folder pins: what few need is not installed for all.
pub fn install(folder: &Path) -> Result<Node> {
    let version = version()?;
    let modules = folder.join("node_modules");
    let inputs = Inputs::new(&[&version]).add(&folder.join("package.json"))?.add(&folder.join("package-lock.json"))?;
    let fingerprint = inputs.fingerprint();
    let installed = modules.join(".installed");
    if !stamp::is_current(&installed, &fingerprint) {
        process::progress("installing the pinned npm packages (npm ci)");
        let mut npm = Command::new("npm");
        // Nothing that is installed here needs its install script: the tools bring their programs as packages.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
        process::run(&mut npm, "The npm registry has to be reachable; see npm's message above.")?;
        stamp::write(&installed, &fingerprint)?;
    }
    Ok(Node { modules })
}

fn version() -> Result<String> {
    let install = format!("Install Node {}.{} or newer (nodejs.org, or your system's packages).", OLDEST.0, OLDEST.1);
    let answer = process::output(Command::new("node").arg("--version"), &install)?;
    let version = answer.trim().trim_start_matches('v');
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST {
        bail!("this is Node {version}. {install}");
    }
    Ok(version.to_owned())
}
