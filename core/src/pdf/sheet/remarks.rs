//! The sentences that the law asks for, why a group bears no VAT, and the supplier's own notes. Nothing is said twice.

use super::Sheet;
use crate::pdf::OfferKind;
use crate::pdf::length::points;
use crate::pdf::phrase::Phrase;

impl Sheet<'_> {
    /// Draws what is left to say.
    pub(super) fn remarks(&mut self) {
        let (issued, look) = (self.issued, self.look);
        let reasons = issued.vat_breakdown().iter().filter_map(|group| group.exemption_reason.as_deref());
        let earlier = issued.head().preceding.iter().filter_map(|earlier| earlier.reason.as_deref());
        let mentions = issued.derived().mentions.iter().map(String::as_str);
        let notes = issued.head().notes.iter().map(String::as_str);
        let is_proforma = self.offer.is_some_and(|offer| offer.kind == OfferKind::Proforma);
        let proforma = is_proforma.then(|| self.say(Phrase::ProformaText)).into_iter();
        let mut said: Vec<&str> = Vec::new();
        for text in proforma.chain(mentions).chain(reasons).chain(earlier).chain(notes) {
            if !text.trim().is_empty() && !said.contains(&text) {
                said.push(text);
            }
        }
        if said.is_empty() {
            return;
        }
        self.make_room(look.heading.leading + look.body.leading * 2);
        let title = self.say(Phrase::Remarks);
        self.y = self.heading(look.left, self.y, title);
        for text in said {
            self.flow(text, look.right - look.left, look.body);
            self.y += points(3);
        }
    }
}
