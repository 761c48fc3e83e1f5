//! What the reader takes, and how it refuses what is broken or hostile: with an error, at once.

use super::*;

const ROOT: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";

fn whole(text: &str) -> Result<Element<'_>, Fault> {
    read(text, &[], &mut |_| ())
}

#[test]
fn elements_attributes_and_texts_are_read() {
    let text = format!(
        "<?xml version='1.0'?><!-- a --><i:a xmlns:i='{ROOT}' k='&lt;&#x20AC;'>\n <i:b>1 &amp; 2</i:b><i:c/><i:b><![CDATA[<&]]> x</i:b>\
         <o:b xmlns:o='urn:other'>y</o:b></i:a>\n"
    );
    let mut root = whole(&text).expect("well formed");
    assert_eq!((root.name, root.attribute("k").as_deref()), ("a", Some("<€")));
    let texts: Vec<_> = root.children("b").map(|child| child.own_text()).collect();
    assert_eq!(texts, [Some("1 & 2".to_owned()), Some("<& x".to_owned())]);
    let mut unread = Vec::new();
    root.unread(&mut "a".to_owned(), &mut unread);
    assert_eq!(unread.iter().map(|row| (row.path.as_str(), row.text.as_str())).collect::<Vec<_>>(), [("a/b[3]", "y")]);
}

#[test]
fn lines_are_handed_out_one_by_one() {
    let text = format!("<a xmlns='{ROOT}'><l>1</l><h>2</h><l>3</l></a>");
    let mut lines = Vec::new();
    let root = read(&text, &["l"], &mut |line| lines.push(line.text.into_owned())).expect("well formed");
    assert_eq!((lines.join(","), root.children.len()), ("1,3".to_owned(), 1));
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for broken in [
        "",
        " ",
        "x",
        "<",
        "<a",
        "<a>",
        "<a></b>",
        "<a></a",
        "</a>",
        "<a/><b/>",
        "<a/>x",
        "<a b></a>",
        "<a b=1/>",
        "<a b='1/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a><!-- </a>",
        "<a><![CDATA[ </a>",
        "<p:a/>",
        "<1/>",
        "<a:b:c/>",
        "<a b='1'c='2'/>",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<a>&#xFFFF;</a>",
        "<a>&amp</a>",
        "<a>&#xD800;</a>",
        "<a>\u{1}</a>",
        "<a b='&x;'/>",
    ] {
        let fault = whole(broken).err();
        assert!(fault.is_some_and(|fault| !fault.is_limit), "{broken}");
    }
}

#[test]
fn document_types_and_entities_are_refused() {
    let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    for hostile in [
        laughs,
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a><!ENTITY b 'c'></a>",
        "<?xml version='1.0'?><!DOCTYPE a><a/>",
    ] {
        let fault = whole(hostile).err().expect("refused");
        assert!(fault.what.contains("document type"), "{}", fault.what);
    }
}

#[test]
fn more_than_any_invoice_needs_is_refused() {
    let deep = "<a>".repeat(100_000);
    let attributes: String = (0..50).map(|index| format!(" b{index}='1'")).collect();
    let long = format!("<a b='{}'/>", "x".repeat(20_000));
    let many = format!("<a>{}</a>", "<b/>".repeat(60_000));
    let large = format!("<a>{}</a>", " ".repeat(17 * 1024 * 1024));
    for hostile in [deep, format!("<a{attributes}/>"), long, many, large] {
        let fault = whole(&hostile).err().expect("refused");
        assert!(fault.is_limit, "{}", fault.what);
    }
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    // Each of these made some reader quadratic: comments between letters, blanks before them, ampersands, prefixes.
    let half = 1024 * 1024;
    let hostile = [
        format!("<a>{}{}</a>", " ".repeat(half), "x<!---->".repeat(half / 8)),
        format!("<a>{}</a>", "&amp;".repeat(half / 5)),
        format!("<a>{}</a>", "<![CDATA[]]>".repeat(half / 12)),
        format!("<a>{}", "<?p ?>".repeat(half / 6)),
    ];
    for text in hostile {
        drop(whole(&text));
    }
}
