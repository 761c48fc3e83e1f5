//! VAT of a line, an allowance or a charge: its category and rate, or a shorthand that the law resolves.

use rust_decimal::Decimal;

use crate::finding::Code;
use crate::wire::{Node, Shape, Text, Value, Wire, Writer, fit};
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// VAT category code (BT-95, BT-102, BT-118, BT-151), a subset of UNTDID 5305.
    #[derive(Copy, Eq)]
    pub enum Category {
        /// Standard rate, which every rate above zero is.
        "S" S,
        /// Zero rated.
        "Z" Z,
        /// Exempt.
        "E" E,
        /// Reverse charge.
        "AE" Ae,
        /// Intra-Community supply.
        "K" K,
        /// Export outside the EU.
        "G" G,
        /// Outside the scope of VAT.
        "O" O,
        /// Canary Islands IGIC.
        "L" L,
        /// Ceuta and Melilla IPSI.
        "M" M,
    }
}

wire_struct! {
    /// VAT of a line (BG-30), an allowance or a charge.
    #[derive(Eq)]
    pub struct Vat {
        /// Category (BT-151, BT-95, BT-102).
        "category" category: Category,
        /// Rate in percent (BT-152, BT-96, BT-103); absent for O, zero for Z, E, AE, K and G.
        "rate" rate: Option<Decimal>,
        /// Exemption reason code of the VATEX list (BT-121).
        "exemptionCode" exemption_code: Option<Text>,
        /// Exemption reason in words (BT-120).
        "exemptionReason" exemption_reason: Option<Text>,
    }
}

impl Vat {
    /// A taxed rate: category S.
    pub fn standard(rate: Decimal) -> Vat {
        Vat { category: Category::S, rate: Some(rate), exemption_code: None, exemption_reason: None }
    }
}

/// VAT as a draft may say it: spelled out, or `nl:standard`, resolved at the tax point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VatInput {
    /// Spelled out.
    Stated(Vat),
    /// `<country>:<kind>`, such as `nl:standard`.
    Shorthand(Text),
}

impl Wire for VatInput {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| match value {
        Value::Object(_) => fit(Vat::SHAPE, value, cx),
        Value::Text(_) | Value::BrokenText => fit(Text::SHAPE, value, cx),
        other => {
            cx.report_fix(
                Code::FieldType,
                format!("VAT was expected, not {}.", other.kind()),
                "Write {\"category\": \"S\", \"rate\": \"21\"} or a shorthand such as \"nl:standard\".",
            );
            Node::Absent
        }
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Text(_) => VatInput::Shorthand(Text::take(node)),
            Node::Record(_) => VatInput::Stated(Vat::take(node)),
            _ => VatInput::Stated(Vat {
                category: Category::Z,
                rate: Some(Decimal::ZERO),
                exemption_code: None,
                exemption_reason: None,
            }),
        }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            VatInput::Stated(vat) => vat.write(out),
            VatInput::Shorthand(text) => out.text(text),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        use crate::wire::schema::Schema;
        Schema::Union(vec![Vat::schema(registry), Schema::Text])
    }
}

/// The name of a category in the rule ids of EN 16931: BR-IC-08 is the one of K.
pub(super) fn rule_name(category: Category) -> &'static str {
    match category {
        Category::K => "IC",
        Category::L => "AF",
        Category::M => "AG",
        Category::S => "S",
        Category::Z => "Z",
        Category::E => "E",
        Category::Ae => "AE",
        Category::G => "G",
        Category::O => "O",
    }
}
