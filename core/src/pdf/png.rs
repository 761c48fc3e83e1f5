//! Pixels of PNG files and their filters (RFC 2083). Refuses what is no PNG, and sizes that no logo has.

/// Takes back the filters of rows of so many bytes, where a pixel has so many; None where a row is none.
pub fn unfiltered(data: &[u8], row_bytes: usize, pixel_bytes: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut before = vec![0_u8; row_bytes];
    for coded in data.chunks(row_bytes.checked_add(1)?) {
        let (filter, coded) = coded.split_first()?;
        if coded.len() < row_bytes {
            // Some writers leave bytes over at the end.
            break;
        }
        let mut row = Vec::with_capacity(row_bytes);
        for (index, byte) in coded.iter().enumerate() {
            let left = index.checked_sub(pixel_bytes).and_then(|at| row.get(at)).copied().unwrap_or_default();
            let above = before.get(index).copied().unwrap_or_default();
            let corner = index.checked_sub(pixel_bytes).and_then(|at| before.get(at)).copied().unwrap_or_default();
            let predicted = match filter {
                0 => 0,
                1 => left,
                2 => above,
                3 => u8::try_from((u16::from(left) + u16::from(above)) / 2).unwrap_or_default(),
                4 => paeth(left, above, corner),
                _ => return None,
            };
            row.push(byte.wrapping_add(predicted));
        }
        out.extend_from_slice(&row);
        before = row;
    }
    Some(out)
}

/// The neighbour that is nearest to left + above − corner (RFC 2083, 6.6).
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let guess = a + b - c;
    let (to_left, to_above, to_corner) = (guess.abs_diff(a), guess.abs_diff(b), guess.abs_diff(c));
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}
