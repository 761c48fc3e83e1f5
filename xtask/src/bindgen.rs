//! wasm-bindgen as a library: bindings for the npm package, and the few flags of its command line that worker-build uses, so that
//! nobody has to install that command line.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// Set for a child that finds this program where it expects the command line of wasm-bindgen.
pub const ACT_AS: &str = "VOLDAAN_ACT_AS_WASM_BINDGEN";

/// Writes `<name>.js` and `<name>_bg.wasm`: glue that loads nothing by itself, so that each entry brings the bytes its own way.
pub fn for_web(input: &Path, folder: &Path, name: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).web(true)?;
    bindgen.typescript(false).omit_default_module_path(true);
    // After a trap the engine starts afresh: no answer depends on what it keeps, so that is always right.
    bindgen.reset_state_function(true);
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen refused {}", input.display()))
}

/// Does what worker-build asks of the command line.
pub fn act_as_command_line(arguments: impl Iterator<Item = String>) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let mut folder = None;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} wants a value"));
        match argument.as_str() {
            "--out-dir" => folder = Some(value()?),
            "--out-name" => {
                bindgen.out_name(&value()?);
            }
            "--target" => match value()?.as_str() {
                "module" => {
                    bindgen.module(true)?;
                }
                "bundler" => {
                    bindgen.bundler(true)?;
                }
                other => bail!("the target {other} is not one that worker-build asks for"),
            },
            "--no-typescript" => {
                bindgen.typescript(false);
            }
            "--debug" => {
                bindgen.debug(true);
            }
            "--no-demangle" => {
                bindgen.demangle(false);
            }
            "--keep-debug" => {
                bindgen.keep_debug(true);
            }
            "--omit-default-module-path" => {
                bindgen.omit_default_module_path(true);
            }
            "--experimental-reset-state-function" => {
                bindgen.reset_state_function(true);
            }
            "--force-enable-abort-handler" => {
                bindgen.force_enable_abort_handler(true);
            }
            flag if flag.starts_with('-') => {
                bail!("the wasm-bindgen flag {flag} is not known here: add it to xtask/src/bindgen.rs")
            }
            input => {
                bindgen.input_path(input);
            }
        }
    }
    let folder = folder.context("wasm-bindgen needs --out-dir")?;
    bindgen.generate(&folder).with_context(|| format!("wasm-bindgen could not write {folder}"))
}
