//! The modules of a QR code: function patterns, data, masks, and how good a mask is (ISO/IEC 18004:2015, 6.3 and 7.7 to
//! 7.10). It encodes nothing.

/// A square of modules.
pub struct Matrix {
    version: usize,
    /// Modules a side.
    pub size: usize,
    /// Which are dark, row by row.
    pub dark: Vec<bool>,
    /// Which belong to function patterns.
    fixed: Vec<bool>,
}

impl Matrix {
    /// A matrix with its function patterns.
    pub fn new(version: usize) -> Matrix {
        let size = version * 4 + 17;
        let mut matrix = Matrix { version, size, dark: vec![false; size * size], fixed: vec![false; size * size] };
        for at in 0..size {
            matrix.fix(6, at, at % 2 == 0);
            matrix.fix(at, 6, at % 2 == 0);
        }
        let far = size - 4;
        for (x, y) in [(3, 3), (far, 3), (3, far)] {
            matrix.finder(x, y);
        }
        matrix.alignments();
        matrix.format(0);
        matrix.version_bits();
        matrix
    }

    fn at(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.size + x).copied().unwrap_or_default()
    }

    fn fix(&mut self, x: usize, y: usize, is_dark: bool) {
        if x >= self.size || y >= self.size {
            return;
        }
        let at = y * self.size + x;
        if let (Some(dark), Some(fixed)) = (self.dark.get_mut(at), self.fixed.get_mut(at)) {
            (*dark, *fixed) = (is_dark, true);
        }
    }

    /// A finder pattern with its separator, around a centre.
    fn finder(&mut self, x: usize, y: usize) {
        for row in 0..9_usize {
            for column in 0..9_usize {
                let ring = row.abs_diff(4).max(column.abs_diff(4));
                // Over the edge, one module to the left of the matrix, there is nothing.
                if let (Some(x), Some(y)) = ((x + column).checked_sub(4), (y + row).checked_sub(4)) {
                    self.fix(x, y, ring != 2 && ring != 4);
                }
            }
        }
    }

    fn alignments(&mut self) {
        let places = alignment_places(self.version);
        let last = places.len().saturating_sub(1);
        for (i, x) in places.iter().enumerate() {
            for (j, y) in places.iter().enumerate() {
                // Where a finder stands there is none.
                if matches!((i, j), (0, 0)) || (i == 0 && j == last) || (i == last && j == 0) {
                    continue;
                }
                for row in 0..5_usize {
                    for column in 0..5_usize {
                        let ring = row.abs_diff(2).max(column.abs_diff(2));
                        self.fix(x + column - 2, y + row - 2, ring != 1);
                    }
                }
            }
        }
    }

    /// Format information of level M and a mask, twice, and the dark module: 7.9.
    fn format(&mut self, mask: u32) {
        // Level M has the bits 00.
        let mut rest = mask;
        for _ in 0..10 {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }
        let bits = (mask << 10 | rest) ^ 0x5412;
        let size = self.size;
        for bit in 0..15_usize {
            let is_dark = bits >> bit & 1 == 1;
            let (x, y) = match bit {
                0..=5 => (8, bit),
                6 => (8, 7),
                7 => (8, 8),
                8 => (7, 8),
                _ => (14 - bit, 8),
            };
            self.fix(x, y, is_dark);
            if bit < 8 {
                self.fix(size - 1 - bit, 8, is_dark);
            } else {
                self.fix(8, size - 15 + bit, is_dark);
            }
        }
        self.fix(8, size - 8, true);
    }

    /// Version information, twice, from version 7 on: 7.10.
    fn version_bits(&mut self) {
        let Some(version) = u32::try_from(self.version).ok().filter(|version| *version >= 7) else { return };
        let mut rest = version;
        for _ in 0..12 {
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        }
        let bits = version << 12 | rest;
        for bit in 0..18_usize {
            let is_dark = bits >> bit & 1 == 1;
            let (across, down) = (self.size - 11 + bit % 3, bit / 3);
            self.fix(across, down, is_dark);
            self.fix(down, across, is_dark);
        }
    }

    /// Places codewords in columns of two, from the right, up and down by turns: 7.7.3.
    pub fn place(&mut self, codewords: &[u8]) {
        let mut bits = codewords.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
        let mut right = self.size - 1;
        let mut upwards = true;
        loop {
            for step in 0..self.size {
                let y = if upwards { self.size - 1 - step } else { step };
                for x in [right, right - 1] {
                    let at = y * self.size + x;
                    if self.fixed.get(at) == Some(&false)
                        && let Some(dark) = self.dark.get_mut(at)
                    {
                        // What is left over after the last codeword stays light.
                        *dark = bits.next().unwrap_or(false);
                    }
                }
            }
            upwards = !upwards;
            // The column of the timing pattern is left out.
            right = match right {
                8 => 5,
                1 => return,
                right => right - 2,
            };
        }
    }

    /// Turns the modules of the data over where the mask says so, and writes down which mask it is: 7.8.2.
    pub fn apply(&mut self, mask: u32) {
        for y in 0..self.size {
            for x in 0..self.size {
                let turns = match mask {
                    0 => (x + y) % 2 == 0,
                    1 => y % 2 == 0,
                    2 => x % 3 == 0,
                    3 => (x + y) % 3 == 0,
                    4 => (x / 3 + y / 2) % 2 == 0,
                    5 => x * y % 2 + x * y % 3 == 0,
                    6 => (x * y % 2 + x * y % 3) % 2 == 0,
                    _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
                };
                let at = y * self.size + x;
                if turns
                    && self.fixed.get(at) == Some(&false)
                    && let Some(dark) = self.dark.get_mut(at)
                {
                    *dark = !*dark;
                }
            }
        }
        self.format(mask);
    }

    /// How hard the code is to read: 7.8.3.
    pub fn penalty(&self) -> u32 {
        let mut penalty = 0;
        for line in 0..self.size {
            penalty += line_penalty(self.size, &|at| self.at(at, line));
            penalty += line_penalty(self.size, &|at| self.at(line, at));
        }
        for y in 1..self.size {
            for x in 1..self.size {
                let corner = self.at(x, y);
                if corner == self.at(x - 1, y) && corner == self.at(x, y - 1) && corner == self.at(x - 1, y - 1) {
                    penalty += 3;
                }
            }
        }
        let dark = self.dark.iter().filter(|dark| **dark).count();
        let percent = dark * 100 / self.dark.len();
        penalty + 10 * u32::try_from(percent.abs_diff(50) / 5).unwrap_or_default()
    }
}

/// What runs and patterns like a finder cost in one row or column.
fn line_penalty(size: usize, at: &dyn Fn(usize) -> bool) -> u32 {
    let (mut penalty, mut run, mut before) = (0, 0, None);
    let mut window = 0_u32;
    for place in 0..size {
        let dark = at(place);
        run = if before == Some(dark) { run + 1 } else { 1 };
        before = Some(dark);
        penalty += match run {
            5 => 3,
            6.. => 1,
            _ => 0,
        };
        window = (window << 1 | u32::from(dark)) & 0x7FF;
        // Dark-light-3 dark-light-dark with four light modules before or after it.
        if place >= 10 && (window == 0b101_1101_0000 || window == 0b000_0101_1101) {
            penalty += 40;
        }
    }
    penalty
}

/// Where alignment patterns have their centres: annex E.
fn alignment_places(version: usize) -> Vec<usize> {
    if version < 2 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    let last = version * 4 + 10;
    let mut places: Vec<usize> = (0..count - 1).map(|index| last - index * step).collect();
    places.push(6);
    places.reverse();
    places
}
