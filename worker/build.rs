//! Takes what is for readers alone, lines of comment and the indentation, out of the scripts of the desk before they are built in: every
//! byte of the Worker is paid for at each cold start. It changes no line that runs, and parses nothing: a comment stands on lines of its own.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=desk");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says no OUT_DIR"))?;
    let out = Path::new(&out).join("desk");
    fs::create_dir_all(&out)?;
    for file in fs::read_dir("desk")? {
        let path = file?.path();
        if let (Some(name), Some("js")) = (path.file_name(), path.extension().and_then(|ending| ending.to_str())) {
            fs::write(out.join(name), what_runs(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// The lines of a script that run.
fn what_runs(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/**");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}
