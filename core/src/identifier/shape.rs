//! Shapes: where an identifier has digits and where letters, in the notation of the IBAN registry
//! (ISO 13616: `4a10n` is four letters, then ten digits) with a few additions. Refuses to know check digits.
//!
//! `n` digit, `p` digit from 1 to 9, `a` upper-case letter, `c` digit or upper-case letter, each after its count
//! (none is one); any other character stands for itself, a digit for itself after a `'`; `|` parts alternatives.

use super::fault::Fault;

/// One step of a shape: `count` characters of `class`.
struct Step {
    count: usize,
    class: u8,
    literal: bool,
}

impl Step {
    fn allows(&self, byte: u8) -> bool {
        match self.class {
            _ if self.literal => byte == self.class,
            b'n' => byte.is_ascii_digit(),
            b'p' => matches!(byte, b'1'..=b'9'),
            b'a' => byte.is_ascii_uppercase(),
            b'c' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            other => byte == other,
        }
    }
}

fn steps(shape: &str) -> impl Iterator<Item = Step> {
    let mut bytes = shape.bytes();
    core::iter::from_fn(move || {
        let mut count = 0;
        loop {
            match bytes.next()? {
                b'\'' => {
                    return bytes.next().map(|class| Step { count: 1, class, literal: true });
                }
                digit @ b'0'..=b'9' => count = count * 10 + usize::from(digit - b'0'),
                class => {
                    return Some(Step { count: count.max(1), class, literal: false });
                }
            }
        }
    })
}

fn length(shape: &str) -> usize {
    steps(shape).map(|step| step.count).sum()
}

fn fits(shape: &str, text: &str) -> bool {
    let mut bytes = text.bytes();
    steps(shape).all(|step| bytes.by_ref().take(step.count).filter(|byte| step.allows(*byte)).count() == step.count)
        && bytes.next().is_none()
}

/// Whether the text has one of the shapes.
pub(super) fn check(shapes: &str, text: &str) -> Result<(), Fault> {
    if shapes.split('|').any(|shape| fits(shape, text)) {
        Ok(())
    } else if shapes.split('|').any(|shape| length(shape) == text.len()) {
        Err(Fault::Characters)
    } else {
        Err(Fault::Length)
    }
}

/// The shapes written out, with the meaning of the letters: `NLnnnnnnnnnBnn (n a digit)`.
pub(super) fn describe(prefix: &str, shapes: &str) -> String {
    let mut text = String::new();
    let mut classes = [
        (b'n', false, "n a digit"),
        (b'p', false, "p a digit from 1 to 9"),
        (b'a', false, "a a letter"),
        (b'c', false, "c a letter or digit"),
    ];
    for shape in shapes.split('|') {
        if !text.is_empty() {
            text.push_str(" or ");
        }
        text.push_str(prefix);
        for step in steps(shape) {
            for _ in 0..step.count {
                text.push(char::from(step.class));
            }
            for class in &mut classes {
                class.1 |= !step.literal && class.0 == step.class;
            }
        }
    }
    let mut opening = " (";
    for (_, used, meaning) in classes {
        if used {
            text.push_str(opening);
            text.push_str(meaning);
            opening = ", ";
        }
    }
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_counts_and_takes_literals() {
        assert_eq!(check("9nB2n", "004495445B01"), Ok(()));
        assert_eq!(check("9nB2n", "004495445C01"), Err(Fault::Characters));
        assert_eq!(check("9nB2n", "004495445B0"), Err(Fault::Length));
        assert_eq!(check("'09n|'19n", "0403019261"), Ok(()));
        assert_eq!(check("'09n|'19n", "2403019261"), Err(Fault::Characters));
        assert_eq!(check("10n'0'1", "123456789701"), Ok(()));
        assert_eq!(check("p2n", "012"), Err(Fault::Characters));
    }

    #[test]
    fn a_shape_is_described_with_only_the_letters_it_uses() {
        assert_eq!(describe("NL", "9nB2n"), "NLnnnnnnnnnBnn (n a digit)");
        assert_eq!(describe("", "'0c|p"), "0c or p (p a digit from 1 to 9, c a letter or digit)");
    }
}
