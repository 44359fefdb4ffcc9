//! What stands around a mark and can tell what it is called: functions, classes, bindings, calls and objects.
//!
//! It says which name is meant, not whether it is the only one; `names` tells equal ones apart.

use super::naming::Naming;
use super::spelling::{quoted, spelled};
use crate::model::{Mark, Marks, Role, RoleSet};

/// Parts of a name that are looked for around a function: an object may nest a hundred thousand of them.
const MOST_STEPS: usize = 16;

/// What is called by the function that returns it.
const RETURNED: &str = "<returned>";

/// Something that names, or hands on a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    end: usize,
    pub(super) mark: usize,
    /// The function or class that it is.
    pub(super) unit: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) is_static: bool,
    pub(super) is_accessor: bool,
    pub(super) is_member: bool,
    called: Option<usize>,
    title: Option<usize>,
}

impl Holder {
    /// Takes notice of a mark that speaks of it, and tells whether that is its name.
    pub(super) fn note(&mut self, at: usize, mark: &Mark) -> bool {
        self.is_static |= mark.is(Role::Static);
        self.is_accessor |= mark.is(Role::Accessor);
        let is_name = mark.is(Role::Name) && self.name.is_none();
        for (place, is_meant) in [
            (&mut self.name, is_name),
            (&mut self.called, mark.is(Role::Called)),
            (&mut self.title, mark.is(Role::Title)),
        ] {
            if is_meant {
                place.get_or_insert(at);
            }
        }
        is_name
    }
}

/// What is known of a function or class from the code around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    /// The name of the object that it is a member of.
    pub(super) path: Option<String>,
    /// What it is called where it has no name of its own; others may be called the same.
    pub(super) name: Option<String>,
}

/// The holders around the mark at hand, outermost first.
pub(super) struct Holders<'a> {
    marks: &'a Marks,
    text: &'a [u8],
    naming: Naming,
    open: Vec<Holder>,
}

impl<'a> Holders<'a> {
    /// Marks that name or hand on a name.
    pub(super) const HOLDING: RoleSet =
        RoleSet::of(&[Role::Function, Role::Class, Role::Binding, Role::Call, Role::Object, Role::Passing]);

    pub(super) fn new(marks: &'a Marks, text: &'a [u8], naming: Naming) -> Holders<'a> {
        Holders { marks, text, naming, open: Vec::new() }
    }

    /// Leaves the holders that end before a mark, and gives the innermost one around it.
    pub(super) fn around(&mut self, at: usize) -> Option<&mut Holder> {
        while self.open.pop_if(|holder| holder.end <= at).is_some() {}
        self.open.last_mut()
    }

    pub(super) fn push(&mut self, at: usize, mark: &Mark, unit: Option<usize>) {
        self.open.push(Holder {
            end: mark.after as usize,
            mark: at,
            unit,
            name: None,
            is_static: false,
            is_accessor: false,
            is_member: mark.is(Role::Member),
            called: None,
            title: None,
        });
    }

    /// What is known of a mark that stands directly in the innermost holder.
    pub(super) fn given(&self, at: usize) -> Given {
        let mark = &self.marks.list[at];
        let Some(level) = self.open.len().checked_sub(1) else { return Given::default() };
        if mark.is(Role::Member) {
            return Given { path: self.object(level, MOST_STEPS), name: None };
        }
        if mark.is(Role::Bound) {
            return Given { path: self.object_of_member(level, MOST_STEPS), name: None };
        }
        self.called(mark, level).unwrap_or_default()
    }

    fn is(&self, level: usize, role: Role) -> bool {
        self.marks.list[self.open[level].mark].is(role)
    }

    /// What a function is called without a name of its own; it stands directly in a holder.
    fn called(&self, mark: &Mark, level: usize) -> Option<Given> {
        let (mark, level) = self.whole(mark, level)?;
        if mark.is(Role::Returned) && self.is(level, Role::Function) {
            return Some(Given { path: None, name: Some(RETURNED.to_owned()) });
        }
        let is_argument = mark.is(Role::Argument) && self.is(level, Role::Call);
        let call = || Some(Given { path: None, name: Some(self.call(level).filter(|_| is_argument)?) });
        self.bound(mark, level, MOST_STEPS).or_else(call)
    }

    /// The outermost expression that has a mark for its value, and the holder that it stands in.
    fn whole<'m>(&'m self, mark: &'m Mark, level: usize) -> Option<(&'m Mark, usize)> {
        let (mut mark, mut level) = (mark, level);
        for _ in 0..MOST_STEPS {
            if !(mark.is(Role::Passed) && self.is(level, Role::Passing)) {
                break;
            }
            mark = &self.marks.list[self.open[level].mark];
            level = level.checked_sub(1)?;
        }
        Some((mark, level))
    }

    /// The binding whose value a mark is, with calls and other expressions between them.
    fn bound(&self, mark: &Mark, level: usize, steps: usize) -> Option<Given> {
        let (mut mark, mut level) = (mark, level);
        for left in (0..steps).rev() {
            if mark.is(Role::Bound) && self.is(level, Role::Binding) {
                let source = self.marks.list[self.open[level].name?].text(self.text);
                let name = Some(spelled(source, self.naming.identifier)).filter(|name| !name.is_empty())?;
                return Some(Given { path: self.object_of_member(level, left), name: Some(name) });
            }
            if !self.hands_on(mark, level) {
                return None;
            }
            mark = &self.marks.list[self.open[level].mark];
            level = level.checked_sub(1)?;
        }
        None
    }

    /// Whether what a holder is called, the mark in it is called.
    fn hands_on(&self, mark: &Mark, level: usize) -> bool {
        let by_call = mark.is_any(RoleSet::of(&[Role::Argument, Role::Called]));
        by_call && self.is(level, Role::Call) || mark.is(Role::Passed) && self.is(level, Role::Passing)
    }

    /// The name of the object that a binding is a member of.
    fn object_of_member(&self, binding: usize, steps: usize) -> Option<String> {
        let is_member = self.is(binding, Role::Member);
        is_member.then(|| self.object(binding.checked_sub(1)?, steps)).flatten()
    }

    fn object(&self, level: usize, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        let (mark, above) = (&self.marks.list[self.open[level].mark], level.checked_sub(1)?);
        let is_argument = mark.is(Role::Argument) && self.is(above, Role::Call);
        let bound = self.bound(mark, above, steps);
        let bound = bound.and_then(|given| Some(joined(given.path, &given.name?)));
        bound.or_else(|| is_argument.then(|| self.call(above)).flatten())
    }

    /// The nearest call with a title among this one and those that it is handed to; else this one.
    fn call(&self, level: usize) -> Option<String> {
        let mut titled = level;
        for _ in 0..MOST_STEPS {
            if self.is(titled, Role::Call) && self.open[titled].title.is_some() {
                break;
            }
            let Some(above) = titled.checked_sub(1) else { break };
            if !self.hands_on(&self.marks.list[self.open[titled].mark], above) {
                break;
            }
            titled = above;
        }
        let has_title = self.is(titled, Role::Call) && self.open[titled].title.is_some();
        let holder = self.open[if has_title { titled } else { level }];
        self.call_of(holder.mark, holder.called?, holder.title, true)
    }

    /// `app.get("/users")`: a call by what it calls and its title.
    fn call_of(
        &self,
        call: usize,
        called: usize,
        title: Option<usize>,
        has_receiver: bool,
    ) -> Option<String> {
        let whole = self.callee(call, called, has_receiver, MOST_STEPS)?;
        let Some(title) = title else { return Some(whole) };
        let text = self.marks.list[title].text(self.text);
        let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
        Some(format!("{whole}({})", quoted(inner)))
    }

    /// `each` of `each(a)(b)`, `route("/users").get` of `app.route("/users").get(a)`.
    fn callee(&self, call: usize, called: usize, has_receiver: bool, steps: usize) -> Option<String> {
        let (whole, name) = (&self.marks.list[call], &self.marks.list[called]);
        if name.is_any(Holders::HOLDING) {
            let inner = self.parts(called)?;
            return self.callee(called, inner.0, has_receiver, steps.checked_sub(1)?);
        }
        // a call in which this one begins stands first in it
        let receiver = self.parts(call + 1).filter(|parts| parts.1.is_some());
        let text = &self.text[whole.start as usize..name.end as usize];
        let own =
            spelled(text.strip_prefix(b"new").map_or(text, <[u8]>::trim_ascii_start), self.naming.identifier);
        let receiver = receiver.filter(|_| has_receiver);
        let receiver = receiver.and_then(|(called, title)| self.call_of(call + 1, called, title, false));
        (!own.is_empty()).then(|| joined(receiver, &own))
    }

    /// What a call that has ended calls, and its title.
    fn parts(&self, call: usize) -> Option<(usize, Option<usize>)> {
        let below = || self.marks.below(call).take(MOST_STEPS);
        let called = below().find(|&at| self.marks.list[at].is(Role::Called))?;
        Some((called, below().find(|&at| self.marks.list[at].is(Role::Title))))
    }
}

fn joined(path: Option<String>, name: &str) -> String {
    path.map_or_else(|| name.to_owned(), |path| format!("{path}.{name}"))
}

#[cfg(test)]
mod tests {
    use crate::measure::sample::Sample;

    /// The last qualified name of a tree.
    fn name(tree: &str) -> String {
        Sample::new(tree).units.pop().map(|unit| unit.qualified_name).unwrap_or_default()
    }

    fn call(callee: &str, argument: &str) -> String {
        format!("(call (called '{callee}) {argument})")
    }

    const ARROW: &str = "(argument function arrow)";

    #[test]
    fn a_callback_is_called_by_what_its_call_is_bound_to() {
        let memo = format!("(binding (name 'Card) (call bound (called 'memo) {ARROW}))");
        assert_eq!(name(&memo), "Card");
        let nested = format!(
            "(binding (name 'Card) (call bound (called 'memo) (call argument (called 'ref) {ARROW})))"
        );
        assert_eq!(name(&nested), "Card");
        let awaited = format!("(binding (name 'a) (passing bound (call passed (called 'b) {ARROW})))");
        assert_eq!(name(&awaited), "a");
    }

    #[test]
    fn or_by_the_call_and_its_first_string() {
        assert_eq!(name(&call("useEffect", ARROW)), "useEffect");
        let titled = format!("(title '\"adds\") {ARROW}");
        assert_eq!(name(&call("it", &titled)), "it(\"adds\")");
        let wrapped = format!("(title '\"/a\") (call argument (called 'wrap) {ARROW})");
        assert_eq!(name(&call("get", &wrapped)), "get(\"/a\")", "the nearest call with a string");
        let chained = format!("(call (call (called 'route) (title '\"/a\")) (called 'get) {ARROW})");
        assert!(name(&chained).starts_with("route(\"/a\")."), "{}", name(&chained));
        let curried = format!("(call (call called (called 'each)) (title '\"adds\") {ARROW})");
        assert_eq!(name(&curried), "each(\"adds\")");
    }

    #[test]
    fn a_member_is_called_by_its_object_and_its_key() {
        let method = "(function method member (name 'get))";
        assert_eq!(name(&format!("(binding (name 'router) (object bound {method}))")), "router.get");
        assert_eq!(name(&call("define", &format!("(object argument {method})"))), "define.get");
        assert_eq!(name(&format!("(object {method})")), "get");
        let pair = "(binding member (name 'put) (bound function arrow))";
        assert_eq!(name(&format!("(binding (name 'router) (object bound {pair}))")), "router.put");
        let deep =
            format!("(binding (name 'a) (object bound (binding member (name 'b) (object bound {method}))))");
        assert_eq!(name(&deep), "a.b.get");
        let own = "(binding member (name 'put) (bound function (name 'own)))";
        assert_eq!(name(&format!("(binding (name 'router) (object bound {own}))")), "own");
    }

    #[test]
    fn numbers_tell_apart_what_nothing_else_does() {
        let names = |tree: &str| -> Vec<String> {
            Sample::new(tree).units.into_iter().map(|unit| unit.qualified_name).collect()
        };
        let effect = call("useEffect", ARROW);
        let twice = format!("(function (name 'A) {effect} {effect}) {effect}");
        assert_eq!(names(&twice), ["A", "A.useEffect", "A.useEffect:2", "useEffect"]);
        let both = "(object (function method member (getter) (name 'a)) (function method member (setter) (name 'a)))";
        let bound = format!("(binding (name 'o) {})", both.replacen("object", "object bound", 1));
        assert_eq!(names(&bound), ["o.a", "o.a"], "their kinds tell them apart");
    }

    #[test]
    fn what_is_returned_says_so() {
        assert_eq!(name("(function (name 'f) (returned function arrow))"), "f.<returned>");
        let twice =
            "(function (name 'f) (returned function arrow) (passing returned (passed function arrow)))";
        assert_eq!(name(twice), "f.<returned:2>");
    }

    #[test]
    fn objects_without_end_cost_no_more_than_their_nearest_names() {
        let member = "(binding member (name 'a) (object bound (function method member (name 'f)) ";
        let tree = format!("{}{}", member.repeat(2000), "))".repeat(2000));
        assert!(Sample::new(&tree).units.iter().all(|unit| unit.qualified_name.len() < 100));
    }
}
