//! The Swiss QR-bill at the foot of the last page: receipt and payment part, 105 mm high, with its code (SIX, "Swiss Implementation
//! Guidelines for the QR-bill", version 2.3, chapter 3). Refuses other paper than A4, other fonts than the four that the guidelines
//! name, and texts that do not fit: then there is none.

use super::Sheet;
use super::payment::grouped;
use crate::finding::{Code, Error, Finding};
use crate::identifier::reference::{self, ReferenceScheme};
use crate::invoice::swiss_qr::{self, SwissAddress, SwissBill, SwissReference};
use crate::money::Decimal;
use crate::pdf::colour::{BLACK, WHITE};
use crate::pdf::document::Area;
use crate::pdf::face::{Style, Weight};
use crate::pdf::length::{Length, points, whole_points};
use crate::pdf::phrase::Phrase;
use crate::pdf::tag::Tag;
use crate::pdf::{Materials, PageSize, PdfOptions};
use crate::qr::QrCode;
use crate::wire::push_decimal;

/// The height of the slip.
pub const HEIGHT: Length = hundredths(10_500);
/// What stands above the slip on its page ends so far over it: there are the foot of the page, with so many lines of the seller's own, and
/// where to separate.
pub fn above(lines: usize) -> Length {
    points(52) + points(12) * Length::try_from(lines).unwrap_or_default()
}

/// Around the parts.
const MARGIN: Length = hundredths(500);
/// Where the payment part begins, beside the receipt.
const PAYMENT: Length = hundredths(6_200);
/// The side of the code.
const CODE: Length = hundredths(4_600);
/// Where the amounts begin, below the top of the slip.
const AMOUNTS: Length = hundredths(6_800);
/// The fonts that the guidelines take (3.4), as PostScript names begin. `QrBillSans` is Liberation Sans, cut down.
const FONTS: [&str; 5] = ["Arial", "Frutiger", "Helvetica", "LiberationSans", "QrBillSans"];

/// Hundredths of a millimetre.
const fn hundredths(hundredths: i32) -> Length {
    hundredths * 3600 / 127
}

/// The slip of an invoice: what it says, as it is set.
pub struct Slip {
    bill: SwissBill,
    code: QrCode,
    receipt: Part,
    payment: Part,
}

/// Labels and what stands below them, one below the other.
struct Part {
    entries: Vec<(Phrase, Vec<String>)>,
    label: Style,
    value: Style,
    gap: Length,
}

impl<'a> Sheet<'a> {
    /// The slip of this invoice. Without one, an error where the options want it, and nothing where they do not say.
    pub fn plan_slip(&mut self, options: &PdfOptions, materials: &Materials<'a>) -> Result<Option<Slip>, Error> {
        let is_wanted = options.qr_bill == Some(true);
        if options.qr_bill == Some(false) || !is_wanted && swiss_qr::account(self.issued).is_none() {
            return Ok(None);
        }
        match self.slip_of(options, materials) {
            Ok(slip) => Ok(Some(slip)),
            Err(error) if is_wanted => Err(error),
            Err(_) => {
                self.document.drop_slip_fonts();
                Ok(None)
            }
        }
    }

    fn slip_of(&mut self, options: &PdfOptions, materials: &Materials<'a>) -> Result<Slip, Error> {
        let refused = |path: &str, message: &str, fix: &str| {
            Error::from_finding(Finding::new(Code::PaymentQrUnavailable, path, message).fix(fix))
        };
        let bill = swiss_qr::swiss_bill(self.issued, self.issued.totals().payable)?;
        if options.page_size.unwrap_or(PageSize::A4) != PageSize::A4 {
            return Err(refused("pageSize", "A QR-bill stands on A4.", "Leave the page size out."));
        }
        if !self.document.faces().iter().all(|face| is_taken(&face.font.name)) {
            if let Some(fonts) = materials.qr_bill_fonts {
                self.document.set_slip_fonts(fonts)?;
            }
            let faces = [Weight::SlipRegular, Weight::SlipBold].map(|weight| self.document.face(weight));
            if !faces.iter().all(|face| is_taken(&face.font.name)) {
                let message = "A QR-bill is set in Arial, Frutiger, Helvetica or Liberation Sans only.";
                let fix = "Give regular and bold of one of them as fonts, or those of `voldaan/fonts/qr-bill` as `qrBillFonts`.";
                return Err(refused("qrBillFonts", message, fix));
            }
        }
        let long = || refused("", "The texts of the QR-bill do not fit.", "Shorten names and addresses.");
        let code = QrCode::new(bill.payload().as_bytes(), swiss_qr::VERSION_MAX).ok_or_else(long)?;
        // Where the receipt is too small for all, streets are left out of it (3.6.2).
        let receipt = self.receipt(&bill, true).or_else(|| self.receipt(&bill, false)).ok_or_else(long)?;
        let payment = [10, 9, 8].into_iter().find_map(|size| self.payment_part(&bill, size)).ok_or_else(long)?;
        Ok(Slip { bill, code, receipt, payment })
    }

    fn receipt(&self, bill: &SwissBill, with_streets: bool) -> Option<Part> {
        let mut entries = vec![(Phrase::SlipPayableTo, with_account(bill, with_streets))];
        entries.extend(reference_of(bill).map(|text| (Phrase::SlipReference, vec![text])));
        entries.push((Phrase::SlipPayableBy, lines_of(&bill.debtor, with_streets)));
        self.part(entries, 8, hundredths(5_200), hundredths(5_600))
    }

    fn payment_part(&self, bill: &SwissBill, size: i32) -> Option<Part> {
        let mut entries = vec![(Phrase::SlipPayableTo, with_account(bill, true))];
        entries.extend(reference_of(bill).map(|text| (Phrase::SlipReference, vec![text])));
        entries.push((Phrase::SlipInformation, vec![bill.message.clone()]));
        entries.push((Phrase::SlipPayableBy, lines_of(&bill.debtor, true)));
        self.part(entries, size, hundredths(8_700), hundredths(8_500))
    }

    /// A part in lines of its width, if they fit into its height; labels are two points smaller than what they label.
    fn part(&self, entries: Vec<(Phrase, Vec<String>)>, size: i32, width: Length, height: Length) -> Option<Part> {
        let style = |weight, size| Style { weight, size: points(size), leading: 0, colour: BLACK, is_tabular: false };
        let leading = points(size + 1);
        let label = Style { leading, ..style(Weight::SlipBold, size - 2) };
        let value = Style { leading, ..style(Weight::SlipRegular, size) };
        let wrapped = |texts: Vec<String>| -> Vec<String> {
            let lines = texts.iter().flat_map(|text| self.wrap(text, &value, width));
            lines.map(str::to_owned).collect()
        };
        let entries: Vec<_> = entries.into_iter().map(|(label, texts)| (label, wrapped(texts))).collect();
        let lines: usize = entries.iter().map(|(_, lines)| lines.len() + 1).sum();
        let rest = height - leading * Length::try_from(lines).ok()?;
        let gaps = Length::try_from(entries.len()).ok()? - 1;
        (rest >= 0).then(|| Part { entries, label, value, gap: (rest / gaps.max(1)).min(leading) })
    }

    /// Draws the slip at the foot of this page, or of another one where this is too full.
    pub(super) fn slip(&mut self) {
        let Some(slip) = self.slip.take() else { return };
        let top = self.document.height - HEIGHT;
        if self.y > top - above(self.footer.len()) {
            self.next_page();
        }
        self.separate(top);
        let title = Style { size: points(11), leading: points(13), ..slip.payment.label };
        self.slip_title(MARGIN, top + MARGIN, Phrase::SlipReceipt, &title);
        self.entries(&slip.receipt, MARGIN, top + hundredths(1_200));
        self.amounts(&slip, &slip.receipt, (MARGIN, hundredths(1_200)), top);
        let Part { label, .. } = slip.receipt;
        self.document.open(Tag::Paragraph);
        self.document.mark();
        let text = self.say(Phrase::SlipAcceptance);
        self.line_right(hundredths(5_700), top + hundredths(8_200), text, &label);
        self.document.unmark();
        self.document.close();
        let left = PAYMENT + MARGIN;
        self.slip_title(left, top + MARGIN, Phrase::SlipPayment, &title);
        self.code(&slip, Area { x: left, y: top + hundredths(1_700), width: CODE, height: CODE });
        self.amounts(&slip, &slip.payment, (left, hundredths(1_500)), top);
        self.entries(&slip.payment, hundredths(11_800), top + MARGIN);
        self.slip = Some(slip);
    }

    /// Lines where the slip is cut off, and the words that say so (3.7).
    fn separate(&mut self, top: Length) {
        let width = self.document.width;
        self.rule(0, top, width, 500, BLACK);
        self.rule(PAYMENT, top, 500, HEIGHT, BLACK);
        let style = Style { colour: BLACK, weight: Weight::SlipRegular, ..self.look.small };
        let text = self.say(Phrase::SlipSeparate);
        let x = (width - self.width(text, &style)) / 2;
        self.document.open(Tag::Paragraph);
        self.document.mark();
        self.line(x, top - style.leading - points(2), text, &style);
        self.document.unmark();
        self.document.close();
    }

    fn slip_title(&mut self, x: Length, y: Length, title: Phrase, style: &Style) {
        let text = self.say(title);
        self.document.open(Tag::Heading(2));
        self.document.mark();
        self.line(x, y, text, style);
        self.document.unmark();
        self.document.close();
    }

    fn entries(&mut self, part: &Part, x: Length, top: Length) {
        let mut y = top;
        for (label, lines) in &part.entries {
            self.document.open(Tag::Paragraph);
            self.document.mark();
            let text = self.say(*label);
            self.line(x, y, text, &part.label);
            for line in lines {
                y += part.value.leading;
                self.line(x, y, line, &part.value);
            }
            self.document.unmark();
            self.document.close();
            y += part.value.leading + part.gap;
        }
    }

    /// Currency and amount side by side, so far apart.
    fn amounts(&mut self, slip: &Slip, part: &Part, (x, beside): (Length, Length), top: Length) {
        let amount = amount(slip.bill.amount);
        let y = top + AMOUNTS;
        for (x, label, value) in
            [(x, Phrase::SlipCurrency, slip.bill.currency), (x + beside, Phrase::SlipAmount, amount.as_str())]
        {
            self.document.open(Tag::Paragraph);
            self.document.mark();
            let text = self.say(label);
            self.line(x, y, text, &part.label);
            self.line(x, y + part.value.leading + points(1), value, &part.value);
            self.document.unmark();
            self.document.close();
        }
    }

    /// The code with the Swiss cross over its middle: 7 mm, which its correction makes up for (5.4).
    fn code(&mut self, slip: &Slip, area: Area) {
        let (height, right) = (self.document.height, area.x + CODE);
        let corners = [area.x, height - area.y - CODE, right, height - area.y].map(whole_points);
        let what = Phrase::QrOf.fill(self.language, &[&self.amount(slip.bill.amount)]);
        self.document.open(Tag::Figure(what, corners));
        self.document.mark();
        self.document.grid(area, slip.code.size(), &slip.code.runs(), BLACK);
        // In hundredths of a millimetre around the middle: a light border, the ground, and the two bars of the cross.
        for (colour, areas) in
            [(WHITE, vec![(700, 700)]), (BLACK, vec![(600, 600)]), (WHITE, vec![(389, 117), (117, 389)])]
        {
            let areas = areas.into_iter().map(|(wide, high)| {
                let (width, height) = (hundredths(wide), hundredths(high));
                Area { x: area.x + (CODE - width) / 2, y: area.y + (CODE - height) / 2, width, height }
            });
            self.document.rectangles(areas, colour);
        }
        self.document.unmark();
        self.document.close();
    }
}

/// Whether the guidelines take a font of this name.
fn is_taken(name: &str) -> bool {
    FONTS.iter().any(|known| name.starts_with(known)) && !name.contains("Narrow")
}

/// The account, and who is paid.
fn with_account(bill: &SwissBill, with_street: bool) -> Vec<String> {
    let mut lines = vec![grouped(&bill.account)];
    lines.extend(lines_of(&bill.creditor, with_street));
    lines
}

/// An address as lines; a foreign one has its country before the postal code.
fn lines_of(address: &SwissAddress, with_street: bool) -> Vec<String> {
    let mut lines = vec![address.name.clone()];
    let street = [address.street.as_str(), &address.building].join(" ");
    if with_street && !street.trim().is_empty() {
        lines.push(street.trim().to_owned());
    }
    let mut town = String::new();
    if address.country != "CH" {
        town.push_str(&address.country);
        town.push('-');
    }
    town.push_str(&address.postal_code);
    town.push(' ');
    town.push_str(&address.town);
    lines.push(town);
    lines
}

/// The reference in groups, if there is one.
fn reference_of(bill: &SwissBill) -> Option<String> {
    let scheme = match bill.kind {
        SwissReference::Qrr => ReferenceScheme::Qrr,
        SwissReference::Scor => ReferenceScheme::Rf,
        SwissReference::Non => return None,
    };
    Some(reference::print(scheme, &bill.reference))
}

/// An amount with a space between thousands and a point before its decimals, in every language (3.5.3).
fn amount(value: Decimal) -> String {
    let mut plain = String::new();
    push_decimal(&mut plain, value);
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut out = String::new();
    for (at, character) in plain.chars().enumerate() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push('\u{A0}');
        }
        out.push(character);
    }
    out
}
