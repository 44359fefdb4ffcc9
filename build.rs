//! Names the code that measures by a hash, as the cache keeps the numbers of different code apart, and compiles the C
//! code: the core of tree-sitter under names of this package.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
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

/// Functions of tree-sitter's core that do not begin like the others.
const OTHERS: [&str; 3] = ["_ts_dup", "range_intersects", "range_within"];

/// What `core.c` or the allocator of a program may put in the place of a function of the core.
const PUBLISHED: [&str; 4] = ["ts_malloc", "ts_calloc", "ts_realloc", "ts_free"];

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
    cc::Build::new().file("src/syntax/core/guard.c").compile("metrics_guard");
    compile_core()
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

/// Compiles tree-sitter's core from the sources of its crate, which says where its header is. Whatever the profile, it is
/// optimised: without that tests would mostly wait for it. With the instructions of every x86-64 and the costs of a newer
/// one GCC clears the nodes of the parser's stack with plain stores, which saves 6 % of a parse.
fn compile_core() -> io::Result<()> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).ok_or(io::ErrorKind::NotFound);
    let (include, out) = (variable("DEP_TREE_SITTER_INCLUDE")?, variable("OUT_DIR")?);
    let sources = include.with_file_name("src");
    fs::write(out.join("names.h"), names(&sources)?)?;
    let mut build = cc::Build::new();
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|name| name == "x86_64") {
        build.flag_if_supported("-mtune=skylake");
    }
    build
        .std("c11")
        .opt_level(3)
        .warnings(false)
        .flag_if_supported("-fvisibility=hidden")
        .define("TREE_SITTER_HIDE_SYMBOLS", None)
        .define("_POSIX_C_SOURCE", "200112L")
        .define("_DEFAULT_SOURCE", None)
        .define("_BSD_SOURCE", None)
        .define("_DARWIN_C_SOURCE", None)
        .includes([&out, &sources, &include])
        .file("src/syntax/core/core.c")
        .compile("metrics_core");
    Ok(())
}

/// Other names for all that the core calls by a name of its own.
fn names(sources: &Path) -> io::Result<String> {
    let (mut names, mut macros) = (BTreeSet::from(OTHERS.map(str::to_owned)), BTreeSet::new());
    for entry in fs::read_dir(sources)? {
        let path = entry?.path();
        if !path.extension().is_some_and(|suffix| suffix == "c" || suffix == "h") {
            continue;
        }
        let text = fs::read_to_string(path)?;
        let words = |text: &str| -> Vec<String> {
            text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .map(str::to_owned)
                .collect()
        };
        names.extend(words(&text).into_iter().filter(|word| word.starts_with("ts_")));
        let defined = text.lines().filter_map(|line| line.trim_start().strip_prefix("#define "));
        macros.extend(defined.filter_map(|rest| words(rest).into_iter().next()));
    }
    let mut header = String::new();
    for name in names.iter().filter(|name| !macros.contains(*name) && !PUBLISHED.contains(&name.as_str())) {
        writeln!(header, "#define {name} metrics_{name}").map_err(io::Error::other)?;
    }
    Ok(header)
}
