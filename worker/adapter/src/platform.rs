//! What of the platform is asked for most, each in one call: see `platform.js`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::web_sys;

#[wasm_bindgen(module = "/src/platform.js")]
extern "C" {
    /// Method, origin, path, query, and each header by name and value, a line each.
    #[wasm_bindgen(catch)]
    pub(super) fn head(request: &web_sys::Request) -> Result<String, JsValue>;

    /// The body of a request; nothing where it is not here after so long.
    #[wasm_bindgen(catch)]
    pub(super) async fn body(request: &web_sys::Request, milliseconds: u32) -> Result<JsValue, JsValue>;

    /// Headers by name and value, a line each.
    #[wasm_bindgen(catch)]
    pub(super) fn headers(lines: &str) -> Result<web_sys::Headers, JsValue>;

    /// Runs a statement. What it takes and gives is described in `platform.js`.
    #[wasm_bindgen(catch)]
    pub(super) fn run(
        sql: &JsValue,
        statement: &str,
        gives_rows: bool,
        stated: &[f64],
        texts: &str,
        bytes: &[u8],
    ) -> Result<Vec<f64>, JsValue>;

    /// Takes the texts that the last statement gave.
    #[wasm_bindgen(js_name = takeTexts)]
    pub(super) fn take_texts() -> String;

    /// Takes the bytes that the last statement gave.
    #[wasm_bindgen(js_name = takeBytes)]
    pub(super) fn take_bytes() -> Vec<u8>;
}
