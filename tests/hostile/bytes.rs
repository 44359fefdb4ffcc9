//! Contents that are no text, or not in the encoding that one expects, and what becomes of each.

/// File, content and outcome.
pub(crate) fn odd_contents(size: usize) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let function = "def f(x):\n    return x+1\n";
    let utf_16: Vec<u8> =
        format!("\u{feff}{}", function.repeat(size / 64)).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin_1: Vec<u8> = b"# caf\xe9\ndef f(x):\n    s=\"\xe9\"\n    return x\n".repeat(size / 64);
    let declared = [&b"# coding: latin-1\n"[..], &latin_1].concat();
    vec![
        ("random.py", noise(size), "binary"),
        ("nul.py", vec![0; size], "binary"),
        ("late_nul.py", [function.repeat(size / 64).as_bytes(), b"\0"].concat(), "partial"),
        ("ff.py", vec![0xff; size], "encoding"),
        ("utf16.py", utf_16, "encoding"),
        ("latin1.py", latin_1, "encoding"),
        ("latin1_declared.py", declared, "complete"),
        ("bom.py", [b"\xef\xbb\xbf", function.as_bytes()].concat(), "complete"),
        ("empty.py", Vec::new(), "complete"),
        ("carriage_returns.py", function.replace('\n', "\r").repeat(size / 64).into_bytes(), "complete"),
        ("nested_ifs.py", nested_ifs(250), "complete"),
        ("too_many_ifs.py", nested_ifs(1100), "partial"),
        ("large.py", vec![b'\n'; (1 << 20) + 1], "too_large"),
        ("random.js", noise(size), "binary"),
        ("ff.js", vec![0xff; size], "partial"),
        ("utf16.js", "\u{feff}a=1\n".encode_utf16().flat_map(u16::to_le_bytes).collect(), "encoding"),
    ]
}

/// The same bytes on every machine, with a NUL near the start.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..size).map(|_| byte()).collect()
}

/// Each level one column deeper: beyond some hundred levels the grammar gives up.
fn nested_ifs(depth: usize) -> Vec<u8> {
    let lines = (0..depth).map(|level| format!("{}if a:\n", " ".repeat(level)));
    let text: String = lines.chain([format!("{}pass\n", " ".repeat(depth))]).collect();
    text.into_bytes()
}
