#![no_main]

use code_metrics::config::validate;
use std::fs::write;
use std::sync::LazyLock;
use tempfile::{TempDir, tempdir};

static DIRECTORY: LazyLock<TempDir> = LazyLock::new(|| tempdir().expect("a directory"));

// Whatever stands in the file, there is an answer; an error says where.
libfuzzer_sys::fuzz_target!(|text: &[u8]| {
    let path = DIRECTORY.path().join(".metrics.yaml");
    write(&path, text).expect("a file");
    if let Err(mistakes) = validate(&path, DIRECTORY.path(), true) {
        assert!(mistakes.iter().all(|it| it.to_string().contains(".metrics.yaml")), "{mistakes:?}");
    }
});
