//! The checked-in description of the service is the one that its types and routes give; `UPDATE=1` writes it.

use std::fs;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../worker/openapi.json");

#[test]
fn the_description_of_the_service_is_current() {
    let current = voldaan_worker::app::openapi::document();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(FILE, &current).expect("the file can be written");
    }
    let kept = fs::read_to_string(FILE).expect("the file is there");
    assert!(kept == current, "worker/openapi.json is old: run `UPDATE=1 cargo test --package voldaan-tests openapi`");
}
