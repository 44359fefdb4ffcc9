; Functions, classes, what belongs to them and what they are called.

; function f() {}     (function () {})     function* g() {}     (function* () {})
[(function_declaration) (function_expression) (generator_function_declaration) (generator_function)] @function
(function_declaration name: (_) @name)
(function_expression name: (_) @name)
(generator_function_declaration name: (_) @name)
(generator_function name: (_) @name)
(function_declaration body: (statement_block "{" @body.start))
(function_expression body: (statement_block "{" @body.start))
(generator_function_declaration body: (statement_block "{" @body.start))
(generator_function body: (statement_block "{" @body.start))

; (a) => b
(arrow_function) @function @arrow
(arrow_function "=>" @body.start)

; m() {}     get a() {}     static b() {}     { m() {} }     "m"() {}     [m]() {}      the key belongs to the code around it
(method_definition) @function @method
(method_definition name: [(property_identifier) (private_property_identifier) (string) (number)] @name)
(method_definition name: (computed_property_name [(string) (number) (template_string) (identifier)
  (member_expression)] @name))
(method_definition parameters: (_) @function.start)
(method_definition body: (statement_block "{" @body.start))
(method_definition "get" @getter)
(method_definition "set" @setter)
(method_definition "static" @static)

; class C { static { } }
(class_static_block) @function @static.block

; class C {}     (class {})
[(class_declaration) (class)] @class
(class_declaration name: (_) @name)
(class name: (_) @name)
(class_declaration body: (class_body "{" @body.start))
(class body: (class_body "{" @body.start))

; const f = () => {}
(variable_declarator) @binding
(variable_declarator name: (identifier) @name)
(variable_declarator value: (_) @bound @bound.declared)

; f = () => {}     a.f = () => {}     f ??= () => {}
[(assignment_expression) (augmented_assignment_expression)] @binding
(assignment_expression left: [(identifier) (member_expression) (subscript_expression)] @name)
(assignment_expression right: (_) @bound)
(augmented_assignment_expression left: [(identifier) (member_expression) (subscript_expression)] @name)
(augmented_assignment_expression right: (_) @bound)

; { f: () => {} }
(pair) @binding
(pair key: [(property_identifier) (private_property_identifier) (string) (number)] @name)
(pair key: (computed_property_name [(string) (number) (template_string) (identifier)
  (member_expression)] @name))
(pair value: (_) @bound)

; (f = () => {}) => f     [f = () => {}] = a     ({ f = () => {} } = a)
[(assignment_pattern) (object_assignment_pattern)] @binding
(assignment_pattern left: (identifier) @name)
(assignment_pattern right: (_) @bound)
(object_assignment_pattern left: (_) @name)
(object_assignment_pattern right: (_) @bound)

; export default () => {}
(export_statement) @binding
(export_statement "default" @name)
(export_statement value: (_) @bound)

; a => b     (the other parameters differ between JavaScript and TypeScript)
(arrow_function parameter: (_) @parameter)

; (a)      no node of its own in the abstract syntax
(parenthesized_expression (_) @inner)
