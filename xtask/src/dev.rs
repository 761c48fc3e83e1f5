//! `cargo xtask dev`: the Worker in workerd on this machine, with a store that stays and a demo administration. It runs until Ctrl-C.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::{self, Tools};
use crate::{paths, process};

const USAGE: &str = "usage: cargo xtask dev [--port NUMBER] [--persist FOLDER] [--fresh] [--json]";
const PORT: u16 = 8787;

/// The file that xtask/dev/state.mjs writes into each store: only a folder that has it may be emptied.
const MARK: &str = "voldaan-dev.json";

struct Options {
    port: u16,
    folder: PathBuf,
    fresh: bool,
    json: bool,
}

/// Builds what is stale and hands over to the host.
pub fn command(arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    if TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).is_err() {
        bail!("port {} is taken: stop what uses it, or choose another with --port", options.port);
    }
    build::everything(&Tools::set_up()?)?;
    if options.fresh {
        empty(&options.folder)?;
    }
    let mut host = Command::new("node");
    host.arg(paths::root().join("xtask/dev/main.mjs")).arg(options.port.to_string()).arg(&options.folder);
    if options.json {
        host.arg("--json");
    }
    hand_over(host)
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let folder = paths::root().join(".voldaan");
        let mut options = Self { port: PORT, folder, fresh: false, json: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--port" => {
                    let number = rest.next().context(USAGE)?;
                    options.port = number.parse().with_context(|| format!("`{number}` is no port number"))?;
                }
                "--persist" => options.folder = env::current_dir()?.join(rest.next().context(USAGE)?),
                "--fresh" => options.fresh = true,
                "--json" => options.json = true,
                other => bail!("`{other}` is not known\n{USAGE}"),
            }
        }
        Ok(options)
    }
}

/// Removes a store; refuses a folder that holds something else.
fn empty(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let is_store = folder.join(MARK).is_file();
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if !is_store && !is_empty() {
        bail!("{} holds no store of `cargo xtask dev`: --fresh empties only its own", folder.display());
    }
    process::progress(format!("emptying {}", folder.display()));
    fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))
}

/// Becomes the host, so that every signal reaches it.
#[cfg(unix)]
fn hand_over(mut host: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(host.exec()).context("cannot start Node")
}

/// Waits for the host to end.
#[cfg(not(unix))]
fn hand_over(mut host: Command) -> Result<()> {
    let status = host.status().context("cannot start Node")?;
    if !status.success() {
        bail!("the host ended with {status}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("voldaan-xtask-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        folder
    }

    #[test]
    fn a_folder_that_is_no_store_is_never_emptied() {
        let folder = scratch("foreign");
        let kept = folder.join("thesis.txt");
        fs::write(&kept, "years of work").expect("written");
        let refusal = empty(&folder).expect_err("it holds something else").to_string();
        assert!(refusal.contains("only its own"), "{refusal}");
        assert!(kept.is_file());
        fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn a_store_is_emptied() {
        let folder = scratch("store");
        fs::write(folder.join(MARK), "{}").expect("written");
        empty(&folder).expect("it is a store");
        assert!(!folder.exists());
    }

    #[test]
    fn unknown_and_broken_options_are_refused() {
        let parse = |words: &[&str]| Options::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert!(parse(&["--port", "65536"]).is_err());
        assert!(parse(&["--port"]).is_err());
        assert!(parse(&["--prot", "1"]).is_err());
        assert_eq!(
            parse(&["--port", "9000", "--json"]).map(|options| (options.port, options.json)).ok(),
            Some((9000, true))
        );
    }
}
