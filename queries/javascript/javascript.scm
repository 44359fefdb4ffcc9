; What only JavaScript's grammar has, or names otherwise.

; class C { a = 1 }
(field_definition) @binding
(field_definition property: [(property_identifier) (private_property_identifier) (string) (number)] @name)
(field_definition property: (computed_property_name [(string) (number) (template_string) (identifier)
  (member_expression)] @name))
(field_definition value: (_) @bound @initializer)
(class_body (field_definition) @line.logical)

; class C { static get
;   a() {} }
(method_definition "static get" @getter)
"static get" @operator

; function f(a, b = 1, ...c) {}
(formal_parameters [(identifier) (object_pattern) (array_pattern) (assignment_pattern) (rest_pattern)] @parameter)

; a?.b     a?.(b)
(optional_chain) @chain.optional @operator

; using a = b
(using_declaration) @line.logical
(else_clause (using_declaration) @else @nest)
