//! Java and the judges that are written in it, as jars of Maven Central, kept with the other tools. Nothing that ships
//! needs Java.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{apt, paths, process};

/// The validator of Factur-X, with veraPDF inside.
const MUSTANG: Jar = Jar { group: "org.mustangproject", artifact: "Mustang-CLI", version: "2.26.0" };

/// The rules of Peppol, XRechnung and NLCIUS, carried by phive-rules as their authors published them.
const RULES: [Jar; 3] = [
    Jar { group: "com.helger.phive.rules", artifact: "phive-rules-peppol", version: "4.3.7" },
    Jar { group: "com.helger.phive.rules", artifact: "phive-rules-xrechnung", version: "4.2.3" },
    Jar { group: "com.helger.phive.rules", artifact: "phive-rules-simplerinvoicing", version: "4.2.3" },
];

/// The goal that fetches an artefact, pinned with its plugin.
const GET: &str = "org.apache.maven.plugins:maven-dependency-plugin:2.8:get";

/// An artefact that runs by itself.
struct Jar {
    group: &'static str,
    artifact: &'static str,
    version: &'static str,
}

/// Where the validator of PDF/A, PDF/UA and Factur-X is, fetched where it is missing.
pub fn mustang() -> Result<PathBuf> {
    java()?;
    MUSTANG.fetched()
}

/// Where the rules of Peppol, XRechnung and NLCIUS are, fetched where they are missing. Python takes them out and runs
/// them with Saxon; no Java does.
pub fn rules() -> Result<Vec<PathBuf>> {
    RULES.iter().map(Jar::fetched).collect()
}

/// Makes sure that Java runs single files of source.
fn java() -> Result<()> {
    if process::find(&["javac"]).is_none() {
        apt::install(&["openjdk-17-jdk-headless"], "judging PDF files with veraPDF and Mustang")?;
    }
    Ok(())
}

impl Jar {
    fn fetched(&self) -> Result<PathBuf> {
        let repository = paths::cache()?.join("maven");
        let Jar { group, artifact, version } = self;
        let file = repository
            .join(group.replace('.', "/"))
            .join(artifact)
            .join(version)
            .join(format!("{artifact}-{version}.jar"));
        if file.is_file() {
            return Ok(file);
        }
        let _lock = paths::lock_set_up()?;
        if file.is_file() {
            return Ok(file);
        }
        if process::find(&["mvn"]).is_none() {
            apt::install(&["maven"], "fetching judges from Maven Central")?;
        }
        process::progress(format!("fetching {artifact} {version}"));
        let mut maven = Command::new("mvn");
        maven.args(["--batch-mode", "--quiet", GET, "-Dtransitive=false"]);
        maven.arg(format!("-Dartifact={group}:{artifact}:{version}"));
        maven.arg(format!("-Dmaven.repo.local={}", repository.display()));
        process::run(&mut maven, "Maven Central has to be reachable.")?;
        if !file.is_file() {
            bail!("Maven did not bring {}", file.display());
        }
        Ok(file)
    }
}
