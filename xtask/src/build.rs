//! `cargo xtask build`: what ships, built where it is stale.

use anyhow::{Result, bail};

use crate::node::Node;
use crate::toolchain::Toolchain;
use crate::{node, npm, toolchain, wasm, worker};

/// The tools that every build needs.
pub struct Tools {
    /// Rust for wasm.
    pub toolchain: Toolchain,
    /// Node and the pinned packages.
    pub node: Node,
}

impl Tools {
    /// Sets up what is missing.
    pub fn set_up() -> Result<Self> {
        Ok(Self { toolchain: toolchain::wasm()?, node: node::set_up()? })
    }
}

/// `build` with nothing, `npm` or `worker`.
pub fn command(arguments: &[String]) -> Result<()> {
    let tools = Tools::set_up()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => everything(&tools),
        ["npm"] => package(&tools),
        ["worker"] => worker::build(&tools.toolchain, &tools.node),
        _ => bail!("usage: cargo xtask build [npm | worker]"),
    }
}

/// Both artefacts.
pub fn everything(tools: &Tools) -> Result<()> {
    package(tools)?;
    worker::build(&tools.toolchain, &tools.node)
}

/// The npm package.
pub fn package(tools: &Tools) -> Result<()> {
    let engine = wasm::engine(&tools.toolchain, &tools.node)?;
    npm::assemble(&engine, &tools.node)
}
