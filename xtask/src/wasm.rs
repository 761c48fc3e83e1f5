//! The engine as wasm: cargo, then wasm-bindgen, then wasm-opt, into target/engine. It decides nothing about entries or packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::node::Node;
use crate::stamp::{self, Inputs};
use crate::toolchain::{TARGET, Toolchain};
use crate::{bindgen, paths, process};

/// The cargo profile of what ships as wasm; what it says is in the root manifest.
pub const PROFILE: &str = "wasm";

/// What rustc may emit for this target, feature by feature. With `--all-features` wasm-opt writes imports in a compact form that
/// Node 20 and workerd refuse ("unknown import kind").
const FEATURES: [&str; 6] =
    ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];

/// What wasm-bindgen adds for the Worker, which survives a panic by catching it. Node 20 refuses it, so the package has it not.
pub const CATCHING: &str = "exception-handling";

/// How the module is optimized. Measured after brotli, which finds more in the code of `-O1`, with functions of a kind side by side, than
/// in the shorter one of `-Oz`. The profile has `strip = "none"`, so stripping happens here, after wasm-bindgen has read its sections.
const OPTIMIZE: [&str; 11] = [
    // What is added to an address moves into the instruction that uses it. For a small number that is right where nothing lies in
    // the first kilobyte, and nothing does: the linker puts the end of the stack there.
    "--low-memory-unused",
    "--dae-optimizing",
    "--optimize-added-constants-propagate",
    "-O1",
    "--rse",
    "--vacuum",
    // How an address is aligned is a hint that engines pass over; without it, loads and stores are more alike.
    "--dealign",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What builds the standard library with a module, for size.
pub const STANDARD_LIBRARY: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// How much code the engine with documents may copy into its callers, in LLVM's measure.
const INLINE: &str = " -Cllvm-args=-inline-threshold=20";

/// A compiled engine: `engine.js` and `engine_bg.wasm`.
pub struct Engine {
    /// The glue that wasm-bindgen wrote.
    pub glue: PathBuf,
    /// The optimized module.
    pub module: PathBuf,
    /// Changes when the engine does.
    pub fingerprint: String,
}

/// Builds the calculator's engine where it is stale.
pub fn engine(toolchain: &Toolchain, node: &Node) -> Result<Engine> {
    build(toolchain, node, "engine", &[], "")
}

/// Builds the engine with documents where it is stale: for more speed than size, as its budget allows, and what packs streams for speed
/// alone. At the level of the calculator a PDF and an XML take longer; level 2 is over the budget however little it copies into callers.
pub fn documents(toolchain: &Toolchain, node: &Node) -> Result<Engine> {
    let level =
        [["--config", "profile.wasm.opt-level=\"s\""], ["--config", "profile.wasm.package.miniz_oxide.opt-level=3"]];
    let arguments = [["--features", "documents"].as_slice(), level.as_flattened()].concat();
    build(toolchain, node, "documents", &arguments, INLINE)
}

fn build(toolchain: &Toolchain, node: &Node, name: &str, arguments: &[&str], flags: &str) -> Result<Engine> {
    let folder = paths::target().join(name);
    let fingerprint = fingerprint(toolchain)?;
    let engine = Engine { glue: folder.join("engine.js"), module: folder.join("engine_bg.wasm"), fingerprint };
    let stamp = folder.join("built");
    if stamp::is_current(&stamp, &engine.fingerprint) {
        return Ok(engine);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }

    process::progress(format!("compiling the engine to wasm ({name})"));
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--package", "voldaan-wasm", "--lib", "--profile", PROFILE, "--target", TARGET]);
    cargo.args(arguments).arg("--target-dir").arg(paths::target()).current_dir(paths::root());
    // The standard library is built with it, for size, and a panic is a trap and nothing more: without the machinery that would
    // print it the module is a twentieth smaller. Both are unstable options of a stable compiler.
    cargo.args(STANDARD_LIBRARY);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", format!("-Zunstable-options -Cpanic=immediate-abort{flags}"));
    process::run(&mut cargo, "The compiler's message above says what is wrong.")?;

    let compiled = paths::target().join(TARGET).join(PROFILE).join("voldaan_wasm.wasm");
    bindgen::for_web(&compiled, &folder, "engine")?;
    optimize(node, &engine.module, &[])?;
    stamp::write(&stamp, &engine.fingerprint)?;
    Ok(engine)
}

/// Shrinks a module in place. It may use the features that rustc does, and those named.
pub fn optimize(node: &Node, module: &Path, more_features: &[&str]) -> Result<()> {
    let optimized = module.with_extension("optimized");
    let mut command = node.tool("wasm-opt");
    let features = FEATURES.iter().chain(more_features).map(|feature| format!("--enable-{feature}"));
    command.args(OPTIMIZE).args(features).arg(module).arg("-o").arg(&optimized);
    process::run(&mut command, "Delete tests/node_modules and run this again.")?;
    fs::rename(&optimized, module).with_context(|| format!("cannot replace {}", module.display()))
}

fn fingerprint(toolchain: &Toolchain) -> Result<String> {
    let root = paths::root();
    let mut inputs = Inputs::new(&[&toolchain.version()?, PROFILE]);
    let steps = ["xtask/src/wasm.rs", "xtask/src/bindgen.rs", "tests/package-lock.json"];
    for input in ["Cargo.toml", "Cargo.lock", "money", "core", "wasm"].into_iter().chain(steps) {
        inputs = inputs.add(&root.join(input))?;
    }
    Ok(inputs.fingerprint())
}
