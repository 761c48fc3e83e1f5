//! The seller's desk: its files are there, whole and guarded.

use crate::support::demo;

#[test]
fn the_page_and_all_that_it_loads_are_there() {
    let caller = demo();
    let page = caller.get("/desk").expect(200);
    let policy = page.response.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy.contains("script-src 'self';") && policy.contains("require-trusted-types-for 'script'"));
    assert!(!policy.contains("unsafe") && !page.json.0.contains("<style") && !page.json.0.contains(" style="));
    let mut wanted = vec!["/desk/app.js".to_owned(), "/desk/desk.css".to_owned(), "/desk/tokens.css".to_owned()];
    for path in &wanted {
        assert!(page.json.0.contains(path), "{path}");
    }
    let mut place = 0;
    while let Some(path) = wanted.get(place).cloned() {
        let file = caller.get(&path).expect(200);
        let kind = if path.ends_with(".css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        assert_eq!(file.response.header("content-type"), Some(kind), "{path}");
        for import in file.json.0.split(" from \"./").skip(1) {
            let path = format!("/desk/{}", import.split('"').next().expect("a name"));
            if !wanted.contains(&path) {
                wanted.push(path);
            }
        }
        place += 1;
    }
    assert!(wanted.len() > 15, "{wanted:?}");
    caller.get("/desk/../secret").refused(404, "route.unknown");
    caller.get("/desk/secret.js").refused(404, "notFound");
}

#[test]
fn a_file_is_sent_again_only_where_it_changed() {
    let caller = demo();
    let first = caller.get("/desk/app.js").expect(200);
    let tag = first.response.header("etag").expect("a tag").to_owned();
    let again = caller.call("GET", "/desk/app.js", "", &[("if-none-match", &tag)]).expect(304);
    assert!(again.response.body.is_empty());
    caller.call("GET", "/desk/api.js", "", &[("if-none-match", &tag)]).expect(200);
}

#[test]
fn nothing_in_the_desk_makes_markup_of_texts() {
    let caller = demo();
    for name in [
        "app.js",
        "dom.js",
        "invoice.js",
        "invoices.js",
        "queues.js",
        "templates.js",
        "policies.js",
        "policy.js",
        "list.js",
        "logo.js",
        "look.js",
        "paper.js",
        "work.js",
    ] {
        let script = caller.get(&format!("/desk/{name}")).expect(200).json.0;
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            assert!(!script.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn the_desk_has_words_for_all_that_can_wait_in_its_lists() {
    let caller = demo();
    let names = ["actions", "offers", "pages", "work"];
    let texts = names.map(|name| caller.get(&format!("/desk/phrases-{name}.js")).expect(200).json.0).concat();
    let description = caller.get("/openapi.json").expect(200);
    for (schema, before) in [
        ("InboxReason", ""),
        ("InboxOutcome", ""),
        ("CustomerRequestKind", ""),
        ("QuoteKind", ""),
        ("QuoteState", "offer."),
    ] {
        let words = description.count(&format!("components.schemas.{schema}.enum"));
        assert!(words > 1, "{schema}");
        for place in 0..words {
            let word = description.at(&format!("components.schemas.{schema}.enum[{place}]"));
            let (plain, quoted) = (format!("\n  {before}{word}: ["), format!("\n  \"{before}{word}\": ["));
            assert!(texts.contains(&plain) || texts.contains(&quoted), "{schema}: {word}");
        }
    }
}
