#![no_main]

use code_metrics::cache::{FileState, decode, encode};

// What opens is what was closed: one record has one form.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(metrics) = decode(bytes, &["python"]) {
        let again = encode(&metrics);
        assert_eq!(decode(&again, &["python"]), Some(metrics));
    }
    let _ = FileState::decode(b"/a.py", bytes);
});
