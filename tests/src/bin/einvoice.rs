//! Writes every e-invoice that the judges are given into a folder, one file a document.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).expect("usage: einvoice FOLDER");
    std::fs::create_dir_all(&folder)?;
    for document in voldaan_tests::einvoice::documents() {
        std::fs::write(Path::new(&folder).join(format!("{}.xml", document.name)), document.xml)?;
    }
    Ok(())
}
