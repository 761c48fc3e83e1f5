//! `cargo xtask size`: what each artefact weighs on the wire, against its budget. Packed sizes are those of the best compression level.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{build, npm, paths, worker};

/// Something a user loads as a whole.
struct Artefact {
    name: &'static str,
    folder: fn() -> PathBuf,
    files: &'static [&'static str],
    /// The most it may weigh after brotli, in bytes.
    brotli_bytes_max: usize,
}

/// The calculator is meant to weigh under 90,000 bytes with invoices alone, and under 120,000 with claims, dunning and reports. Until it
/// does, its budgets hold what it weighs, so that it cannot grow. The way of plain drafts through the engine is compiled for speed; size is
/// given for that.
const ARTEFACTS: [Artefact; 7] = [
    Artefact {
        name: "calculator: wasm, glue and API",
        folder: npm::dist,
        files: &[
            "engine_bg.wasm",
            "engine.js",
            "boundary.js",
            "arguments.js",
            "error.js",
            "flat.js",
            "api.js",
            "slim.js",
        ],
        brotli_bytes_max: 234_500,
    },
    Artefact {
        name: "calculator: one file for browsers",
        folder: npm::dist,
        files: &[
            "engine_inline.js",
            "engine.js",
            "boundary.js",
            "arguments.js",
            "error.js",
            "flat.js",
            "api.js",
            "inline.js",
        ],
        brotli_bytes_max: 246_000,
    },
    Artefact {
        name: "documents: wasm, glue and API",
        folder: documents,
        files: &[
            "engine_bg.wasm",
            "engine.js",
            "boundary.js",
            "arguments.js",
            "error.js",
            "api.js",
            "calculator.js",
            "flat.js",
            "documents.js",
            "node.js",
        ],
        brotli_bytes_max: 395_500,
    },
    Artefact {
        name: "calculator element, beside the engine",
        folder: npm::dist,
        files: &["element/index.js"],
        brotli_bytes_max: 25_000,
    },
    Artefact {
        name: "client of the service",
        folder: npm::dist,
        files: &["client/index.js", "client/operations.js", "client/pages.js", "client/request.js", "error.js"],
        // It asks for no engine: who only calls the service loads this alone.
        brotli_bytes_max: 6_000,
    },
    Artefact {
        name: "fonts, loaded when a PDF is made",
        folder: fonts,
        files: &["Inter-Regular.ttf", "Inter-Bold.ttf", "QrBillSans-Regular.ttf", "QrBillSans-Bold.ttf"],
        brotli_bytes_max: 250_000,
    },
    Artefact {
        name: "Worker: wasm and script",
        folder: worker::bundle,
        files: &["index_bg.wasm", "index.js"],
        // With documents and their font: a PDF is made where the invoice is, and no file has to be fetched for it. And with the desk, in
        // four languages and with a form for what a seller does: its pages need no other host either. Packed by gzip it stays under 1.5 MiB.
        // What services tell of refunds, reckoned the same in whatever order it comes and asked for again, weighs 10 KB of it.
        brotli_bytes_max: 1_202_000,
    },
];

fn documents() -> PathBuf {
    npm::dist().join("documents")
}

fn fonts() -> PathBuf {
    npm::dist().join("fonts")
}

/// The weight of an artefact in bytes.
#[derive(Default)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds what is stale, prints the table and fails above a budget.
pub fn command(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask size");
    }
    build::everything(&build::Tools::set_up()?)?;
    check().map(|_| ())
}

/// Prints the table and answers how many artefacts are inside their budgets; fails above one.
pub fn check() -> Result<usize> {
    eprintln!("{:<36} {:>10} {:>10} {:>10} {:>10}", "artefact (bytes)", "raw", "gzip", "brotli", "budget");
    let mut too_heavy = Vec::new();
    for artefact in &ARTEFACTS {
        let weight = artefact.weigh()?;
        let budget = artefact.brotli_bytes_max;
        eprintln!("{:<36} {:>10} {:>10} {:>10} {:>10}", artefact.name, weight.raw, weight.gzip, weight.brotli, budget);
        if weight.brotli > budget {
            too_heavy.push(artefact.name);
        }
    }
    if !too_heavy.is_empty() {
        bail!("above the budget in brotli bytes: {}", too_heavy.join(", "));
    }
    Ok(ARTEFACTS.len())
}

impl Artefact {
    fn weigh(&self) -> Result<Weight> {
        let mut sum = Weight::default();
        for file in self.files {
            let path = (self.folder)().join(file);
            let bytes = fs::read(&path).with_context(|| {
                let shown = path.strip_prefix(paths::root()).unwrap_or(&path).display();
                format!("cannot weigh {shown}: build it with `cargo xtask build`")
            })?;
            sum.raw += bytes.len();
            sum.gzip += gzip_bytes(&bytes)?;
            sum.brotli += brotli_bytes(&bytes)?;
        }
        Ok(sum)
    }
}

fn gzip_bytes(bytes: &[u8]) -> Result<usize> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?.len())
}

fn brotli_bytes(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    let strongest = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &strongest)?;
    Ok(packed.len())
}
