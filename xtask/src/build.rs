//! `cargo xtask build`: what ships, built where it is stale.

use anyhow::{Result, bail};

use crate::node::Node;
use crate::toolchain::Toolchain;
use crate::{node, npm, paths, playground, toolchain, wasm, worker};

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
        let toolchain = toolchain::wasm()?;
        let _lock = paths::lock_builds()?;
        Ok(Self { toolchain, node: node::set_up()? })
    }
}

/// `build` with nothing, `npm`, `playground` or `worker`.
pub fn command(arguments: &[String]) -> Result<()> {
    let part = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => everything,
        ["npm"] => package,
        ["playground"] => pages,
        ["worker"] => service,
        _ => bail!("usage: cargo xtask build [npm | playground | worker]"),
    };
    part(&Tools::set_up()?)
}

/// All that ships.
pub fn everything(tools: &Tools) -> Result<()> {
    pages(tools)?;
    service(tools)
}

/// The package, and the playground on it.
pub fn pages(tools: &Tools) -> Result<()> {
    package(tools)?;
    let _lock = paths::lock_builds()?;
    playground::build(&tools.node)
}

/// The npm package.
pub fn package(tools: &Tools) -> Result<()> {
    let _lock = paths::lock_builds()?;
    let engine = wasm::engine(&tools.toolchain, &tools.node)?;
    let documents = wasm::documents(&tools.toolchain, &tools.node)?;
    npm::assemble(&engine, &documents, &tools.node)
}

/// The Worker.
pub fn service(tools: &Tools) -> Result<()> {
    let _lock = paths::lock_builds()?;
    worker::build(&tools.toolchain, &tools.node)
}
