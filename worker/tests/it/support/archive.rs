//! Archives, opened by another program than the one that wrote them: the zipfile of Python.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads an archive, checks each sum in it, and prints a line of name and bytes for each file.
const SCRIPT: &str = "
import io, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
for name in archive.namelist():
    print(name, archive.read(name).hex(), sep='\\t')
";

/// The files of an archive by their names.
#[track_caller]
pub fn unzip(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let python = Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut python = python.expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(archive).expect("python3 reads");
    let output = python.wait_with_output().expect("python3 ends");
    assert!(output.status.success(), "the archive cannot be read");
    let text = String::from_utf8(output.stdout).expect("text");
    let bytes = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hexadecimal");
    text.lines().filter_map(|line| line.split_once('\t')).map(|(name, hex)| (name.to_owned(), bytes(hex))).collect()
}
