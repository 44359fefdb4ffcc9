//! Names the code that measures by a hash: the cache keeps the numbers of different code apart.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Where a change may change a number.
const MEASURING: [&str; 8] = [
    "queries",
    "src/coverage",
    "src/language",
    "src/measure",
    "src/model",
    "src/pipeline",
    "src/syntax",
    "src/text",
];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in MEASURING {
        println!("cargo::rerun-if-changed={part}");
        collect(Path::new(part), &mut files)?;
    }
    files.sort();
    // the hasher of the standard library is the same for all builds with one compiler, which is all that is needed
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    println!("cargo::rustc-env=METRICS_BUILD={:016x}", hasher.finish());
    cc::Build::new().file("src/syntax/guard.c").compile("metrics_guard");
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
