//! Decimals on the wire: texts, or JSON numbers by their digits. Never through floating point.

use rust_decimal::Decimal;

use super::{Node, Reader, Shape, Value, Wire, Writer};
use crate::finding::Code;
use crate::money::Number;
use crate::money::round::{DECIMALS_MAX, MAGNITUDE_MAX, ten_to};

/// Why a text is not a decimal that Voldaan takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalFault {
    /// It is not a number.
    Format,
    /// It is 10^15 or more.
    Range,
    /// It has more than 10 decimals.
    Scale,
}

/// Reads a plain decimal, as texts state it: `-12.50`. Trailing zeros are dropped.
pub fn parse_decimal(text: &str) -> Result<Decimal, DecimalFault> {
    if text.contains(['e', 'E']) {
        return Err(DecimalFault::Format);
    }
    parse_number(text)
}

/// Reads a JSON number, which may have an exponent: `1e3`.
fn parse_number(text: &str) -> Result<Decimal, DecimalFault> {
    if let Some(short) = Number::parse(text.as_bytes()) {
        return Ok(short.into());
    }
    let (mantissa, scale) = digits(text)?;
    if mantissa == 0 {
        return Ok(Decimal::ZERO);
    }
    let (mut mantissa, mut scale) = (mantissa, scale);
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale = scale.saturating_sub(1);
    }
    // A positive exponent larger than the digits: 1e3.
    if scale < 0 {
        let power = u32::try_from(scale.unsigned_abs()).map_err(|_| DecimalFault::Range)?;
        if power > 15 {
            return Err(DecimalFault::Range);
        }
        mantissa = ten_to(power).and_then(|power| mantissa.checked_mul(power)).ok_or(DecimalFault::Range)?;
        scale = 0;
    }
    let scale = u32::try_from(scale).map_err(|_| DecimalFault::Scale)?;
    let limit = ten_to(scale.min(23)).and_then(|unit| unit.checked_mul(MAGNITUDE_MAX)).ok_or(DecimalFault::Range)?;
    if mantissa.unsigned_abs() >= limit.unsigned_abs() {
        return Err(DecimalFault::Range);
    }
    if scale > DECIMALS_MAX {
        return Err(DecimalFault::Scale);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| DecimalFault::Range)
}

/// The digits of a number as an integer, and how many of them are decimals (negative: zeros to add).
fn digits(text: &str) -> Result<(i128, i64), DecimalFault> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, exponent) = match rest.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, parse_exponent(exponent)?),
        None => (rest, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(DecimalFault::Format);
    }
    let fraction = fraction.trim_end_matches('0');
    if whole.trim_start_matches('0').is_empty() && fraction.is_empty() {
        return Ok((0, 0));
    }
    // The order of magnitude decides before the digits are counted, so that 1e999 and 0.(30 digits) say the right thing.
    let scale = i64::try_from(fraction.len()).unwrap_or(i64::MAX).saturating_sub(exponent);
    if i64::try_from(whole.len()).unwrap_or(i64::MAX).saturating_add(exponent) > 15 && whole != "0" {
        return Err(DecimalFault::Range);
    }
    if whole.len() > 30 {
        return Err(DecimalFault::Range);
    }
    if fraction.len() > 25 || scale > 30 {
        return Err(DecimalFault::Scale);
    }
    let mut mantissa: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = i128::from(byte.wrapping_sub(b'0'));
        let longer = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit));
        mantissa = longer.ok_or(if fraction.len() > 10 { DecimalFault::Scale } else { DecimalFault::Range })?;
    }
    Ok((if negative { mantissa.wrapping_neg() } else { mantissa }, scale))
}

fn parse_exponent(text: &str) -> Result<i64, DecimalFault> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalFault::Format);
    }
    let size = digits.trim_start_matches('0');
    let size = if size.len() > 4 {
        9999
    } else {
        size.bytes().fold(0_i64, |sum, b| sum * 10 + i64::from(b.wrapping_sub(b'0')))
    };
    Ok(if text.starts_with('-') { -size } else { size })
}

impl Wire for Decimal {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let parsed = match &value {
            Value::Number(digits) => parse_number(digits),
            Value::Text(text) => parse_decimal(text),
            other => {
                cx.mistyped("A decimal number", other);
                return Node::Absent;
            }
        };
        parsed.map_or_else(
            |fault| {
                report(fault, cx);
                Node::Absent
            },
            Node::Decimal,
        )
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Decimal(decimal) => decimal,
            _ => Decimal::ZERO,
        }
    }

    fn write(&self, out: &mut Writer) {
        out.decimal(*self);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        crate::wire::schema::Schema::Decimal
    }
}

#[cold]
fn report(fault: DecimalFault, cx: &mut Reader) {
    match fault {
        DecimalFault::Format => cx.report_fix(
            Code::NumberFormat,
            "This is not a decimal number.",
            "Write digits with a point, such as \"1210.00\"; no thousands separators, no exponent, no currency sign.",
        ),
        DecimalFault::Range => cx.report(Code::NumberRange, "The number is too large: it must stay below 10^15."),
        DecimalFault::Scale => cx.report_fix(
            Code::NumberScale,
            "The number has more than 10 decimals.",
            "Round it first; a result of floating-point arithmetic often looks like this.",
        ),
    }
}
