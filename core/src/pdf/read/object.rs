//! The objects of a PDF, as they are read.

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// Nothing, or what is of no use here: booleans and fractions.
    Other,
    /// An integer.
    Integer(i64),
    /// A name, without escapes.
    Name(Vec<u8>),
    /// A string, without escapes.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Vec<(Vec<u8>, Object)>),
    /// A stream: its dictionary, and where its data begins in the file.
    Stream(Vec<(Vec<u8>, Object)>, usize),
    /// A reference to an object by its number.
    Reference(u32),
}

impl Object {
    /// The value of a key, of a dictionary or a stream.
    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        match self {
            Object::Dictionary(entries) | Object::Stream(entries, _) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// An integer that is a count or a place.
    pub fn size(&self) -> Option<usize> {
        match self {
            Object::Integer(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, or bytes that are taken as Latin letters.
pub fn text(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units = units.chunks_exact(2).map(|pair| match pair {
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        return char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(rest).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
