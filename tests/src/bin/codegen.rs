//! Writes the generated files, or with `--check` says which of them is not what it would be now.

use std::process::ExitCode;

use voldaan_tests::codegen::{everything, root};

fn main() -> ExitCode {
    let check = std::env::args().nth(1).as_deref() == Some("--check");
    let files = match everything() {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut stale = false;
    for file in files {
        let path = root().join(file.path);
        if std::fs::read_to_string(&path).is_ok_and(|known| known == file.content) {
            continue;
        }
        stale = true;
        if check {
            eprintln!("{} is not what its source gives now", file.path);
        } else if let Err(error) = std::fs::write(&path, file.content) {
            eprintln!("cannot write {}: {error}", file.path);
            return ExitCode::FAILURE;
        }
    }
    if check && stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
