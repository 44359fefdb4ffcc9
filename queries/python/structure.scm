; Functions, classes and what belongs to them.

; def f(a, *b, c=1): …
(function_definition) @function @function.inlined
(function_definition name: (identifier) @name @reported)
(function_definition ":" @header.end)
(parameters [(identifier) (default_parameter) (typed_parameter) (typed_default_parameter) (list_splat_pattern)
  (dictionary_splat_pattern) (tuple_pattern)] @parameter)

; class C(Base): def m(self): …
(class_definition) @class @class.scope
(class_definition name: (identifier) @name)
(class_definition ":" @body.start)
(class_definition body: (block (function_definition) @method.inlined))

; def f(): a; b      the statements that make up the body
(function_definition body: (block (_) @statement))
(return_statement) @return

; # a     @d def f(): …
(comment) @comment
(decorated_definition) @decorated

; (a)   @d def f(): …   x: a   *a      no nodes of their own in Python's abstract syntax
(parenthesized_expression (_) @inner)
(decorated_definition definition: (_) @inner)
(type (_) @inner)
(list_splat (_) @inner)
(tuple_pattern "(" . (_) @inner . ")")
(case_pattern . (_) @inner .)
(case_pattern . "_" @inner .)
(dotted_name . (identifier) @inner .)
