"""Composes Python programs at random, most of them valid for CPython 3.13: `program(seed)` is always the same text.

It knows the grammar of expressions, statements and patterns, and prefers what is easily misread: soft keywords as
names, stars in tuples without parentheses, walrus, fields of f-strings, line ends in every place that takes one.
"""

import io
import random
import token
import tokenize

PLAIN = ["a", "b", "c", "x", "y", "f", "g", "self", "é", "ﬁ", "变量"]
SOFT = ["match", "case", "type", "print", "exec", "_"]
BINARY = [("|", 5), ("^", 6), ("&", 7), ("<<", 8), (">>", 8), ("+", 9), ("-", 9), ("*", 10), ("/", 10), ("//", 10),
          ("%", 10), ("@", 10)]
COMPARISONS = ["<", ">", "==", "!=", "<=", ">=", "in", "not in", "is", "is not"]
AUGMENTED = ["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="]
CONSTANTS = ["0", "1", "1.5", "2j", "0x1f", "1_000", "1e3", "True", "False", "None", "...", "'s'", '"t"', "b'u'",
             "r'\\d'", "'''v\nw'''", "'p' 'q'", "'\\N{BULLET}'", "rb'\\x'", "u'z'", "0b1_0", "0o1_7", "1_0.0_1e-1_0j", "5.", ".5",
             "'a\\\nb'", "Rb'q'", "__debug__", "'\\x41\\u0041'", "('p'\n 'q')"]
LOWEST, OR, AND, NOT, COMPARISON, OPERAND, UNARY, POWER, AWAIT, PRIMARY = 0, 1, 2, 3, 4, 5, 11, 12, 13, 14


class Composer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.functions = []  # for each function around: whether it is `async`
        self.loops = 0
        self.soft = self.random.choice([0.05, 0.3, 0.6])
        self.relays = False

    def maybe(self, chance):
        return self.random.random() < chance

    def pick(self, *choices):
        return self.random.choice(choices)

    def name(self):
        return self.random.choice(SOFT if self.maybe(self.soft) else PLAIN)

    def walrus(self):
        """A name that is seldom the variable of a comprehension, which may not be assigned to."""
        return self.name() if self.maybe(0.1) else self.pick("w", "v")

    def many(self, make, least=1, most=3):
        return [make() for _ in range(self.random.randint(least, most))]

    # expressions; `level` is the loosest binding that needs no parentheses

    def expression(self, depth, level=LOWEST):
        if depth <= 0:
            return self.atom()
        kind = self.random.randrange(30)
        if kind < 4:
            return self.atom()
        made, binding = self.composed(kind, depth - 1)
        return made if binding >= level else f"({made})"

    def composed(self, kind, depth):
        e = lambda level=LOWEST: self.expression(depth, level)
        match kind:
            case 4 | 5:
                word = self.pick("or", "and")
                inner = OR if word == "or" else AND
                return f" {word} ".join(self.many(lambda: e(inner + 1), 2, 3)), inner
            case 6:
                return f"not {e(NOT)}", NOT
            case 7 | 8:
                chain = self.many(lambda: f"{self.random.choice(COMPARISONS)} {e(OPERAND)}", 1, 2)
                return " ".join([e(OPERAND), *chain]), COMPARISON
            case 9 | 10 | 11:
                operator, binding = self.random.choice(BINARY)
                return f"{e(binding)} {operator} {e(binding + 1)}", binding
            case 12:
                return f"{self.pick('-', '+', '~')}{e(UNARY)}", UNARY
            case 13:
                return f"{e(AWAIT)} ** {e(UNARY)}", POWER
            case 14 | 15:
                return f"{e(OR)} if {e(OR)} else {e()}", LOWEST
            case 16:
                return f"lambda{self.parameters(depth, typed=False)}: {e()}", LOWEST
            case 17 | 18 | 19:
                return self.call(depth), PRIMARY
            case 20:
                return f"{e(PRIMARY)}.{self.name()}" if self.maybe(0.9) else f"{e(PRIMARY)} .{self.name()}", PRIMARY
            case 21:
                return f"{e(PRIMARY)}[{self.subscript(depth)}]", PRIMARY
            case 22 | 23:
                return self.display(depth), PRIMARY
            case 24 | 25:
                return self.comprehension(depth), PRIMARY
            case 26:
                return f"({self.walrus()} := {e()})", PRIMARY
            case 27 if self.functions and self.functions[-1]:
                return f"await {e(PRIMARY)}", AWAIT
            case 28 if self.functions:
                return f"({self.yielded(depth)})", PRIMARY
            case _:
                return self.f_string(depth), PRIMARY

    def atom(self):
        return self.name() if self.maybe(0.65) else self.random.choice(CONSTANTS)

    def yielded(self, depth):
        if not self.functions[-1] and self.maybe(0.3):
            return f"yield from {self.expression(depth)}"
        return self.pick("yield", f"yield {self.expressions(depth)}")

    def starred(self, depth, chance=0.25):
        if self.maybe(chance):
            return f"*{self.expression(depth, OPERAND)}"
        return self.expression(depth)

    def named(self, depth):
        """What stands where a walrus needs no parentheses."""
        e = self.expression(depth)
        return f"{self.walrus()} := {e}" if self.maybe(0.1) else e

    def expressions(self, depth):
        """One expression, or a tuple without parentheses."""
        if self.maybe(0.6):
            return self.expression(depth)
        items = self.many(lambda: self.starred(depth - 1))
        return ", ".join(items) + ("," if len(items) == 1 or self.maybe(0.2) else "")

    def call(self, depth):
        e = lambda: self.expression(depth)
        if self.maybe(0.1):
            inner = f"{e()} {self.generators(depth)}"
        else:
            first = self.many(lambda: f"*{self.expression(depth)}" if self.maybe(0.15) else self.named(depth), 0, 2)
            last = self.many(lambda: f"**{e()}" if self.maybe(0.3) else f"{self.name()}={e()}", 0, 1)
            inner = ", ".join([*first, *last]) + ("," if first and self.maybe(0.1) else "")
        return f"{self.expression(depth, PRIMARY)}({inner})"

    def subscript(self, depth):
        def item():
            part = lambda: self.expression(depth) if self.maybe(0.6) else ""
            if self.maybe(0.3):
                return f"{part()}:{part()}" + (f":{part()}" if self.maybe(0.3) else "")
            if self.maybe(0.15):
                return f"*{self.expression(depth)}"
            return self.named(depth)
        return ", ".join(self.many(item, 1, 2)) + ("," if self.maybe(0.1) else "")

    def display(self, depth):
        items = self.many(lambda: self.starred(depth) if self.maybe(0.9) else self.named(depth), 0, 3)
        inner = ", ".join(items)
        match self.random.randrange(4):
            case 0:
                return f"[{inner}]"
            case 1:
                return f"{{{inner}}}" if items else "{}"
            case 2:
                return f"({inner},)" if items else "()"
            case _:
                e = lambda: self.expression(depth)
                pairs = self.many(lambda: f"**{self.expression(depth, OPERAND)}" if self.maybe(0.2) else f"{e()}: {e()}")
                return "{" + ", ".join(pairs) + "}"

    def generators(self, depth):
        def generator():
            head = "async for" if self.functions and self.functions[-1] and self.maybe(0.2) else "for"
            filters = "".join(f" if {self.expression(depth, OR)}" for _ in range(self.pick(0, 0, 1, 2)))
            return f"{head} {self.target(depth, in_for=True)} in {self.expression(depth, OR)}{filters}"
        return " ".join(self.many(generator, 1, 2))

    def comprehension(self, depth):
        open_, close = self.pick("[]", "{}", "()")
        element = self.expression(depth)
        if open_ == "{" and self.maybe(0.5):
            element += f": {self.expression(depth)}"
        return f"{open_}{element} {self.generators(depth)}{close}"

    def f_string(self, depth, quote=None, in_spec=False):
        quote = quote or self.pick("'", '"', "'''", '"""')
        parts = []
        for _ in range(self.random.randint(0, 3)):
            parts.append(self.field(depth) if self.maybe(0.7) else self.pick("t", "{{", "}}", " ", ":", "#", "é"))
        if len(quote) == 3 and self.maybe(0.2):
            parts.append("\n ")
        text = "".join(parts)
        return f"{self.pick('f', 'f', 'F', 'rf', 'fR')}{quote}{text}{quote}"

    def field(self, depth, nested=0):
        e = self.expression(depth)
        if self.maybe(0.1):
            e = f"({self.walrus()} := {e})"
        elif self.maybe(0.1):
            e = self.expressions(depth)
        if e.startswith("{") or self.maybe(0.1):
            e = " " + e
        if e.lstrip().startswith("lambda") or " lambda" in e or "lambda:" in e:
            e = f"({e})"
        tail = self.pick("", "", "", "=", " = ") + self.pick("", "", "!r", "!s")
        if self.maybe(0.3):
            tail += ":" + self.pick("", ">5", "=5", "=^+8", ".3f", "%H:%M", "x = y")
            if nested < 1 and self.maybe(0.3):
                tail += self.field(depth - 1, nested + 1)
        return "{" + e + tail + "}"

    # statements

    def target(self, depth, in_for=False, starred=True):
        def one(inner):
            name = self.name()
            match self.random.randrange(8):
                case 0:
                    return f"{name}.{self.name()}"
                case 1:
                    return f"{name}[{self.subscript(min(depth, 1))}]"
                case 2 if inner:
                    open_, close = self.pick("()", "[]")
                    return f"{open_}{several(False)}{close}"
                case 3 if inner:
                    return f"({name})"
                case _:
                    return name
        def several(inner):
            items = self.many(lambda: one(inner), 1, 3)
            if starred and self.maybe(0.3):
                at = self.random.randrange(len(items))
                items[at] = "*" + items[at]
            return ", ".join(items) + ("," if len(items) == 1 or self.maybe(0.1) else "")
        return one(True) if self.maybe(0.7) else several(True)

    def single_target(self):
        name = self.name()
        return self.pick(name, name, f"{name}.{self.name()}", f"{name}[{self.subscript(1)}]", f"({name})")

    def simple(self):
        depth = self.random.randint(1, 3)
        e = lambda: self.expression(depth)
        kind = self.random.randrange(26)
        match kind:
            case 0 | 1 | 2:
                return self.expressions(depth)
            case 3 | 4 | 5 | 6:
                targets = "".join(f"{self.target(2)} = " for _ in range(self.pick(1, 1, 1, 2)))
                value = self.yielded(depth) if self.functions and self.maybe(0.1) else self.expressions(depth)
                return targets + value
            case 7 | 8:
                value = f" = {self.expressions(depth)}" if self.maybe(0.7) else ""
                return f"{self.single_target()}: {self.expression(depth - 1)}{value}"
            case 9 | 10:
                target = self.single_target()
                value = self.yielded(depth) if self.functions and self.maybe(0.1) else self.expressions(depth)
                return f"{target.strip('()') if target.startswith('(') else target} {self.random.choice(AUGMENTED)} {value}"
            case 11 | 12 if self.functions:
                return self.pick("return", f"return {self.expressions(depth)}", f"return {self.expressions(depth)}")
            case 13 if self.functions:
                return self.yielded(depth)
            case 14:
                return self.pick("raise", f"raise {e()}", f"raise {e()} from {e()}") if self.maybe(0.5) else "pass"
            case 15:
                return f"assert {e()}" + (f", {e()}" if self.maybe(0.4) else "")
            case 16:
                return f"del {self.target(1, starred=False)}"
            case 17:
                return f"type {self.name()}{self.type_parameters(depth)} = {e()}"
            case 18:
                return self.pick("import a", "import a.match as case", "from . import type", "from a import (b, c as d,)",
                                 "from ...match import case as type, print")
            case 19 if self.loops:
                return self.pick("break", "continue")
            case 20:
                return f"print({e()})" if self.maybe(0.5) else f"print >>{self.name()}, {e()}"
            case 21:
                word = self.random.choice(SOFT)
                return self.soft_head(word, depth)
            case 22 if self.functions:
                return self.pick("global zz", "global zz, match", "nonlocal_ = 1") if len(self.functions) < 2 or self.maybe(0.7) else "nonlocal free"
            case _:
                return self.expressions(depth)

    def soft_head(self, word, depth):
        """A statement that begins with a soft keyword as a name."""
        e = self.expression(depth, OPERAND)
        return word + self.pick(f" = {e}", f"({e})", f"[{e}]", f".{self.name()}", f" + {e}", f" * {e}", f", {e}", f" if {e} else 1",
                                f" -{e}", f": {e}", f" @ {e}", f" in {e}", f" and {e}", f" == {e}", f" not in {e}", f" is {e}",
                                f"[{e}] = {e}", f"({e}).{self.name()} = 1", f" += {e}", f" % {e}", f", *{e}", f"({e}): {e}",
                                f"[{e}]: {e}", f" -{e} or {e}", f"({e})[{e}]", f" ({e}), {e}", f" [{e}]", "", f" |{e}", f" or {e}")

    def parameters(self, depth, typed):
        depth = min(depth, 1)
        annotation = lambda: f": {self.expression(depth)}" if typed and self.maybe(0.4) else ""
        names = iter(self.random.sample(PLAIN + SOFT, len(PLAIN + SOFT)))
        parts, default = [], False
        for _ in range(self.pick(0, 1, 1, 2, 3)):
            default = default or self.maybe(0.3)
            parts.append(next(names) + annotation() + (f"={self.expression(depth)}" if default else ""))
            if self.maybe(0.1) and "/" not in parts:
                parts.append("/")
        if self.maybe(0.2):
            parts.append(f"*{next(names)}{annotation()}")
            if typed and self.maybe(0.1):
                parts[-1] = f"*args: *{self.expression(1, OPERAND)}"
        elif self.maybe(0.1):
            parts += ["*", next(names)]
        if self.maybe(0.15):
            parts.append(f"**{next(names)}{annotation()}")
        inner = ", ".join(parts)
        return inner if typed else inner and " " + inner

    def type_parameters(self, depth):
        if self.maybe(0.7):
            return ""
        depth = min(depth, 1)
        names = iter(["T", "U", "V"])
        def one():
            star = self.pick("", "", "*", "**")
            bound = f": {self.expression(depth)}" if not star and self.maybe(0.4) else ""
            return star + next(names) + bound
        parts = self.many(one)
        if self.maybe(0.1):
            parts.append(self.pick(f"*W = *{self.expression(depth, OPERAND)}", f"**W = {self.expression(depth)}"))
        elif self.maybe(0.3):
            parts.append(f"W = {self.expression(depth)}")
        return f"[{', '.join(parts)}]"

    def block(self, depth, indent):
        if self.maybe(0.15):
            line = "; ".join(self.many(self.simple, 1, 2)) + self.pick("", ";")
            return f" {line}\n"
        inner = indent + self.unit
        text = "\n" if self.maybe(0.95) else self.pick("  # why\n", "\n\n", "\n# left\n", "\n\f")
        if self.maybe(0.1):
            text += inner + self.pick('"""doc"""', "'d'", "# comment", "'''two\nlines'''") + "\n"
        return text + "".join(self.statement(depth - 1, inner) for _ in range(self.random.randint(1, 3))) + (
            f"{inner}pass\n" if text.rstrip(" \n").endswith("comment") else "")

    def statement(self, depth, indent):
        noise = self.pick(*[""] * 8, "\n", f"{indent}# note\n", "# left: note\n", "\n\n")
        if depth <= 0 or self.maybe(0.4):
            line = self.simple()
            while self.maybe(0.08):
                line += "; " + self.simple()
            return f"{noise}{indent}{line}{self.pick('', '', '', '  # end', ';')}\n"
        return noise + self.compound(depth, indent)

    def compound(self, depth, indent):
        e = lambda: self.named(self.random.randint(1, 2))
        block = lambda: self.block(depth, indent)
        is_async = bool(self.functions) and self.functions[-1] and self.maybe(0.4)
        lead = indent + ("async " if is_async else "")
        match self.random.randrange(12):
            case 0 | 1 | 2:
                text = f"{indent}if {e()}:{block()}"
                for _ in range(self.pick(0, 0, 1, 2)):
                    text += f"{indent}elif {e()}:{block()}"
                return text + (f"{indent}else:{block()}" if self.maybe(0.4) else "")
            case 3 | 4:
                head = f"{lead}for {self.target(2, in_for=True)} in {self.expressions(2)}:"
                return self.loop(head, depth, indent)
            case 5:
                return self.loop(f"{indent}while {e()}:", depth, indent)
            case 6:
                return self.tried(depth, indent)
            case 7:
                return f"{lead}with {self.items()}:{block()}"
            case 8 | 9:
                return self.matched(depth, indent)
            case 10:
                return self.function(depth, indent)
            case _:
                return self.klass(depth, indent)

    def loop(self, head, depth, indent):
        self.loops += 1
        text = head + self.block(depth, indent)
        self.loops -= 1
        return text + (f"{indent}else:{self.block(depth, indent)}" if self.maybe(0.25) else "")

    def tried(self, depth, indent):
        text = f"{indent}try:{self.block(depth, indent)}"
        star, loops, self.loops = self.pick("", "", "*"), self.loops, 0
        functions = list(self.functions)
        count = self.pick(0, 1, 1, 2)
        for _ in range(count):
            name = f" as {self.name()}" if self.maybe(0.4) else ""
            caught = self.expression(1)
            if self.maybe(0.2):
                caught = f"({', '.join(self.many(lambda: self.expression(1, OR), 2, 3))}{self.pick('', '', ',')})"
            text += f"{indent}except{star} {caught}{name}:"
            text += f" pass\n" if star else self.block(depth, indent)
        if count and not star and self.maybe(0.2):
            text += f"{indent}except:{self.block(depth, indent)}"
        self.loops, self.functions = loops, functions
        if count and self.maybe(0.3):
            text += f"{indent}else:{self.block(depth, indent)}"
        if not count or self.maybe(0.2):
            text += f"{indent}finally:{self.block(depth, indent)}"
        return text

    def items(self):
        def item():
            alias = f" as {self.target(1)}" if self.maybe(0.5) else ""
            if "," in alias:
                alias = f" as ({alias[4:]})"
            return self.expression(2) + alias
        inner = ", ".join(self.many(item, 1, 2))
        return f"({inner}{self.pick('', ',')})" if self.maybe(0.3) else inner

    def matched(self, depth, indent):
        subject = self.pick(self.named(2), self.expressions(2), self.expressions(2))
        text, inner = f"{indent}match {subject}:\n", indent + self.unit
        for _ in range(self.random.randint(1, 3)):
            guard = f" if {self.named(2)}" if self.maybe(0.3) else ""
            text += f"{inner}case {self.patterns()}{guard}:{self.block(depth - 1, inner)}"
        return text

    def patterns(self):
        if self.maybe(0.8):
            return self.pattern(2)
        items = [self.pattern(1) for _ in range(self.random.randint(1, 3))]
        if self.maybe(0.4):
            items[-1] = "*" + self.pick("_", "rest", "match")
        return ", ".join(items) + ("," if len(items) == 1 else "")

    def pattern(self, depth):
        p = lambda: self.pattern(depth - 1)
        kind = self.random.randrange(14) if depth > 0 else self.random.randrange(6)
        match kind:
            case 0:
                return "_"
            case 1:
                return self.name()
            case 2:
                return self.pick("1", "-1", "1.5", "-2j", "1 + 2j", "-1 - 2j", "None", "True", "'s'", "b't'", "'p' 'q'")
            case 3:
                return self.pick("a.b", "match.case", "a.b.c", "type.x")
            case 4:
                return self.pick("a()", "match(1)", "a.b(x=1)", "case(_)", "type(x)", "C(a, b=_,)", "print(-1)")
            case 5:
                return self.pick("[]", "()", "{}", "(_)", "(x)", "[*_]", "{**rest}", "(1, *x)", "(_,)")
            case 6 | 7:
                return " | ".join(self.pick("1", "-1", "None", "a.b", "'s'", "C()", "[1]", "(1)") for _ in range(self.pick(2, 3)))
            case 8:
                inner = p()
                return f"({inner} as {self.name()})" if self.maybe(0.5) else f"{inner} as {self.name()}" if " as " not in inner else inner
            case 9:
                return f"[{', '.join([p(), p()])}]"
            case 10:
                return f"({', '.join([p(), p()])}{self.pick('', ',')})"
            case 11:
                return f"{{{self.pick('1', repr('k'), '-1', 'a.b', 'None')}: {p()}{self.pick('', ', **rest')}}}"
            case 12:
                return f"C({p()}, k={p()})"
            case _:
                return f"({p()})"

    def decorators(self, indent):
        return "".join(f"{indent}@{self.expression(1)}\n" for _ in range(self.pick(0, 0, 0, 1, 2)))

    def function(self, depth, indent):
        is_async, loops, self.loops = self.maybe(0.3), self.loops, 0
        head = f"{self.decorators(indent)}{indent}{'async ' if is_async else ''}def {self.name()}"
        self.functions.append(is_async)
        parameters = self.parameters(2, typed=True)
        self.functions.pop()
        result = f" -> {self.expression(1)}" if self.maybe(0.2) else ""
        self.functions.append(is_async)
        text = f"{head}{self.type_parameters(1)}({parameters}){result}:{self.block(depth, indent)}"
        self.functions.pop()
        self.loops = loops
        return text

    def klass(self, depth, indent):
        functions, self.functions, loops, self.loops = self.functions, [], self.loops, 0
        bases = ""
        if self.maybe(0.5):
            base = lambda: self.pick(self.expression(1), f"k={self.expression(1)}", f"*{self.name()}")
            bases = f"({', '.join(self.many(base, 0, 2))})"
        text = f"{self.decorators(indent)}{indent}class {self.name()}{self.type_parameters(1)}{bases}:{self.block(depth, indent)}"
        self.functions, self.loops = functions, loops
        return text

    def program(self):
        self.unit = self.pick("    ", "    ", "  ", "\t", " ")
        text = "".join(self.statement(3, "") for _ in range(self.random.randint(1, 5)))
        text = self.respaced(text)
        if self.maybe(0.05):
            text = text.replace("\n", "\r\n")
        return text[:-1] if self.maybe(0.1) else text

    def relaid(self, texts):
        """Some of the texts, each with other white space between its tokens."""
        self.relays = True
        chances = [0.03, 0.1, 0.3, 1]
        text = "".join(self.respaced(self.pick(*texts), self.pick(*chances)) for _ in range(self.pick(1, 2)))
        lines = text.split("\n")
        if self.maybe(0.3):
            at = self.random.randrange(len(lines))
            lines[at:at] = [self.pick("", "# c", "        # c", "\f", " \t", "# c\n  # d\n")]
        text = "\n".join(lines)
        return text.replace("\n", "\r\n") if self.maybe(0.05) else text

    def respaced(self, text, chance=None):
        """Other white space between some tokens: line ends, comments, backslashes, none."""
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        except (tokenize.TokenError, SyntaxError, SystemError, UnicodeDecodeError):  # the last two are defects of CPython
            return text
        lines = text.split("\n")
        chance = self.pick(0, 0.02, 0.1) if chance is None else chance
        edits, brackets, f_strings = [], 0, 0
        for before, after in zip(tokens, tokens[1:]):
            f_strings += (before.type == token.FSTRING_START) - (before.type == token.FSTRING_END)
            brackets += (before.string in "([{") - (before.string in ")]}") if before.type == token.OP else 0
            is_gap = before.end[0] == after.start[0] and after.type not in (token.NEWLINE, token.COMMENT, tokenize.NL)
            is_inner = before.type not in (token.INDENT, token.DEDENT, token.NEWLINE, tokenize.NL)
            if not f_strings and is_gap and is_inner and self.maybe(chance):
                space = [" \\\n", "  ", " \\\n\t"]
                if brackets:
                    space += ["\n", "\n        ", "  # why\n ", "\n\n", "\n# left: (\n"]
                if before.type == token.OP or after.type == token.OP:
                    if "..." not in (before.string, after.string) and before.type != token.NUMBER:
                        space.append("")
                edits.append((before.end, after.start[1], self.random.choice(space)))
            elif after.type == token.NEWLINE and self.relays and self.maybe(chance) and before.string != ":":
                edits.append((before.end, after.start[1], self.pick(";", " ;  # c", "  # c", "\t", "; pass")))
        for (line, start), end, space in reversed(edits):
            row = lines[line - 1]
            lines[line - 1] = row[:start] + space + row[end:]
        return "\n".join(lines)


def program(seed):
    return Composer(seed).program()


def newest(text):
    """A program in the forms of CPython 3.14 that mean the same, with every token in its place."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError, SystemError, UnicodeDecodeError):
        return text
    lines = [list(line) for line in text.split("\n")]
    for at, part in enumerate(tokens):
        row, column = part.start
        if part.type == token.FSTRING_START:
            for place, letter in enumerate(part.string):
                lines[row - 1][column + place] = {"f": "t", "F": "T"}.get(letter, letter)
        elif part.string == "except" and part.type == token.NAME:
            for row, column in needless(tokens[at + 1:]):
                lines[row - 1][column] = " "
    return "\n".join("".join(line) for line in lines)


def needless(tokens):
    """Where the brackets stand around the exceptions of a clause, if 3.14 needs none."""
    tokens = tokens[tokens[0].string == "*":]
    depth, inner = 0, []
    for at, part in enumerate(tokens):
        depth += (part.string in ("(", "[", "{")) - (part.string in (")", "]", "}")) if part.type == token.OP else 0
        if depth == 0:
            break
        inner += [part.string] if depth == 1 and part.type != token.STRING else []
    is_tuple = tokens[0].string == "(" and "," in inner and not {":=", "*", "**", "yield", "for", "async"} & set(inner)
    is_line = tokens[0].start[0] == tokens[at].start[0] and tokens[at + 1].string == ":"
    return [tokens[0].start, tokens[at].start] if is_tuple and is_line else []


def relaid(seed, texts):
    """Some of the texts in another layout; it need not be valid."""
    return Composer(seed).relaid(texts)
