//! Which operators and operands Halstead's measures of something count, and how often.

use super::{Explanation, TokenKind, Topic};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The operators of something, or its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Which of the two they are.
    pub kind: TokenKind,
    /// How many there are.
    pub total: u32,
    /// How many of them differ; `None` where that is not measured.
    pub distinct: Option<u32>,
    /// Their spellings, the most frequent first, with their numbers; not those in functions inside.
    pub spellings: Vec<(String, usize)>,
    /// How many stand in functions inside.
    pub inside: usize,
}

impl Explanation {
    /// The operators and the operands of a function, or of the code outside of functions; nothing for a class.
    #[must_use]
    pub fn vocabularies(&self, topic: Topic) -> Vec<Vocabulary> {
        let function = match topic {
            Topic::Function(row) => self.metrics.functions.get(row),
            Topic::Module => None,
            Topic::Class(_) => return Vec::new(),
        };
        let unit = self.unit(topic);
        let of = |kind| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for token in self.tokens_of(unit).filter(|it| it.kind == kind) {
                *counts.entry(&token.text).or_default() += 1;
            }
            let own: usize = counts.values().sum();
            let measured = function.map(|it| match kind {
                TokenKind::Operator => (it.halstead.total_operators, it.halstead.distinct_operators),
                TokenKind::Operand => (it.halstead.total_operands, it.halstead.distinct_operands),
            });
            let total = measured.map_or(u32::try_from(own).unwrap_or(u32::MAX), |(total, _)| total);
            let mut spellings: Vec<_> =
                counts.into_iter().map(|(text, count)| (text.to_owned(), count)).collect();
            spellings.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
            let distinct = measured.map(|(_, distinct)| distinct);
            Vocabulary { kind, total, distinct, spellings, inside: (total as usize).saturating_sub(own) }
        };
        vec![of(TokenKind::Operator), of(TokenKind::Operand)]
    }
}
