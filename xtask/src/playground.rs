//! The playground: its files in playground/dist, as the Worker serves them at `/` and as they work from a folder. It writes none of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::node::Node;
use crate::stamp::{self, Inputs};
use crate::{npm, paths, process};

/// What goes out as it is.
const FILES: [&str; 4] = ["index.html", "playground.css", "icon.svg", "_headers"];

/// Where the files are put together.
pub fn dist() -> PathBuf {
    folder().join("dist")
}

fn folder() -> PathBuf {
    paths::root().join("playground")
}

/// Bundles the scripts where they or the package have changed. The engine with documents is a script of its own, for those who ask for it.
pub fn build(node: &Node) -> Result<()> {
    let tokens = paths::root().join("worker/src/app/page/tokens.css");
    let mut inputs = Inputs::new(&[]).add(&npm::dist())?.add(&paths::root().join("npm/src"))?.add(&tokens)?;
    for part in stamp::children(&folder())? {
        if part != dist() {
            inputs = inputs.add(&part)?;
        }
    }
    let fingerprint = inputs.fingerprint();
    let stamp = paths::target().join("playground-built");
    if dist().is_dir() && stamp::is_current(&stamp, &fingerprint) {
        return Ok(());
    }
    stamp::clear(&stamp)?;
    process::progress("building playground/dist");
    if dist().exists() {
        fs::remove_dir_all(dist()).context("cannot empty playground/dist")?;
    }
    fs::create_dir_all(dist())?;
    bundle(node, "main.js", "playground.js", &["--external:../documents/*", "--external:../fonts/*"])?;
    bundle(node, "documents.js", "documents.js", &["--global-name=voldaanDocuments"])?;
    for name in FILES {
        copy(&folder().join(name), name)?;
    }
    copy(&tokens, "tokens.css")?;
    stamp::write(&stamp, &fingerprint)
}

/// A classic script: a page that was opened from a folder may load no modules.
fn bundle(node: &Node, from: &str, to: &str, options: &[&str]) -> Result<()> {
    let mut command = node.tool("esbuild");
    command.arg(folder().join("src").join(from)).args(["--bundle", "--minify", "--format=iife", "--charset=utf8"]);
    command.args(["--target=es2022", "--log-level=warning"]).args(options);
    command.arg(format!("--outfile={}", dist().join(to).display()));
    process::run(&mut command, "esbuild's message above says what is wrong.")
}

fn copy(from: &Path, name: &str) -> Result<()> {
    fs::copy(from, dist().join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
