//! The outline of a file: which marks are functions and classes, what belongs to each, and what they are called.

use super::holders::{Holder, Holders};
use super::names;
use super::naming::Naming;
use super::unit::{Unit, UnitKind};
use crate::model::{FunctionKind, FunctionKinds, Mark, Marks, Role, RoleSet};

/// Finds the units, outer before inner, in document order.
pub(crate) fn units(marks: &Marks, text: &[u8], naming: Naming) -> Vec<Unit> {
    const RELEVANT: RoleSet = Holders::HOLDING.with(RoleSet::of(&[
        Role::Initializer,
        Role::Name,
        Role::Called,
        Role::Title,
        Role::FunctionStart,
        Role::Getter,
        Role::Setter,
        Role::Static,
        Role::Accessor,
    ]));
    let holders = Holders::new(marks, text, naming);
    let mut outline = Outline { text, naming, units: Vec::new(), open: Vec::new(), holders };
    for (at, mark) in marks.list.iter().enumerate().filter(|(_, mark)| mark.is_any(RELEVANT)) {
        outline.mark(at, mark);
    }
    for unit in outline.units.iter_mut().filter(|unit| unit.body.start == NOT_STARTED) {
        unit.body.start = unit.mark;
    }
    names::resolve(&mut outline.units, marks, text, naming.identifier);
    outline.units
}

/// Where the body of a method starts until its parameters are met.
const NOT_STARTED: usize = usize::MAX;

struct Outline<'a> {
    text: &'a [u8],
    naming: Naming,
    units: Vec<Unit>,
    /// The units around the current mark.
    open: Vec<usize>,
    /// What may name the current mark.
    holders: Holders<'a>,
}

impl Outline<'_> {
    fn mark(&mut self, at: usize, mark: &Mark) {
        self.detail(at, mark);
        let binding = self.holders.around(at).copied().filter(|_| mark.is(Role::Bound));
        if mark.is(Role::Initializer) && !binding.is_some_and(|binding| binding.is_accessor) {
            self.unit(UnitKind::Function(FunctionKind::FieldInitializer), at, mark, binding);
        }
        let is_unit = mark.is_any(RoleSet::of(&[Role::Function, Role::Class]));
        let unit = is_unit.then_some(self.units.len());
        if is_unit {
            let kind = self.kind(at, mark);
            self.unit(kind, at, mark, binding);
        }
        if mark.is_any(Holders::HOLDING) {
            self.holders.push(at, mark, unit);
        }
    }

    /// What a mark says of the function, class or binding that it directly belongs to.
    fn detail(&mut self, at: usize, mark: &Mark) {
        let Some(holder) = self.holders.around(at) else { return };
        let is_name = holder.note(at, mark);
        let Holder { unit: Some(unit), is_static, .. } = *holder else { return };
        if is_name {
            let own = &mut self.units[unit];
            (own.name_mark, own.is_declared, own.given.name) = (Some(at), true, None);
            // a function with a name of its own is not called by that of the property that it is the value of
            own.given.path.take_if(|_| !matches!(own.kind, UnitKind::Function(kind) if kind.is_method()));
            let name = mark.text(self.text);
            self.method(unit, |outline, class| match outline.naming.kinds {
                FunctionKinds::BySyntax { constructor } => {
                    let is_constructor = class && !is_static && name == constructor.as_bytes();
                    is_constructor.then_some(FunctionKind::Constructor)
                }
                FunctionKinds::ByPlace => None,
            });
        }
        if mark.is(Role::Getter) {
            self.method(unit, |_, _| Some(FunctionKind::Getter));
        }
        if mark.is(Role::Setter) {
            self.method(unit, |_, _| Some(FunctionKind::Setter));
        }
        let body = &mut self.units[unit].body;
        if mark.is(Role::FunctionStart) && body.start == NOT_STARTED {
            body.start = at;
        }
    }

    /// Gives a method a more particular kind; it may depend on whether it stands in a class.
    fn method(&mut self, unit: usize, kind: impl FnOnce(&Self, bool) -> Option<FunctionKind>) {
        let parent = self.units[unit].parent;
        let in_class = parent.is_some_and(|parent| !self.units[parent].is_function());
        if self.units[unit].kind == UnitKind::Function(FunctionKind::Method)
            && let Some(kind) = kind(self, in_class)
        {
            self.units[unit].kind = UnitKind::Function(kind);
        }
    }

    fn unit(&mut self, kind: UnitKind, at: usize, mark: &Mark, binding: Option<Holder>) {
        let parent = self.parent(at);
        let depth = parent.map_or(0, |parent| {
            let outer = &self.units[parent];
            outer.depth + u32::from(outer.is_callable())
        });
        let start = if mark.is(Role::Method) { NOT_STARTED } else { at };
        self.open.push(self.units.len());
        self.units.push(Unit {
            kind,
            mark: at,
            body: start..mark.after as usize,
            parent,
            depth,
            name_mark: binding.and_then(|binding| binding.name),
            is_declared: mark.is(Role::BoundDeclared),
            member: binding.filter(|it| it.is_member || mark.is(Role::Initializer) && !it.is_accessor),
            given: self.holders.given(at),
            name: String::new(),
            qualified_name: String::new(),
        });
    }

    /// The innermost unit around a mark that has started.
    fn parent(&mut self, at: usize) -> Option<usize> {
        let units = &self.units;
        while self.open.pop_if(|unit| units[*unit].body.end <= at).is_some() {}
        self.open.iter().rev().copied().find(|&unit| units[unit].body.start <= at)
    }

    fn kind(&mut self, at: usize, mark: &Mark) -> UnitKind {
        if mark.is(Role::Class) {
            return UnitKind::Class { scored: mark.is(Role::ClassScope) };
        }
        UnitKind::Function(match self.naming.kinds {
            FunctionKinds::ByPlace => match self.parent(at).map(|parent| self.units[parent].kind) {
                None => FunctionKind::Function,
                Some(UnitKind::Class { .. }) => FunctionKind::Method,
                Some(UnitKind::Function(_)) => FunctionKind::Closure,
            },
            FunctionKinds::BySyntax { .. } if mark.is(Role::Arrow) => FunctionKind::Arrow,
            FunctionKinds::BySyntax { .. } if mark.is(Role::Method) => FunctionKind::Method,
            FunctionKinds::BySyntax { .. } if mark.is(Role::StaticBlock) => FunctionKind::StaticBlock,
            FunctionKinds::BySyntax { .. } => FunctionKind::Function,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::UnitKind;
    use crate::measure::sample::Sample;
    use crate::model::{FunctionKind, FunctionKinds};

    fn names(tree: &str) -> Vec<String> {
        Sample::new(tree).units.into_iter().map(|unit| unit.qualified_name).collect()
    }

    fn kinds(tree: &str, kinds: FunctionKinds) -> Vec<FunctionKind> {
        let units = Sample::with_kinds(tree, kinds).units;
        let kind = |kind| if let UnitKind::Function(kind) = kind { Some(kind) } else { None };
        units.into_iter().filter_map(|unit| kind(unit.kind)).collect()
    }

    #[test]
    fn a_name_is_the_units_own_or_that_of_what_it_is_bound_to() {
        assert_eq!(names("(binding (name 'a) (bound function arrow))"), ["a"]);
        let own = "(binding (name 'a) (bound function (name 'b) (function (name 'c))))";
        assert_eq!(names(own), ["b", "b.c"]);
        assert_eq!(names("(binding (name 'a) (- (function arrow)))"), ["<anonymous>"]);
    }

    #[test]
    fn units_without_a_name_are_numbered_among_their_siblings() {
        assert_eq!(names("(function) (function)"), ["<anonymous>", "<anonymous:2>"]);
        assert_eq!(
            names("(function (name 'a) (function) (class))")[1..],
            ["a.<anonymous>", "a.<anonymous:2>"]
        );
        let wanted = ["<anonymous>", "<anonymous>.<anonymous>", "<anonymous:2>", "<anonymous:2>.<anonymous>"];
        assert_eq!(names("(function (function)) (function (function))"), wanted);
    }

    #[test]
    fn a_field_gives_its_name_to_the_function_in_it_once() {
        let tree = "(class (name 'A) (binding (name 'f) (bound initializer function (function (name 'g)))))";
        assert_eq!(names(tree), ["A", "A.f", "A.f", "A.f.g"]);
    }

    #[test]
    fn what_stands_in_the_name_of_a_method_is_not_in_the_method() {
        let tree = "(class (name 'A) (function method (function arrow) (function.start (function arrow))))";
        assert_eq!(names(tree)[1..], ["A.<anonymous>", "A.<anonymous:2>", "A.<anonymous>.<anonymous>"]);
    }

    #[test]
    fn kinds_come_from_the_syntax_or_from_the_place() {
        use FunctionKind::{Closure, Constructor, Function, Getter, Method, Setter};
        let by_syntax = FunctionKinds::BySyntax { constructor: "new" };
        let methods = "(function method (name 'new)) (function method (static) (name 'new)) \
                       (function method (getter) (name 'a)) (function method (setter) (name 'a))";
        let class = format!("(class {methods}) (function method (name 'new))");
        assert_eq!(kinds(&class, by_syntax), [Constructor, Method, Getter, Setter, Method]);
        let nested = "(class (function (function))) (function)";
        assert_eq!(kinds(nested, FunctionKinds::ByPlace), [Method, Closure, Function]);
        assert_eq!(kinds(nested, by_syntax), [Function, Function, Function]);
    }

    #[test]
    fn deep_nesting_does_not_make_long_names() {
        let tree = format!("{}{}", "(function ".repeat(500), ")".repeat(500));
        assert!(names(&tree).iter().all(|name| name.len() < 600));
        let inner = |length: usize| {
            names(&format!("(function (name '{}) (function (name 'f)))", "a".repeat(length))).remove(1)
        };
        assert_eq!(inner(500), format!("{}.f", "a".repeat(500)), "others are built on 500 bytes");
        assert_eq!(inner(501), "….f", "and on no more");
    }
}
