#![no_main]

use code_metrics::cache::{FileState, decode, encode};

// What opens is what was closed: one record has one form. Its bytes are compared, as a damaged one may hold a NaN.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(metrics) = decode(bytes, &["python"]) {
        let again = encode(&metrics);
        let back = decode(&again, &["python"]).expect("what was encoded");
        assert_eq!(encode(&back), again);
    }
    let _ = FileState::decode(b"/a.py", bytes);
});
