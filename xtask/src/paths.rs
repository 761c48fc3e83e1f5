//! Where things are. Nothing is created here except the cache folder.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

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

/// Held while shared tools are set up, so that two checkouts do not build the same thing into the same place.
pub struct SetUpLock(#[expect(dead_code, reason = "the lock lasts as long as the open file")] File);

/// Waits for other set-ups to end and keeps them out until the answer is dropped.
pub fn lock_set_up() -> Result<SetUpLock> {
    let path = cache()?.join("set-up.lock");
    let file = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(SetUpLock(file))
}
