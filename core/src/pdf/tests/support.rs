//! Invoices to print, and the text of a file as a reader copies it. Judges nothing.

use super::{BUILT_IN, Materials, PdfOptions, render};
use crate::invoice::{Draft, Issued, issue};

/// An invoice of one line under a number.
pub fn invoice(number: &str) -> Issued {
    issued(number, &["Advice"])
}

/// An invoice with a line for each name, each of one piece at 10.00.
pub fn invoice_of_lines(names: &[&str]) -> Issued {
    issued("2026-1", names)
}

fn issued(number: &str, names: &[&str]) -> Issued {
    let line = |name: &&str| {
        format!(r#"{{"name": "{name}", "quantity": "1", "unitPrice": "10", "vat": {{"category": "S", "rate": "21"}}}}"#)
    };
    let lines: Vec<String> = names.iter().map(line).collect();
    let json = format!(
        r#"{{"currency": "EUR", "lines": [{}], "paymentTerms": {{"netDays": 30}},
            "supplier": {{"name": "Studio Noord", "country": "NL", "vatId": "NL004495445B01",
                "address": {{"line1": "Kade 1", "city": "Groningen", "postalCode": "9711 AA"}}}},
            "customer": {{"name": "Bakkerij Zon", "country": "NL", "locale": "en",
                "address": {{"line1": "Markt 2", "city": "Delft", "postalCode": "2611 GP"}}}}}}"#,
        lines.join(",")
    );
    let draft = Draft::from_json(&json).expect("a draft");
    issue(&draft, number, crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice")
}

/// The document with nothing chosen.
pub fn plain(issued: &Issued) -> Vec<u8> {
    render(issued, &PdfOptions::default(), &Materials::of(BUILT_IN)).expect("a document")
}

/// The text of all pages, in the order in which it is drawn, read back through the fonts' own maps. Each text that is
/// set is followed by a line break.
pub fn text_of(pdf: &[u8]) -> String {
    let streams = streams(pdf);
    let maps: Vec<Vec<(String, String)>> =
        streams.iter().filter(|text| text.contains("beginbfrange")).map(|text| map(text)).collect();
    let (regular, bold, slip) = match maps.as_slice() {
        [regular, bold] => (regular, bold, None),
        [regular, bold, slip_regular, slip_bold] => (regular, bold, Some((slip_regular, slip_bold))),
        _ => panic!("two fonts or four, not {}", maps.len()),
    };
    let mut out = String::new();
    let (mut current, mut replaced) = (regular, false);
    for content in streams.iter().filter(|text| text.contains("BT\n")) {
        for line in content.lines() {
            match line {
                line if line.starts_with("/R ") => current = regular,
                line if line.starts_with("/B ") => current = bold,
                line if line.starts_with("/S ") => current = slip.expect("a font for the slip").0,
                line if line.starts_with("/T ") => current = slip.expect("a font for the slip").1,
                line if line.starts_with("/Span<</ActualText<FEFF") => {
                    let digits = line.split("FEFF").nth(1).and_then(|rest| rest.split('>').next()).expect("a text");
                    out.push_str(&utf16(digits));
                    replaced = true;
                }
                "EMC" => replaced = false,
                line if line.ends_with("]TJ") && !replaced => {
                    let shown: String = line.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
                    for glyph in shown.as_bytes().chunks(4) {
                        let glyph = String::from_utf8_lossy(glyph).to_uppercase();
                        let found = current.iter().find(|(code, _)| *code == glyph);
                        out.push_str(found.map_or("\u{FFFD}", |(_, text)| text));
                    }
                    out.push('\n');
                }
                _ => {}
            }
        }
    }
    out
}

/// All streams that are text, in the order of the file.
fn streams(pdf: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = pdf;
    while let Some(start) = position(rest, b"stream\n") {
        let body = &rest[start + 7..];
        let end = position(body, b"\nendstream").expect("an end");
        let data = &body[..end];
        let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(data).unwrap_or_else(|_| data.to_vec());
        found.extend(String::from_utf8(unpacked));
        rest = &body[end + 10..];
    }
    found
}

fn position(data: &[u8], wanted: &[u8]) -> Option<usize> {
    data.windows(wanted.len()).position(|window| window == wanted)
}

/// Codes and texts of a ToUnicode map: ranges whose characters stand one by one.
fn map(cmap: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for range in cmap.lines().filter_map(|line| line.split_once("beginbfrange")) {
        let parts: Vec<&str> = range.1.split(['<', '>']).filter(|part| part.len() >= 4).collect();
        let [first, _last, texts @ ..] = parts.as_slice() else { continue };
        let first = u16::from_str_radix(first, 16).expect("a code");
        for (code, text) in (first..).zip(texts.iter().filter(|text| !text.contains("endbf"))) {
            pairs.push((format!("{code:04X}"), utf16(text)));
        }
    }
    pairs
}

/// A text of hexadecimal digits in UTF-16.
fn utf16(digits: &str) -> String {
    let unit = |unit: &[u8]| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok();
    String::from_utf16_lossy(&digits.as_bytes().chunks(4).filter_map(unit).collect::<Vec<u16>>())
}
