//! Big-endian numbers out of font and image data. Refuses to look outside of it: there is no number there.

/// The bytes from `at`, so many.
pub fn bytes(data: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    data.get(at..at.checked_add(length)?)
}

/// An 8-bit number.
pub fn u8_at(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

/// A 16-bit number.
pub fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes(data, at, 2)?.try_into().ok()?))
}

/// A signed 16-bit number.
pub fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(bytes(data, at, 2)?.try_into().ok()?))
}

/// A 32-bit number.
pub fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes(data, at, 4)?.try_into().ok()?))
}

/// A 16-bit number as a place or a count.
pub fn size16_at(data: &[u8], at: usize) -> Option<usize> {
    u16_at(data, at).map(usize::from)
}

/// A 32-bit number as a place or a count.
pub fn size32_at(data: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(data, at)?).ok()
}
