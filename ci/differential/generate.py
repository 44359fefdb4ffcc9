"""Composes valid scripts at random: expressions, statements, types, classes and elements, with line ends, comments and
missing semicolons wherever the language allows them.

A program is a list of tokens; between two tokens stands white space, a line end or a comment. Where the language allows
no line end there, the second token begins with NO_LINE. Not every program is valid: the reference tools tell.
"""

import random

NO_LINE = "\0"
TIGHT = "\1"  # nothing at all stands before the token
PLAIN = ["a", "b", "c", "foo", "bar", "x1", "$y", "_z"]
ODD = [
    "type", "of", "async", "get", "set", "as", "from", "using", "declare", "abstract", "namespace", "module", "global", "is",
    "keyof", "infer", "readonly", "accessor", "satisfies", "require", "in_x", "instanceof_y", "of1", "as_", "any", "string",
    "number", "object", "out", "override", "asserts", "unique", "target", "meta", "defer", "source", "constructor", "let_",
    "await_", "yield_", "return_", "typeof1", "undefined", "arguments_", "never", "unknown", "boolean", "symbol", "bigint", "intrinsic", "iné", "ünder",
    "\\u0061bc", "x\\u{62}", "变量",
]
TYPE_WORDS = {"any", "string", "number", "object", "never", "unknown", "boolean", "symbol", "bigint", "undefined"}
KEYWORDS = ["if", "in", "class", "default", "delete", "new", "function", "return", "this", "void", "for", "let", "static", "await", "yield",
            "public", "private", "import", "export", "typeof", "instanceof", "enum", "case", "null", "true", "with", "super"]
SLOPPY = ["let", "yield", "await", "static", "implements", "interface", "package", "private", "public", "arguments", "eval"]
MODIFIERS = ["public", "static", "override", "readonly", "declare", "abstract", "accessor", "protected"]
BINARY = [["??"], ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!=", "===", "!=="], ["<", ">", "<=", ">=", "instanceof", "in"],
          ["<<", ">>", ">>>"], ["+", "-"], ["*", "/", "%"]]


class Generator:
    def __init__(self, seed, suffix):
        self.random = random.Random(f"{suffix} {seed}")
        self.types = suffix in ("ts", "tsx")
        self.markup = suffix in ("jsx", "tsx")
        self.awaits, self.yields, self.functions, self.loops = True, False, 0, 0
        self.no_in = False
        self.oddness = self.random.choice([0.02, 0.1, 0.3])
        self.brokenness = self.random.choice([0.0, 0.02, 0.08])
        self.asi = self.random.choice([0.0, 0.3, 1.0])
        self.sloppy = not self.types and self.chance(0.15)
        self.supers, self.privates, self.names = False, False, 0

    # ------------------------------------------------------------ choices
    def chance(self, p):
        return self.random.random() < p

    def one(self, options):
        return self.random.choice(options)

    def some(self, make, least=0, most=2):
        return [make() for _ in range(self.random.randint(least, most))]

    def commas(self, items, trailing=False):
        out = []
        for item in items:
            out += [*([","] if out else []), *item]
        return out + ([","] if trailing and items and self.chance(0.1) else [])

    def name(self):
        if self.sloppy and self.chance(self.oddness):
            return self.one(SLOPPY)
        return self.one(ODD) if self.chance(self.oddness) else self.one(PLAIN)

    def new_name(self):
        """A name to be declared, which is seldom one that there is."""
        self.names += 1
        return self.name() if self.chance(0.1) else f"{self.one(PLAIN)}{self.names}"

    def key_name(self):
        return self.one(ODD + KEYWORDS) if self.chance(self.oddness * 2) else self.one(PLAIN)

    # -------------------------------------------------------- expressions
    def expression(self, d):
        if self.chance(0.05):
            return [*self.assignment(d), ",", *self.assignment(d)]
        return self.assignment(d)

    def assignment(self, d):
        r = self.random.random()
        if d <= 0:
            return self.conditional(0)
        if r < 0.10:
            return self.arrow(d)
        if r < 0.16:
            return [*self.target(d), self.one(["=", "=", "+=", "&&=", "||=", "??=", ">>>=", "**="]), *self.assignment(d - 1)]
        if r < 0.18:
            return [*self.literal_target(d - 1), "=", *self.assignment(d - 1)]
        if r < 0.24 and self.yields:
            return ["yield", *self.one([[NO_LINE + "*"], []]), *mark(self.assignment(d - 1))] if self.chance(0.8) else ["(", "yield", ")"]
        return self.conditional(d)

    def conditional(self, d):
        if d > 0 and self.chance(0.12):
            return [*self.binary(d - 1, 0), "?", *self.assignment(d - 1), ":", *self.assignment(d - 1)]
        return self.binary(d, 0)

    def binary(self, d, level):
        if d <= 0 or level >= len(BINARY):
            return self.power(d)
        if self.chance(0.75 if level > 2 else 0.6):
            return self.binary(d, level + 1)
        # `??` does not mix with the others without brackets
        first = self.binary(d - 1, 3 if level == 0 else level + 1)
        out = first
        for _ in range(self.random.choice([1, 1, 2, 3])):
            operator = self.one(BINARY[level])
            if operator == "in" and self.no_in:
                operator = "<"
            if operator == "<" and out[-1:] == ["!"]:
                operator = "<="
            out = [*out, operator, *self.binary(d - 1, 3 if level == 0 else level + 1)]
        if self.types and level == 7 and self.chance(0.3):
            out = [*out, NO_LINE + self.one(["as", "satisfies"]), *self.type(1)]
        return out

    def power(self, d):
        if d > 0 and self.chance(0.03):
            return [*self.postfix(d - 1), "**", *self.unary(d - 1)]
        out = self.unary(d)
        if self.types and d > 0 and self.chance(0.08):
            out = [*out, NO_LINE + self.one(["as", "satisfies"]), *self.one([["const"], self.type(1), self.type(2)])]
            if out[-2].endswith("satisfies") and out[-1] == "const":
                out[-1] = "A"
        return out

    def unary(self, d):
        if d > 0 and self.chance(0.12):
            operators = ["!", "-", "+", "~", "typeof", "void", "delete"] + (["await"] * 3 if self.awaits else [])
            operator = self.one(operators)
            operand = self.target(d - 1) if operator == "delete" else self.unary(d - 1)
            if operator in "+-" and operand[0].lstrip(TIGHT + NO_LINE)[:1] == operator:
                operand = ["(", *operand, ")"]
            return [operator, *operand]
        if self.types and not self.markup and d > 0 and self.chance(0.02):
            return ["<", *self.type(1), ">", *self.unary(d - 1)]
        return self.postfix(d)

    def postfix(self, d):
        if d > 0 and self.chance(0.03):
            return [*self.target(d - 1), NO_LINE + self.one(["++", "--"])]
        return self.member(d)

    def member(self, d):
        out = self.primary(d)
        while d > 0 and self.chance(0.4):
            d -= 1
            r = self.random.random()
            if r < 0.03 and self.privates:
                out = [*out, ".", "#q"]
            elif r < 0.3:
                out = [*out, self.one([".", ".", "?."]), self.key_name()]
            elif r < 0.4:
                out = [*out, *self.one([["["], ["?.", "["]]), *self.expression(d), "]"]
            elif r < 0.7:
                out = [*out, *self.one([[], [], ["?."]]), *(self.type_arguments() if self.types and self.chance(0.2) else []), *self.arguments(d)]
            elif r < 0.75 and "?." not in out:
                text = self.template(d) if self.chance(0.8) else [self.one(["`\\unicode`", "`\\xg \\u{`", "`\\01${", "`\\\\u${"])]
                text += ["a", "}`"] if text[-1].endswith("${") else []
                out = [*out, *(self.type_arguments() if self.types and self.chance(0.2) else []), *text]
            elif self.types and r < 0.9:
                out = [*out, NO_LINE + "!"]
            elif self.types and r < 0.92:
                out = ["(", *out, *self.type_arguments(), ")"]
            elif self.types and r < 0.93:
                return [*out, *self.type_arguments()]
        return out

    def arguments(self, d):
        return ["(", *self.commas(self.some(lambda: [*(["..."] if self.chance(0.1) else []), *self.assignment(d - 1)]), True), ")"]

    def target(self, d):
        r = self.random.random()
        if r < 0.5 or d <= 0:
            out = [self.name()]
        elif r < 0.8:
            out = [*self.member(d - 1), ".", self.key_name()]
        else:
            out = [*self.member(d - 1), "[", *self.expression(d - 1), "]"]
        if "?." in out or out[0] in ("{", "function", "class"):
            out = [self.one(PLAIN)]
        if self.types and self.chance(0.08):
            out = [*out, NO_LINE + "!"]
        if self.types and self.chance(0.04):
            return ["(", *out, NO_LINE + "as", *self.type(1), ")"]
        return ["(", *out, ")"] if self.chance(0.06) else out

    def literal_target(self, d):
        def item():
            out = self.literal_target(d - 1) if d > 0 and self.chance(0.2) else self.target(1)
            return [*out, *(["=", *self.assignment(d)] if self.chance(0.3) else [])]
        if self.chance(0.6):
            return ["[", *self.commas(self.some(item) + ([["...", *self.target(1)]] if self.chance(0.1) else [])), "]"]
        return ["(", "{", *self.commas(self.some(lambda: [*self.key(0), ":", *item()])), "}"][1:] if self.chance(0.0) else [
            "[", "{", *self.commas(self.some(lambda: [*self.key(0), ":", *item()])), "}", "]"]

    def primary(self, d):
        r = self.random.random()
        if d <= 0 or r < 0.4:
            return [self.name()] if self.chance(0.75) else self.simple()
        if r < 0.52:
            return self.simple()
        if r < 0.60:
            return ["(", *self.free(lambda: self.expression(d - 1)), ")"]
        if r < 0.66:
            hole = [","] if self.chance(0.03) else []
            return ["[", *hole, *self.free(lambda: self.commas(self.some(lambda: [*(["..."] if self.chance(0.1) else []), *self.assignment(d - 1)]), True)), "]"]
        if r < 0.74:
            return self.free(lambda: self.object(d))
        if r < 0.79:
            return self.template(d)
        if r < 0.84:
            return self.free(lambda: self.function(d, expression=True))
        if r < 0.87:
            return self.free(lambda: self.class_(d, self.one([[], [self.name()]])))
        if r < 0.88:
            if self.supers and self.chance(0.5):
                return self.one([["super", ".", self.key_name()], ["super", "[", *self.free(lambda: self.expression(d - 1)), "]"], ["super", ".", "m", *self.arguments(d)]])
            if self.privates and self.chance(0.3):
                return ["(", "#q", "in", *self.postfix(d - 1), ")"]
            return self.one([["new", ".", "target"] if self.functions else ["(", "function", "(", ")", *self.body(d), ")", "(", ")"], ["(", "#p", "in", *self.postfix(d - 1), ")"], ["(", *self.decorators(d), "class", "{", "}", ")"], ["new", self.one(PLAIN)], ["new", "new", "a", "(", ")"],
                             ["new", "class", "{", self.one(PLAIN), "=", *self.field_value(d - 1), "}"], ["(", *self.arrow(d), ")", "(", ")"]])
        if r < 0.91:
            return ["new", *self.one([[self.one(PLAIN)], [self.one(PLAIN), ".", self.key_name()], ["(", *self.expression(d - 1), ")"]]),
                    *(self.type_arguments() if self.types and self.chance(0.3) else []), *self.arguments(d)]
        if r < 0.93:
            return self.one([["import", "(", *self.assignment(d - 1), *self.one([[], [",", *self.object(d - 1)], [","]]), ")"], ["import", ".", "meta", ".", self.key_name()],
                             ["import", ".", "defer" if self.types else "meta", *self.arguments(1)]])
        if self.markup:
            return self.element(d)
        return ["(", *self.arrow(d), ")"]

    def free(self, make):
        no_in, self.no_in = self.no_in, False
        out = make()
        self.no_in = no_in
        return out

    def simple(self):
        return [self.one(["1", "0x1f", "1_000", ".5", "2n", "1e3", "'s'", '"t"', "'\\'u'", "true", "null", "this", "/re/", "/[/]\\/x/gi", "/=a/", "``", "`v`", "0b1_0", "0o7", "1_0.0_1e-1_0", "0xFFn",
                          "/[\\p{L}--[a-z]]/v", "/(?<n>a)\\k<n>/u", "/(?i:a)b/", "'a\\\nb'", "'\\u{1F600}\u2028'", "/[/\\]]+/"])]

    def template(self, d):
        parts = ["`v"]
        for _ in range(self.random.randint(0, 2)):
            parts[-1] += self.one(["", " w ", "\\`", "\\u0041", "$", "\n"]) + "${"
            parts += [*self.free(lambda: self.expression(d - 1)), "}"]
        parts[-1] += "`"
        return parts

    def object(self, d):
        return ["{", *self.commas(self.some(lambda: self.property(d - 1), 0, 3), True), "}"]

    def property(self, d):
        r = self.random.random()
        if r < 0.3:
            return [self.name()]
        if r < 0.7:
            return [*self.key(d), ":", *self.assignment(d)]
        if r < 0.75:
            return ["...", *self.assignment(d)]
        if r < 0.85:
            return [self.one(["get"]), *self.key(d), "(", ")", *self.body(d)] if self.chance(0.5) else ["set", *self.key(d), "(", *self.parameter(0, rest=False), ")", *self.body(d)]
        return self.method(d)

    def method(self, d):
        is_async, is_generator = self.chance(0.2), self.chance(0.2)
        return [*(["async"] if is_async else []), *([("" if not is_async else NO_LINE) + "*"] if is_generator else []), *([mark(self.key(d))[0], *self.key(d)[1:]][:0] or (mark(self.key(d)) if is_async and not is_generator else self.key(d))),
                *self.signature(d, is_async, is_generator), *self.body(d, is_async, is_generator)]

    def key(self, d):
        r = self.random.random()
        if r < 0.75:
            return [self.key_name()]
        return self.one([["'k'"], ["1"], ["[", *self.free(lambda: self.assignment(d - 1)), "]"]])

    # ---------------------------------------------------------- functions
    def arrow(self, d):
        is_async = self.chance(0.2)
        head = [*(["async"] if is_async else [])]
        no = NO_LINE if is_async else ""
        if self.chance(0.35):
            head += [no + self.one(PLAIN + ["of", "as", "get", "type"])]
        elif self.types and self.chance(0.25):
            head += [no + "<", "T", *self.one([[","], ["extends", *self.type(1)], ["extends", *self.type(1), ",", "U"]]), ">", *self.parameters(d), *self.return_type()]
        else:
            head += mark(self.parameters(d)) if is_async else self.parameters(d)
            head += self.return_type()
        head += [NO_LINE + "=>"]
        if self.chance(0.4):
            return [*head, *self.free(lambda: self.body(d, is_async, False))]
        awaits, yields, self.awaits, self.yields = self.awaits, self.yields, is_async, False
        body = self.assignment(d - 1)
        self.awaits, self.yields = awaits, yields
        return [*head, *(["(", *body, ")"] if body[0].startswith("{") else body)]

    def return_type(self):
        if not self.types or self.chance(0.7):
            return []
        return [":", *self.one([self.type(1), self.type(2), self.type(2), ["a", NO_LINE + "is", *self.type(1)], ["asserts", NO_LINE + "a"], ["asserts", NO_LINE + self.one(["this", "a"]), NO_LINE + "is", *self.type(1)], ["this", NO_LINE + "is", *self.type(1)]])]

    def parameters(self, d):
        items = self.some(lambda: self.parameter(d))
        if self.chance(0.1):
            items.append(["...", self.one(PLAIN), *self.annotation()])
        return ["(", *self.free(lambda: self.commas(items)), ")"]

    def parameter(self, d, rest=True):
        optional = ["?"] if self.types and self.chance(0.15) else []
        name = self.pattern(d) if self.chance(0.25) and not optional else [self.new_name()]
        default = ["=", *self.assignment(d - 1)] if self.chance(0.25) and not optional else []
        return [*name, *optional, *self.annotation(), *default]

    def annotation(self):
        return [":", *self.type(self.random.randint(0, 2))] if self.types and self.chance(0.6) else []

    def pattern(self, d):
        def item():
            inner = self.pattern(d - 1) if d > 0 and self.chance(0.2) else [self.new_name()]
            return [*inner, *(["=", *self.assignment(d - 1)] if self.chance(0.3) else [])]
        rest = [["...", self.new_name()]] if self.chance(0.1) else []
        if self.chance(0.4):
            return ["[", *self.commas(self.some(item) + rest), "]"]
        return ["{", *self.commas(rest or self.some(lambda: [self.new_name(), *(["=", *self.assignment(d - 1)] if self.chance(0.3) else [])] if self.chance(0.5) else [*self.key(d), ":", *item()])), "}"]

    def signature(self, d, is_async=False, is_generator=False):
        out = ["<", self.one(["T", "const T", "type", "T extends U"]), ">"] if self.types and self.chance(0.15) else []
        return [*out, *self.parameters(d), *self.return_type()]

    def body(self, d, is_async=False, is_generator=False):
        saved = self.awaits, self.yields, self.loops, self.no_in
        self.awaits, self.yields, self.loops, self.no_in = is_async, is_generator, 0, False
        self.functions += 1
        out = ["{", *(["'use strict'", ";"] if self.chance(0.02) else []), *self.statements(d - 1, 0, 3), "}"]
        self.functions -= 1
        self.awaits, self.yields, self.loops, self.no_in = saved
        return out

    def function(self, d, expression=False):
        is_async, is_generator = self.chance(0.2), self.chance(0.2)
        name = [self.new_name()] if not expression or self.chance(0.4) else []
        supers, self.supers = self.supers, False
        out = self.function_of(d, is_async, is_generator, name)
        self.supers = supers
        return out

    def function_of(self, d, is_async, is_generator, name):
        return [*(["async", NO_LINE + "function"] if is_async else ["function"]), *(["*"] if is_generator else []), *name,
                *self.signature(d), *self.body(d, is_async, is_generator)]

    # ------------------------------------------------------------ classes
    def class_(self, d, name, words=()):
        out = [*words, "class", *name]
        if self.types and name and self.chance(0.2):
            out += ["<", self.one(["T", "in T", "out T", "in out T", "T = any", "const T"]), ">"]
        derived = self.chance(0.3)
        if derived:
            out += ["extends", *self.one([[self.one(PLAIN)], [self.one(PLAIN), ".", self.key_name()], ["(", *self.expression(d - 1), ")"], [self.one(PLAIN), *self.arguments(d - 1)]]),
                    *(self.type_arguments() if self.types and self.chance(0.3) else [])]
        if self.types and self.chance(0.2):
            out += ["implements", "A", *self.one([[], [",", "B", "<", "C", ">"]])]
        out += ["{"]
        supers, privates = self.supers, self.privates
        self.supers = True
        if self.chance(0.2):
            self.privates = True
            out += [*self.one([[], ["static"]]), "#q", *self.one([[], ["=", *self.field_value(d - 1)]]), ";"]
        for _ in range(self.random.randint(0, 4)):
            out += self.class_member(d - 1, "abstract" in words)
        self.supers, self.privates = supers, privates
        return [*out, "}"]

    def decorators(self, d):
        make = lambda: ["@", TIGHT + "dec", *self.one([[], ["(", *self.assignment(0), ")"], [".", self.key_name()], [".", "x", *self.type_arguments(), "(", ")"], [".", "x", "(", ")", "(", "a", ")"], ["(", *self.arrow(0), ")"], [".", "y", NO_LINE + "!"]])]
        if self.chance(0.2):
            make = lambda: ["@", TIGHT + "(", *self.expression(d - 1), ")"]
        return [t for _ in range(self.one([1, 1, 2])) for t in [*make(), *self.one([[], ["\n"]])]] if self.types else []

    def modified_member(self, d, abstract):
        """Modifiers in any order, before a field or a method."""
        words = self.random.sample(MODIFIERS, self.random.randint(1, 3))
        if self.chance(0.1):
            words.append(self.one(["get", "set", "async", "static", "of"]))
        key = [self.key_name()]
        key = ["k"] if key[0] in ("constructor", "prototype") else key
        head = words_before(words, key)
        if self.chance(0.4):
            return [*head, *self.parameters(0), *self.return_type(), *(self.end() if self.chance(0.3) else self.body(d))]
        return [*head, *self.one([[], ["?"], [NO_LINE + "!"]]), *self.annotation(), *(["=", *self.field_value(d)] if self.chance(0.4) else []), *self.end()]

    def class_member(self, d, abstract):
        r = self.random.random()
        decorators = self.decorators(d) if self.chance(0.1) else []
        if self.types and self.chance(0.08):
            return [*decorators, *self.modified_member(d, abstract)]
        if self.chance(0.04):
            words = [self.one(["static", "get", "set", "async", "accessor", "static"]) for _ in range(self.random.randint(1, 3))]
            return [*[t for word in words for t in (word, self.one(["\n", ";"]))], self.one(PLAIN), *self.one([[";"], ["(", ")", "{", "}"], ["=", "1", ";"]])]
        words = []
        if self.types:
            words += self.one([[], [], [], ["public"], ["private"], ["protected"]])
        static = self.chance(0.2)
        words += ["static"] if static else []
        if r < 0.40:
            if self.types:
                words += self.one([[], [], ["readonly"], ["override"], ["declare"], ["override", "readonly"]])
            key = [self.key_name()] if self.chance(0.8) else self.one([["#p"], self.key(d)])
            if key[0] in ("constructor",) or static and key[0] == "prototype":
                key = ["k"]
            value = ["=", *self.field_value(d)] if self.chance(0.6) and "declare" not in words else []
            kind = self.one([[], ["?"], [NO_LINE + "!"]]) if self.types and not value else []
            line = ["accessor"] if self.chance(0.08) and not kind and self.types and not set(words) & {"readonly", "declare"} else []
            annotation = self.annotation() if kind != [NO_LINE + "!"] else [":", *self.type(1)]
            return [*decorators, *words_before(words + line, key), *kind, *annotation, *value, *self.end()]
        if r < 0.5:
            accessor = self.one([["get", *self.key(d), "(", ")"], ["set", *self.key(d), "(", self.one(PLAIN), ")"]])
            return [*decorators, *words_before(words, accessor), *self.body(d)]
        if r < 0.55 :
            return ["static", *self.body(d)]
        if r < 0.6 and self.types:
            return [*words_before(["static"] if static else [], ["[", "k", ":", "string", "]", ":", *self.type(1)]), *self.end()]
        if r < 0.66 and self.types and abstract:
            return [*words_before(["abstract"], [self.one(PLAIN)]), *self.one([[":", *self.type(1)], [*self.parameters(0), ":", *self.type(1)]]), *self.end()]
        if r < 0.70 and self.types:
            return [*words, "o1", "(", "a", ":", *self.type(1), ")", ":", *self.type(1), ";", *words, "o1", "(", "a", ")", *self.body(d)]
        if r < 0.76:
            first = [*self.one([["private"], ["public"], ["readonly"], ["private", "readonly"]]), "p", *self.annotation(), *self.one([[], ["=", *self.assignment(d)]])] if self.types else self.parameter(d)
            return ["constructor", "(", *first, ")", *self.body(d)] if self.chance(0.4) else [*decorators, *words, *self.class_method(d)]
        return [*decorators, *words, *self.class_method(d)]

    def class_method(self, d):
        is_async, is_generator = self.chance(0.2), self.chance(0.2)
        key = self.key(d) if self.chance(0.9) else ["#m"]
        if key[0] in ("constructor", "'k'"):
            key = ["k"]
        head = [*(["async"] if is_async else []), *([(NO_LINE if is_async else "") + "*"] if is_generator else [])]
        return [*head, *(mark(key) if is_async and not is_generator else key), *(["?"] if self.types and self.chance(0.05) and not is_generator else []), *self.signature(d), *self.body(d, is_async, is_generator)]

    def field_value(self, d):
        saved = self.awaits, self.yields
        self.awaits = self.yields = False
        out = self.assignment(d)
        self.awaits, self.yields = saved
        return out

    # ------------------------------------------------------------ elements
    def element(self, d):
        tag = self.one(["div", "A", "a.b", "a-b", "x:y", "this.c", "a.default", "A.if", "span"])
        attributes = []
        for _ in range(self.random.randint(0, 3)):
            name = self.one(["b", "class", "for", "in", "data-x", "xlink:href", "default", "on", "type", "key"])
            attributes += self.one([["/* c */"], [name, "=", *self.element(0)] if d > 1 else [], [name], [name, "=", "{", *self.free(lambda: self.expression(d - 1)), "}"], [name, "=", self.one(["'v'", '"a&b"', '"a\nb"', '"?a=1&b=2"', "'&amp;'", '"\\"'])],
                                    ["{", "...", *self.free(lambda: self.assignment(d - 1)), "}"]])
        if self.chance(0.4):
            return ["<", TIGHT + tag, *attributes, "/", TIGHT + ">"]
        children = []
        for _ in range(self.random.randint(0, 3)):
            children += self.one([
                [TIGHT + "{", *self.free(lambda: self.expression(d - 1)), "}"],
                [TIGHT + self.one([" text ", " a & b ", "&nbsp;", "&#128512; ", " http://x.y?a=1&b=2 ", " it's ", " // no ", ' "q" ', "\n  ", " if (a && b) ", "é", " /* t */ ", "&", " a &lt b "])],
                [TIGHT + "{", "/* c */", "}"],
                [TIGHT + "{", "...", *self.free(lambda: self.assignment(d - 1)), "}"],
                [TIGHT + self.element(d - 1)[0], *self.element(0)[1:]] if d > 0 else [],
            ])
        if self.chance(0.15):
            return ["<", TIGHT + ">", *children, TIGHT + "<", TIGHT + "/", TIGHT + ">"]
        arguments = ["<", *self.type(1), ">"] if self.types and self.chance(0.1) else []
        space = self.one([[], [], [], ["/* c */"]])
        return ["<", TIGHT + tag, *arguments, *attributes, ">", *children, TIGHT + "<", *space, TIGHT + "/", *space, TIGHT + tag, TIGHT + ">"]

    # --------------------------------------------------------------- types
    def type(self, d):
        r = self.random.random()
        if d <= 0 or r < 0.25:
            return self.one([["A"], ["B"], ["string"], ["number"], ["any"], ["void"], ["null"], ["this"], ["'l'"], ["1"], ["-", "1"], ["true"], ["C", ".", "D"], ["`t`"], ["E"]])
        if r < 0.35:
            return [*self.type_operand(d - 1), self.one(["|", "&"]), *self.type_operand(d - 1), *self.one([[], ["|", *self.type_operand(d - 1)]])]
        if r < 0.37:
            return [self.one(["|", "&"]), *self.type_operand(d - 1)]
        if r < 0.45:
            return [self.one(["A", "Map", "C.D"]), *self.type_arguments(d - 1)]
        if r < 0.53:
            return [*self.type_operand(d - 1), NO_LINE + "[", *self.one([[], self.type(d - 1)]), "]"]
        if r < 0.60:
            return [*self.one([[], ["new"], ["abstract", "new"]]), *self.type_parameters(), "(", *self.type_params(d - 1), ")", "=>", *self.type(d - 1)]
        if r < 0.67:
            labelled = self.chance(0.4)
            label = lambda: [self.one(PLAIN + ["this", "type", "in", "string", "new", "of", "typeof", "function", "infer", "asserts", "class", "if"])]
            rest = lambda: ["...", *(([*label(), ":"]) if labelled else []), *self.type_operand(d - 1), NO_LINE + "[", "]"]
            item = lambda: rest() if self.chance(0.15) else [*([*label(), *self.one([[], [], ["?"]]), ":"] if labelled else []), *self.type(d - 1), *([] if labelled else self.one([[], [], [], ["?"]]))]
            return ["[", *self.commas(self.some(item), True), "]"]
        if r < 0.78:
            return ["{", *[t for _ in range(self.random.randint(0, 3)) for t in [*self.type_member(d - 1), self.one([";", ",", ";"])]], "}"]
        if r < 0.83:
            return [*self.type_operand(d - 1), NO_LINE + "extends", *self.one([self.type_operand(d - 1), ["infer", "U"], ["infer", "U", "extends", "A"]]), "?", *self.type(d - 1), ":", *self.type(d - 1)]
        if r < 0.87:
            return ["{", *self.one([[], ["readonly"], ["-", "readonly"], ["+", "readonly"]]), "[", self.one(["K", "type", "P", "as", "of", "infer", "readonly", "keyof", "declare"]), "in", *self.one([["keyof", "A"], self.type(d - 1)]), *self.one([[], ["as", *self.type(d - 1)]]), "]", *self.one([[], ["?"], ["-", "?"], ["+", "?"]]), ":", *self.type(d - 1), *self.one([[";"], [], [","], ["\n"]]), "}"]
        if r < 0.90:
            if self.chance(0.2):
                return self.one([["unique", NO_LINE + "symbol"], ["keyof", "typeof", "a"], ["keyof", "this"], ["readonly", "[", "]"], ["keyof", "(", "A", "|", "B", ")"], ["asserts"], ["is"], ["infer_"], ["undefined"], ["of"]])
            return [self.one(["keyof", "readonly"]), *(["A"] if self.chance(0.5) else ["A", NO_LINE + "[", "]"])]
        if r < 0.93:
            return ["typeof", *self.one([["a", ".", self.key_name()], ["import", "(", "'m'", ",", "{", "with", ":", "{", "'resolution-mode'", ":", "'import'", "}", "}", ")", NO_LINE + "<", "A", ">"], ["a"], ["a", ".", "b"], ["import", "(", "'m'", ")"], ["import", "(", "'m'", ")", ".", "c"], ["a", NO_LINE + "<", "B", ">"], ["this", ".", "x"]])]
        if r < 0.96:
            return ["import", "(", "'m'", ")", ".", "E", *self.one([[], [NO_LINE + "<", *self.type(0), ">"]])]
        return ["(", *self.type(d - 1), ")"] if self.chance(0.5) else ["`p${", *self.type(d - 1), *self.one([[], ["}-${", *self.type(0)]]), "}q`"]

    def type_operand(self, d):
        out = self.type(d)
        return out if len(out) == 1 else ["(", *out, ")"]

    def type_parameters(self):
        return self.one([[], [], ["<", "T", ">"], ["<", "T", "extends", "A", ",", "U", "=", "B", ">"], ["<", "const", "T", ">"], ["<", self.one(["of", "type", "as", "is", "async", "get"]), "extends", *self.type(1), ">"], ["<", "T", "=", *self.type(1), ",", ">"]])

    def type_params(self, d):
        item = lambda: self.one([[self.one(PLAIN), *self.one([[], ["?"]]), ":", *self.type(d)], ["this", ":", *self.type(d)], ["[", "o", "]", ":", *self.type(d)], [self.one(["type", "of", "as", "readonly", "get"]), *self.one([[], ["?"], [":", *self.type(d)]])], ["{", "o", "}", ":", *self.type(d)], ["{", "o", ",", "p", ":", "q", "}", *self.one([[], ["?"]]), ":", *self.type(d)], ["string"], ["any"]])
        return self.commas(self.some(item) + ([["...", "r", ":", "any", NO_LINE + "[", "]"]] if self.chance(0.1) else []))

    def type_member(self, d):
        key = [self.key_name()] if self.chance(0.85) else self.one([["'k'"], ["1"], ["[", "Symbol", ".", "iterator", "]"]])
        optional = self.one([[], [], ["?"]])
        r = self.random.random()
        if r < 0.55:
            return [*self.one([[], [], ["readonly"]]), *key, *optional, ":", *self.type(d)]
        if r < 0.75:
            return [*key, *optional, *self.type_parameters(), "(", *self.type_params(d), ")", ":", *self.type(d)]
        if r < 0.83:
            return [*self.one([[], ["new"]]), *self.type_parameters(), "(", *self.type_params(d), ")", ":", *self.type(d)]
        if r < 0.9:
            return [*self.one([[], ["readonly"]]), "[", "k", ":", self.one(["string", "number"]), "]", ":", *self.type(d)]
        return self.one([["get", *key, "(", ")", ":", *self.type(d)], ["set", *key, "(", "v", ":", *self.type(d), ")"], [*key]])

    def type_arguments(self, d=1):
        return [NO_LINE + "<", *self.commas(self.some(lambda: self.type(d), 1, 2)), ">"]

    # ---------------------------------------------------------- statements
    def end(self):
        return ["\n"] if self.chance(self.asi) else [";"]

    def statements(self, d, least, most):
        return [token for _ in range(self.random.randint(least, most)) for token in self.statement(d)]

    def statement(self, d):
        r = self.random.random()
        if d <= 0 or r < 0.35:
            return self.expression_statement(d)
        if r < 0.47:
            return self.variables(d)
        if r < 0.56:
            is_if = ["if", "(", *self.expression(d - 1), ")", *self.substatement(d)]
            return [*is_if, *self.one([[], [], ["else", *self.substatement(d)], ["else", "if", "(", *self.expression(d - 1), ")", *self.substatement(d)]])]
        if r < 0.64:
            return self.loop(d)
        if r < 0.70:
            return self.function(d)
        if r < 0.75:
            return self.class_(d, [self.new_name()], self.one([[], ["abstract"]]) if self.types else ()) if not (self.types and self.chance(0.0)) else []
        if r < 0.79:
            return ["switch", "(", *self.expression(d - 1), ")", "{", *[t for _ in range(self.random.randint(0, 2)) for t in ["case", *self.expression(d - 1), ":", *self.statements(d - 1, 0, 2)]], *self.one([[], ["default", ":", *self.statements(d - 1, 0, 1)], ["default", ":", "case", *self.expression(d - 1), ":", *self.statements(d - 1, 0, 1)]]), "}"]
        if r < 0.83:
            block = lambda: ["{", *self.statements(d - 1, 0, 2), "}"]
            return ["try", *block(), *self.one([["catch", *block()], ["catch", "(", *self.one([["e"], self.pattern(1)]), ")", *block()], ["finally", *block()], ["catch", "(", "e", *self.one([[":", "unknown"] if self.types else []]), ")", *block(), "finally", *block()]])]
        if r < 0.88 and self.functions:
            return self.one([["return", *self.end()], ["return", *mark(self.expression(d - 1)), *self.end()], ["return", *self.expression(d - 1), *self.end()]])
        if r < 0.90:
            return ["throw", *mark(self.expression(d - 1)), *self.end()]
        if r < 0.92:
            return ["{", *self.statements(d - 1, 0, 2), "}"]
        if r < 0.94:
            label = self.one(["l1", "l2", "type", "of", "async", "as", "get", "declare"])
            return [label, ":", *self.one([self.loop(d), self.loop(d), self.expression_statement(d - 1), ["{", *self.statements(d - 1, 0, 1), "break", NO_LINE + label, *self.end(), "}"],
                                          ["while", "(", *self.expression(d - 1), ")", "{", *self.statements(d - 1, 0, 1), self.one(["break", "continue"]), NO_LINE + label, *self.end(), "}"]])]
        if r < 0.95:
            return self.one([[";"], ["debugger", *self.end()], ["do", *self.expression_statement(0), "while", "(", "a", ")"], ["{", "a", ":", *self.expression(d - 1), "}"], ["{", self.one(PLAIN), "}"], ["for", "await", "(", self.one(["const", "let"]), *self.pattern(0), "of", *self.assignment(d - 1), ")", *self.substatement(d)],
                             ["if", "(", *self.expression(d - 1), ")", "/re/", ".", "x", "(", "a", ")", *self.end()], ["{", "}", "/re/g", ".", "x", *self.end()]])
        if self.sloppy and r < 0.97:
            return self.one([["with", "(", *self.expression(d - 1), ")", *self.substatement(d)], ["for", "(", "var", "a", "=", *self.conditional(0), "in", *self.expression(d - 1), ")", *self.substatement(d)], ["\n", "<!-- b && c", "\n"], ["\n", "--> b && c", "\n"],
                             ["if", "(", "a", ")", *self.function(d)], ["x", "=", "017", "+", "'\\07'", *self.end()], ["let", "\n", self.one(PLAIN), "=", "1", *self.end()], ["yield", "*", "a", *self.end()], ["await", "(", "a", ")", *self.end()]])
        if self.types:
            return self.type_declaration(d)
        return self.expression_statement(d)

    def substatement(self, d):
        return ["{", *self.statements(d - 1, 0, 2), "}"] if self.chance(0.6) else self.one([self.expression_statement(d - 1), [";"], ["if", "(", *self.expression(d - 1), ")", *self.expression_statement(0)]])

    def expression_statement(self, d):
        out = self.expression(d)
        if out[0] in ("{", "function", "class", "let") or out[0] == "async" and out[1:2] == [NO_LINE + "function"]:
            out = ["(", *out, ")"]
        return [*out, *self.end()]

    def variables(self, d):
        kind = self.one(["var", "let", "const", "const"])
        def one():
            name = self.pattern(d - 1) if self.chance(0.3) else [self.new_name()]
            needed = kind == "const" or len(name) > 1
            exact = [NO_LINE + "!", ":", *self.type(1)] if self.types and not needed and self.chance(0.05) else None
            if exact:
                return [*name, *exact]
            return [*name, *self.annotation(), *(["=", *self.assignment(d - 1)] if needed or self.chance(0.7) else [])]
        if not self.sloppy and self.chance(0.08):
            return [*(["await", NO_LINE + "using"] if self.awaits and self.chance(0.4) else ["using"]), NO_LINE + self.one(PLAIN), *self.annotation(), "=", *self.assignment(d - 1), *self.end()]
        return [kind, *self.commas(self.some(one, 1, 2)), *self.end()]

    def loop(self, d):
        self.loops += 1
        body = self.substatement(d)
        if self.chance(0.15):
            body = ["{", *body, self.one(["break", "continue"]), *self.end(), "}"]
        self.loops -= 1
        r = self.random.random()
        if r < 0.25:
            return ["while", "(", *self.expression(d - 1), ")", *body]
        if r < 0.4:
            return ["do", *body, "while", "(", *self.expression(d - 1), ")", *self.end()]
        self.no_in = True
        if r < 0.7:
            start = self.one([[], self.expression(d - 1), ["let", self.one(PLAIN), "=", *self.assignment(d - 1)], ["var", self.name(), "=", *self.assignment(d - 1)]])
            self.no_in = False
            if start[:1] in (["{"], ["function"], ["class"], ["async"], ["let_"]):
                start = ["(", *start, ")"]
            return ["for", "(", *start, ";", *self.one([[], self.expression(d - 1)]), ";", *self.one([[], self.expression(d - 1)]), ")", *body]
        self.no_in = False
        head = self.one([[self.one(["const", "let", "var"]), *self.pattern(d - 1)], [self.one(["const", "let", "var"]), self.one(PLAIN + ["of", "type"])], [self.one(PLAIN)], self.target(1), self.literal_target(1)])
        if head[0] in ("async", "let", "using"):
            head = ["a"]
        if self.awaits and self.chance(0.15):
            return ["for", "await", "(", *head, "of", *self.assignment(d - 1), ")", *body]
        if self.chance(0.1):
            head = [*(["await", NO_LINE + "using"] if self.awaits and self.chance(0.3) else ["using"]), NO_LINE + "u1"]
            return ["for", "(", *head, "of", *self.assignment(d - 1), ")", *body]
        return ["for", "(", *head, self.one(["of", "of", "in"]), *self.assignment(d - 1), ")", *body]

    def type_declaration(self, d, nested=True):
        name = self.one(PLAIN + ["Foo", "type", "of", "async"])
        r = self.random.random()
        if r < 0.3:
            return ["interface", NO_LINE + name, *self.type_parameters(), *self.one([[], ["extends", "A", ",", "B", "<", "C", ">"]]), "{", *[t for _ in range(self.random.randint(0, 3)) for t in [*self.type_member(1), *self.one([[";"], ["\n"], [","]])]], "}"]
        if r < 0.55:
            return ["type", NO_LINE + name, *self.type_parameters(), "=", *self.type(2), *self.end()]
        if r < 0.65:
            return [*self.one([[], ["const"]]), "enum", name, "{", *self.commas(self.some(lambda: [*self.one([[self.key_name()], ["'e'"]]), *self.one([[], ["=", *self.assignment(1)]])]), True), "}"]
        if r < 0.8:
            return ["declare", *self.one([[NO_LINE + "const", "x2", ":", *self.type(1), *self.end()], [NO_LINE + "function", "f2", *self.type_parameters(), "(", *self.type_params(1), ")", ":", *self.type(1), *self.end()],
                                           [NO_LINE + "let", "y2", ":", *self.type(1), *self.end()], [NO_LINE + "class", "K2", "{", "m", "(", ")", ":", *self.type(1), ";", "p", ":", *self.type(1), *self.end(), "}"]])]
        if r < 0.9:
            return self.one([["declare", NO_LINE + "namespace", NO_LINE + "D1", "{", "let", "z1", ":", *self.type(1), ";", *self.type_declaration(1), "}"],
                             ["declare", NO_LINE + "enum", "D2", "{", self.key_name(), "}"], ["namespace", NO_LINE + "D3", "{", *self.statements(d - 1, 0, 1), "namespace", NO_LINE + "D4", "{", "}", "}"],
                             ["declare", NO_LINE + "abstract", NO_LINE + "class", "D5", "{", "abstract", NO_LINE + "x", ":", *self.type(1), ";", "get", "y", "(", ")", ":", *self.type(1), ";", "}"],
                             ["declare", NO_LINE + "type", NO_LINE + "D6", "=", *self.type(1), *self.end()], ["module", NO_LINE + "D7", "{", *self.statements(d - 1, 0, 1), "}"]])
        return ["function", "o2", "(", "a", ":", *self.type(1), ")", ":", *self.type(1), *self.end(), "function", "o2", "(", "a", ":", "any", ")", *self.body(d - 1)]

    def module_item(self, d):
        name = self.one(PLAIN) if self.chance(0.8) else self.one(["type", "of", "as", "from", "get", "async", "using"])
        items = [
            ["import", name, "from", "'m'"], ["import", "*", "as", name, "from", "'m'"], ["import", "{", "default", "as", name, ",", "b", "}", "from", "'m'"], ["import", "'m'"],
            ["export", "*", "from", "'m'"], ["export", "*", "as", "if", "from", "'m'"], ["export", "{", "a1", "as", "default", ",", "b", "as", "void", "}", "from", "'m'"],
            ["import", name, "from", "'m'", "with", "{", "type", ":", "'json'", "}"], ["export", "*", "from", "'m'", "with", "{", "type", ":", "'json'", "}"],
            ["export", "{", "c1", "}", "from", "'m'", "with", "{", "type", ":", "'json'", "}"],
            ["import", "{", "'a b'", "as", name, "}", "from", "'m'"], ["export", "{", "d1", "as", "'e f'", "}", "from", "'m'"], ["export", "*", "as", "'g h'", "from", "'m'"],
            ["import", name, ",", "*", "as", "ns", "from", "'m'"], ["import", "{", "}", "from", "'m'"], ["export", "{", "}"], ["import", "{", "x", ",", "}", "from", "'m'"],
        ]
        if self.types:
            items += [["import", "type", NO_LINE + name, "from", "'m'"], ["import", "{", "type", "A1", ",", "type", "as", "as", "b", "}", "from", "'m'"], ["import", "type", "{", "q", "}", "from", "'m'"],
                      ["export", "type", "{", "q", "}", "from", "'m'"], ["export", "{", "type", "T1", ",", "type", "}", "from", "'m'"], ["import", name, "=", "require", "(", "'m'", ")"], ["import", name, "=", "N", ".", "M"], ["export", "type", "*", "from", "'m'"],
                      ["export", "import", name, "=", "N", ".", "M"], ["import", "type", NO_LINE + name, "=", "require", "(", "'m'", ")"], ["export", "as", "namespace", "N"], ["import", "type", "*", "as", name, "from", "'m'"], ["export", "type", "*", "as", name, "from", "'m'"],
                      ["import", name, ",", "{", "type", "A", "as", "as", "}", "from", "'m'"], ["export", "{", "type", "as", "as", "}"], ["export", "{", "type", "as", "as", "as", "}"], ["import", "{", "type", "as", "}", "from", "'m'"],
                      ["import", "defer", "*", "as", name, "from", "'m'"], ["export", "=", *self.assignment(1)], ["declare", NO_LINE + "module", NO_LINE + "'m'"]]
        r = self.random.random()
        if r < 0.6:
            return [*self.one(items), *self.end()]
        if r < 0.7:
            if self.types and self.chance(0.2):
                return ["export", "default", *self.one([["interface", NO_LINE + "I", "{", *self.type_member(1), "}"], ["abstract", NO_LINE + "class", "K", "{", "}"]])]
            return ["export", "default", *self.one([["(", *self.expression(d), ")", *self.end()], self.function(d, True), self.class_(d, self.one([[], ["K"]])), [*self.arrow(d), *self.end()]])]
        if r < 0.85:
            if self.types and self.chance(0.3):
                return ["export", *self.one([["abstract", NO_LINE + "class", "K4", "{", *self.class_member(d - 1, True), "}"], ["declare", NO_LINE + "const", "x3", ":", *self.type(1), *self.end()],
                                             ["namespace", NO_LINE + "N2", "{", "export", *self.variables_plain(d - 1), "}"], ["enum", "E3", "{", self.key_name(), "=", *self.assignment(1), "}"]])]
            decorators = self.decorators(d) if self.types and self.chance(0.2) else []
            return self.one([["export", *self.variables_plain(d)], ["export", *self.function(d)], [*decorators, "export", *self.class_(d, ["K3"])], ["export", *decorators, *self.class_(d, ["K5"])]])
        if self.types:
            return self.one([["namespace", NO_LINE + "N1", *self.one([[], [".", "M1"]]), "{", *self.statements(d - 1, 0, 2), "}"], ["declare", NO_LINE + "global", "{", *self.type_declaration(1), "}"],
                             ["export", *self.export_declaration(d)], ["declare", NO_LINE + "module", NO_LINE + "'m'", "{", "const", "x", ":", "any", ";", *self.one([["export", "=", "x", ";"], []]), "}"]])
        return ["export", *self.variables_plain(d)]

    def export_declaration(self, d):
        out = self.type_declaration(d)
        return out if out[0] != "function" else ["type", NO_LINE + "T9", "=", "A", ";"]

    def variables_plain(self, d):
        return [self.one(["const", "let"]), self.one(PLAIN) + "9", *self.annotation(), "=", *self.assignment(d - 1), *self.end()]

    # ------------------------------------------------------------- a whole
    def program(self):
        statements = []
        for _ in range(self.random.randint(2, 7)):
            self.awaits, self.yields, self.functions, self.loops, self.no_in = not self.sloppy, False, 0, 0, False
            d = self.random.randint(1, 4)
            tokens = self.module_item(d - 1) if self.chance(0.12) and not self.sloppy else self.statement(d)
            statements.append(self.join(tokens))
        if self.chance(0.03):
            statements.insert(0, "#!/usr/bin/env node\n")
        if self.chance(0.05):
            return [text.replace("\n", "\r\n") for text in statements]
        return statements

    def join(self, tokens):
        out = ""
        for token in tokens:
            if token == "\n":
                out += self.one(["\n", "\n", " // c\n", "\n\n"])
                continue
            restricted, tight = token[0] == NO_LINE, token[0] == TIGHT
            token = token.lstrip(NO_LINE + TIGHT)
            if not tight and out and not out.endswith("\n"):
                if restricted or not self.chance(self.brokenness):
                    space = " "
                    if out[-1] in "([." or out[-1] == "!" and token[0] != "=" or token[0] in ".;,)]!" or token[0] in "([<" and restricted:
                        space = "" if not (out[-1].isdigit() and token[0] == ".") and not (out[-1] == "." and token[0] == ".") else " "
                    out += space if space == "" or not self.chance(0.01) else self.one(["\t", "\u00a0", "\ufeff", "\v", "\f", "\u3000"])
                else:
                    out += self.one(["\n", "\n", "\n  ", " /* c */ ", " // c\n", " /* c\n */ "] * 20 + ["\u2028", "\r", "\r\n", "/**/"])
            out += token
        return out if out.endswith("\n") else out + "\n"


def mark(tokens):
    """No line may end before these tokens."""
    return [NO_LINE + tokens[0].lstrip(NO_LINE), *tokens[1:]] if tokens else tokens


def words_before(words, tokens):
    """Words on the line of what they say something of."""
    rest = [*words, *tokens]
    return [rest[0], *[NO_LINE + t.lstrip(NO_LINE) for t in rest[1:len(words) + 1]], *rest[len(words) + 1:]]


def program(seed, suffix):
    """The statements of a program, each with its line end."""
    return Generator(seed, suffix).program()
