; What a function without a name of its own is called by: the call that takes it, and what that call is bound to.

; it("adds", () => {})     memo(() => {})     new Promise(() => {})
[(call_expression) (new_expression)] @call
(call_expression function: [(identifier) (super) (call_expression) (arrow_function) (function_expression)] @called)
(call_expression function: (member_expression property: (_) @called))
(call_expression function: (await_expression (identifier) @called))
(new_expression constructor: (identifier) @called)
(new_expression constructor: (member_expression property: (_) @called))
(call_expression arguments: (arguments (_) @argument))
(new_expression arguments: (arguments (_) @argument))
(arguments "(" . [(string) (template_string)] @title)
(arguments "(" . (binary_expression . [(string) (template_string)] @title))

; const router = { get() {}, put: () => {} }
(object) @object
(object [(pair) (method_definition)] @member)

; await f(() => {})     [() => {}]     a ? () => {} : b     a || (() => {})      what the whole is bound to, its part is
((await_expression (call_expression)) @passing)
(await_expression (_) @passed)
((array [(arrow_function) (function_expression) (object) (call_expression) (array)]) @passing)
(array (_) @passed)
(ternary_expression) @passing
(ternary_expression consequence: (_) @passed)
(ternary_expression alternative: (_) @passed)
((binary_expression operator: ["&&" "||" "??"]) @passing)
(binary_expression right: (_) @passed)

; return () => {}     a => () => {}
(return_statement (_) @returned)
(arrow_function body: (_) @returned)

; (a) => b     function () {}      where linters report a function, and their comments excuse it
(arrow_function "=>" @reported)
(function_expression "function" @reported)
(generator_function "function" @reported)
