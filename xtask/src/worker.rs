//! The Worker, built by worker-build from worker/adapter into worker/build. worker-build would download its own tools: it is given ours.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::node::Node;
use crate::stamp::{self, Inputs};
use crate::toolchain::Toolchain;
use crate::{bindgen, paths, process, wasm};

/// Must fit the `worker` crate of the workspace.
const WORKER_BUILD: &str = "0.8.7";

/// The cargo profile of the Worker; what it says is in the root manifest.
const PROFILE: &str = "worker";

/// How much code it may copy into its callers, in LLVM's measure: linked as a whole, it finds room for more than its limit holds.
const INLINE: &str = "-Cllvm-args=-inline-threshold=8";

/// The bundle that runs in workerd.
pub fn bundle() -> PathBuf {
    paths::root().join("worker/build")
}

/// Builds the Worker where it is stale.
pub fn build(toolchain: &Toolchain, node: &Node) -> Result<()> {
    let tool = worker_build()?;
    let fingerprint = fingerprint(toolchain)?;
    let stamp = paths::target().join("worker-built");
    if bundle().join("index.js").is_file() && stamp::is_current(&stamp, &fingerprint) {
        return Ok(());
    }
    stamp::clear(&stamp)?;
    process::progress("building the Worker");
    let mut command = Command::new(tool);
    // Only a crate that makes nothing but a module is linked as a whole, so the service itself is a library of it.
    command.args(["--profile", PROFILE, "--out-dir", "../build"]).current_dir(paths::root().join("worker/adapter"));
    // The standard library is built with it, for size: unstable options of a stable compiler.
    command.args([".", "--"]).args(wasm::STANDARD_LIBRARY);
    toolchain.prepare(&mut command);
    command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", INLINE);
    command.env("CARGO_TARGET_DIR", paths::target());
    command.env("WASM_BINDGEN_BIN", &*paths::PROGRAM).env(bindgen::ACT_AS, "1");
    command.env("ESBUILD_BIN", node.path("esbuild"));
    process::run(&mut command, "The message above says what is wrong.")?;
    wasm::optimize(node, &bundle().join("index_bg.wasm"), &[wasm::CATCHING])?;
    stamp::write(&stamp, &fingerprint)
}

/// The pinned worker-build, compiled once into the cache.
fn worker_build() -> Result<PathBuf> {
    let folder = paths::cache()?.join(format!("worker-build-{WORKER_BUILD}"));
    let program = folder.join("bin/worker-build").with_extension(env::consts::EXE_EXTENSION);
    if program.is_file() {
        return Ok(program);
    }
    let _lock = paths::lock_set_up()?;
    if program.is_file() {
        return Ok(program);
    }
    process::progress(format!("compiling worker-build {WORKER_BUILD} (once, one to three minutes)"));
    let mut cargo = Command::new("cargo");
    cargo.args(["install", "--locked", "worker-build", "--version", WORKER_BUILD, "--bin", "worker-build"]);
    // It only starts other tools, so it need not be fast itself: optimized, it takes three times as long to compile.
    cargo.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0");
    // Compiled in the cache, not in the project: an interrupted installation goes on where it stopped.
    cargo.arg("--root").arg(&folder).arg("--target-dir").arg(paths::cache()?.join("worker-build-target"));
    cargo.current_dir(paths::cache()?);
    process::run(&mut cargo, "It needs a C compiler, pkg-config and OpenSSL's headers (Debian: `apt-get install gcc pkg-config libssl-dev`).")
        .context("worker-build could not be installed")?;
    Ok(program)
}

fn fingerprint(toolchain: &Toolchain) -> Result<String> {
    let root = paths::root();
    let mut inputs = Inputs::new(&[&toolchain.version()?, WORKER_BUILD]);
    let steps = ["xtask/src/worker.rs", "xtask/src/wasm.rs", "xtask/src/bindgen.rs", "tests/package-lock.json"];
    for input in ["Cargo.toml", "Cargo.lock", "money", "core"].into_iter().chain(steps) {
        inputs = inputs.add(&root.join(input))?;
    }
    // All of the crate but what is built into it.
    for part in stamp::children(&root.join("worker"))? {
        if part != bundle() {
            inputs = inputs.add(&part)?;
        }
    }
    Ok(inputs.fingerprint())
}
