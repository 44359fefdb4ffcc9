//! Transcripts: what is typed, what comes back.

#[test]
fn transcripts_are_true() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
