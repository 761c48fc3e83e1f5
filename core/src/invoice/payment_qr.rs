//! The QR code with which an invoice is paid (EPC069-12, "SEPA credit transfer QR").

use crate::wire_struct;

wire_struct! {
    /// A payment QR code.
    #[derive(Eq)]
    pub struct PaymentQr {
        /// The text inside the code.
        "payload" payload: String,
        /// The code as SVG.
        "svg" svg: String,
    }
}
