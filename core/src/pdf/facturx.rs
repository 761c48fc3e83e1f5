//! Factur-X, which ZUGFeRD is from version 2.1 on: the names and words that its profiles have in a PDF. The XML itself
//! is written elsewhere.

/// A profile of Factur-X that can be embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacturxProfile {
    /// EN 16931, also named COMFORT.
    En16931,
    /// BASIC.
    Basic,
    /// The German XRechnung inside a PDF.
    Xrechnung,
}

/// An e-invoice to embed.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// Its profile.
    pub profile: FacturxProfile,
    /// The CII document.
    pub xml: &'a [u8],
}

impl FacturxProfile {
    /// The name of the file (Factur-X 1.07, 6.1: factur-x.xml; XRECHNUNG has its own).
    pub fn file_name(self) -> &'static str {
        match self {
            FacturxProfile::En16931 | FacturxProfile::Basic => "factur-x.xml",
            FacturxProfile::Xrechnung => "xrechnung.xml",
        }
    }

    /// How the XML relates to the page: another form of the same invoice (Factur-X 1.07, 6.2.2: in Germany always
    /// Alternative from BASIC on, elsewhere allowed).
    pub fn relationship(self) -> &'static [u8] {
        b"Alternative"
    }

    /// The word of the profile in the metadata.
    pub fn conformance(self) -> &'static str {
        match self {
            FacturxProfile::En16931 => "EN 16931",
            FacturxProfile::Basic => "BASIC",
            FacturxProfile::Xrechnung => "XRECHNUNG",
        }
    }

    /// The version of the profile in the metadata: of Factur-X, or of XRechnung.
    pub fn version(self) -> &'static str {
        match self {
            FacturxProfile::En16931 | FacturxProfile::Basic => "1.0",
            FacturxProfile::Xrechnung => "3.0",
        }
    }
}
