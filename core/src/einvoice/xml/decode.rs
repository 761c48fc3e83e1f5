//! Bytes to text: UTF-8 and UTF-16, with a byte order mark or without, and Latin 1 where the document says so. Refuses
//! other encodings and bytes that are none.

use std::borrow::Cow;

use super::read::Fault;

/// The text of a document.
pub(in crate::einvoice) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        // Without a mark the first character, which is "<", shows the order of the bytes.
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        _ if is_latin1(bytes) => Ok(Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let text = str::from_utf8(bytes).map_err(|error| Fault::invalid("the bytes are not UTF-8", error.valid_up_to()))?;
    let name = encoding(bytes).to_ascii_lowercase();
    if matches!(name.as_str(), "" | "utf-8" | "utf8" | "us-ascii") {
        Ok(Cow::Borrowed(text))
    } else {
        Err(Fault::invalid("the document names an encoding that is not read here, or is in another one", 0))
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(Cow::Owned(text)),
        _ => Err(Fault::invalid("the bytes are not UTF-16", 0)),
    }
}

fn is_latin1(bytes: &[u8]) -> bool {
    let name = encoding(bytes);
    name.eq_ignore_ascii_case("iso-8859-1") || name.eq_ignore_ascii_case("latin1")
}

/// The encoding that the XML declaration names, if there is one.
fn encoding(bytes: &[u8]) -> &str {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let ascii = head.iter().position(|byte| !byte.is_ascii()).and_then(|end| head.get(..end)).unwrap_or(head);
    let head = str::from_utf8(ascii).unwrap_or_default();
    let declaration =
        head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or("", |(inside, _)| inside);
    let Some((_, rest)) = declaration.split_once("encoding") else { return "" };
    let rest = rest.trim_start().trim_start_matches('=').trim_start();
    let mut parts = rest.split(['"', '\'']);
    parts.next();
    parts.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_xml_are_read_and_others_refused() {
        let utf16 = |order: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let both = ["\u{FEFF}<a>é€</a>", "<a>é€</a>"];
        for text in both {
            assert_eq!(decode(text.as_bytes()).as_deref().ok(), Some("<a>é€</a>"));
            assert_eq!(decode(&utf16(u16::to_le_bytes, text)).as_deref().ok(), Some("<a>é€</a>"));
            assert_eq!(decode(&utf16(u16::to_be_bytes, text)).as_deref().ok(), Some("<a>é€</a>"));
        }
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
        assert!(decode(latin).is_ok_and(|text| text.ends_with("<a>é</a>")));
        for broken in [
            b"<a>\xFF</a>".as_slice(),
            b"\xFF\xFE<\0a",
            b"\xFE\xFF\xD8\0\0a",
            b"<?xml version='1.0' encoding='UTF-7'?><a/>",
            b"<?xml version=\"1.0\" encoding=\"EBCDIC-CP-US\"?><a/>",
        ] {
            assert!(decode(broken).is_err());
        }
    }
}
