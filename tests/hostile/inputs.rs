//! What is named on the command line, comes on standard input or lies in a repository beside the code: damaged, without
//! an end, or far larger than it looks.

use crate::told::{Told, told};
use flate2::{Compression, write::GzEncoder};
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A directory with one file in Python and one more.
fn beside(name: &str, content: &[u8]) -> tempfile::TempDir {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    fs::write(tree.path().join("a.py"), "def f(a):\n    return a if a else 1\n").expect("a new file");
    let path = tree.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a new directory");
    fs::write(path, content).expect("a new file");
    tree
}

fn sparse(path: &Path, size: u64) {
    fs::File::create(path).and_then(|file| file.set_len(size)).expect("a new file");
}

/// So many MiB of a byte, packed.
fn packed(before: &[u8], fill: u8, mebibytes: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(before).expect("a vector takes everything");
    let chunk = vec![fill; 1 << 20];
    (0..mebibytes).for_each(|_| packer.write_all(&chunk).expect("a vector takes everything"));
    packer.finish().expect("a vector takes everything")
}

/// 4 GiB of a byte in some hundred KiB of zstd: blocks of which only the byte is there.
fn packed_tighter() -> Vec<u8> {
    let (blocks, length) = (32_768_u32, 131_072_u32);
    let block = |at| {
        let head = (length << 3 | 1 << 1 | u32::from(at + 1 == blocks)).to_le_bytes();
        [head[0], head[1], head[2], b'{']
    };
    let frame = b"\x28\xb5\x2f\xfd\x00\x68".to_vec();
    frame.into_iter().chain((0..blocks).flat_map(block)).collect()
}

#[test]
fn records_that_unpack_without_end_are_refused_within_bounds() {
    for (what, records, why) in [
        ("nothing", packed(b"", 0, 16), "does not begin with `{`"),
        ("letters", packed(b"", b'x', 16), "does not begin with `{`"),
        ("blanks", packed(b"", b' ', 260), "longer than 256 MiB"),
        ("a text", packed(b"{\"path\":\"", b'a', 260), "longer than 256 MiB"),
        ("zstd", packed_tighter(), "longer than 256 MiB"),
        ("a window of 4 TB", b"\x28\xb5\x2f\xfd\x00\xff".repeat(9), "damaged zstd"),
        ("nests", b"[".repeat(1_000_000), "does not begin with `{`"),
        ("nests in a record", [b"{\"a\":".as_slice(), &b"[".repeat(1_000_000)].concat(), "no record"),
        ("cut gzip", packed(b"", b'\n', 1)[..500].to_vec(), "no record"),
        ("garbage", b"\x1f\x8bgarbage".repeat(100), "gzip"),
    ] {
        let tree = beside("r.ndjson", &records);
        told(tree.path(), &["check", "--records", "r.ndjson"], b"").is_refused(what, why);
        if why != "longer than 256 MiB" {
            told(tree.path(), &["check", "--records", "-"], &records).is_refused(what, why);
        }
    }
    let tree = beside("x", b"");
    told(tree.path(), &["check", "--records", "/dev/zero"], b"").is_refused("a device", "does not begin");
    told(tree.path(), &["check", "--records", "."], b"").is_refused("a directory", "directory");
}

#[test]
fn a_list_of_paths_has_an_end() {
    let tree = beside("list", b"");
    told(tree.path(), &["analyze", "--paths-from", "/dev/zero"], b"").is_refused("no end", "256 MiB");
    let long = b"x".repeat(1 << 20);
    told(tree.path(), &["analyze", "--paths-from", "-"], &long)
        .is_refused("a long path", "a path of 1048576");
    told(tree.path(), &["analyze", "--paths-from", "."], b"").is_refused("a directory", "directory");
}

#[test]
fn an_export_of_a_cache_asks_for_no_more_memory_than_a_record_has() {
    let tree = beside("x", b"");
    let head = [b"metrics cache export 1\n\x01".as_slice(), &[0; 8], &[7; 32], b"\x06python", &[0xff; 4]];
    let path = tree.path().join("export");
    fs::write(&path, head.concat()).expect("a new file");
    fs::File::options().write(true).open(&path).and_then(|it| it.set_len(5 << 30)).expect("an own file");
    let import = |file: &str| told(tree.path(), &["cache", "import", file], b"");
    import("export").is_refused("a length", "a record is larger than any");
    sparse(&path, 5 << 30);
    import("export").is_refused("nothing", "not an export");
    for other in [b"SQLite format 3\0".as_slice(), b"PK\x03\x04../../x", b"metrics cache export 2\n"] {
        fs::write(&path, other).expect("an own file");
        import("export").is_refused(&String::from_utf8_lossy(other), "export");
    }
    import("/dev/zero").is_refused("a device", "not a regular file");
    import(".").is_refused("a directory", "not a regular file");
}

fn coverage(report: &[u8]) -> Told {
    let tree = beside("report", report);
    told(tree.path(), &["analyze", "--coverage", "report"], b"")
}

#[test]
fn a_report_on_coverage_expands_to_nothing_and_ends_where_it_ends() {
    let mut laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">".to_owned();
    for level in 1..10 {
        write!(laughs, "<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)).expect("a text");
    }
    let class = |name: &str| format!("<coverage><class filename=\"{name}\"><line number=\"1\" hits=\"1\"/>");
    let outside = "<!DOCTYPE l [<!ENTITY l9 SYSTEM \"file:///etc/passwd\">";
    let way = "<line number=\"1\" hits=\"1\" branch=\"true\" condition-coverage=\"50% (1/10000)\"/>";
    for (what, report, why) in [
        ("laughs", format!("{laughs}]>{}</class></coverage>", class("&l9;")), "`filename` of <class>"),
        ("a file", format!("{outside}]>{}</class></coverage>", class("&l9;")), "`filename` of <class>"),
        ("cut short", class("a.py"), "cut short"),
        ("nests", format!("<coverage>{}", "<a>".repeat(500_000)), "cut short"),
        ("ways", class("a.py") + &way.repeat(20_000), "more branches than any program"),
        ("JSON that nests", "{\"files\":{".to_owned() + &"\"a\":{".repeat(500_000), "no coverage report"),
        ("a huge line", "SF:a.py\nDA:99999999999999999999,1\nend_of_record\n".to_owned(), "line 2"),
    ] {
        coverage(report.as_bytes()).is_refused(what, why);
    }
    let many =
        (0..50_000).map(|it| format!("SF:{it}/a.py\nDA:1,1\nend_of_record\n")).collect::<Vec<_>>().concat();
    coverage(many.as_bytes()).is_sound("many of one name");
    coverage(b"SF:../../../etc/passwd\nDA:1,1\nend_of_record\n").is_sound("a path that leads out");
}

#[test]
fn who_owns_what_and_what_is_a_package_costs_no_more_than_it_says() {
    let nested = |piece: &str| piece.repeat(200_000);
    for (file, text) in [
        (".github/CODEOWNERS", "**/a*a*a*a*a*a*b @x\n".repeat(50_000)),
        (".github/CODEOWNERS", "*a".repeat(400_000) + "b @x\n"),
        (".github/CODEOWNERS", "* ".to_owned() + &"@a ".repeat(100_000)),
        (".github/CODEOWNERS", "\0".repeat(100_000)),
        ("package.json", nested("{\"a\":")),
        ("package.json", nested("[")),
        ("pyproject.toml", "a=".to_owned() + &nested("[")),
        ("pyproject.toml", "a".to_owned() + &nested(".a") + "=1"),
        ("pnpm-workspace.yaml", nested("- ")),
    ] {
        let tree = beside(file, text.as_bytes());
        for index in 0..100 {
            let name = format!("{}{index}.py", "a".repeat(60));
            fs::write(tree.path().join(name), "def f():\n    pass\n").expect("a new file");
        }
        fs::create_dir(tree.path().join(".git")).expect("a new directory");
        let by = if file.ends_with("CODEOWNERS") { "owner" } else { "package" };
        let what = format!("{file} {}", &text[..9]);
        let told = told(tree.path(), &["analyze", "--no-cache", "--by", by], b"");
        assert!(!told.out.contains('\0'), "{what}");
        told.is_sound(&what);
    }
}

#[test]
fn old_records_and_a_text_that_is_tried_out_are_bounded() {
    let tree = beside("old", b"");
    sparse(&tree.path().join("old"), 3 << 30);
    told(tree.path(), &["upgrade-report", "old"], b"").is_refused("3 GiB", "limit 1 GiB");
    told(tree.path(), &["check", "--baseline", "old"], b"").is_refused("3 GiB", "limit 64 MiB");
    for (what, text) in [("nests", b"[".repeat(1_000_000)), ("nothing", vec![0; 1_000_000])] {
        let tree = beside("old", &text);
        told(tree.path(), &["upgrade-report", "old"], b"").is_refused(what, "old:1: ");
    }
    told(tree.path(), &["what-if", "a.py"], &b"x".repeat(3 << 20)).is_refused("a long text", "too large");
    told(tree.path(), &["what-if", "a.py", "/dev/zero"], b"").is_refused("a device", "not a regular file");
}

#[test]
fn configurations_of_other_tools_are_read_within_bounds() {
    let alias =
        |level: usize| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","));
    let bomb = "a0: &a0 [x]\n".to_owned() + &(1..10).map(alias).collect::<Vec<_>>().concat();
    for file in [
        "pyproject.toml",
        ".flake8",
        ".eslintrc.json",
        "eslint.config.js",
        "biome.json",
        ".pre-commit-config.yaml",
    ] {
        for text in [
            "[".repeat(200_000),
            "{\"a\":".repeat(100_000),
            "a".to_owned() + &".a".repeat(100_000) + "=1",
            "export default ".to_owned() + &"(".repeat(200_000),
            "${`".repeat(100_000),
            bomb.clone(),
            "run: |\n".to_owned() + &" lizard -C 10 \\\n".repeat(20_000),
        ] {
            let tree = beside(file, text.as_bytes());
            let what = format!("{file} {:?}", &text[..9]);
            told(tree.path(), &["config", "init", "--yes"], b"").is_sound(&what);
        }
    }
}
