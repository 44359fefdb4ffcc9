//! What runs in the browser, and its hash in the policy of the page.

/// What sorts, searches and zooms.
pub(super) const SCRIPT: &str = include_str!("../../../templates/page.js");

/// What the page looks like.
pub(super) const STYLE: &str = include_str!("../../../templates/page.css");

/// The SHA-256 of the script as a policy names it; a test compares it.
pub(super) const HASH: &str = "sha256-F4HWrB20mbz7ZAZ+MYLtt+RRD9bDDYCKrLzX2eCxkeU=";

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::STANDARD};
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_lets_exactly_this_script_run() {
        assert_eq!(HASH, format!("sha256-{}", STANDARD.encode(Sha256::digest(SCRIPT))));
        for text in [SCRIPT, STYLE] {
            assert!(!text.contains("</") && !text.contains("<!--"), "it would end or hide its element");
        }
        assert!(
            !["http:", "https:", "url(", "@import", "fetch(", "innerHTML"]
                .iter()
                .any(|it| { SCRIPT.contains(it) || STYLE.contains(it) })
        );
    }
}
