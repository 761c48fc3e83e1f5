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
    }
}
