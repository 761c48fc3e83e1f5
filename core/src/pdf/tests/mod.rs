//! The document through its public doors: what is refused, what is the same each time, and what stands on its pages.

mod hybrid;
mod slip;
mod support;

use super::{
    BUILT_IN, Fonts, Letter, Materials, Offer, OfferKind, PageSize, PdfOptions, QR_BILL, Template, check_look, preview,
    render, render_letter, render_offer,
};
use crate::money::Decimal;
use support::{invoice, invoice_of_lines, plain, text_of};

#[test]
fn the_same_invoice_gives_the_same_bytes_and_another_one_another_identifier() {
    let (first, again) = (plain(&invoice("2026-1")), plain(&invoice("2026-1")));
    assert!(first == again);
    let id = |pdf: &[u8]| {
        let text = String::from_utf8_lossy(pdf).into_owned();
        text.split("/ID[").nth(1).expect("an identifier").split(']').next().expect("its end").to_owned()
    };
    assert_ne!(id(&first), id(&plain(&invoice("2026-2"))));
}

#[test]
fn another_language_is_that_of_all_texts_and_changes_no_amount() {
    let options = PdfOptions { locale: Some("de".to_owned()), ..PdfOptions::default() };
    let materials = Materials::of(BUILT_IN);
    let text = text_of(&render(&invoice("2026-1"), &options, &materials).expect("a document"));
    // The heading, and the payment terms, which the engine wrote into the invoice.
    assert!(text.contains("Rechnung\n") && text.contains("innerhalb von 30 Tagen"), "{text}");
    assert!(text.contains("12,10"), "{text}");
}

#[test]
fn a_preview_says_on_each_page_that_it_is_a_draft() {
    let draft = invoice_of_lines(&["Advice"; 60]).draft();
    let materials = Materials::of(BUILT_IN);
    let on = crate::Day::parse("2026-02-01").expect("a day");
    let pdf = preview(&draft, on, &PdfOptions::default(), &materials).expect("a preview");
    let text = text_of(&pdf);
    assert!(!text.contains("2026-1\n"), "{text}");
    for page in 1..=3 {
        // The watermark comes last on the page, after its foot.
        assert!(text.contains(&format!("Page {page} of 3\nDraft\n")), "{text}");
    }
}

#[test]
fn an_offer_has_its_own_title_and_asks_for_no_money() {
    let materials = Materials::of(BUILT_IN);
    let valid_until = crate::Day::parse("2026-03-02").expect("a day");
    for (kind, title, other) in
        [(OfferKind::Quote, "Quotation\n", "Pro forma"), (OfferKind::Proforma, "Pro forma\n", "Quotation")]
    {
        for template in [Template::Plain, Template::Letter, Template::Band] {
            let options = PdfOptions { template: Some(template), ..PdfOptions::default() };
            let offer = Offer { kind, valid_until };
            let pdf = render_offer(offer, &invoice("Q2026-1"), &options, &materials).expect("a document");
            let text = text_of(&pdf);
            let title = if template == Template::Letter { title.replace('\n', " Q2026-1\n") } else { title.to_owned() };
            for said in [title.as_str(), "Valid until", "2 March 2026", "Total\n", "12.10", "Payment terms", "30 days"]
            {
                assert!(text.contains(said), "{said} in {text}");
            }
            for unsaid in [other, "Invoice\n", "Due date", "Amount due", "How to pay"] {
                assert!(!text.contains(unsaid), "{unsaid} in {text}");
            }
            let disclaimer = text.contains("no VAT can be deducted");
            assert_eq!(disclaimer, kind == OfferKind::Proforma, "{text}");
        }
    }
}

#[test]
fn a_letter_says_its_text_over_as_many_pages_as_it_takes() {
    let on = crate::Day::parse("2026-03-02").expect("a day");
    let text = ["Dear customer,", &"The invoice is still open. ".repeat(300), "Kind regards"].join("\n\n");
    let letter = Letter { subject: "Reminder of invoice 2026-1", text: &text, on };
    let materials = Materials::of(BUILT_IN);
    let print = || render_letter(&letter, &invoice("2026-1"), &PdfOptions::default(), &materials).expect("a letter");
    assert_eq!(print(), print());
    let text = text_of(&print());
    for said in [
        "Reminder of invoice 2026-1\n",
        "2 March 2026",
        "Bakkerij Zon\n",
        "Dear customer,\n",
        "Kind regards\n",
        "Page 2 of 2",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(text.matches("open.").count(), 300);
    assert!(!text.contains("Advice"), "the lines of the invoice: {text}");
}

#[test]
fn words_of_ones_own_stand_at_the_foot_of_each_page_and_once_in_what_is_read() {
    let options = |footer: &str| PdfOptions { footer: Some(footer.to_owned()), ..PdfOptions::default() };
    let print = |footer: &str| {
        let materials = Materials::of(BUILT_IN);
        render(&invoice_of_lines(&["Advice"; 60]), &options(footer), &materials)
    };
    let pdf = print("Chamber of Commerce 01234567").expect("a document");
    assert_eq!(text_of(&pdf).matches("Chamber of Commerce 01234567\n").count(), 3);
    // One more marked content on the last page, and so one more paragraph, than without them.
    let paragraphs = |pdf: &[u8]| String::from_utf8_lossy(pdf).matches("/S/P/").count();
    assert_eq!(paragraphs(&pdf), paragraphs(&print(" ").expect("a document")) + 1);
    for long in ["word ".repeat(99), "w".repeat(5_000)] {
        let error = print(&long).expect_err("too long");
        assert_eq!((error.code(), error.path()), ("text.tooLong", "footer"));
    }
    let error = print("שלום").expect_err("from right to left");
    assert_eq!((error.code(), error.path()), ("script.direction", "footer"));
}

#[test]
fn a_look_is_checked_as_a_whole_before_anything_is_made_of_it() {
    let options = PdfOptions {
        accent_colour: Some("#ffee00".to_owned()),
        footer: Some(format!("שלום {}", "words ".repeat(60))),
        ..PdfOptions::default()
    };
    let materials = Materials { logo: Some(b"<svg/>"), ..Materials::of(BUILT_IN) };
    let error = check_look(&options, &materials).expect_err("everything is wrong");
    let found: Vec<_> = error.findings().iter().map(|found| (found.path.as_str(), found.code.as_str())).collect();
    let expected = [
        ("accentColour", "colour.contrast"),
        ("logo", "logo.unusable"),
        ("footer", "text.tooLong"),
        ("footer", "script.direction"),
    ];
    assert_eq!(found, expected);
    let logo = include_bytes!("../../../../tests/documents/logo.png");
    let options =
        PdfOptions { accent_colour: Some("#0f766e".to_owned()), footer: Some("KvK 01234567".to_owned()), ..options };
    assert!(check_look(&options, &Materials { logo: Some(logo), ..materials }).is_ok());
}

#[test]
fn a_look_takes_fonts_that_may_be_embedded_are_whole_and_have_what_documents_say() {
    let found = |regular: &[u8]| -> Vec<(String, String)> {
        let checked = check_look(&PdfOptions::default(), &Materials::of(Fonts { regular, bold: BUILT_IN.bold }));
        let findings = checked.err().map_or_else(Vec::new, |error| error.findings().to_vec());
        findings.into_iter().map(|finding| (finding.code, finding.message)).collect()
    };
    assert_eq!(found(BUILT_IN.regular), []);
    let is = |regular: &[u8], code: &str, words: &str| {
        let found = found(regular);
        assert!(matches!(&found[..], [(was, said)] if was == code && said.contains(words)), "{found:?}");
    };
    is(b"<svg/>", "font.unusable", "no TrueType or OpenType");
    is(&BUILT_IN.regular[..60_000], "font.unusable", "damaged");
    // The font of QR-bills has no more letters than these may hold.
    is(QR_BILL.regular, "font.lacksCharacter", "(U+");
    // The outlines end in the middle: all tables can be read, and one glyph cannot.
    let mut font = BUILT_IN.regular.to_vec();
    let record = (0..).map(|index| 12 + index * 16).find(|at| &font[*at..at + 4] == b"glyf").expect("the table");
    font[record + 12..record + 16].copy_from_slice(&9_000_u32.to_be_bytes());
    is(&font, "font.unusable", "outlines");
}

#[test]
fn what_a_look_asks_of_a_font_covers_the_phrases_of_documents_and_letters() {
    let sources = [
        include_str!("../phrase.rs"),
        include_str!("../../text/phrase.rs"),
        include_str!("../../dunning/letter/text.rs"),
        include_str!("../../dunning/letter/late.rs"),
        include_str!("../../dunning/letter/legal.rs"),
    ];
    let said = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2)).flat_map(str::chars);
    let missing: String = said.filter(|sign| !sign.is_ascii() && !super::script::ALWAYS.contains(*sign)).collect();
    // A hyphen stands for the sign for minus.
    assert_eq!(missing.replace('−', ""), "");
}

#[test]
fn a_letter_says_which_of_its_texts_cannot_be_printed() {
    let on = crate::Day::parse("2026-03-02").expect("a day");
    let letter = Letter { subject: "Reminder", text: "Dear customer 漢字", on };
    let printed = render_letter(&letter, &invoice("2026-1"), &PdfOptions::default(), &Materials::of(BUILT_IN));
    let error = printed.expect_err("letters that the font lacks");
    assert_eq!((error.code(), error.path()), ("font.lacksCharacter", "text"));
}

#[test]
fn letters_of_the_languages_of_europe_and_currency_signs_are_printed() {
    let said = "€ £ ĳ ß ğ ő ł ș ṡ ÷ Ωμέγα Щит ₺ ₴ zł";
    let text = text_of(&plain(&invoice_of_lines(&[said])));
    for word in said.split(' ') {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_pictograph_is_drawn_as_a_sign_that_the_font_has_and_copied_as_it_was_said() {
    let pdf = plain(&invoice_of_lines(&["Fiets 👩\u{200D}🚀 ① \u{FB01}jn\u{200B}stof"]));
    let text = text_of(&pdf).replace('\n', "");
    assert!(text.contains("Fiets 👩\u{200D}🚀 ① fijnstof"), "{text}");
    // PDF/A forbids the glyph for what is missing (ISO 19005-3, 6.2.11.8).
    assert!(!text.contains('\u{FFFD}'), "{text}");
    // A long row of them is broken into lines like a long word.
    let row = text_of(&plain(&invoice_of_lines(&[&"🎉".repeat(200)]))).replace('\n', "");
    assert!(row.contains(&"🎉".repeat(200)), "{row}");
}

#[test]
fn fonts_that_cannot_be_read_or_embedded_are_refused_by_name() {
    let regular = BUILT_IN.regular;
    let with_rights = |rights: u8| {
        let mut font = regular.to_vec();
        let record = (0..).map(|index| 12 + index * 16).find(|at| &font[*at..at + 4] == b"OS/2").expect("the table");
        let table = u32::from_be_bytes(font[record + 8..record + 12].try_into().expect("four bytes"));
        font[table as usize + 9] = rights;
        font
    };
    let refused = |font: &[u8]| {
        let fonts = Fonts { regular: font, bold: BUILT_IN.bold };
        let refused = render(&invoice("2026-1"), &PdfOptions::default(), &Materials::of(fonts));
        refused.expect_err("no font").to_string()
    };
    // OpenType, OS/2 fsType: 2 is restricted, 4 preview and print, 8 editable.
    assert!(refused(&with_rights(2)).contains("forbids embedding"), "{}", refused(&with_rights(2)));
    for allowed in [4, 8] {
        let font = with_rights(allowed);
        let fonts = Fonts { regular: &font, bold: BUILT_IN.bold };
        assert!(render(&invoice("2026-1"), &PdfOptions::default(), &Materials::of(fonts)).is_ok());
    }
    assert!(refused(b"wOF2 and more").contains("web font"));
    assert!(refused(b"").contains("no TrueType"));
    assert!(refused(&regular[..2000]).contains("damaged"));
}

#[test]
fn no_change_of_a_single_byte_of_a_font_makes_it_break() {
    // Bytes of the directory, and some of all the rest.
    let places = (0..240).step_by(3).chain((240..BUILT_IN.regular.len()).step_by(1511));
    for place in places {
        let mut font = BUILT_IN.regular.to_vec();
        font[place] ^= 0xFF;
        let fonts = Fonts { regular: &font, bold: BUILT_IN.bold };
        // Refused or not: it ends.
        drop(render(&invoice("2026-1"), &PdfOptions::default(), &Materials::of(fonts)));
    }
}

#[test]
fn sums_are_carried_from_page_to_page() {
    let lines: Vec<String> = (1..=100).map(|number| format!("Item {number}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let text = text_of(&plain(&invoice_of_lines(&lines)));
    let parts: Vec<&str> = text.split("Carried forward\n").collect();
    assert!(parts.len() > 2, "{text}");
    // Each line is 10.00: what is carried is ten times the number of lines so far.
    for pair in parts.windows(2) {
        let last = pair[0].rsplit("Item ").next().and_then(|rest| rest.lines().next()).expect("a line");
        let expected = Decimal::from(10 * last.parse::<u32>().expect("a number"));
        let carried: Decimal = pair[1].lines().next().expect("a sum").replace(',', "").parse().expect("an amount");
        assert_eq!(carried, expected);
        let brought = pair[1].split("Brought forward\n").nth(1).and_then(|rest| rest.lines().next());
        assert_eq!(brought, pair[1].lines().next());
    }
    let pages = text.matches("Page ").count();
    assert!(text.contains(&format!("Page {pages} of {pages}\n")), "{text}");
    assert_eq!(text.matches("Description").count(), parts.len(), "the head of the table is repeated");
}

#[test]
fn an_address_abroad_ends_with_its_country_in_the_language_of_the_document() {
    let mut draft = invoice("2026-1").draft();
    let customer = draft.customer.as_mut().expect("a customer");
    customer.country = "DE".to_owned();
    for (locale, said) in [("nl", "Duitsland"), ("en", "Germany"), ("de", "Deutschland"), ("fr", "Allemagne")] {
        draft.customer.as_mut().expect("a customer").locale = Some(locale.to_owned());
        let issued =
            crate::issue(&draft, "2026-1", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice");
        let text = text_of(&plain(&issued));
        assert!(text.contains(&format!("2611 GP Delft\n{said}\n")), "{text}");
    }
    assert!(!text_of(&plain(&invoice("2026-1"))).contains("Netherlands"));
}

#[test]
fn no_page_has_a_remark_or_how_to_pay_alone() {
    let mut with_two = 0;
    for count in 12..32 {
        let mut draft = invoice_of_lines(&vec!["Advice"; count]).draft();
        draft.notes.push("Thank you for your order.".into());
        let issued =
            crate::issue(&draft, "2026-1", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice");
        let text = text_of(&plain(&issued));
        // Every page after the first begins with the title and the number on one line.
        if let Some((_, last)) = text.rsplit_once("Invoice 2026-1\n") {
            with_two += 1;
            assert!(last.contains("Advice\n") && last.contains("Amount due\n"), "{count} lines: {last}");
        }
    }
    assert!((5..20).contains(&with_two), "{with_two} of 20 have another page");
}

#[test]
fn every_template_and_size_says_the_same() {
    let words = |template, size| {
        let options = PdfOptions { template: Some(template), page_size: Some(size), ..PdfOptions::default() };
        let pdf = render(&invoice("2026-1"), &options, &Materials::of(BUILT_IN));
        let text = text_of(&pdf.expect("a document"));
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words.dedup();
        words
    };
    let plain = words(Template::Plain, PageSize::A4);
    for template in [Template::Letter, Template::Band] {
        for size in [PageSize::A4, PageSize::Letter] {
            let others = words(template, size);
            let missing: Vec<_> = plain.iter().filter(|word| !others.contains(word)).collect();
            // The letter has no headings above its addresses.
            assert!(missing.iter().all(|word| ["From", "To"].contains(&word.as_str())), "{missing:?}");
        }
    }
}

#[test]
fn an_svg_logo_is_refused_with_what_to_do() {
    for svg in
        ["<svg/>", "\u{feff}<?xml version=\"1.0\"?>\n<!-- a sign -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"]
    {
        let materials = Materials { logo: Some(svg.as_bytes()), ..Materials::of(BUILT_IN) };
        let error = render(&invoice("2026-1"), &PdfOptions::default(), &materials).expect_err("refused");
        assert_eq!((error.code(), error.path()), ("logo.unusable", "logo"));
        let finding = &error.findings()[0];
        assert!(finding.message.contains("SVG"), "{}", finding.message);
        assert!(finding.fix.as_deref().is_some_and(|fix| fix.contains("PNG")), "{:?}", finding.fix);
    }
}

#[test]
fn logos_that_cannot_be_printed_are_refused() {
    let with = |logo: &[u8]| {
        let materials = Materials { logo: Some(logo), ..Materials::of(BUILT_IN) };
        render(&invoice("2026-1"), &PdfOptions::default(), &materials)
    };
    let logo = include_bytes!("../../../../tests/documents/logo.png");
    let pdf = with(logo).expect("a document");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("/SMask") && text.contains("/Width 240"), "the logo and its cover are in the file");
    for broken in [&b"<svg/>"[..], &[], &logo[..40], &logo[..200], &[0x89, b'P', b'N', b'G'], &[0xFF, 0xD8, 0xFF, 0xC0]]
    {
        assert_eq!(with(broken).expect_err("refused").code(), "logo.unusable");
    }
    // A JPEG of 16 × 16 pixels in four channels: only its headers are read.
    let frame = |channels: u8| {
        let mut file = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 8, 8, 0, 16, 0, 16, channels];
        file.extend([0xFF, 0xD9]);
        file
    };
    assert!(with(&frame(3)).is_ok());
    assert_eq!(with(&frame(4)).expect_err("CMYK").code(), "logo.unusable");
    let mut interlaced = logo.to_vec();
    interlaced[28] = 1;
    assert_eq!(with(&interlaced).expect_err("interlaced").code(), "logo.unusable");
}
