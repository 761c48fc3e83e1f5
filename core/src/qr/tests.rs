//! QR codes as an independent reader sees them.

use super::QrCode;

/// What the reader `rqrr` reads in a code, drawn four pixels a module with its border.
fn read(code: &QrCode) -> String {
    const SCALE: usize = 4;
    let side = (code.size() + 8) * SCALE;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let (column, row) = ((x / SCALE).wrapping_sub(4), (y / SCALE).wrapping_sub(4));
        if row < code.size() && code.is_dark(column, row) { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    let [grid] = grids.as_slice() else { panic!("{} codes", grids.len()) };
    grid.decode().expect("a code").1
}

#[test]
fn every_version_is_read_back() {
    for version in 1..=25 {
        let text: String =
            ('!'..='~').cycle().take(super::correction::data_codewords(version).expect("a version") - 3).collect();
        let code = QrCode::new(text.as_bytes(), 25).expect("a code");
        assert_eq!(code.size(), version * 4 + 17);
        assert_eq!(read(&code), text, "version {version}");
    }
}

#[test]
fn texts_of_any_script_are_read_back() {
    for text in ["a", "https://pay.example/i/9f3k2?x=1&y=2", "Bäckerei Sönne – 12,50 €", "BCD\n002\n1\nSCT\n"] {
        assert_eq!(read(&QrCode::new(text.as_bytes(), 13).expect("a code")), text);
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    // ISO/IEC 18004:2015, table 7: version 25-M holds 997 bytes, version 13-M 331.
    assert!(QrCode::new(&[b'x'; 997], 25).is_some());
    assert!(QrCode::new(&[b'x'; 998], 25).is_none());
    assert!(QrCode::new(&[b'x'; 331], 13).is_some());
    assert!(QrCode::new(&[b'x'; 332], 13).is_none());
}
