//! Computes drafts, for the judge `tests/judges/calculate.py`. Refuses to judge itself.
//!
//! Reads a draft as JSON on each line of the standard input and writes on a line what `calculate` makes of it: the
//! invoice, or `{"error": [findings]}`.

use std::io::{self, BufRead, BufWriter, Write};

use voldaan_tests::native::Native;
use voldaan_tests::vectors::{Answer, Place};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        match Native.call("calculate", &[line?]) {
            Answer::Taken(invoice) => writeln!(out, "{invoice}")?,
            Answer::Refused(findings) => writeln!(out, "{{\"error\":{findings}}}")?,
        }
    }
    out.flush()
}
