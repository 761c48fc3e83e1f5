//! The sentences that the law asks for, why a group bears no VAT, and the supplier's own notes. Nothing is said twice.

use super::Sheet;
use crate::pdf::OfferKind;
use crate::pdf::length::{Length, points};
use crate::pdf::phrase::Phrase;

impl<'a> Sheet<'a> {
    /// How high what is left to say is.
    pub(super) fn remarks_height(&self) -> Length {
        let look = self.look;
        let said = self.said();
        let height = |text: &&str| {
            let lines = self.wrap(text, &look.body, look.right - look.left).len();
            look.body.leading.saturating_mul(Length::try_from(lines).unwrap_or(Length::MAX)).saturating_add(points(3))
        };
        let texts: Length = said.iter().map(height).fold(0, Length::saturating_add);
        if said.is_empty() { 0 } else { texts.saturating_add(look.heading.leading) }
    }

    /// What is left to say, nothing twice.
    fn said(&self) -> Vec<&'a str> {
        let issued = self.issued;
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
        said
    }

    /// Draws what is left to say.
    pub(super) fn remarks(&mut self) {
        let (look, said) = (self.look, self.said());
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
