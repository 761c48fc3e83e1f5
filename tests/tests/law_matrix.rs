//! The matrix of jurisdiction by debtor, cell by cell, through the door `claim`: what is charged in each, by which article; and that the
//! page in docs says what the engine does.

use serde_json::{Value, json};
use voldaan::door;
use voldaan_tests::review;

/// A cell: jurisdiction, debtor, rate in percent on 2026-07-15, article of interest, lump sum, and what agreed costs of 100 come to.
type Cell = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const B: &str = "business";
const C: &str = "consumer";
const G: &str = "government";

/// The rates of the second half of 2026 with the articles that set them. Interest of a consumer in Belgium and Germany waits for a notice.
const CELLS: &[Cell] = &[
    // Art. 6:120(2) BW: 2.40 + 8. Dutch costs follow the scale, so that agreed ones count between businesses only.
    ("NL", B, "10.4", "art. 6:119a BW", "40.00", "0.00"),
    ("NL", C, "4", "art. 6:119 BW", "0.00", "0.00"),
    ("NL", G, "10.4", "art. 6:119b BW", "40.00", "0.00"),
    // Law of 2002-08-02, art. 5: 2.40 + 8 up to the next half point; art. 6: 40, more by contract.
    ("BE", B, "10.5", "art. 5 law of 2002-08-02", "40.00", "100.00"),
    ("BE", C, "", "art. XIX.2 and XIX.4 Code of economic law", "0.00", "0.00"),
    ("BE", G, "10.5", "art. 5 law of 2002-08-02", "40.00", "100.00"),
    // § 288 BGB: 1.52 + 9.
    ("DE", B, "10.52", "§ 288(2) BGB", "40.00", "100.00"),
    ("DE", C, "", "§§ 286 and 288(1) BGB", "0.00", "0.00"),
    ("DE", G, "10.52", "§ 288(2) BGB", "40.00", "100.00"),
    // Art. L441-10: 2.40 + 10. A public authority falls under the Directive: 2.40 + 8.
    ("FR", B, "12.4", "art. L441-10 Code de commerce", "40.00", "100.00"),
    ("FR", G, "10.4", "art. 4 Directive 2011/7/EU", "40.00", "100.00"),
    // § 456 UGB: 1.53 + 9.2; § 1000 ABGB: 4.
    ("AT", B, "10.73", "§ 456 UGB", "40.00", "100.00"),
    ("AT", C, "4", "§ 1000 ABGB", "0.00", "0.00"),
    ("AT", G, "10.73", "§ 456 UGB", "40.00", "100.00"),
    ("LU", B, "10.4", "law of 2004-04-18", "40.00", "100.00"),
    ("LU", G, "10.4", "law of 2004-04-18", "40.00", "100.00"),
    ("IE", B, "10.4", "S.I. 580/2012", "40.00", "100.00"),
    ("IE", G, "10.4", "S.I. 580/2012", "40.00", "100.00"),
    ("ES", B, "10.4", "Ley 3/2004", "40.00", "100.00"),
    ("ES", G, "10.4", "Ley 3/2004", "40.00", "100.00"),
    ("IT", B, "10.4", "D.Lgs. 231/2002", "40.00", "100.00"),
    ("IT", G, "10.4", "D.Lgs. 231/2002", "40.00", "100.00"),
];

/// States of the euro without a table of their own: art. 3 and 4 Directive 2011/7/EU, 2.40 + 8.
const FLOOR: &[&str] = &["EU", "CY", "EE", "FI", "GR", "HR", "LT", "LV", "MT", "PT", "SI", "SK"];

fn account() -> Value {
    let address = json!({ "line1": "Kade 1", "city": "Delft", "postalCode": "2611 GP" });
    let draft = json!({
        "currency": "EUR",
        "supplier": { "name": "A", "country": "NL", "vatId": "NL004495445B01", "address": address },
        "customer": { "name": "B", "country": "NL", "address": address },
        "lines": [{ "name": "Item", "quantity": "1", "unitPrice": "1000", "vat": { "category": "Z" } }],
        "paymentTerms": { "dueDate": "2026-06-30" },
    });
    let options = json!({ "number": "1", "issueDate": "2026-06-01" });
    let issued = door::call("issue", &json!([draft, options]).to_string()).expect("issued");
    json!({ "invoice": serde_json::from_str::<Value>(&issued).expect("JSON"), "entries": [] })
}

/// The claim on 2026-07-15, or the code of the refusal.
fn claim(account: &Value, jurisdiction: &str, debtor: &str, agreed: Value) -> Result<Value, String> {
    let options = json!({ "on": "2026-07-15", "jurisdiction": jurisdiction, "debtor": debtor, "agreed": agreed });
    match door::call("claim", &json!([account, options]).to_string()) {
        Ok(claim) => Ok(serde_json::from_str(&claim).expect("JSON")),
        Err(error) => Err(error.code().to_owned()),
    }
}

fn expected(jurisdiction: &'static str, debtor: &'static str) -> Option<Cell> {
    let floor = match debtor {
        B => Some("art. 3 Directive 2011/7/EU"),
        G => Some("art. 4 Directive 2011/7/EU"),
        _ => None,
    };
    if FLOOR.contains(&jurisdiction) {
        return floor.map(|law| (jurisdiction, debtor, "10.4", law, "40.00", "100.00"));
    }
    CELLS.iter().find(|cell| (cell.0, cell.1) == (jurisdiction, debtor)).copied()
}

#[test]
fn each_cell_charges_what_its_law_says_and_an_empty_one_is_an_error() {
    let account = account();
    let known = review::jurisdictions();
    assert!(FLOOR.iter().chain(CELLS.iter().map(|cell| &cell.0)).all(|country| known.contains(country)));
    for jurisdiction in known.into_iter().chain(["PL", "SE", "GB", "US"]) {
        for (_, debtor) in review::DEBTORS {
            let plain = claim(&account, jurisdiction, debtor, json!({}));
            let Some((_, _, rate, law, lump_sum, agreed)) = expected(jurisdiction, debtor) else {
                assert_eq!(plain.expect_err("an empty cell"), "law.none", "{jurisdiction} {debtor}");
                continue;
            };
            let plain = plain.expect("a cell");
            let segments = plain["interest"]["segments"].as_array().expect("segments");
            let rates: Vec<&str> = segments.iter().map(|segment| segment["rate"].as_str().expect("a rate")).collect();
            let wanted: Vec<&str> = Some(rate).into_iter().filter(|rate| !rate.is_empty()).collect();
            assert_eq!(rates, wanted, "{jurisdiction} {debtor}");
            assert_eq!(plain["interest"]["source"], law, "{jurisdiction} {debtor}");
            assert_eq!(plain["lumpSum"]["amount"], lump_sum, "{jurisdiction} {debtor}");
            let with_clause = claim(&account, jurisdiction, debtor, json!({ "costs": "100" })).expect("a cell");
            let allowed = with_clause["costs"]["allowed"].as_bool().expect("a flag");
            let costs = if allowed { with_clause["costs"]["amount"].as_str().expect("an amount") } else { "0.00" };
            assert_eq!(costs, agreed, "{jurisdiction} {debtor}");
        }
    }
}

#[test]
fn the_page_says_what_the_engine_does() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/law-matrix.md")).expect("the page");
    assert_eq!(page, review::matrix(), "run `cargo xtask codegen`");
    for (jurisdiction, debtor, _, law, ..) in CELLS {
        let row = format!("| {jurisdiction} | {debtor} | ");
        let line = page.lines().find(|line| line.starts_with(&row)).expect("a row");
        assert!(line.contains(law), "{line}");
    }
}
