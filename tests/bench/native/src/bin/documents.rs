//! The native subjects of `cargo xtask bench documents`: an issued invoice as a JSON line, then questions `<subject> <calls>`, each
//! answered by a JSON line. It begins at the issued invoice: JSON is not part of what is measured here.

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

use voldaan::einvoice::{to_cii, to_ubl};
use voldaan::pdf::{BUILT_IN, Embedded, FacturxProfile, Materials, PdfOptions, render};
use voldaan::{Issued, Profile};

fn main() -> Result<(), Box<dyn Error>> {
    let mut lines = std::io::stdin().lock().lines();
    let issued = Issued::from_json(&lines.next().ok_or("no invoice")??)?;
    for question in lines {
        let question = question?;
        let (subject, calls) = question.split_once(' ').ok_or("a question has a subject and a number")?;
        let calls: usize = calls.parse()?;
        let start = Instant::now();
        let mut bytes = 0;
        for _ in 0..calls {
            bytes = black_box(write(subject, black_box(&issued))?).len();
        }
        let milliseconds = start.elapsed().as_secs_f64() * 1e3 / calls as f64;
        println!("{{\"milliseconds\":{milliseconds},\"bytes\":{bytes}}}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn write(subject: &str, issued: &Issued) -> Result<Vec<u8>, voldaan::Error> {
    match subject {
        "toUbl" => to_ubl(issued, Profile::En16931).map(String::into_bytes),
        "toCii" => to_cii(issued, Profile::En16931).map(String::into_bytes),
        _ => {
            let xml = to_cii(issued, Profile::FacturxEn16931)?;
            let embedded = Some(Embedded { profile: FacturxProfile::En16931, xml: xml.as_bytes() });
            render(issued, &PdfOptions::default(), &Materials { embedded, ..Materials::of(BUILT_IN) })
        }
    }
}
