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
    /// Which belong to function patterns.
    fixed: Vec<u128>,
}

impl Matrix {
    /// A matrix with its function patterns.
    pub fn new(version: usize) -> Matrix {
        let size = version * 4 + 17;
        let mut matrix = Matrix { version, size, dark: vec![0; size], fixed: vec![0; size] };
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
        if let (Some(dark), Some(fixed)) = (self.dark.get_mut(y), self.fixed.get_mut(y)) {
            *fixed |= 1 << x;
            *dark = *dark & !(1 << x) | u128::from(is_dark) << x;
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
                    if let (Some(fixed), Some(dark)) = (self.fixed.get(y), self.dark.get_mut(y))
                        && fixed >> x & 1 == 0
                    {
                        // What is left over after the last codeword stays light.
                        *dark |= u128::from(bits.next().unwrap_or(false)) << x;
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

    /// This matrix with the modules of the data turned over where the mask says so, and the mask written down: 7.8.2.
    pub fn masked(&self, mask: u32) -> Matrix {
        let mut matrix = self.clone();
        // Every mask repeats itself after six columns: a bit in each sixth place of 126.
        const REPEATS: u128 = (u128::MAX >> 2) / 0b11_1111;
        for (y, (row, fixed)) in matrix.dark.iter_mut().zip(&self.fixed).enumerate() {
            let mut turned = 0;
            for x in 0..6_usize {
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
                turned |= u128::from(turns) << x;
            }
            *row ^= turned.wrapping_mul(REPEATS) & !fixed & self.inside();
        }
        matrix.format(mask);
        matrix
    }

    /// A bit for each module of a row.
    fn inside(&self) -> u128 {
        !(u128::MAX << self.size)
    }

    /// How hard the code is to read: 7.8.3.
    pub fn penalty(&self) -> u32 {
        let mut columns = vec![0_u128; self.size];
        for (y, row) in self.dark.iter().enumerate() {
            for (x, column) in columns.iter_mut().enumerate() {
                *column |= (row >> x & 1) << y;
            }
        }
        let lines: u32 = self.dark.iter().chain(&columns).map(|line| line_penalty(*line, self.size)).sum();
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

/// What runs and patterns like a finder cost in one row or column.
fn line_penalty(line: u128, size: usize) -> u32 {
    // Where five are equal: a run of n has n - 4 such places, and costs n - 2.
    let equal = !(line ^ line >> 1) & !(u128::MAX << (size - 1));
    let fives = equal & equal >> 1 & equal >> 2 & equal >> 3;
    let runs = (fives & !(fives << 1)).count_ones();
    // Dark-light-3 dark-light-dark with four light modules before or after it.
    let mut found = !(u128::MAX << (size - 10));
    let mut mirrored = found;
    for (place, is_dark) in
        [true, false, true, true, true, false, true, false, false, false, false].into_iter().enumerate()
    {
        let module = if is_dark { line } else { !line };
        found &= module >> place;
        mirrored &= module >> (10 - place);
    }
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
