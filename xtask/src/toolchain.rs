//! The Rust toolchain that builds wasm: the ordinary one where it has or gets the target, else Debian's with a standard library
//! built here once. Native code always stays on the ordinary toolchain.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{apt, paths, process, stamp};

/// The target of everything that ships as wasm.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's Rust with its source, and a linker for wasm.
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const DEBIAN_BIN: &str = "/usr/bin";
const DEBIAN_TARGET: &str = "/usr/lib/rustlib/wasm32-unknown-unknown";

const BY_HAND: &str = "Install it by hand with `rustup target add wasm32-unknown-unknown` and `rustup component add rust-src`, then run this again.";

/// A Rust that can build for wasm.
pub struct Toolchain {
    /// Where its cargo and rustc are; none for those of the search path.
    folder: Option<PathBuf>,
}

impl Toolchain {
    /// Its cargo.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(self.program("cargo"));
        self.prepare(&mut command);
        command
    }

    /// Makes a command find this toolchain when it calls cargo or rustc by name.
    pub fn prepare(&self, command: &mut Command) {
        // Cargo tells its children which cargo runs them, and what package they are: that was said to xtask, not to them.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name == "CARGO" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&*name);
            }
        }
        if let Some(folder) = &self.folder {
            let path = env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(folder.clone()).chain(env::split_paths(&path));
            command.env("PATH", env::join_paths(folders).expect("the folders come from a search path"));
        }
    }

    /// What rustc says about itself, for fingerprints.
    pub fn version(&self) -> Result<String> {
        process::output(self.rustc().arg("-vV"), "Install Rust.")
    }

    fn rustc(&self) -> Command {
        let mut command = Command::new(self.program("rustc"));
        self.prepare(&mut command);
        command
    }

    fn program(&self, name: &str) -> PathBuf {
        self.folder.as_ref().map_or_else(|| PathBuf::from(name), |folder| folder.join(name))
    }

    /// True where rustc runs and finds a standard library for the target, and its source.
    fn has_target(&self) -> bool {
        let answer = process::output(self.rustc().args(["--print", "target-libdir", "--target", TARGET]), "");
        answer.is_ok_and(|folder| has_standard_library(Path::new(folder.trim()))) && self.has_source()
    }

    /// True where the source of the standard library is there: the engine is built together with it.
    fn has_source(&self) -> bool {
        let answer = process::output(self.rustc().args(["--print", "sysroot"]), "");
        answer.is_ok_and(|root| Path::new(root.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
    }
}

/// The toolchain for wasm, set up where it is missing.
pub fn wasm() -> Result<Toolchain> {
    if let Some(ready) = ready()? {
        return Ok(ready);
    }
    let _lock = paths::lock_set_up()?;
    if let Some(ready) = ready()? {
        return Ok(ready);
    }
    if let Some(ordinary) = add_target() {
        return Ok(ordinary);
    }
    if !apt::is_available() {
        bail!("the Rust target {TARGET} is missing, rustup could not add it, and this is not Debian. {BY_HAND}");
    }
    set_up_debian().with_context(|| format!("the Rust target {TARGET} could not be set up. {BY_HAND}"))
}

fn ready() -> Result<Option<Toolchain>> {
    let ordinary = Toolchain { folder: None };
    if ordinary.has_target() {
        return Ok(Some(ordinary));
    }
    let debian = Toolchain { folder: Some(PathBuf::from(DEBIAN_BIN)) };
    let complete = debian.has_target() && stamp::is_current(&debian_stamp(), &debian.version()?);
    Ok(complete.then_some(debian))
}

/// Asks rustup for the target. None where there is no rustup or its server is not reached.
fn add_target() -> Option<Toolchain> {
    process::find(&["rustup"])?;
    process::progress(format!("adding the Rust target {TARGET}"));
    let add = |what: [&str; 3]| {
        let mut rustup = Command::new("rustup");
        process::output(rustup.args(what).env("RUSTUP_MAX_RETRIES", "1").env_remove("RUST_BACKTRACE"), "")
    };
    match add(["target", "add", TARGET]).and_then(|_| add(["component", "add", "rust-src"])) {
        Ok(_) => Some(Toolchain { folder: None }).filter(Toolchain::has_target),
        Err(refused) => {
            let text = format!("{refused:#}");
            let reason = text.lines().find(|line| line.starts_with("error:")).unwrap_or("rustup gave no reason");
            process::progress(format!("rustup could not add it, trying Debian's Rust instead ({reason})"));
            None
        }
    }
}

fn set_up_debian() -> Result<Toolchain> {
    apt::install(&DEBIAN_PACKAGES, "building for wasm")?;
    let debian = Toolchain { folder: Some(PathBuf::from(DEBIAN_BIN)) };
    process::progress("building Rust's standard library for wasm (once, about half a minute)");
    let libraries = build_standard_library(&debian)?;

    // Complete beside the place, then moved into it: an interrupted set-up leaves nothing that looks ready.
    let partial = format!("{DEBIAN_TARGET}.partial");
    let retry = "Run the command again.";
    process::run(apt::as_root("rm")?.args(["-rf", &partial, DEBIAN_TARGET]), retry)?;
    process::run(apt::as_root("mkdir")?.args(["-p", &format!("{partial}/lib")]), retry)?;
    process::run(apt::as_root("cp")?.args(&libraries).arg(format!("{partial}/lib/")), retry)?;
    let version = paths::cache()?.join("debian-rustc-version");
    stamp::write(&version, &debian.version()?)?;
    process::run(apt::as_root("cp")?.arg(&version).arg(format!("{partial}/built-by")), retry)?;
    process::run(apt::as_root("mv")?.args([&partial, DEBIAN_TARGET]), retry)?;
    Ok(debian)
}

/// Builds `std` from Debian's source and returns its libraries.
fn build_standard_library(debian: &Toolchain) -> Result<Vec<PathBuf>> {
    let folder = paths::cache()?.join("standard-library");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"carrier\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;

    let mut cargo = debian.cargo();
    cargo.args(["build", "--release", "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro", "--target", TARGET]);
    cargo.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    // Unstable options on a stable compiler, and bitcode inside: without it LTO says "failed to get bitcode".
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes");
    process::run(&mut cargo, "The crates registry has to be reachable.")?;

    let built = stamp::files_below(&folder.join("target").join(TARGET).join("release/deps"))?;
    let libraries = built.into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".rlib") && !name.starts_with("libcarrier-")
    });
    Ok(libraries.collect())
}

fn debian_stamp() -> PathBuf {
    Path::new(DEBIAN_TARGET).join("built-by")
}

fn has_standard_library(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}
