//! Says whether something built is still what its inputs would give. It hashes contents, never dates.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A fingerprint of everything that decides a result.
pub struct Inputs(DefaultHasher);

impl Inputs {
    /// Starts with the words that are not in any file: versions, flags.
    pub fn new(words: &[&str]) -> Self {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        Self(hasher)
    }

    /// Adds a file, or all files below a folder, by name and content. What is absent counts as absent.
    pub fn add(mut self, path: &Path) -> Result<Self> {
        for file in files_below(path)? {
            file.strip_prefix(path).unwrap_or(&file).hash(&mut self.0);
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            content.hash(&mut self.0);
        }
        Ok(self)
    }

    /// The fingerprint as text.
    pub fn fingerprint(self) -> String {
        format!("{:016x}", self.0.finish())
    }
}

/// True where the stamp holds this fingerprint.
pub fn is_current(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|known| known == fingerprint)
}

/// Takes the stamp away before a build begins, so that an interrupted one is stale whatever its inputs become.
pub fn clear(stamp: &Path) -> Result<()> {
    match fs::remove_file(stamp) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", stamp.display()))
        }
        _ => Ok(()),
    }
}

/// Writes the stamp, the last of all steps.
pub fn write(stamp: &Path, fingerprint: &str) -> Result<()> {
    fs::write(stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))
}

/// All files below a folder in a fixed order; the path itself where it is a file; none where nothing is there.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for child in children(path)? {
        files.extend(files_below(&child)?);
    }
    Ok(files)
}

/// What lies directly in a folder, in a fixed order.
pub fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut children = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    children.sort();
    Ok(children)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_content_and_name_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("voldaan-xtask-{}-stamp", std::process::id()));
        fs::create_dir_all(folder.join("deeper")).expect("the temporary folder can be written");
        let fingerprint = || Inputs::new(&["v1"]).add(&folder).expect("readable").fingerprint();
        fs::write(folder.join("deeper/a"), "1").expect("written");
        let first = fingerprint();
        fs::write(folder.join("deeper/a"), "1").expect("written again");
        assert_eq!(fingerprint(), first);
        fs::write(folder.join("deeper/a"), "2").expect("written");
        assert_ne!(fingerprint(), first);
        fs::remove_file(folder.join("deeper/a")).expect("removed");
        fs::write(folder.join("deeper/b"), "1").expect("written");
        assert_ne!(fingerprint(), first);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
