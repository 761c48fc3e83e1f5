//! ZIP archives (APPNOTE.TXT 6.3.10): files one after the other, stored as they are, under names in UTF-8. The same files give the
//! same bytes: each is dated the first day that the format knows. Refuses what the plain format cannot hold.

/// Local file header, central directory header and end of the central directory (APPNOTE 4.3.7, 4.3.12, 4.3.16).
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// Version 2.0, the least that knows folders.
const VERSION: u16 = 20;
/// Names are UTF-8 (bit 11).
const UTF_8: u16 = 1 << 11;
/// 1 January 1980, midnight.
const DATE: u16 = (1 << 5) | 1;

/// An archive in the making.
#[derive(Default)]
pub(crate) struct Zip {
    out: Vec<u8>,
    central: Vec<u8>,
    names: Vec<String>,
}

impl Zip {
    /// Puts a file in. One whose name is taken gets another: `a.xml`, `a-2.xml`. Gives its name; None where the archive is full.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Option<&str> {
        let name = self.free(name);
        let (place, size) = (u32::try_from(self.out.len()).ok()?, u32::try_from(bytes.len()).ok()?);
        let name_size = u16::try_from(name.len()).ok()?;
        if self.names.len() >= usize::from(u16::MAX) || self.out.len() + self.central.len() + bytes.len() > FULL {
            return None;
        }
        let mut shared = Vec::new();
        two(&mut shared, &[VERSION, UTF_8, 0, 0, DATE]);
        four(&mut shared, &[crc32(bytes), size, size]);
        two(&mut shared, &[name_size, 0]);
        four(&mut self.out, &[LOCAL]);
        self.out.extend(&shared);
        self.out.extend(name.as_bytes());
        self.out.extend(bytes);
        four(&mut self.central, &[CENTRAL]);
        two(&mut self.central, &[VERSION]);
        self.central.extend(&shared);
        // No comment, the first disk, and nothing said of attributes.
        two(&mut self.central, &[0, 0, 0]);
        four(&mut self.central, &[0, place]);
        self.central.extend(name.as_bytes());
        self.names.push(name);
        self.names.last().map(String::as_str)
    }

    /// How many bytes there are so far.
    pub fn bytes(&self) -> usize {
        self.out.len()
    }

    /// The archive.
    pub fn finish(mut self) -> Vec<u8> {
        let number = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let (place, size) = (number(self.out.len()), number(self.central.len()));
        let files = u16::try_from(self.names.len()).unwrap_or(u16::MAX);
        self.out.append(&mut self.central);
        four(&mut self.out, &[END]);
        two(&mut self.out, &[0, 0, files, files]);
        four(&mut self.out, &[size, place]);
        two(&mut self.out, &[0]);
        self.out
    }

    fn free(&self, name: &str) -> String {
        let taken = |name: &String| self.names.contains(name);
        let (stem, end) = name.split_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
        let others = (2_u32..).map(|count| format!("{stem}-{count}{end}"));
        std::iter::once(name.to_owned()).chain(others).find(|name| !taken(name)).unwrap_or_default()
    }
}

/// Bytes of an archive at most: far below what its numbers hold, and what an instance can make in one piece.
const FULL: usize = 64 * 1024 * 1024;

fn two(out: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| out.extend(number.to_le_bytes()));
}

fn four(out: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| out.extend(number.to_le_bytes()));
}

/// The check sum of ZIP (polynomial 0xEDB88320), by bits in a table of sixteen.
fn crc32(bytes: &[u8]) -> u32 {
    let table: [u32; 16] = std::array::from_fn(|place| {
        let mut rest = u32::try_from(place).unwrap_or_default();
        for _ in 0..4 {
            rest = if rest & 1 == 1 { (rest >> 1) ^ 0xEDB8_8320 } else { rest >> 1 };
        }
        rest
    });
    let step = |sum: u32, byte: u32| {
        let place = usize::try_from((sum ^ byte) & 15).unwrap_or_default();
        (sum >> 4) ^ table.get(place).copied().unwrap_or_default()
    };
    !bytes.iter().fold(!0, |sum, byte| step(step(sum, u32::from(*byte)), u32::from(*byte) >> 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_catalogue() {
        // CRC-32/ISO-HDLC of "123456789" (reveng catalogue).
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn a_name_that_is_taken_becomes_another_and_the_bytes_are_the_same_each_time() {
        let make = || {
            let mut zip = Zip::default();
            let names = ["a.ubl.xml", "a.ubl.xml", "b", "b"].map(|name| zip.file(name, b"x").unwrap_or("").to_owned());
            (names, zip.finish())
        };
        let (names, bytes) = make();
        assert_eq!(names, ["a.ubl.xml", "a-2.ubl.xml", "b", "b-2"].map(str::to_owned));
        assert_eq!(make().1, bytes);
        assert!(Zip::default().file("large", &vec![0; FULL + 1]).is_none());
    }
}
