#![no_main]

libfuzzer_sys::fuzz_target!(|text: &[u8]| code_metrics_fuzz::measured("fuzzed.ipynb", text));
