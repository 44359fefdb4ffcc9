//! The least that measuring can cost: every file is read, parsed and walked once, and nothing is done with it.
//!
//! ```console
//! $ cargo bench --bench limit -- DIRECTORY
//! $ cargo bench --bench limit -- --errors DIRECTORY
//! ```
//!
//! The first is to be timed as a whole process, against `metrics analyze --no-cache` on the same directory; the second
//! lists the files whose first tree has an error, which are those that are parsed twice. Like the program it uses mimalloc, all
//! processors and the largest files first.

use code_metrics::language::{LanguageSpec, by_path};
use libmimalloc_sys::{mi_calloc, mi_free, mi_malloc, mi_realloc};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use tree_sitter::{Parser, Tree};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

struct File {
    path: PathBuf,
    language: &'static LanguageSpec,
    size: u64,
}

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let lists_errors = arguments.iter().any(|word| word == "--errors");
    arguments.retain(|word| word != "--errors");
    #[expect(unsafe_code, reason = "the parser takes its memory from C")]
    // SAFETY: nothing was parsed before, and the four belong together.
    unsafe {
        tree_sitter::set_allocator(Some(mi_malloc), Some(mi_calloc), Some(mi_realloc), Some(mi_free));
    }
    let files = files(arguments.iter().map(PathBuf::from).collect());
    let (nodes, next) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = (0..rayon::current_num_threads()).into_par_iter().map(|_| {
        let mut wrong = Vec::new();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(tree) = parse(file) else { continue };
            nodes.fetch_add(walk(&tree), Ordering::Relaxed);
            if tree.root_node().has_error() {
                wrong.push(file.path.clone());
            }
        }
        wrong
    });
    let wrong: Vec<PathBuf> = wrong.flatten().collect();
    let mut out = std::io::stdout().lock();
    if lists_errors {
        wrong.iter().try_for_each(|path| writeln!(out, "{}", path.display()))
    } else {
        writeln!(out, "{} files, {} nodes, {} with an error", files.len(), nodes.into_inner(), wrong.len())
    }
}

/// The files below some directories in a language that has a grammar of its own, the largest first.
fn files(mut directories: Vec<PathBuf>) -> Vec<File> {
    let mut files = Vec::new();
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(&directory).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            if kind.as_ref().is_ok_and(std::fs::FileType::is_dir) {
                directories.push(path);
            } else if let Some(language) = by_path(&path).filter(|row| row.embedded.is_none()) {
                files.push(File { language, size: entry.metadata().map_or(0, |state| state.len()), path });
            }
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.size));
    files
}

fn parse(file: &File) -> Option<Tree> {
    let text = std::fs::read(&file.path).ok()?;
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(&file.language.grammar.into()).ok()?;
        parser.parse(&text, None)
    })
}

/// Visits every node once and counts them.
fn walk(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    let mut nodes = 1;
    loop {
        if cursor.goto_first_child() {
            nodes += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
        nodes += 1;
    }
}
