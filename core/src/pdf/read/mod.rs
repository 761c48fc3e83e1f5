//! The e-invoice out of a PDF that somebody has sent: Factur-X and ZUGFeRD of all versions, XRechnung in a PDF.
//!
//! The file is not trusted: size, nesting, unpacked bytes and work are bounded, and what is beyond is an error. Refuses
//! encrypted files and packings other than Flate. It reads what is attached and nothing else of the file.

mod file;
mod object;
mod syntax;

use crate::finding::{Code, Error, Finding};
use crate::wire_struct;
use file::File;
use object::Object;

/// A file may have this many bytes.
pub const PDF_BYTES_MAX: usize = 64 << 20;
/// An e-invoice may have this many bytes.
pub const XML_BYTES_MAX: usize = 16 << 20;
/// So many attachments are looked at.
const ATTACHMENTS_MAX: usize = 1_000;

/// The names under which e-invoices are attached, the newest first: Factur-X and ZUGFeRD from 2.1 on, XRechnung,
/// ZUGFeRD 2.0, ZUGFeRD 1.0.
const NAMES: [&str; 4] = ["factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml"];

/// What is wrong with a file, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault(pub &'static str);

wire_struct! {
    /// The e-invoice of a PDF.
    pub struct PdfInvoice {
        /// The XML as it is attached.
        "xml" xml: String,
        /// The name of the attachment.
        "filename" filename: String,
    }
}

/// Takes the e-invoice out of a PDF.
pub fn from_pdf(bytes: &[u8]) -> Result<PdfInvoice, Error> {
    match find(bytes) {
        Ok(Some(found)) => Ok(found),
        Ok(None) => {
            let message = "The PDF has no e-invoice attached.";
            let fix = "Ask the sender for a Factur-X or ZUGFeRD invoice, or for the XML itself.";
            Err(Error::from_finding(Finding::new(Code::PdfNoInvoice, "", message).fix(fix)))
        }
        Err(Fault(message)) => Err(Error::from_finding(Finding::new(Code::PdfUnreadable, "", message))),
    }
}

fn find(bytes: &[u8]) -> Result<Option<PdfInvoice>, Fault> {
    let mut file = File::open(bytes)?;
    let catalog = file.catalog()?;
    let mut attached = Vec::new();
    if let Some(Object::Array(files)) = file.entry(&catalog, b"AF")? {
        attached.extend(files.into_iter().take(ATTACHMENTS_MAX));
    }
    if let Some(names) = file.entry(&catalog, b"Names")?
        && let Some(tree) = file.entry(&names, b"EmbeddedFiles")?
    {
        collect(&mut file, tree, &mut attached)?;
    }
    let mut best: Option<(usize, Object)> = None;
    for attachment in attached {
        let specification = file.resolved(attachment)?;
        if let Some(rank) = rank(&mut file, &specification)?
            && best.as_ref().is_none_or(|(least, _)| rank < *least)
        {
            best = Some((rank, specification));
        }
    }
    let Some((rank, specification)) = best else { return Ok(None) };
    let Some(embedded) = file.entry(&specification, b"EF")? else {
        return Err(Fault("The attachment of the e-invoice has no content."));
    };
    let content = match file.entry(&embedded, b"F")? {
        Some(content) => Some(content),
        None => file.entry(&embedded, b"UF")?,
    };
    let content = content.ok_or(Fault("The attachment of the e-invoice has no content."))?;
    let data = file.unpacked(&content, XML_BYTES_MAX)?;
    let xml = String::from_utf8(data).map_err(|_| Fault("The e-invoice is not in UTF-8."))?;
    let filename = NAMES.get(rank).copied().unwrap_or_default().to_owned();
    // Some writers begin with the mark of the byte order.
    Ok(Some(PdfInvoice { xml: xml.trim_start_matches('\u{FEFF}').to_owned(), filename }))
}

/// The place of a file among the names that e-invoices have.
fn rank(file: &mut File<'_>, specification: &Object) -> Result<Option<usize>, Fault> {
    for key in [&b"UF"[..], b"F"] {
        if let Some(Object::Text(name)) = file.entry(specification, key)? {
            let name = object::text(&name);
            if let Some(rank) = NAMES.iter().position(|known| known.eq_ignore_ascii_case(&name)) {
                return Ok(Some(rank));
            }
        }
    }
    Ok(None)
}

/// The values of a name tree (ISO 32000-1, 7.9.6).
fn collect(file: &mut File<'_>, tree: Object, attached: &mut Vec<Object>) -> Result<(), Fault> {
    let mut open = vec![tree];
    let mut nodes = 0;
    while let Some(node) = open.pop() {
        nodes += 1;
        if nodes > ATTACHMENTS_MAX || attached.len() > ATTACHMENTS_MAX {
            return Err(Fault("The PDF has more than 1,000 attachments."));
        }
        let node = file.resolved(node)?;
        if let Some(Object::Array(names)) = file.entry(&node, b"Names")? {
            attached.extend(names.into_iter().skip(1).step_by(2).take(ATTACHMENTS_MAX));
        }
        if let Some(Object::Array(kids)) = file.entry(&node, b"Kids")? {
            open.extend(kids.into_iter().take(ATTACHMENTS_MAX));
        }
    }
    Ok(())
}
