; What TypeScript adds to JavaScript, or its grammar names otherwise.

; class C { a = 1 }      but `accessor a = 1` is no field
(public_field_definition) @binding
(public_field_definition "accessor" @accessor)
(public_field_definition name: [(property_identifier) (private_property_identifier) (string) (number)] @name)
(public_field_definition name: (computed_property_name [(string) (number) (template_string) (identifier)
  (member_expression)] @name))
(public_field_definition value: (_) @bound @initializer)

; class C { @d m() {} }     @d export class D {}
(class_body (decorator) @decorator)
(export_statement (decorator) @decorator)

; abstract class C {}
(abstract_class_declaration) @class
(abstract_class_declaration name: (_) @name)
(abstract_class_declaration body: (class_body "{" @body.start))

; function f(this: C, a: number, b?, c = 1, ...d) {}      `this` is no parameter
(formal_parameters (required_parameter
  pattern: [(identifier) (object_pattern) (array_pattern) (rest_pattern)] @parameter))
(formal_parameters (optional_parameter
  pattern: [(identifier) (object_pattern) (array_pattern) (rest_pattern)] @parameter))
[(required_parameter) (optional_parameter)] @binding
(required_parameter pattern: (identifier) @name)
(optional_parameter pattern: (identifier) @name)
(required_parameter value: (_) @bound @default)
(optional_parameter value: (_) @bound @default)

; class C { m<T>() {} }
(method_definition type_parameters: (_) @function.start)

; a?.b     a?.(b)
"?." @chain.optional @operator

; words
["interface" "enum" "type" "namespace" "module" "declare" "global" "satisfies" "keyof" "infer" "is" "asserts" "public"
  "private" "protected" "override" "readonly" "abstract" "accessor"] @operator

; string     any     unique symbol      each by its text; of `void` only the word counts
(predefined_type) @operator @identifier
(predefined_type "void") @uncounted

; A<B>     <A>(b: A) => c      one operator
((type_arguments "<" @operator) (#set! operator "<>"))
((type_parameters "<" @operator) (#set! operator "<>"))
(type_arguments ">" @uncounted)
(type_parameters ">" @uncounted)

; A
(type_identifier) @operand

; export { type A }      where the parser stumbled, the word is no operator
(export_clause (ERROR "type" @uncounted))
(export_specifier "type" @uncounted (ERROR))

; logical lines
[(abstract_class_declaration) (interface_declaration) (type_alias_declaration) (enum_declaration) (function_signature)
  (internal_module) (module) (ambient_declaration) (import_alias)] @line.logical
; declare const a: b
(ambient_declaration (_) @line.part)
; namespace N {}
(expression_statement (internal_module) @line.part)
; class C { a = 1; m(): void; abstract n(): void }
(class_body [(public_field_definition) (method_signature) (abstract_method_signature)] @line.logical)

; else, then a statement that only TypeScript has
(else_clause [(abstract_class_declaration) (ambient_declaration) (enum_declaration) (function_signature) (import_alias)
  (interface_declaration) (internal_module) (module) (type_alias_declaration)] @else @nest)

; f(() => {}) as A     (() => {}) satisfies A     f(() => {})!      bound to what the whole is bound to
[(as_expression) (satisfies_expression) (non_null_expression)] @passing
(as_expression . (_) @passed)
(satisfies_expression . (_) @passed)
(non_null_expression . (_) @passed)
