//! A quote or a pro forma as a PDF: what a seller would deliver, for how much, and until when that holds. It asks for no money
//! and calls itself no invoice, so that nobody owes VAT for having stated it (art. 203 of Directive 2006/112/EC).

use super::{Materials, PdfOptions, Work, print, translated};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::Issued;
use crate::pdf::phrase::Phrase;

/// What kind of offer a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// A quote (UNTDID 1001: 310).
    Quote,
    /// A pro forma (UNTDID 1001: 325).
    Proforma,
}

/// An offer, beside what it offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What kind it is.
    pub kind: OfferKind,
    /// The last day on which it can be accepted.
    pub valid_until: Day,
}

impl Offer {
    /// What it is called.
    pub(super) fn title(self) -> Phrase {
        match self.kind {
            OfferKind::Quote => Phrase::Quote,
            OfferKind::Proforma => Phrase::Proforma,
        }
    }
}

/// Writes an offer: `issued` says what is offered, under the number and date of the offer.
pub fn render_offer(
    offer: Offer,
    issued: &Issued,
    options: &PdfOptions,
    materials: &Materials<'_>,
) -> Result<Vec<u8>, Error> {
    let materials = Materials { embedded: None, ..*materials };
    match &options.locale {
        None => print(issued, options, &materials, Work::Offer(offer)),
        Some(locale) => print(&translated(issued, locale)?, options, &materials, Work::Offer(offer)),
    }
}
