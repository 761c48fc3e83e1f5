//! A PDF of ours as text that people can compare: every object in its order, streams unpacked, what is shown as the letters that it
//! shows. Left out is what only says where things are or how they are packed (lengths, the table of objects, the identifier), fonts,
//! and the e-invoice inside, which is compared as XML.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The characters of the codes of a font.
type Letters = BTreeMap<String, String>;

/// The text of a file.
pub fn dump(pdf: &[u8]) -> String {
    let objects = objects(pdf);
    let body = |number: &str| objects.iter().find(|object| object.number == number);
    let letters = |font: &str| {
        let unicode = body(font).and_then(|font| font.head.split_once("/ToUnicode ")).map(|(_, rest)| rest);
        let number = unicode.and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        body(number).map(|map| map_of(&map.text())).unwrap_or_default()
    };
    // The two faces stand at the same numbers in every file.
    let [regular, bold] = ["6", "7"].map(letters);
    let mut out = String::new();
    for object in &objects {
        let head = without_lengths(&object.head);
        writeln!(out, "{} {head}", object.number).expect("a text takes more");
        if head.contains("/Subtype/XML") {
            out.push_str(&object.text());
            out.push('\n');
        } else if !object.stream.is_empty() && object.text().contains("BT\n") {
            out.push_str(&content(&object.text(), [&regular, &bold]));
        }
    }
    out
}

struct Object {
    number: String,
    head: String,
    stream: Vec<u8>,
}

impl Object {
    fn text(&self) -> String {
        let unpacked = if self.head.contains("/FlateDecode") {
            miniz_oxide::inflate::decompress_to_vec_zlib(&self.stream).unwrap_or_default()
        } else {
            self.stream.clone()
        };
        String::from_utf8(unpacked).unwrap_or_default()
    }
}

fn objects(pdf: &[u8]) -> Vec<Object> {
    let mut found = Vec::new();
    let mut rest = pdf;
    while let Some(at) = position(rest, b" 0 obj\n") {
        let number = rest[..at].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let number = String::from_utf8_lossy(number).into_owned();
        rest = &rest[at + 7..];
        let end = position(rest, b"\nendobj").expect("an end of the object");
        let (head, stream) = match position(&rest[..end], b"\nstream\n") {
            Some(start) => {
                let body = &rest[start + 8..];
                let end = position(body, b"\nendstream").expect("an end of the stream");
                (&rest[..start], &body[..end])
            }
            None => (&rest[..end], &[][..]),
        };
        let head_text = String::from_utf8_lossy(head).into_owned();
        found.push(Object { number, head: head_text, stream: stream.to_vec() });
        // A stream may hold anything: go on behind it.
        rest = if stream.is_empty() { &rest[end..] } else { &rest[head.len() + 8 + stream.len()..] };
    }
    found
}

fn position(data: &[u8], wanted: &[u8]) -> Option<usize> {
    data.windows(wanted.len()).position(|window| window == wanted)
}

/// Without what depends on how hard streams are packed.
fn without_lengths(head: &str) -> String {
    let mut out = String::new();
    let mut rest = head;
    while let Some((before, after)) = rest.split_once("/Length ") {
        out.push_str(before);
        rest = after.trim_start_matches(|character: char| character.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

/// The ranges of a ToUnicode map.
fn map_of(cmap: &str) -> Letters {
    let mut letters = Letters::new();
    for (_, range) in cmap.lines().filter_map(|line| line.split_once("beginbfrange")) {
        let parts: Vec<&str> =
            range.split(['<', '>']).filter(|part| part.len() >= 4 && !part.contains("end")).collect();
        let [first, _, texts @ ..] = parts.as_slice() else { continue };
        let first = u16::from_str_radix(first, 16).expect("a code");
        for (code, text) in (first..).zip(texts) {
            let units = text
                .as_bytes()
                .chunks(4)
                .filter_map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
            letters.insert(format!("{code:04x}"), String::from_utf16_lossy(&units.collect::<Vec<u16>>()));
        }
    }
    letters
}

/// The operators of a page, with letters in place of codes.
fn content(text: &str, [regular, bold]: [&Letters; 2]) -> String {
    let mut out = String::new();
    let mut letters = regular;
    for line in text.lines() {
        match line {
            line if line.starts_with("/R ") => letters = regular,
            line if line.starts_with("/B ") => letters = bold,
            _ => {}
        }
        let Some(shown) = line.strip_suffix("]TJ") else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        out.push('"');
        for part in shown.split('<').skip(1).filter_map(|part| part.split('>').next()) {
            for code in part.as_bytes().chunks(4) {
                let code = String::from_utf8_lossy(code).into_owned();
                out.push_str(letters.get(&code).map_or("\u{FFFD}", String::as_str));
            }
        }
        out.push_str("\"\n");
    }
    out
}
