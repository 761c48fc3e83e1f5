//! Answers what the code of a Swiss QR-bill says, for `tests/judges/swiss_qr.py`: reads a draft as JSON a line from standard input, issues
//! it as 2026-7 and writes the payload as a JSON text, or `null` where there is no QR-bill. Refuses to judge anything itself.

use std::io::{self, BufRead, Write};

use voldaan::invoice::swiss_qr::swiss_bill;
use voldaan::{Day, Draft, issue};

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let draft = Draft::from_json(&line?).map_err(|error| io::Error::other(error.to_string()))?;
        let day = Day::parse("2026-01-31").expect("a day");
        let issued = issue(&draft, "2026-7", day).map_err(|error| io::Error::other(error.to_string()))?;
        let payload = swiss_bill(&issued, issued.totals().payable).ok().map(|bill| bill.payload());
        writeln!(output, "{}", serde_json::json!(payload))?;
    }
    output.flush()
}
