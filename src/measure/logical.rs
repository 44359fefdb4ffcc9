//! Which conjunctions cost: the operators of a whole logical expression in the order of the text, brackets or not.
//!
//! `a && b && c` costs once, `a && b || c && d` twice, and alternatives alone nothing (eslint-plugin-sonarjs 4.2.2).

use crate::model::{Mark, Marks, Role, RoleSet};

/// The logical operations around the mark at hand.
#[derive(Debug, Default)]
pub(super) struct LogicalOperators {
    operations: Vec<Operation>,
    trees: Vec<Tree>,
}

#[derive(Debug)]
struct Operation {
    end: usize,
    depth: u32,
    /// Number of trees up to the one that it belongs to.
    tree: usize,
}

/// An operation that is not the operand of another one, with all its operands.
#[derive(Debug)]
struct Tree {
    after_conjunction: bool,
    is_free: bool,
}

impl LogicalOperators {
    /// Takes notice of a mark, and tells whether it is an operator that costs.
    pub(super) fn costs(&mut self, marks: &Marks, at: usize, mark: &Mark) -> bool {
        const RELEVANT: RoleSet = RoleSet::of(&[Role::LogicalTree, Role::Logical]);
        if !mark.is_any(RELEVANT) {
            return false;
        }
        while self.operations.pop_if(|operation| operation.end <= at).is_some() {}
        self.trees.truncate(self.operations.last().map_or(0, |operation| operation.tree));
        if mark.is(Role::LogicalTree) {
            self.enter(marks, at, mark);
        }
        let is_operator = |operation: &Operation| operation.depth + 1 == mark.depth;
        match self.trees.last_mut() {
            Some(tree) if mark.is(Role::Logical) && self.operations.last().is_some_and(is_operator) => {
                let conjunction = mark.is(Role::LogicalAnd);
                let continues = std::mem::replace(&mut tree.after_conjunction, conjunction);
                conjunction && !continues && !tree.is_free
            }
            _ => false,
        }
    }

    fn enter(&mut self, marks: &Marks, at: usize, mark: &Mark) {
        let is_operand = |operation: &Operation| operation.depth + 1 == mark.depth;
        if !self.operations.last().is_some_and(is_operand) {
            let is_free = mark.is(Role::LogicalFree) && is_uniform(marks, at);
            self.trees.push(Tree { after_conjunction: false, is_free });
        }
        let (end, tree) = (mark.after as usize, self.trees.len());
        self.operations.push(Operation { end, depth: mark.depth, tree });
    }
}

/// Whether all operators of a logical operation are the same, and none of its operands is a conditional expression.
fn is_uniform(marks: &Marks, root: usize) -> bool {
    let mut operations: Vec<&Mark> = vec![&marks.list[root]];
    let mut operator = None;
    let mut at = root + 1;
    while at < marks.list[root].after as usize {
        let mark = &marks.list[at];
        while operations.pop_if(|operation| operation.after as usize <= at).is_some() {}
        let is_direct = operations.last().is_some_and(|operation| operation.depth + 1 == mark.depth);
        if is_direct && mark.is(Role::Ternary) {
            return false;
        }
        if is_direct && mark.is(Role::Logical) && *operator.get_or_insert(mark.key) != mark.key {
            return false;
        }
        if is_direct && mark.is(Role::LogicalTree) {
            operations.push(mark);
            at += 1;
        } else {
            at = mark.after as usize;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::Sample;

    const AND: &str = "(logical logical.and 'and)";
    const OR: &str = "(logical 'or)";

    /// Number of operators that cost.
    fn cost(tree: &str) -> usize {
        let sample = Sample::new(&tree.replace("&&", AND).replace("||", OR));
        let mut operators = LogicalOperators::default();
        let marks = sample.marks.list.iter().enumerate();
        marks.filter(|(at, mark)| operators.costs(&sample.marks, *at, mark)).count()
    }

    #[test]
    fn a_run_of_conjunctions_costs_once() {
        assert_eq!(cost("(logical.tree (logical.tree && ) && )"), 1);
        assert_eq!(cost("(logical.tree (logical.tree && ) || (logical.tree && ))"), 2);
        assert_eq!(cost("(logical.tree || (logical.tree || ))"), 0);
    }

    #[test]
    fn the_order_of_the_text_counts_not_the_tree() {
        assert_eq!(cost("(logical.tree && (logical.tree || ))"), 1);
        assert_eq!(cost("(logical.tree (logical.tree && (logical.tree || )) && )"), 2);
    }

    #[test]
    fn what_stands_between_ends_an_operation() {
        assert_eq!(cost("(logical.tree && (- (logical.tree && )))"), 2);
        assert_eq!(cost("(logical.tree (- (logical 'assign)) && )"), 1);
        assert_eq!(cost("(logical 'assign) (logical logical.and 'error)"), 0);
        assert_eq!(cost("(logical.tree || (- (logical logical.and 'assign)))"), 0);
    }

    #[test]
    fn a_free_operation_has_one_operator_and_no_condition() {
        assert_eq!(cost("(logical.tree logical.free (logical.tree && ) && )"), 0);
        assert_eq!(cost("(logical.tree logical.free (logical.tree || ) && )"), 1);
        assert_eq!(cost("(logical.tree logical.free && (ternary))"), 1);
        assert_eq!(cost("(logical.tree logical.free && (- (ternary)))"), 0);
        assert_eq!(cost("(logical.tree logical.free && (- (logical.tree || )))"), 0, "in a call, say");
    }
}
