//! The fields of an answer while they are written: all of it ASCII, so that its lengths are those of JavaScript.

use voldaan::money::Number;
use voldaan::money::digits::write_units;

use super::fields::Said;

/// A length from here on does not fit its character: two more follow, with seven bits each.
const LONG: u8 = 127;

/// An answer so far.
pub struct Answer<'a> {
    out: &'a mut Vec<u8>,
    decimals: u32,
}

impl Answer<'_> {
    /// An answer with amounts of so many decimals, in place of the one that stood there.
    pub fn new(out: &mut Vec<u8>, decimals: u32) -> Answer<'_> {
        out.clear();
        Answer { out, decimals }
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// One character of seven bits.
    pub fn mark(&mut self, bits: u8) {
        self.out.push(bits & 0x7F);
    }

    /// What was marked before turned out to be this.
    pub fn set_mark(&mut self, place: usize, bits: u8) {
        if let Some(mark) = self.out.get_mut(place) {
            *mark = bits & 0x7F;
        }
    }

    /// A number of at most 21 bits, as three characters.
    pub fn place(&mut self, place: usize) -> Option<()> {
        let place = u32::try_from(place).ok().filter(|place| place >> 21 == 0)?;
        for shift in [14, 7, 0] {
            self.mark(u8::try_from((place >> shift) & 0x7F).ok()?);
        }
        Some(())
    }

    /// An absent field.
    pub fn nothing(&mut self) {
        self.out.push(0);
    }

    /// A text of less than 127 characters. None if it is not ASCII.
    pub fn text(&mut self, text: &str) -> Option<()> {
        if !text.is_ascii() {
            return None;
        }
        self.out.push(u8::try_from(text.len()).ok().filter(|length| *length < LONG)?);
        self.out.extend_from_slice(text.as_bytes());
        Some(())
    }

    /// An amount in units.
    pub fn amount(&mut self, units: i64) {
        self.digits(units, self.decimals);
    }

    /// An amount that is mostly zero: nothing, then.
    pub fn rare_amount(&mut self, units: i64) {
        if units == 0 {
            self.nothing();
        } else {
            self.amount(units);
        }
    }

    /// An amount, or nothing.
    pub fn optional_amount(&mut self, units: Option<i64>) {
        match units {
            Some(units) => self.amount(units),
            None => self.nothing(),
        }
    }

    /// A number.
    pub fn number(&mut self, number: Number) {
        self.digits(number.digits, number.scale);
    }

    /// A decimal of the caller: nothing if it goes out as it came in.
    pub fn echo(&mut self, said: Option<Said>) {
        match said {
            Some(Said { number, canonical: false }) => self.number(number),
            _ => self.nothing(),
        }
    }

    /// An amount that the caller said, with the decimals of the currency. None if it has more.
    pub fn said_amount(&mut self, said: Option<Said>) -> Option<()> {
        let units = match said {
            Some(said) => Some(said.number.units(self.decimals)?),
            None => None,
        };
        self.optional_amount(units);
        Some(())
    }

    fn digits(&mut self, digits: i64, scale: u32) {
        let place = self.out.len();
        self.out.push(0);
        write_units(self.out, digits, scale);
        // At most 21 characters.
        let length = self.out.len().wrapping_sub(place).wrapping_sub(1);
        self.set_mark(place, u8::try_from(length).unwrap_or_default());
    }
}
