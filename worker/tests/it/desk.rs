//! The seller's desk: its files are there, whole and guarded.

use crate::support::{Caller, demo};

/// The styles of the desk and all scripts that lead to one another, each with its text: those of pages that are loaded when they are opened, too.
fn files(caller: &Caller) -> Vec<(String, String)> {
    let mut wanted = ["app.js", "desk.css", "tokens.css"].map(|name| format!("/desk/{name}")).to_vec();
    let mut found = Vec::new();
    while let Some(path) = wanted.get(found.len()).cloned() {
        let file = caller.get(&path).expect(200);
        let kind = if path.ends_with(".css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        assert_eq!(file.response.header("content-type"), Some(kind), "{path}");
        for begin in [" from \"./", "import(\"./", "\nimport \"./"] {
            for import in file.json.0.split(begin).skip(1) {
                let path = format!("/desk/{}", import.split('"').next().expect("a name"));
                if !wanted.contains(&path) {
                    wanted.push(path);
                }
            }
        }
        found.push((path, file.json.0));
    }
    found
}

#[test]
fn the_page_and_all_that_it_loads_are_there() {
    let caller = demo();
    let page = caller.get("/desk").expect(200);
    let policy = page.response.header("content-security-policy").expect("a policy").to_owned();
    assert!(policy.contains("script-src 'self';") && policy.contains("require-trusted-types-for 'script'"));
    assert!(!policy.contains("unsafe") && !page.json.0.contains("<style") && !page.json.0.contains(" style="));
    let files = files(&caller);
    for (path, _) in files.iter().take(3) {
        assert!(page.json.0.contains(path), "{path}");
    }
    assert!(files.len() > 50, "{}", files.len());
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
    for (name, script) in files(&demo()) {
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            assert!(!script.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn the_desk_has_words_for_all_that_it_shows_and_asks() {
    let caller = demo();
    let texts: String =
        files(&caller).into_iter().filter(|(name, _)| name.contains("/phrases-")).map(|(_, text)| text).collect();
    let description = caller.get("/openapi.json").expect(200);
    for (schema, before) in [
        ("InboxReason", ""),
        ("InboxOutcome", ""),
        ("CustomerRequestKind", ""),
        ("QuoteKind", ""),
        ("QuoteState", "offer."),
        ("RefundState", "atService."),
        ("MandateChargeState", "atService."),
        ("MandateState", "mandate."),
        ("PaymentMandateState", "mandate."),
        ("MandateScheme", "scheme."),
        ("FaultKind", "fault."),
        ("DeliveryWay", "way."),
        ("CustomerSize", "size."),
        ("ContactRole", "role."),
        ("ConsolidateBy", "by."),
        ("ItemBilling", "billing."),
        ("VatCheckResult", "vatCheck."),
        ("RecurrenceUnit", "unit."),
        ("BillAt", "billAt."),
        ("PaymentOrder", "order."),
        ("Scope", "scope."),
        ("RiskLevel", "risk."),
        ("VatListing", "listing."),
    ] {
        let words = description.count(&format!("components.schemas.{schema}.enum"));
        assert!(words > 1, "{schema}");
        for place in 0..words {
            let word = description.at(&format!("components.schemas.{schema}.enum[{place}]"));
            let (plain, quoted) = (format!("\n{before}{word}: ["), format!("\n\"{before}{word}\": ["));
            assert!(texts.contains(&plain) || texts.contains(&quoted), "{schema}: {word}");
        }
    }
}
