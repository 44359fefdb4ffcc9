"""Puts many changes into one program, which makes the one whose number stands in the environment variable MUTANT."""

import collections

import tree_sitter
import tree_sitter_rust

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_rust.language()))
OPERATIONS = {"binary_expression", "compound_assignment_expr", "unary_expression"}
# What the woven sources ask; the root of the crate gets it. With a change, the first panic ends the program.
ASKED = """
#[doc(hidden)]
#[allow(missing_docs)]
pub fn mutant(number: usize) -> bool {
    use std::io::Write;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};
    static MADE: LazyLock<usize> = LazyLock::new(|| {
        let made = std::env::var("MUTANT").map_or(0, |it| it.parse().unwrap());
        if made > 0 {
            std::panic::set_hook(Box::new(|_| std::process::abort()));
        }
        made
    });
    static REACHED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("MUTANTS_REACHED").ok());
    static SEEN: [AtomicBool; 1 << 14] = [const { AtomicBool::new(false) }; 1 << 14];
    if let Some(place) = REACHED.as_ref() && !SEEN[number].swap(true, Ordering::Relaxed) {
        let mut reached = std::fs::OpenOptions::new().append(true).open(place).unwrap();
        writeln!(reached, "{number}").unwrap();
    }
    *MADE == number
}
"""


def asks(number):
    return f"crate::mutant({number})"


class Weaver:
    """Writes one source with all its changes; `refused` are the numbers of those that it cannot write."""

    def __init__(self, source):
        self.source = source
        self.lines = [0]
        for line in source.split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.root = PARSER.parse(source).root_node
        self.before = collections.defaultdict(str)  # a node's id to what is written before it
        self.around = collections.defaultdict(list)  # a node's id to what gives its text with a change from that without
        self.refused = []

    def add(self, number, mutant):
        """Takes a change as cargo-mutants lists it."""
        start, end = (self.offset(mutant["span"][edge]) for edge in ("start", "end"))
        made = mutant["replacement"].split(" /* ~")[0]
        way = getattr(self, "add_" + mutant["genre"], None)
        # two values of `impl Trait` have two types, which one function cannot return
        returned = (mutant.get("function") or {}).get("return_type", "")
        is_opaque = mutant["genre"] == "FnValue" and returned.startswith("-> impl ")
        if way is None or is_opaque or not way(number, start, end, made):
            self.refused.append(number)

    def offset(self, place):
        line = self.source[self.lines[place["line"] - 1] : self.lines[place["line"]]].decode()
        return self.lines[place["line"] - 1] + len(line[: place["column"] - 1].encode())

    def text(self, start, end):
        return self.source[start:end].decode()

    def at(self, start, end):
        """All nodes with this stretch, from outside to inside."""
        node = self.root
        while node is not None:
            if (node.start_byte, node.end_byte) == (start, end):
                yield node
            node = next((it for it in node.children if it.start_byte <= start and end <= it.end_byte), None)

    def above(self, start, end, kind):
        """The smallest node of a kind around a stretch."""
        node = self.root.descendant_for_byte_range(start, end)
        while node is not None and node.type != kind:
            node = node.parent
        return node

    def instead(self, node, number, made):
        self.around[node.id].append(lambda text: f"(if {asks(number)} {{ {made} }} else {{ {text} }})")

    def add_FnValue(self, number, start, _end, made):
        body = self.above(start, start + 1, "block")
        while body is not None and body.start_byte == start:
            body = body.parent
        first = next((it for it in body.children if it.start_byte == start), None) if body else None
        if first is None:
            return False
        self.before[first.id] += f"if {asks(number)} {{ return {made}; }}\n"
        return True

    def add_BinaryOperator(self, number, start, end, made):
        for operator in self.at(start, end):
            whole = operator.parent
            if whole is not None and whole.type in OPERATIONS:
                self.instead(whole, number, self.text(whole.start_byte, start) + made + self.text(end, whole.end_byte))
                return True
        return False

    add_UnaryOperator = add_BinaryOperator

    def add_MatchArmGuard(self, number, start, end, made):
        arm = self.above(start, end, "match_pattern")
        guard = arm.child_by_field_name("condition") if arm else None
        if guard is None:
            return False
        if made == "true":
            self.around[guard.id].append(lambda text: f"({asks(number)} || ({text}))")
        else:
            self.around[guard.id].append(lambda text: f"!{asks(number)} && {grouped(guard, text)}")
        return True

    def add_MatchArm(self, number, start, end, _made):
        pattern = self.above(start, end, "match_arm").child_by_field_name("pattern")
        guard = pattern.child_by_field_name("condition")
        if guard is None:
            self.around[pattern.id].append(lambda text: f"{text} if !{asks(number)}")
        else:
            self.around[guard.id].append(lambda text: f"!{asks(number)} && {grouped(guard, text)}")
        return True

    def add_StructField(self, number, start, end, _made):
        whole = self.above(start, end, "struct_expression")
        after = self.text(end, whole.end_byte).lstrip().removeprefix(",")
        self.instead(whole, number, self.text(whole.start_byte, start) + after)
        return True

    def written(self):
        """The source with all changes."""
        root = self.root
        return self.text(0, root.start_byte) + self.inside(root) + self.text(root.end_byte, len(self.source))

    def inside(self, node):
        parts, place = [], node.start_byte
        for child in node.children:
            parts.append(self.text(place, child.start_byte))
            text = self.inside(child)
            for change in self.around[child.id]:
                text = change(text)
            parts.append(self.before[child.id] + text)
            place = child.end_byte
        return "".join([*parts, self.text(place, node.end_byte)])


def grouped(guard, text):
    """A condition as the right side of `&&`: one that binds names stays a chain, which parentheses would break."""
    return text if b"let " in guard.text else f"({text})"
