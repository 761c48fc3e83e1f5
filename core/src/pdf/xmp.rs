//! The metadata packet of a document (ISO 16684-1): what it conforms to, title, author, date, and the e-invoice inside.
//! Refuses properties without the schema that PDF/A asks for.

use super::archive::About;
use super::facturx::Embedded;

/// Who wrote the file.
const PRODUCER: &str = concat!("Voldaan ", env!("CARGO_PKG_VERSION"));

/// The namespace of the Factur-X properties.
const FACTURX: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

/// The packet.
pub fn packet(about: &About<'_>) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    description(&mut out, "pdfaid", "http://www.aiim.org/pdfa/ns/id/", &[("part", "3"), ("conformance", "B")]);
    description(&mut out, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/", &[("part", "1")]);
    dublin_core(&mut out, about);
    let mut date = about.date.to_string();
    date.push_str("T00:00:00Z");
    let times = [("CreatorTool", PRODUCER), ("CreateDate", &date), ("ModifyDate", &date)];
    description(&mut out, "xmp", "http://ns.adobe.com/xap/1.0/", &times);
    description(&mut out, "pdf", "http://ns.adobe.com/pdf/1.3/", &[("Producer", PRODUCER)]);
    if let Some(Embedded { profile, .. }) = about.embedded {
        let words = [
            ("DocumentType", "INVOICE"),
            ("DocumentFileName", profile.file_name()),
            ("Version", profile.version()),
            ("ConformanceLevel", profile.conformance()),
        ];
        description(&mut out, "fx", FACTURX, &words);
    }
    schemas(&mut out, about.embedded.is_some());
    out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// Plain properties of one namespace.
fn description(out: &mut String, prefix: &str, namespace: &str, properties: &[(&str, &str)]) {
    out.push_str("<rdf:Description rdf:about=\"\" xmlns:");
    for part in [prefix, "=\"", namespace, "\">"] {
        out.push_str(part);
    }
    for (name, value) in properties {
        for part in ["<", prefix, ":", name, ">"] {
            out.push_str(part);
        }
        escape(out, value);
        for part in ["</", prefix, ":", name, ">"] {
            out.push_str(part);
        }
    }
    out.push_str("</rdf:Description>\n");
}

fn dublin_core(out: &mut String, about: &About<'_>) {
    out.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
    out.push_str("<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    escape(out, &about.title);
    out.push_str("</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>");
    escape(out, about.author);
    out.push_str("</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>");
    out.push_str(about.language);
    out.push_str("</rdf:li></rdf:Bag></dc:language></rdf:Description>\n");
}

/// What is said of each property that PDF/A does not know (ISO 19005-3, 6.6.2.3): name, type, meaning.
type Property = (&'static str, &'static str, &'static str);

const UA_PROPERTIES: &[Property] = &[("part", "Integer", "Part of ISO 14289 that the document conforms to")];

const FACTURX_PROPERTIES: &[Property] = &[
    ("DocumentFileName", "Text", "Name of the embedded XML invoice"),
    ("DocumentType", "Text", "INVOICE"),
    ("Version", "Text", "Version of the profile"),
    ("ConformanceLevel", "Text", "Profile of the embedded XML invoice"),
];

fn schemas(out: &mut String, has_invoice: bool) {
    out.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
         <pdfaExtension:schemas><rdf:Bag>",
    );
    schema(out, "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", UA_PROPERTIES);
    if has_invoice {
        schema(out, "Factur-X", FACTURX, "fx", FACTURX_PROPERTIES);
    }
    out.push_str("</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

fn schema(out: &mut String, title: &str, namespace: &str, prefix: &str, properties: &[Property]) {
    let head = [
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>",
        title,
        "</pdfaSchema:schema><pdfaSchema:namespaceURI>",
        namespace,
        "</pdfaSchema:namespaceURI><pdfaSchema:prefix>",
        prefix,
        "</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>",
    ];
    head.iter().for_each(|part| out.push_str(part));
    for (name, kind, meaning) in properties {
        let property = [
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>",
            name,
            "</pdfaProperty:name><pdfaProperty:valueType>",
            kind,
            "</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>",
            meaning,
            "</pdfaProperty:description></rdf:li>",
        ];
        property.iter().for_each(|part| out.push_str(part));
    }
    out.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>");
}

/// Writes text as XML holds it.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
}
