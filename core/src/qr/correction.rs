//! Error correction of QR codes: Reed-Solomon codewords over GF(2^8), and how blocks are interleaved. Level M only.

/// Correction codewords of a block and number of blocks, by version: ISO/IEC 18004:2015, table 9, level M.
const BLOCKS: [(usize, usize); 25] = [
    (10, 1),
    (16, 1),
    (26, 1),
    (18, 2),
    (24, 2),
    (16, 4),
    (18, 4),
    (22, 4),
    (22, 5),
    (26, 5),
    (30, 5),
    (22, 8),
    (22, 9),
    (24, 9),
    (24, 10),
    (28, 10),
    (28, 11),
    (26, 13),
    (26, 14),
    (26, 16),
    (26, 17),
    (28, 17),
    (28, 18),
    (28, 20),
    (28, 21),
];

fn blocks(version: usize) -> Option<(usize, usize)> {
    BLOCKS.get(version.checked_sub(1)?).copied()
}

/// All codewords of a version: table 1.
fn codewords(version: usize) -> usize {
    let mut modules = (16 * version + 128) * version + 64;
    if version >= 2 {
        let alignments = version / 7 + 2;
        modules -= (25 * alignments - 10) * alignments - 55;
    }
    if version >= 7 {
        modules -= 36;
    }
    modules / 8
}

/// The codewords of a version that carry data.
pub fn data_codewords(version: usize) -> Option<usize> {
    let (correction, count) = blocks(version)?;
    codewords(version).checked_sub(correction * count)
}

/// Data and correction codewords in the order in which they are placed: 7.6.
pub fn interleaved(version: usize, data: &[u8]) -> Option<Vec<u8>> {
    let (correction, count) = blocks(version)?;
    let (short, longer) = (data.len() / count, data.len() % count);
    let divisor = generator(correction);
    let mut parts = Vec::with_capacity(count);
    let mut rest = data;
    for block in 0..count {
        // The longer blocks come last.
        let length = short + usize::from(block >= count - longer);
        let (part, after) = rest.split_at_checked(length)?;
        parts.push((part, remainder(part, &divisor)));
        rest = after;
    }
    let mut out = Vec::with_capacity(codewords(version));
    for index in 0..=short {
        out.extend(parts.iter().filter_map(|(part, _)| part.get(index)));
    }
    for index in 0..correction {
        out.extend(parts.iter().filter_map(|(_, made)| made.get(index)));
    }
    Some(out)
}

/// The generator polynomial of that degree, without its leading term: (x − 1)(x − 2)(x − 4)...
fn generator(degree: usize) -> Vec<u8> {
    let mut product = vec![0; degree];
    if let Some(last) = product.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..degree {
        let shifted: Vec<u8> = product.iter().copied().skip(1).chain([0]).collect();
        for (coefficient, next) in product.iter_mut().zip(shifted) {
            *coefficient = multiply(*coefficient, root) ^ next;
        }
        root = multiply(root, 2);
    }
    product
}

fn remainder(data: &[u8], divisor: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; divisor.len()];
    for byte in data {
        let factor = byte ^ rest.first().copied().unwrap_or_default();
        rest.rotate_left(1);
        if let Some(last) = rest.last_mut() {
            *last = 0;
        }
        for (coefficient, value) in rest.iter_mut().zip(divisor) {
            *coefficient ^= multiply(*value, factor);
        }
    }
    rest
}

/// The product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
fn multiply(a: u8, b: u8) -> u8 {
    let mut product = 0_u8;
    for bit in (0..8).rev() {
        let carried = product >> 7;
        product = (product << 1) ^ (carried * 0x1D);
        product ^= (b >> bit & 1) * a;
    }
    product
}
