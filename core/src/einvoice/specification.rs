//! What each profile is called in a document, and in which syntaxes it exists.

use crate::invoice::{DocumentType, Profile};

/// The syntaxes of EN 16931.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// UBL 2.1.
    Ubl,
    /// UN/CEFACT Cross Industry Invoice D16B.
    Cii,
}

/// EN 16931 itself.
const EN16931: &str = "urn:cen.eu:en16931:2017";
/// Peppol BIS Billing 3.0.
const PEPPOL: &str = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
/// NLCIUS 1.0.
const NLCIUS: &str = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0";
/// XRechnung 3.0.
const XRECHNUNG: &str = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
/// Factur-X BASIC.
const FACTURX_BASIC: &str = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic";

/// The process of Peppol BIS Billing, which XRechnung takes over.
pub(super) const BILLING: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/// The specification identifier (BT-24).
pub(super) fn identifier(profile: Profile) -> &'static str {
    match profile {
        Profile::En16931 | Profile::FacturxEn16931 => EN16931,
        Profile::Peppol => PEPPOL,
        Profile::Nlcius => NLCIUS,
        Profile::Xrechnung | Profile::FacturxXrechnung => XRECHNUNG,
        Profile::FacturxBasic => FACTURX_BASIC,
    }
}

/// The business process (BT-23), where the profile asks for one.
pub(super) fn process(profile: Profile) -> Option<&'static str> {
    matches!(profile, Profile::Peppol | Profile::Nlcius | Profile::Xrechnung | Profile::FacturxXrechnung)
        .then_some(BILLING)
}

/// Whether the profile exists in a syntax.
pub(super) fn has_syntax(profile: Profile, syntax: Syntax) -> bool {
    match profile {
        Profile::En16931 | Profile::Xrechnung => true,
        Profile::Peppol | Profile::Nlcius => syntax == Syntax::Ubl,
        Profile::FacturxEn16931 | Profile::FacturxBasic | Profile::FacturxXrechnung => syntax == Syntax::Cii,
    }
}

/// Whether the profile is XRechnung.
pub(super) fn is_xrechnung(profile: Profile) -> bool {
    matches!(profile, Profile::Xrechnung | Profile::FacturxXrechnung)
}

/// The type (BT-3) by UNTDID 1001.
pub(super) fn type_code(kind: DocumentType) -> &'static str {
    match kind {
        DocumentType::Invoice => "380",
        DocumentType::CreditNote => "381",
        DocumentType::Prepayment => "386",
        DocumentType::Corrective => "384",
        DocumentType::SelfBilled => "389",
    }
}
