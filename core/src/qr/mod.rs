//! QR codes (ISO/IEC 18004:2015) of bytes, with error correction level M, which payments ask for. Refuses what does not
//! fit version 25: 997 bytes.

mod correction;
mod matrix;

#[cfg(test)]
mod tests;

use correction::interleaved;
use matrix::Matrix;

/// The largest version that is made.
const VERSION_MAX: usize = 25;

/// A QR code: a square of dark and light modules, without the light border that it needs around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    size: usize,
    /// A number a row, its first module the lowest bit.
    dark: Vec<u128>,
}

impl QrCode {
    /// The smallest code that holds the bytes, of this version at most; None where they do not fit.
    pub fn new(bytes: &[u8], version_max: usize) -> Option<QrCode> {
        let version = (1..=version_max.min(VERSION_MAX)).find(|version| {
            // Mode, length and text, in bits: table 3, byte mode.
            let bits = 4 + length_bits(*version) + bytes.len() * 8;
            correction::data_codewords(*version).is_some_and(|codewords| bits <= codewords * 8)
        })?;
        let codewords = interleaved(version, &data(version, bytes)?)?;
        let mut plain = Matrix::new(version);
        plain.place(&codewords);
        let mut best: Option<(u32, Matrix)> = None;
        for mask in 0..8 {
            let matrix = plain.masked(mask);
            let penalty = matrix.penalty();
            if best.as_ref().is_none_or(|(least, _)| penalty < *least) {
                best = Some((penalty, matrix));
            }
        }
        best.map(|(_, matrix)| QrCode { size: matrix.size, dark: matrix.dark })
    }

    /// How many modules a side has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether the module of that column and row is dark.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.size && self.dark.get(row).is_some_and(|row| row >> column & 1 == 1)
    }

    /// Runs of dark modules: column, row and length.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs = Vec::new();
        for row in 0..self.size {
            let mut column = 0;
            while column < self.size {
                let length = (column..self.size).take_while(|at| self.is_dark(*at, row)).count();
                if length > 0 {
                    runs.push((column, row, length));
                }
                column += length + 1;
            }
        }
        runs
    }

    /// The code as SVG, with the border of four modules that ISO/IEC 18004 asks for.
    pub fn to_svg(&self) -> String {
        self.drawn("")
    }

    /// The code as SVG with the Swiss cross over its middle: 7 of 46 parts of a side (SIX, Swiss Implementation Guidelines for the
    /// QR-bill, version 2.3, 5.4).
    pub fn to_swiss_svg(&self) -> String {
        let mut side = String::new();
        push(&mut side, self.size);
        let size = ["\" width=\"", &side, "\" height=\"", &side].concat();
        let cross = "M19.5 19.5h7v7h-7z\"/><path d=\"M20 20h6v6h-6z\"/><path fill=\"#fff\" \
            d=\"M22.42 21.06h1.16v3.88h-1.16zM21.06 22.42h3.88v1.16h-3.88z\"/></svg>";
        self.drawn(&["<svg x=\"4\" y=\"4", &size, "\" viewBox=\"0 0 46 46\"><path fill=\"#fff\" d=\"", cross].concat())
    }

    /// The code, and what is drawn over it.
    fn drawn(&self, over: &str) -> String {
        let mut side = String::new();
        push(&mut side, self.size + 8);
        let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        for part in [&side, " ", &side, "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h"] {
            out.push_str(part);
        }
        for part in [&side, "v", &side, "H0z\"/><path d=\""] {
            out.push_str(part);
        }
        for (column, row, length) in self.runs() {
            for (letter, number) in [('M', column + 4), (' ', row + 4), ('h', length)] {
                out.push(letter);
                push(&mut out, number);
            }
            out.push_str("v1h-");
            push(&mut out, length);
            out.push('z');
        }
        out.push_str("\"/>");
        out.push_str(over);
        out.push_str("</svg>");
        out
    }
}

fn push(out: &mut String, number: usize) {
    crate::wire::push_count(out, number);
}

/// How many bits say how long the text is: table 3, byte mode.
fn length_bits(version: usize) -> usize {
    if version < 10 { 8 } else { 16 }
}

/// The data codewords of the bytes in byte mode, filled up as 7.4.10 says.
fn data(version: usize, bytes: &[u8]) -> Option<Vec<u8>> {
    let room = correction::data_codewords(version)?;
    let mut out = Vec::with_capacity(room);
    let mut pending = 0x4_u32;
    // Half a byte stands over from here on: the mode has four bits, all that follows has whole bytes.
    let length = u32::try_from(bytes.len()).ok()?.to_be_bytes();
    let length = if length_bits(version) == 8 { length.get(3..)? } else { length.get(2..)? };
    for byte in length.iter().chain(bytes) {
        pending = pending << 8 | u32::from(*byte);
        out.push(u8::try_from(pending >> 4 & 0xFF).ok()?);
        pending &= 0xF;
    }
    // The terminator fills the other half.
    out.push(u8::try_from(pending << 4 & 0xFF).ok()?);
    for pad in [0xEC, 0x11].into_iter().cycle().take(room.checked_sub(out.len())?) {
        out.push(pad);
    }
    Some(out)
}
