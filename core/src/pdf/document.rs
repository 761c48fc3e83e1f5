//! A document while it is written: pages one after another, what is drawn on them, and the tags that say what it is.
//!
//! A page is packed when it ends, and an element of the structure is written when it is closed, so that memory grows
//! with the size of the file and not of its layout. Everything drawn is either part of an element or an artifact.

use pdf_writer::{Filter, Name, Pdf, Ref, Settings, Str, TextStr};

use super::colour::Colour;
use super::face::{Face, Style, Weight};
use super::font::{Font, Fonts};
use super::length::{Length, points, push_fixed, push_integer, push_length, whole_points};
use super::pack::Packer;
use super::tag::{Element, Kid, Tag};
use crate::finding::Finding;

/// Where the fonts of a document are given, regular first.
pub const FONTS: [&str; 2] = ["fonts.regular", "fonts.bold"];
/// Where those of a Swiss QR-bill are given.
const SLIP_FONTS: [&str; 2] = ["qrBillFonts.regular", "qrBillFonts.bold"];

/// A finished page.
struct Page {
    id: Ref,
    contents: [Ref; 2],
    annotations: Vec<Ref>,
    key: usize,
}

/// What a key of the parent tree leads to.
enum Parent {
    /// The elements of the marked contents of a page.
    Page(Vec<Ref>),
    /// The element of an annotation.
    Annotation(Ref),
}

/// A rectangle on a page, measured from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// From the left.
    pub x: Length,
    /// From the top.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

/// A document while it is written.
pub struct Document<'a> {
    /// The objects written so far.
    pub pdf: Pdf,
    packer: Packer,
    next: i32,
    regular: Face<'a>,
    bold: Face<'a>,
    /// The faces of a Swiss QR-bill that is not set in those of the document, regular first.
    slip: Option<[Face<'a>; 2]>,
    /// The width of a page.
    pub width: Length,
    /// The height of a page.
    pub height: Length,
    pages: Vec<Page>,
    parents: Vec<Parent>,
    open: Vec<Element>,
    content: Vec<u8>,
    set: Option<(Weight, Length)>,
    fill: Option<Colour>,
    /// The root of the structure, and the tree of pages.
    pub roots: Roots,
}

/// Objects that others point to before they are written.
#[derive(Clone, Copy)]
pub struct Roots {
    /// The catalogue.
    pub catalog: Ref,
    /// The tree of pages.
    pub pages: Ref,
    /// The root of the structure.
    pub structure: Ref,
    /// The parent tree.
    pub parents: Ref,
    /// The resources that all pages share.
    pub resources: Ref,
    /// The two fonts, regular and bold.
    pub fonts: [Ref; 2],
    /// Those of a Swiss QR-bill, where it has its own.
    pub slip_fonts: Option<[Ref; 2]>,
    /// The logo, if there is one.
    pub logo: Ref,
}

impl<'a> Document<'a> {
    /// An empty document of pages of this size.
    pub fn new(fonts: Fonts<'a>, width: Length, height: Length) -> Result<Document<'a>, Box<Finding>> {
        let [regular, bold] = faces(FONTS, fonts)?;
        let roots = Roots {
            catalog: Ref::new(1),
            pages: Ref::new(2),
            structure: Ref::new(3),
            parents: Ref::new(4),
            resources: Ref::new(5),
            fonts: [Ref::new(6), Ref::new(7)],
            slip_fonts: None,
            logo: Ref::new(8),
        };
        Ok(Document {
            pdf: Pdf::with_settings_and_capacity(Settings { pretty: false }, 1 << 16),
            packer: Packer::new(),
            next: 9,
            regular,
            bold,
            slip: None,
            width,
            height,
            pages: Vec::new(),
            parents: Vec::new(),
            open: Vec::new(),
            content: Vec::new(),
            set: None,
            fill: None,
            roots,
        })
    }

    /// The number of a new object.
    pub fn reference(&mut self) -> Ref {
        let reference = Ref::new(self.next);
        self.next = self.next.saturating_add(1);
        reference
    }

    /// Packs a stream.
    pub fn pack(&mut self, data: &[u8]) -> Vec<u8> {
        self.packer.pack(data)
    }

    /// Takes fonts for the Swiss QR-bill.
    pub fn set_slip_fonts(&mut self, fonts: Fonts<'a>) -> Result<(), Box<Finding>> {
        self.slip = Some(faces(SLIP_FONTS, fonts)?);
        Ok(())
    }

    /// Lets go of the fonts of the Swiss QR-bill: there is none.
    pub fn drop_slip_fonts(&mut self) {
        self.slip = None;
    }

    /// The face of a weight.
    pub fn face(&self, weight: Weight) -> &Face<'a> {
        match (weight, &self.slip) {
            (Weight::SlipRegular, Some([regular, _])) => regular,
            (Weight::SlipBold, Some([_, bold])) => bold,
            (Weight::Regular | Weight::SlipRegular, _) => &self.regular,
            (Weight::Bold | Weight::SlipBold, _) => &self.bold,
        }
    }

    /// Both faces of the document, regular first.
    pub fn faces(&self) -> [&Face<'a>; 2] {
        [&self.regular, &self.bold]
    }

    /// The faces that the pages use, each with the path of its file for findings and its object.
    pub fn embedded_faces(&self) -> Vec<(Weight, &'static str, Ref)> {
        let [regular, bold] = self.roots.fonts;
        let mut faces = vec![(Weight::Regular, FONTS[0], regular), (Weight::Bold, FONTS[1], bold)];
        if let Some([regular, bold]) = self.roots.slip_fonts {
            faces.push((Weight::SlipRegular, SLIP_FONTS[0], regular));
            faces.push((Weight::SlipBold, SLIP_FONTS[1], bold));
        }
        faces
    }

    /// How many pages there are, the open one too.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Begins a page. Whatever was being marked goes on there.
    pub fn begin_page(&mut self) {
        let (id, contents) = (self.reference(), [self.reference(), self.reference()]);
        self.pages.push(Page { id, contents, annotations: Vec::new(), key: self.parents.len() });
        self.parents.push(Parent::Page(Vec::new()));
        (self.set, self.fill) = (None, None);
    }

    /// Ends the page: packs what was drawn.
    pub fn end_page(&mut self) {
        let packed = self.packer.pack(&self.content);
        self.content.clear();
        if let Some(page) = self.pages.last() {
            self.pdf.stream(page.contents[0], &packed).filter(Filter::FlateDecode);
        }
    }

    /// Opens an element inside the one that is open.
    pub fn open(&mut self, tag: Tag) {
        let id = self.reference();
        let parent = self.open.last().map_or(self.roots.structure, |parent| parent.id);
        if let Some(parent) = self.open.last_mut() {
            parent.kids.push(Kid::Element(id));
        }
        self.open.push(Element { id, parent, tag, kids: Vec::new() });
    }

    /// Closes the element that is open, and writes it.
    pub fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            element.write(&mut self.pdf);
        }
    }

    /// The first element of the structure: the document itself.
    pub fn root_element(&self) -> Option<Ref> {
        self.open.first().map(|element| element.id)
    }

    /// What is drawn from here on belongs to the open element, until `unmark`.
    pub fn mark(&mut self) {
        let (Some(page), Some(element)) = (self.pages.last(), self.open.last_mut()) else { return };
        let Some(Parent::Page(marks)) = self.parents.get_mut(page.key) else { return };
        let number = marks.len();
        marks.push(element.id);
        element.kids.push(Kid::Mark(page.id, i32::try_from(number).unwrap_or(i32::MAX)));
        self.content.push(b'/');
        self.content.extend_from_slice(element.tag.name());
        self.content.extend_from_slice(b"<</MCID ");
        push_integer(&mut self.content, u64::try_from(number).unwrap_or_default());
        self.content.extend_from_slice(b">>BDC\n");
    }

    /// What is drawn from here on means nothing to a reader, until `unmark`.
    pub fn artifact(&mut self, is_pagination: bool) {
        let kind: &[u8] =
            if is_pagination { b"/Artifact<</Type/Pagination>>BDC\n" } else { b"/Artifact<</Type/Layout>>BDC\n" };
        self.content.extend_from_slice(kind);
    }

    /// Ends what `mark` or `artifact` began.
    pub fn unmark(&mut self) {
        self.content.extend_from_slice(b"EMC\n");
    }

    /// Sets one line of text; `y` is its base line.
    pub fn text(&mut self, x: Length, y: Length, text: &str, style: &Style) {
        if text.is_empty() {
            return;
        }
        self.fill(style.colour);
        let out = &mut self.content;
        out.extend_from_slice(b"BT\n");
        if self.set != Some((style.weight, style.size)) {
            self.set = Some((style.weight, style.size));
            out.extend_from_slice(match (style.weight, self.slip.is_some()) {
                (Weight::SlipRegular, true) => b"/S ",
                (Weight::SlipBold, true) => b"/T ",
                (Weight::Regular | Weight::SlipRegular, _) => b"/R ",
                (Weight::Bold | Weight::SlipBold, _) => b"/B ",
            });
            push_length(out, style.size);
            out.extend_from_slice(b"Tf\n");
        }
        out.extend_from_slice(b"1 0 0 1 ");
        push_length(out, x);
        push_length(out, self.height - y);
        out.extend_from_slice(b"Tm\n");
        let face = match (style.weight, &mut self.slip) {
            (Weight::SlipRegular, Some([regular, _])) => regular,
            (Weight::SlipBold, Some([_, bold])) => bold,
            (Weight::Regular | Weight::SlipRegular, _) => &mut self.regular,
            (Weight::Bold | Weight::SlipBold, _) => &mut self.bold,
        };
        face.show(text, style, out);
        out.extend_from_slice(b"ET\n");
    }

    /// Writes a word across the page in outlines, through which the text is read. It is part of an artifact: whatever it
    /// means has to be said in the text too.
    pub fn watermark(&mut self, word: &str) {
        let colour = Colour(150, 155, 164);
        let style = Style { weight: Weight::Bold, size: points(96), leading: points(96), colour, is_tabular: false };
        // The middle of the word on the middle of the page, along 45°: the cosine is 0.7071.
        let along = super::length::scaled(i64::from(self.bold.width(word, &style)) / 2, 7071, 10_000);
        let out = &mut self.content;
        out.extend_from_slice(b"q\n0.6 w ");
        colour.push(out);
        out.extend_from_slice(b"RG\nBT\n/B ");
        push_length(out, style.size);
        out.extend_from_slice(b"Tf\n1 Tr 0.7071 0.7071 -0.7071 0.7071 ");
        push_length(out, self.width / 2 - along);
        push_length(out, self.height / 2 - along);
        out.extend_from_slice(b"Tm\n");
        self.bold.show(word, &style, out);
        out.extend_from_slice(b"ET\nQ\n");
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            colour.push(&mut self.content);
            self.content.extend_from_slice(b"rg\n");
        }
    }

    /// Fills rectangles of one colour.
    pub fn rectangles(&mut self, areas: impl IntoIterator<Item = Area>, colour: Colour) {
        self.fill(colour);
        for area in areas {
            push_length(&mut self.content, area.x);
            push_length(&mut self.content, self.height - area.y - area.height);
            push_length(&mut self.content, area.width);
            push_length(&mut self.content, area.height);
            self.content.extend_from_slice(b"re\n");
        }
        self.content.extend_from_slice(b"f\n");
    }

    /// Fills runs of cells (column, row, length) of a grid with so many cells a side. Cells are whole numbers here and scaled by
    /// the reader, so that no light shows between neighbours.
    pub fn grid(&mut self, area: Area, side: usize, runs: &[(usize, usize, usize)], colour: Colour) {
        self.fill(colour);
        let cells = Length::try_from(side).unwrap_or(Length::MAX).max(1);
        let out = &mut self.content;
        out.extend_from_slice(b"q\n");
        // Six decimals: an edge is off by less than a thousandth of a point.
        for (length, sign, zeros) in [(area.width, 1, "0 0 "), (area.height, -1, "")] {
            push_fixed(out, sign * i64::from(length) * 1000 / i64::from(cells), 6);
            out.extend_from_slice(zeros.as_bytes());
        }
        push_length(out, area.x);
        push_length(out, self.height - area.y);
        out.extend_from_slice(b"cm\n");
        for (column, row, length) in runs {
            for number in [column, row, length] {
                push_fixed(out, i64::try_from(*number).unwrap_or_default(), 0);
            }
            out.extend_from_slice(b"1 re\n");
        }
        out.extend_from_slice(b"f\nQ\n");
    }

    /// Draws the logo into an area.
    pub fn logo(&mut self, area: Area) {
        let out = &mut self.content;
        out.extend_from_slice(b"q\n");
        for (length, zeros) in [(area.width, "0 0 "), (area.height, "")] {
            push_length(out, length);
            out.extend_from_slice(zeros.as_bytes());
        }
        push_length(out, area.x);
        push_length(out, self.height - area.y - area.height);
        out.extend_from_slice(b"cm\n/L Do\nQ\n");
    }

    /// Makes an area of the page lead to an address; the open element is its link.
    pub fn link(&mut self, area: Area, url: &str, what: &str) {
        let id = self.reference();
        let key = self.parents.len();
        let (Some(page), Some(element)) = (self.pages.last_mut(), self.open.last_mut()) else { return };
        self.parents.push(Parent::Annotation(element.id));
        element.kids.push(Kid::Object(page.id, id));
        page.annotations.push(id);
        let low = whole_points(self.height - area.y - area.height);
        let right = whole_points(area.x + area.width).saturating_add(1);
        let high = whole_points(self.height - area.y).saturating_add(1);
        let mut annotation = self.pdf.indirect(id).dict();
        annotation.pair(Name(b"Type"), Name(b"Annot")).pair(Name(b"Subtype"), Name(b"Link"));
        annotation.insert(Name(b"Rect")).array().items([whole_points(area.x), low, right, high]);
        annotation.insert(Name(b"Border")).array().items([0, 0, 0]);
        // Printed, as PDF/A wants annotations to be.
        annotation.pair(Name(b"F"), 4);
        annotation.pair(Name(b"Contents"), TextStr(what));
        annotation.pair(Name(b"StructParent"), i32::try_from(key).unwrap_or(i32::MAX));
        let mut action = annotation.insert(Name(b"A")).dict();
        action.pair(Name(b"S"), Name(b"URI")).pair(Name(b"URI"), Str(url.as_bytes()));
    }

    /// Writes the pages with what stands at the foot of each, the structure above its elements, and the resources.
    /// `foot` draws on the page of that index; it is an artifact.
    pub fn finish_pages(&mut self, foot: &mut dyn FnMut(&mut Document<'a>, usize), has_logo: bool) {
        while !self.open.is_empty() {
            self.close();
        }
        for index in 0..self.pages.len() {
            (self.set, self.fill) = (None, None);
            self.artifact(true);
            foot(self, index);
            self.unmark();
            let content = std::mem::take(&mut self.content);
            self.write_page(index, &content);
        }
        let mut tree = self.pdf.indirect(self.roots.pages).dict();
        tree.pair(Name(b"Type"), Name(b"Pages"));
        tree.pair(Name(b"Count"), i32::try_from(self.pages.len()).unwrap_or(i32::MAX));
        tree.insert(Name(b"Kids")).array().items(self.pages.iter().map(|page| page.id));
        drop(tree);
        let slip = self.slip.is_some().then(|| [self.reference(), self.reference()]);
        self.roots.slip_fonts = slip;
        let mut resources = self.pdf.indirect(self.roots.resources).dict();
        let mut fonts = resources.insert(Name(b"Font")).dict();
        let [regular, bold] = self.roots.fonts;
        fonts.pair(Name(b"R"), regular).pair(Name(b"B"), bold);
        if let Some([regular, bold]) = slip {
            fonts.pair(Name(b"S"), regular).pair(Name(b"T"), bold);
        }
        drop(fonts);
        if has_logo {
            resources.insert(Name(b"XObject")).dict().pair(Name(b"L"), self.roots.logo);
        }
        drop(resources);
        self.write_parents();
    }

    fn write_page(&mut self, index: usize, foot: &[u8]) {
        let Some(page) = self.pages.get(index) else { return };
        let [content, foot_id] = page.contents;
        self.pdf.stream(foot_id, foot);
        let mut dict = self.pdf.indirect(page.id).dict();
        dict.pair(Name(b"Type"), Name(b"Page")).pair(Name(b"Parent"), self.roots.pages);
        let corner = [0, 0, whole_points(self.width), whole_points(self.height)];
        dict.insert(Name(b"MediaBox")).array().items(corner);
        dict.pair(Name(b"Resources"), self.roots.resources);
        dict.insert(Name(b"Contents")).array().items([content, foot_id]);
        dict.pair(Name(b"StructParents"), i32::try_from(page.key).unwrap_or(i32::MAX));
        // Reading order is that of the structure.
        dict.pair(Name(b"Tabs"), Name(b"S"));
        if !page.annotations.is_empty() {
            dict.insert(Name(b"Annots")).array().items(page.annotations.iter().copied());
        }
    }

    fn write_parents(&mut self) {
        let mut tree = self.pdf.indirect(self.roots.parents).dict();
        let mut numbers = tree.insert(Name(b"Nums")).array();
        for (key, parent) in self.parents.iter().enumerate() {
            numbers.item(i32::try_from(key).unwrap_or(i32::MAX));
            match parent {
                Parent::Page(marks) => {
                    numbers.push().array().items(marks.iter().copied());
                }
                Parent::Annotation(element) => {
                    numbers.item(*element);
                }
            }
        }
    }
}

/// The faces of two fonts, regular first, which are given at these paths.
pub fn faces<'a>(paths: [&str; 2], fonts: Fonts<'a>) -> Result<[Face<'a>; 2], Box<Finding>> {
    let face = |path: &str, file: &'a [u8]| Font::parse(file).map(Face::new).map_err(|fault| fault.at(path));
    let [regular, bold] = paths;
    Ok([face(regular, fonts.regular)?, face(bold, fonts.bold)?])
}
