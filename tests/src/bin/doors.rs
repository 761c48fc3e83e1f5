//! The engine's doors on the command line, for other hosts to compare their bytes with: a line `[door, arguments]` in, where the
//! arguments are JSON text, and a line `[refused, answer]` out. It adds nothing to the engine's answer.

use std::io::{BufRead, Write};

use voldaan::door;
use voldaan::wire::{Array, to_json};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let (name, arguments): (String, String) = serde_json::from_str(&line?)?;
        let (refused, answer) = match door::call(&name, &arguments) {
            Ok(json) => (false, json),
            Err(error) => (true, to_json(&Array(error.into_findings()))),
        };
        serde_json::to_writer(&mut out, &(refused, answer))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
