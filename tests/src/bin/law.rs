//! Prints the law on late payment for review: Markdown, or JSON with `--json`. It prints the engine's own tables.

use voldaan_tests::review;

fn main() {
    let json = std::env::args().nth(1).as_deref() == Some("--json");
    print!("{}", if json { review::json() } else { review::markdown() });
}
