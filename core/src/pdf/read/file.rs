//! The structure of a file (ISO 32000-1, 7.5): cross-reference tables and streams, object streams, packed data. What is
//! looked up is parsed each time; a budget bounds how much that may be over the whole file.

use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::object::Object;
use super::syntax::Scanner;
use super::{Fault, PDF_BYTES_MAX};

/// A file may have been changed so many times.
const SECTIONS_MAX: usize = 256;
/// A reference may lead to a reference so many times.
const REFERENCES_MAX: usize = 16;
/// The length of a stream may stand in another stream so many times over.
const STREAMS_MAX: usize = 4;
/// Everything that is unpacked may have this many bytes together.
const UNPACKED_BYTES_MAX: usize = 128 << 20;
/// A file may have this many objects.
const OBJECTS_MAX: usize = 4 << 20;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// At this byte.
    At(usize),
    /// In an object stream, at this index.
    Inside(u32, usize),
    /// Nowhere: it was deleted.
    Free,
}

/// A file.
pub struct File<'a> {
    data: &'a [u8],
    places: BTreeMap<u32, Place>,
    trailer: Object,
    /// Bytes that may still be parsed, and unpacked.
    work: usize,
    unpacked: usize,
    /// How many streams are being unpacked: the length of one may stand in another.
    depth: usize,
    /// The object stream that was unpacked last.
    stream: Option<(u32, Vec<u8>, Object)>,
}

impl<'a> File<'a> {
    /// Reads the cross-references of a file.
    pub fn open(data: &'a [u8]) -> Result<File<'a>, Fault> {
        if data.len() > PDF_BYTES_MAX {
            return Err(Fault("The PDF is over 64 MB."));
        }
        if !data.get(..1024.min(data.len())).unwrap_or_default().windows(5).any(|head| head == b"%PDF-") {
            return Err(Fault("The file is no PDF."));
        }
        let mut file = File {
            data,
            places: BTreeMap::new(),
            trailer: Object::Other,
            work: data.len().saturating_mul(8).saturating_add(1 << 20),
            unpacked: UNPACKED_BYTES_MAX,
            depth: 0,
            stream: None,
        };
        file.sections()?;
        if file.trailer.get(b"Encrypt").is_some() {
            return Err(Fault("The PDF is encrypted: open it with its password and save it without one."));
        }
        Ok(file)
    }

    /// The root of the document.
    pub fn catalog(&mut self) -> Result<Object, Fault> {
        let trailer = self.trailer.clone();
        self.entry(&trailer, b"Root")?.ok_or(Fault("The PDF has no catalogue."))
    }

    /// The value of a key, references followed.
    pub fn entry(&mut self, object: &Object, key: &[u8]) -> Result<Option<Object>, Fault> {
        let Some(value) = object.get(key) else { return Ok(None) };
        match self.resolved(value.clone())? {
            Object::Other => Ok(None),
            value => Ok(Some(value)),
        }
    }

    /// The object that a reference leads to.
    pub fn resolved(&mut self, object: Object) -> Result<Object, Fault> {
        let mut object = object;
        for _ in 0..REFERENCES_MAX {
            let Object::Reference(number) = object else { return Ok(object) };
            object = match self.places.get(&number) {
                Some(Place::At(at)) => self.indirect(*at, number)?,
                Some(Place::Inside(stream, index)) => self.inside(*stream, *index, number)?,
                Some(Place::Free) | None => Object::Other,
            };
        }
        Err(Fault("The PDF has references that lead round in a circle."))
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        // Even an empty object is work.
        let left = self.work.checked_sub(bytes.saturating_add(16));
        self.work = left.ok_or(Fault("The PDF takes too much work to read."))?;
        Ok(())
    }

    /// The object at a byte, which has to be the one of that number.
    fn indirect(&mut self, at: usize, number: u32) -> Result<Object, Fault> {
        let mut scanner = Scanner::new(self.data, at);
        let stated = scanner.size().and_then(|stated| u32::try_from(stated).ok());
        let is_right = stated == Some(number) && scanner.size().is_some() && scanner.takes(b"obj");
        if !is_right {
            return Err(Fault("The PDF has an object in another place than it says."));
        }
        let object = scanner.object(0);
        self.spend(scanner.at.saturating_sub(at))?;
        match object? {
            Object::Dictionary(entries) if scanner.takes(b"stream") => {
                let rest = self.data.get(scanner.at..).unwrap_or_default();
                let line_end = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n")) };
                Ok(Object::Stream(entries, scanner.at + line_end))
            }
            object => Ok(object),
        }
    }

    /// An object of an object stream (7.5.7).
    fn inside(&mut self, stream: u32, index: usize, number: u32) -> Result<Object, Fault> {
        const BROKEN: Fault = Fault("The PDF has a broken object stream.");
        if self.stream.as_ref().is_none_or(|(held, _, _)| *held != stream) {
            let Some(Place::At(at)) = self.places.get(&stream).copied() else { return Err(BROKEN) };
            let object = self.indirect(at, stream)?;
            let data = self.unpacked(&object, UNPACKED_BYTES_MAX)?;
            self.stream = Some((stream, data, object));
        }
        let Some((_, data, object)) = self.stream.take() else { return Err(BROKEN) };
        let first = object.get(b"First").and_then(Object::size);
        let mut head = Scanner::new(&data, 0);
        let mut place = None;
        for _ in 0..=index.min(data.len()) {
            place = head.size().zip(head.size());
            if place.is_none() {
                break;
            }
        }
        let spent = head.at;
        let found = match (place, first) {
            (Some((stated, offset)), Some(first)) if u32::try_from(stated) == Ok(number) => {
                let at = first.saturating_add(offset);
                let mut scanner = Scanner::new(&data, at);
                let object = scanner.object(0);
                self.spend(spent.saturating_add(scanner.at.saturating_sub(at))).and(object)
            }
            _ => Err(BROKEN),
        };
        self.stream = Some((stream, data, object));
        found
    }

    /// The data of a stream, unpacked to at most so many bytes.
    pub fn unpacked(&mut self, object: &Object, bytes_max: usize) -> Result<Vec<u8>, Fault> {
        if self.depth >= STREAMS_MAX {
            return Err(Fault("The PDF has references that lead round in a circle."));
        }
        self.depth += 1;
        let data = self.unpacked_here(object, bytes_max);
        self.depth -= 1;
        data
    }

    fn unpacked_here(&mut self, object: &Object, bytes_max: usize) -> Result<Vec<u8>, Fault> {
        let Object::Stream(_, start) = object else { return Err(Fault("The PDF has no stream where one belongs.")) };
        let rest = self.data.get(*start..).unwrap_or_default();
        let length = self.entry(object, b"Length")?.and_then(|length| length.size());
        let packed =
            length.and_then(|length| rest.get(..length)).ok_or(Fault("The PDF has a stream without an end."))?;
        let filter = match self.entry(object, b"Filter")? {
            Some(Object::Array(filters)) if filters.len() <= 1 => filters.into_iter().next(),
            filter => filter,
        };
        let most = bytes_max.min(self.unpacked);
        let data = match filter {
            None => packed.get(..packed.len().min(most.saturating_add(1))).unwrap_or_default().to_vec(),
            Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
                decompress_to_vec_zlib_with_limit(packed, most)
                    .map_err(|_| Fault("The PDF has packed data that is damaged or too large."))?
            }
            Some(_) => return Err(Fault("The PDF packs data in a way other than Flate.")),
        };
        if data.len() > most {
            return Err(Fault("The PDF has packed data that is damaged or too large."));
        }
        self.unpacked -= data.len();
        let parameters = match self.entry(object, b"DecodeParms")? {
            Some(Object::Array(all)) => all.into_iter().next().map(|first| self.resolved(first)).transpose()?,
            other => other,
        };
        let number = |key: &[u8]| parameters.as_ref().and_then(|of| of.get(key)).and_then(Object::size);
        match number(b"Predictor") {
            None | Some(1) => Ok(data),
            Some(10..=15) => unpredicted(&data, number(b"Columns").unwrap_or(1))
                .ok_or(Fault("The PDF has packed data that is damaged or too large.")),
            Some(_) => Err(Fault("The PDF packs data in a way other than Flate.")),
        }
    }

    /// All sections of cross-references, the newest first: what is known already stays.
    fn sections(&mut self) -> Result<(), Fault> {
        let tail = self.data.len().saturating_sub(2048);
        let end = self.data.get(tail..).unwrap_or_default();
        let start = end.windows(9).rposition(|word| word == b"startxref");
        let start = start.ok_or(Fault("The PDF does not say where its cross-references are."))?;
        let mut next = Scanner::new(self.data, tail + start + 9).size();
        let mut seen = Vec::new();
        while let Some(at) = next {
            if seen.contains(&at) || seen.len() >= SECTIONS_MAX {
                return Err(Fault("The PDF has cross-references that lead round in a circle."));
            }
            seen.push(at);
            let trailer = self.section(at)?;
            let hybrid = trailer.get(b"XRefStm").and_then(Object::size).filter(|at| !seen.contains(at));
            if let Some(at) = hybrid {
                seen.push(at);
                self.section(at)?;
            }
            next = trailer.get(b"Prev").and_then(Object::size);
            if self.trailer == Object::Other {
                self.trailer = trailer;
            }
        }
        Ok(())
    }

    fn section(&mut self, at: usize) -> Result<Object, Fault> {
        let mut scanner = Scanner::new(self.data, at);
        if !scanner.takes(b"xref") {
            return self.section_stream(at);
        }
        loop {
            if scanner.takes(b"trailer") {
                let trailer = scanner.object(0);
                self.spend(scanner.at.saturating_sub(at))?;
                return trailer;
            }
            let (first, count) = scanner.size().zip(scanner.size()).ok_or(BROKEN_TABLE)?;
            for number in (first..).take(count) {
                let (place, _) = scanner.size().zip(scanner.size()).ok_or(BROKEN_TABLE)?;
                let is_used = scanner.takes(b"n");
                if !is_used && !scanner.takes(b"f") {
                    return Err(BROKEN_TABLE);
                }
                self.place(number, if is_used { Place::At(place) } else { Place::Free })?;
            }
        }
    }

    /// A cross-reference stream (7.5.8).
    fn section_stream(&mut self, at: usize) -> Result<Object, Fault> {
        let number = Scanner::new(self.data, at).size().and_then(|number| u32::try_from(number).ok());
        let object = self.indirect(at, number.ok_or(BROKEN_TABLE)?)?;
        if !matches!(object, Object::Stream(..)) {
            return Err(BROKEN_TABLE);
        }
        let data = self.unpacked(&object, UNPACKED_BYTES_MAX)?;
        self.spend(data.len())?;
        let sizes = |key: &[u8]| match object.get(key) {
            Some(Object::Array(items)) => items.iter().map(Object::size).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let widths = sizes(b"W").unwrap_or_default();
        let [kind, second, third] = widths.as_slice() else { return Err(BROKEN_TABLE) };
        if [kind, second, third].into_iter().any(|width| *width > 8) || *second == 0 {
            return Err(BROKEN_TABLE);
        }
        let size = object.get(b"Size").and_then(Object::size).unwrap_or_default();
        let ranges = sizes(b"Index").unwrap_or_else(|| vec![0, size]);
        let mut rows = data.chunks_exact(kind + second + third);
        for range in ranges.chunks_exact(2) {
            let [first, count] = range else { return Err(BROKEN_TABLE) };
            for (number, row) in (*first..).zip(rows.by_ref().take(*count)) {
                let field = |from: usize, width: usize| {
                    let bytes = row.get(from..from + width).unwrap_or_default();
                    bytes.iter().fold(0_usize, |value, byte| (value & (usize::MAX >> 8)) << 8 | usize::from(*byte))
                };
                let place = match (if *kind == 0 { 1 } else { field(0, *kind) }, field(*kind, *second)) {
                    (1, at) => Place::At(at),
                    (2, stream) => match u32::try_from(stream) {
                        Ok(stream) => Place::Inside(stream, field(kind + second, *third)),
                        Err(_) => Place::Free,
                    },
                    _ => Place::Free,
                };
                self.place(number, place)?;
            }
        }
        Ok(object)
    }

    fn place(&mut self, number: usize, place: Place) -> Result<(), Fault> {
        let number = u32::try_from(number).map_err(|_| BROKEN_TABLE)?;
        if self.places.len() >= OBJECTS_MAX {
            return Err(Fault("The PDF has more than four million objects."));
        }
        self.places.entry(number).or_insert(place);
        Ok(())
    }
}

const BROKEN_TABLE: Fault = Fault("The PDF has broken cross-references.");

/// Takes back the prediction of PNG (RFC 2083, 6) over rows of so many bytes.
fn unpredicted(data: &[u8], columns: usize) -> Option<Vec<u8>> {
    if columns == 0 || columns > 1 << 20 {
        return None;
    }
    crate::pdf::png::unfiltered(data, columns, 1)
}
