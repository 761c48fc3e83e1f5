//! The look of an administration's documents, as the service takes and gives it over HTTP.

use voldaan::pdf::{PageSize, Template};
use voldaan::wire::Base64;
use voldaan::wire_struct;

wire_struct! {
    /// How the documents of an administration look. It holds for what is issued from then on: a document stays as it was issued.
    #[derive(Default, Eq)]
    pub struct Look {
        /// How invoices, credit notes and offers are laid out; plain if absent. A letter is laid out as a letter.
        "template" template: Option<Template>,
        /// The size of their pages; A4 if absent.
        "pageSize" page_size: Option<PageSize>,
        /// The colour of the brand, such as #16428b; it has to be readable on white (WCAG 2.1, 1.4.3).
        "accentColour" accent_colour: Option<String>,
        /// Words at the foot of every page, below seller and page number; two lines at most.
        "footer" footer: Option<String>,
        /// The logo, a PNG or JPEG of at most 256 KB, in base64; the name of the seller stands in its place if absent.
        "logo" logo: Option<Base64>,
        /// The fonts of documents and of the customers' pages; the built-in one, and that of the reader's own system, if absent. A document
        /// with a letter that they lack is set in the built-in one.
        "fonts" fonts: Option<LookFonts>,
    }
}

wire_struct! {
    /// Fonts of a look: TTF or OTF files of at most 1 MB that may be embedded (OS/2 fsType), in base64. They are kept once, and answers name
    /// each by its hash, `sha256:` and 64 digits, which says the same as its bytes when it is sent back.
    #[derive(Eq)]
    pub struct LookFonts {
        /// The regular face.
        "regular" regular: Base64,
        /// The bold face; the regular one if absent.
        "bold" bold: Option<Base64>,
    }
}
