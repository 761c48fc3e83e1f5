//! The elements of a document's structure: what each is, and how it is written. Refuses types beyond those of PDF 1.7.

use pdf_writer::{Name, Pdf, Ref, TextStr};

/// What an element is (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The document.
    Document,
    /// A heading of level 1 or 2.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A head of a column.
    ColumnHead,
    /// A head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A link.
    Link,
    /// A picture: what it shows, and the box it fills in whole points.
    Figure(String, [i32; 4]),
}

impl Tag {
    /// Its name in content streams and elements.
    pub fn name(&self) -> &'static [u8] {
        match self {
            Tag::Document => b"Document",
            Tag::Heading(1) => b"H1",
            Tag::Heading(_) => b"H2",
            Tag::Paragraph => b"P",
            Tag::Table => b"Table",
            Tag::Row => b"TR",
            Tag::ColumnHead | Tag::RowHead => b"TH",
            Tag::Cell => b"TD",
            Tag::Link => b"Link",
            Tag::Figure(..) => b"Figure",
        }
    }
}

/// What stands inside an element.
pub enum Kid {
    /// Another element.
    Element(Ref),
    /// Marked content of a page, by its number there.
    Mark(Ref, i32),
    /// An annotation of a page.
    Object(Ref, Ref),
}

/// An element that is open.
pub struct Element {
    /// Its object.
    pub id: Ref,
    /// The element that it stands in.
    pub parent: Ref,
    /// What it is.
    pub tag: Tag,
    /// What stands in it.
    pub kids: Vec<Kid>,
}

impl Element {
    /// Writes it.
    pub fn write(&self, pdf: &mut Pdf) {
        let mut dict = pdf.indirect(self.id).dict();
        dict.pair(Name(b"S"), Name(self.tag.name())).pair(Name(b"P"), self.parent);
        let page = self.kids.iter().find_map(|kid| match kid {
            Kid::Mark(page, _) => Some(*page),
            Kid::Element(_) | Kid::Object(..) => None,
        });
        if let Some(page) = page {
            dict.pair(Name(b"Pg"), page);
        }
        if let [Kid::Mark(_, number)] = self.kids.as_slice() {
            dict.pair(Name(b"K"), *number);
        } else if !self.kids.is_empty() {
            let mut kids = dict.insert(Name(b"K")).array();
            for kid in &self.kids {
                match kid {
                    Kid::Element(id) => {
                        kids.item(*id);
                    }
                    Kid::Mark(on, number) if Some(*on) == page => {
                        kids.item(*number);
                    }
                    Kid::Mark(on, number) => {
                        let mut mark = kids.push().dict();
                        mark.pair(Name(b"Type"), Name(b"MCR")).pair(Name(b"Pg"), *on).pair(Name(b"MCID"), *number);
                    }
                    Kid::Object(on, object) => {
                        let mut mark = kids.push().dict();
                        mark.pair(Name(b"Type"), Name(b"OBJR")).pair(Name(b"Pg"), *on).pair(Name(b"Obj"), *object);
                    }
                }
            }
        }
        match &self.tag {
            Tag::ColumnHead | Tag::RowHead => {
                let scope: &[u8] = if self.tag == Tag::ColumnHead { b"Column" } else { b"Row" };
                let mut attributes = dict.insert(Name(b"A")).dict();
                attributes.pair(Name(b"O"), Name(b"Table")).pair(Name(b"Scope"), Name(scope));
            }
            Tag::Figure(what, corners) => {
                dict.pair(Name(b"Alt"), TextStr(what));
                let mut attributes = dict.insert(Name(b"A")).dict();
                attributes.pair(Name(b"O"), Name(b"Layout")).pair(Name(b"Placement"), Name(b"Block"));
                attributes.insert(Name(b"BBox")).array().items(*corners);
            }
            _ => {}
        }
    }
}
