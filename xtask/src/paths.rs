//! Where things are. Nothing is created here except the cache folder.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};

/// This program. Asked for at the start, because a rebuild may take its file away while it runs.
pub static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| env::current_exe().expect("the system knows what it runs"));

/// The root of the project: the folder above this crate.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("xtask lies inside the project").to_path_buf()
}

/// Cargo's target folder of the project.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Tools that are slow to get and serve every checkout, outside the target folder so that `cargo clean` keeps them.
pub fn cache() -> Result<PathBuf> {
    let folder = if let Some(own) = env::var_os("VOLDAAN_CACHE") {
        PathBuf::from(own)
    } else if let Some(base) = env::var_os("XDG_CACHE_HOME") {
        PathBuf::from(base).join("voldaan")
    } else {
        let home = env::home_dir().context("no home folder: set VOLDAAN_CACHE to a folder for downloaded tools")?;
        home.join(".cache/voldaan")
    };
    fs::create_dir_all(&folder).with_context(|| {
        format!("cannot create {}: set VOLDAAN_CACHE to a folder that can be written", folder.display())
    })?;
    folder.canonicalize().with_context(|| format!("cannot open {}", folder.display()))
}

/// Held while something is made that another run of xtask would make as well. Dropping it lets the other go on.
pub struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the open file")] File);

/// Keeps other checkouts from setting up the same shared tools at the same time.
pub fn lock_set_up() -> Result<Lock> {
    lock(&cache()?.join("set-up.lock"))
}

/// Keeps other runs in this checkout from building into the same folders at the same time.
pub fn lock_builds() -> Result<Lock> {
    let target = target();
    fs::create_dir_all(&target).with_context(|| format!("cannot create {}", target.display()))?;
    lock(&target.join("xtask-builds.lock"))
}

fn lock(path: &Path) -> Result<Lock> {
    let file = File::create(path).with_context(|| format!("cannot create {}", path.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(Lock(file))
}
