//! Findings that belong together: all limits that one function, class or file breaks are one block.

use crate::model::{Cause, Finding, Scope};
use std::collections::HashMap;
use std::path::Path;

/// The findings about one thing, the worst first; at least one.
pub(super) struct Block<'a> {
    pub(super) findings: Vec<&'a Finding>,
}

impl<'a> Block<'a> {
    /// The worst of them.
    pub(super) fn first(&self) -> &'a Finding {
        self.findings[0]
    }
}

/// Blocks in the order of their worst findings; what is no broken limit stands alone.
pub(super) fn blocks(findings: &[Finding]) -> Vec<Block<'_>> {
    let mut places: HashMap<(&Path, Scope, &str, usize), usize> = HashMap::new();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for finding in findings {
        let place = (&*finding.path, finding.scope, &*finding.name, finding.ordinal);
        let is_limit = matches!(finding.cause, Cause::Limit(_));
        if let Some(&at) = places.get(&place).filter(|_| is_limit) {
            blocks[at].findings.push(finding);
            continue;
        }
        if is_limit {
            places.insert(place, blocks.len());
        }
        blocks.push(Block { findings: vec![finding] });
    }
    blocks
}
