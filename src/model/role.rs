//! The closed vocabulary in which a language tells a metric what a syntax node is.
//!
//! Every capture name of the query files is one of these roles, and every metric is defined on roles alone.

macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $role:ident = $name:literal,)+) => {
        /// What a syntax node is to the metrics.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Role { $($(#[doc = $doc])+ $role,)+ }

        impl Role {
            /// Every role, in the order of declaration.
            pub const ALL: &[Role] = &[$(Role::$role,)+];

            /// Its capture name in the query files, without the `@`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)+ }
            }
        }
    };
}

roles! {
    /// A function, method or closure: a row of the record.
    Function = "function",
    /// A class: a row of the record.
    Class = "class",
    /// A class whose body is scored with it instead of with the code around it.
    ClassScope = "class.scope",
    /// A function whose increments count in the function around its class as well.
    MethodInlined = "method.inlined",
    /// A function that is called without the word `function`, such as `(a) => b`.
    Arrow = "arrow",
    /// A function that belongs to an object; it begins at its start, and its name is code of the unit around it.
    Method = "method",
    /// What makes the method around it one that reads a property.
    Getter = "getter",
    /// What makes the method around it one that writes a property.
    Setter = "setter",
    /// What makes the method around it one of the class and not of its objects.
    Static = "static",
    /// Code of a class that runs once, as if it were a function.
    StaticBlock = "static.block",
    /// The value of a field, measured by itself.
    Initializer = "initializer",
    /// What makes the field around it one whose value is not measured by itself.
    Accessor = "accessor",
    /// Where a method begins.
    FunctionStart = "function.start",
    /// What gives its name to the value bound by it: a declaration, an assignment, a property.
    Binding = "binding",
    /// The value that a binding names.
    Bound = "bound",
    /// The value of a declared variable.
    BoundDeclared = "bound.declared",
    /// The name of the function, class or binding that holds it.
    Name = "name",
    /// A call: what is called, and what the call is bound to, tells of the functions that it is given.
    Call = "call",
    /// What a call calls, or the last part of its name.
    Called = "called",
    /// A string that is the first argument of a call.
    Title = "title",
    /// An argument of a call.
    Argument = "argument",
    /// An object with members that are known by its name and theirs.
    Object = "object",
    /// A member of an object.
    Member = "member",
    /// An expression that is the value of one of its parts.
    Passing = "passing",
    /// A part that an expression has for its value.
    Passed = "passed",
    /// What a function returns.
    Returned = "returned",
    /// The token of a function at which other tools report it.
    Reported = "reported",
    /// The end of what stands before the body of a function.
    HeaderEnd = "header.end",
    /// Where the body of a function or class begins, whose statements are no marks of their own.
    BodyStart = "body.start",
    /// A formal parameter.
    Parameter = "parameter",
    /// The first statement level of a function body.
    Statement = "statement",
    /// A `return` statement.
    Return = "return",
    /// A function whose increments count in the function around it as well.
    FunctionInlined = "function.inlined",
    /// Code from which a call by name is no recursion.
    RecursionNone = "recursion.none",
    /// The callee of a call, where it is a bare name.
    Callee = "callee",

    /// `if`.
    If = "if",
    /// An `if` that is the `else` of another one.
    IfChained = "if.chained",
    /// `elif`.
    Elif = "elif",
    /// `else` of an `if`.
    Else = "else",
    /// A conditional expression.
    Ternary = "ternary",
    /// A loop.
    Loop = "loop",
    /// `else` of a loop.
    LoopElse = "loop.else",
    /// `try`.
    Try = "try",
    /// An exception handler.
    Except = "except",
    /// An exception handler for groups (`except*`).
    ExceptGroup = "except.group",
    /// `else` of a `try`.
    TryElse = "try.else",
    /// A selection over cases: `match`, `switch`.
    Switch = "switch",
    /// One case of a selection.
    Case = "case",
    /// A case pattern that takes everything.
    CaseDefault = "case.default",
    /// One `for` of a comprehension.
    Comprehension = "comprehension",
    /// One `if` of a comprehension.
    ComprehensionFilter = "comprehension.filter",
    /// The last case of a selection.
    CaseLast = "case.last",
    /// A case that a condition or a second pattern keeps from taking everything.
    CaseGuarded = "case.guarded",
    /// A case pattern that takes everything, as the rest of a selection does.
    CaseRest = "case.rest",
    /// `assert`.
    Assert = "assert",
    /// A jump to a label.
    Jump = "jump",
    /// A value that is computed only if another one is missing.
    Default = "default",
    /// An access that is made only if there is something to access.
    OptionalChain = "chain.optional",
    /// A short-circuiting logical operation, or its operator; the key tells which.
    Logical = "logical",
    /// The operator of a logical conjunction.
    LogicalAnd = "logical.and",
    /// A logical operation, for scoring the operators in it in the order of the text.
    LogicalTree = "logical.tree",
    /// A logical operation that costs nothing if all its operators are the same.
    LogicalFree = "logical.free",
    /// Markup that is returned.
    ReturnMarkup = "return.markup",
    /// A control structure for the nesting depth.
    Control = "control",

    /// A sequence of logical operators scored along the tree.
    Sequence = "sequence",
    /// An operation that starts a new sequence inside a logical one.
    SequenceBreak = "sequence.break",
    /// An operand of a logical sequence.
    SequenceOperand = "sequence.operand",
    /// Code one level deeper for cognitive complexity.
    Nest = "nest",
    /// A function whose increments count in the enclosing function one level deeper.
    NestFunction = "nest.function",
    /// Code that adds nothing to cognitive complexity.
    Opaque = "opaque",
    /// Code that the cyclomatic complexity does not look into.
    HiddenCyclomatic = "hidden.cyclomatic",
    /// Code that Halstead's counts do not look into.
    HiddenHalstead = "hidden.halstead",

    /// An operator; the key tells which, or the text if it is an identifier as well.
    Operator = "operator",
    /// Neither an operator nor an operand, whatever else is said of it; what is in it counts.
    Uncounted = "uncounted",
    /// A run of one logical operator, which counts once.
    OperatorRun = "operator.run",
    /// An operand, known by its value.
    Operand = "operand",
    /// An operand that equals no other.
    OperandUnique = "operand.unique",
    /// A function whose operands differ from those of the code around it.
    OperandScope = "operand.scope",
    /// A text that stands for itself as an operand.
    Identifier = "identifier",
    /// A member access: as an operand it is known by its last name.
    Attribute = "attribute",
    /// A string constant.
    String = "string",
    /// One of several adjacent string constants.
    StringPart = "string.part",
    /// Adjacent string constants.
    StringConcatenation = "string.concatenation",
    /// A number.
    Number = "number",
    /// A constant with a name of its own, such as `None`.
    Constant = "constant",
    /// Text between tags: no operand if there is only white space.
    Text = "text",

    /// A comment.
    Comment = "comment",
    /// A logical line.
    LogicalLine = "line.logical",
    /// Part of a logical line, and none itself.
    LinePart = "line.part",

    /// A decorator, where it is no part of what it decorates.
    Decorator = "decorator",
    /// A function or class with its decorators.
    Decorated = "decorated",

    /// What the grammar takes and the language's reference implementation refuses.
    Error = "error",
    /// What stands here only if the grammar took the text for something else than the language does.
    Misread = "misread",
    /// The same, if a line ends before it and after what it is part of began.
    MisreadLine = "misread.line",
    /// The same, if a comment stands before it.
    MisreadComment = "misread.comment",
    /// A literal that the language checks for errors by its text.
    Checked = "checked",
    /// A node that the abstract syntax does not have: its child stands in its place.
    Inner = "inner",
}

impl Role {
    /// Roles that do not by themselves make a node worth a mark.
    pub const WEAK: RoleSet = RoleSet::of(&[
        Role::Identifier,
        Role::Attribute,
        Role::String,
        Role::StringConcatenation,
        Role::Number,
        Role::Constant,
        Role::Text,
        Role::Bound,
        Role::BoundDeclared,
        Role::Called,
        Role::Title,
        Role::Argument,
        Role::Member,
        Role::Passed,
        Role::Returned,
        Role::Misread,
        Role::MisreadLine,
        Role::MisreadComment,
        Role::Reported,
        Role::LogicalFree,
        Role::LinePart,
        Role::Inner,
    ]);

    /// Finds the role with a capture name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.name() == name)
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleSet([u64; 2]);

impl RoleSet {
    /// The empty set.
    pub const NONE: RoleSet = RoleSet([0; 2]);

    /// The set of the given roles.
    #[must_use]
    pub const fn of(roles: &[Role]) -> RoleSet {
        let (mut bits, mut next) = ([0; 2], 0);
        while next < roles.len() {
            let role = roles[next] as usize;
            bits[role / 64] |= 1 << (role % 64);
            next += 1;
        }
        RoleSet(bits)
    }

    /// Whether the role is in the set.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0[role as usize / 64] & 1 << (role as usize % 64) != 0
    }

    /// Whether the sets have a role in common.
    #[must_use]
    pub const fn any(self, other: RoleSet) -> bool {
        self.0[0] & other.0[0] | self.0[1] & other.0[1] != 0
    }

    /// Whether no role is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// The roles of both sets.
    #[must_use]
    pub const fn with(self, other: RoleSet) -> RoleSet {
        RoleSet([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// The roles of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: RoleSet) -> RoleSet {
        RoleSet([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_name_and_fits_the_set() {
        for &role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert!(RoleSet::of(&[role]).has(role));
        }
        assert!(Role::ALL.len() <= 128);
    }

    #[test]
    fn sets_combine() {
        let both = RoleSet::of(&[Role::If, Role::Control]);
        assert!(both.has(Role::If) && !both.has(Role::Loop));
        assert_eq!(both.without(RoleSet::of(&[Role::If])), RoleSet::of(&[Role::Control]));
        assert!(both.any(RoleSet::of(&[Role::Control, Role::Loop])));
    }
}
