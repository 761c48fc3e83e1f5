//! Installs Debian packages where a tool has no other source. It refuses on other systems and without the right to install.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// True where packages can be installed this way at all.
pub fn is_available() -> bool {
    process::find(&["apt-get"]).is_some()
}

/// Installs the packages, fetching the package lists first where they are missing or old.
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let by_hand =
        format!("{purpose} needs Debian packages: install them with `apt-get install {}`.", packages.join(" "));
    if !is_available() {
        bail!("{by_hand}");
    }
    process::progress(format!("installing {} with apt-get ({purpose})", packages.join(" ")));
    if process::run(&mut install_command(packages)?, &by_hand).is_ok() {
        return Ok(());
    }
    process::progress("the package lists may be old: apt-get update, then once more");
    process::run(as_root("apt-get")?.arg("update"), &by_hand)?;
    process::run(&mut install_command(packages)?, &by_hand)
}

fn install_command(packages: &[&str]) -> Result<Command> {
    let mut command = as_root("apt-get")?;
    // Another installation may be running: wait for it instead of failing.
    command.args(["-o", "DPkg::Lock::Timeout=300", "-qq", "install", "--yes", "--no-install-recommends"]);
    command.args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

/// A command with the rights of root: directly, or through a `sudo` that asks nothing.
pub fn as_root(program: &str) -> Result<Command> {
    if process::output(Command::new("id").arg("-u"), "")?.trim() == "0" {
        return Ok(Command::new(program));
    }
    if process::find(&["sudo"]).is_none() {
        bail!("`{program}` needs the rights of root and there is no `sudo`: run this once as root");
    }
    let mut command = Command::new("sudo");
    command.args(["--non-interactive", program]);
    Ok(command)
}
