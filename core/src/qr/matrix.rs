//! The modules of a QR code: function patterns, data, masks, and how good a mask is (ISO/IEC 18004:2015, 6.3 and 7.7 to
//! 7.10). It encodes nothing.

/// A square of modules. A row is a number, its first module the lowest bit: the largest code that is made has 117 a side.
#[derive(Clone)]
pub struct Matrix {
    version: usize,
    /// Modules a side.
    pub size: usize,
    /// Which are dark, row by row.
    pub dark: Vec<u128>,
    /// The same column by column: turning a matrix over for each mask costs more than keeping both.
    columns: Vec<u128>,
    /// Which belong to function patterns, row by row and column by column.
    fixed: [Vec<u128>; 2],
}

impl Matrix {
    /// A matrix with its function patterns.
    pub fn new(version: usize) -> Matrix {
        let size = version * 4 + 17;
        let none = vec![0; size];
        let fixed = [none.clone(), none.clone()];
        let mut matrix = Matrix { version, size, dark: none.clone(), columns: none, fixed };
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

    fn fix(&mut self, x: usize, y: usize, is_dark: bool) {
        if x >= self.size || y >= self.size {
            return;
        }
        let [rows, columns] = &mut self.fixed;
        for (dark, fixed, (line, place)) in [(&mut self.dark, rows, (y, x)), (&mut self.columns, columns, (x, y))] {
            if let (Some(dark), Some(fixed)) = (dark.get_mut(line), fixed.get_mut(line)) {
                let bit = 1 << place;
                *fixed |= bit;
                *dark = if is_dark { *dark | bit } else { *dark & !bit };
            }
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
            // The two columns as bits of a row.
            let pair = [1_u128 << right, 1 << (right - 1)];
            for step in 0..self.size {
                let y = if upwards { self.size - 1 - step } else { step };
                let (Some(fixed), Some(dark)) = (self.fixed[0].get(y), self.dark.get_mut(y)) else { continue };
                for bit in pair {
                    // What is left over after the last codeword stays light.
                    if fixed & bit == 0 && bits.next().unwrap_or(false) {
                        *dark |= bit;
                    }
                }
            }
            upwards = !upwards;
            // The column of the timing pattern is left out.
            right = match right {
                8 => 5,
                1 => break,
                right => right - 2,
            };
        }
        let mut bit = 1;
        self.columns.fill(0);
        for row in &self.dark {
            let mut rest = *row;
            for column in &mut self.columns {
                if rest & 1 == 1 {
                    *column |= bit;
                }
                rest >>= 1;
            }
            bit <<= 1;
        }
    }

    /// This matrix with the modules of the data turned over where the mask says so, and the mask written down: 7.8.2.
    pub fn masked(&self, mask: u32) -> Matrix {
        let mut matrix = self.clone();
        // Masks repeat themselves after six columns and after twelve rows: a bit in each sixth place of 126, and in each twelfth
        // of 120.
        const COLUMNS: u128 = (u128::MAX >> 2) / 0b11_1111;
        const ROWS: u128 = (u128::MAX >> 8) / 0b1111_1111_1111;
        let (mut across, mut down) = ([0_u128; 12], [0_u128; 6]);
        for (y, row) in across.iter_mut().enumerate() {
            for (x, column) in down.iter_mut().enumerate() {
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
                if turns {
                    *row |= COLUMNS << x;
                    *column |= ROWS << y;
                }
            }
        }
        let (inside, [rows, columns]) = (self.inside(), &self.fixed);
        turn(&mut matrix.dark, rows, &across, inside);
        turn(&mut matrix.columns, columns, &down, inside);
        matrix.format(mask);
        matrix
    }

    /// A bit for each module of a row.
    fn inside(&self) -> u128 {
        !(u128::MAX << self.size)
    }

    /// How hard the code is to read: 7.8.3.
    pub fn penalty(&self) -> u32 {
        let lines: u32 = self.dark.iter().chain(&self.columns).map(|line| line_penalty(*line, self.size)).sum();
        // Modules that equal their right neighbour, above and below, and each other.
        let like_next = |row: u128| !(row ^ row >> 1) & self.inside() >> 1;
        let pairs = self.dark.iter().zip(self.dark.iter().skip(1));
        let blocks: u32 = pairs.map(|(one, two)| (like_next(*one) & like_next(*two) & !(one ^ two)).count_ones()).sum();
        let dark: u32 = self.dark.iter().map(|row| row.count_ones()).sum();
        let modules = u32::try_from(self.size * self.size).unwrap_or(u32::MAX);
        let percent = dark * 100 / modules.max(1);
        lines + blocks * 3 + percent.abs_diff(50) / 5 * 10
    }
}

/// Turns over what is not fixed, line by line, as a pattern says that repeats itself.
fn turn(lines: &mut [u128], fixed: &[u128], pattern: &[u128], inside: u128) {
    for ((line, fixed), turned) in lines.iter_mut().zip(fixed).zip(pattern.iter().cycle()) {
        *line ^= turned & !fixed & inside;
    }
}

/// What runs and patterns like a finder cost in one row or column.
fn line_penalty(line: u128, size: usize) -> u32 {
    // Where five are equal: a run of n has n - 4 such places, and costs n - 2.
    let equal = !(line ^ line >> 1) & !(u128::MAX << (size - 1));
    let fives = equal & equal >> 1 & equal >> 2 & equal >> 3;
    let runs = (fives & !(fives << 1)).count_ones();
    // Dark-light-3 dark-light-dark with four light modules before or after it.
    let within = !(u128::MAX << (size - 10));
    // The line moved by none to ten places: by one each time, which takes no loop.
    let (m0, m1) = (line, line >> 1);
    let (m2, m3) = (m1 >> 1, m1 >> 2);
    let (m4, m5) = (m3 >> 1, m3 >> 2);
    let (m6, m7) = (m5 >> 1, m5 >> 2);
    let (m8, m9) = (m7 >> 1, m7 >> 2);
    let m10 = m9 >> 1;
    let found = within & m0 & !m1 & m2 & m3 & m4 & !m5 & m6 & !(m7 | m8 | m9 | m10);
    let mirrored = within & m10 & !m9 & m8 & m7 & m6 & !m5 & m4 & !(m3 | m2 | m1 | m0);
    fives.count_ones() + runs * 2 + (found.count_ones() + mirrored.count_ones()) * 40
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
