; Trees that TypeScript's grammar makes of what it takes for something else.

; a && b!      a && b as C      the postfix is part of `b` alone
(as_expression . [(binary_expression) (ternary_expression) (arrow_function) (assignment_expression)
  (augmented_assignment_expression) (yield_expression)] @misread)
(satisfies_expression . [(binary_expression) (ternary_expression) (arrow_function) (assignment_expression)
  (augmented_assignment_expression) (yield_expression)] @misread)
(non_null_expression . [(binary_expression) (ternary_expression) (arrow_function) (assignment_expression)
  (augmented_assignment_expression) (yield_expression)] @misread)

; {} as | b                 a block, and a statement that begins with a name
(expression_statement . (as_expression . (object) @misread))
(expression_statement . (satisfies_expression . (object) @misread))
(expression_statement . (non_null_expression . (object) @misread))
(binary_expression left: (as_expression . (object) @misread))
(binary_expression left: (satisfies_expression . (object) @misread))

; a<{ [B in C]: D, }>(e)    commas end no mapped type: two comparisons
(object_type (index_signature (mapped_type_clause)) . "," @misread)

; class A { [b in c]: D }   a key that is computed
(class_body (index_signature (mapped_type_clause) @misread))

; class A extends B<{}, C> { a() {} }
; {}                        type arguments, and no list of comparisons before a body
(extends_clause (binary_expression) @misread)

; function f() {} as | b      a declaration, and a statement that begins with a name
(as_expression . [(function_expression) (generator_function) (class)] @misread)
(satisfies_expression . [(function_expression) (generator_function) (class)] @misread)
(non_null_expression . [(function_expression) (generator_function) (class)] @misread)

; export default function () {}
; (a) as b              two statements, too
(as_expression . (call_expression function: [(function_expression) (generator_function)] @misread))
(satisfies_expression . (call_expression function: [(function_expression) (generator_function)] @misread))
(non_null_expression . (call_expression function: [(function_expression) (generator_function)] @misread))
(instantiation_expression . (call_expression function: [(function_expression) (generator_function)] @misread))

; a < { b: c } >> d     a shift, and no type arguments before an operator
(binary_expression left: (instantiation_expression) @misread)

; a < b || c > (d)      two comparisons, and no union of types
(union_type "|" . (union_type) @misread)
(intersection_type "&" . (intersection_type) @misread)

; a /*
; */ !b                 the second line is another statement
(non_null_expression "!" @misread.line)
(as_expression "as" @misread.line)
(satisfies_expression "satisfies" @misread.line)

; a as B
; [c]      the type ends with its line
(lookup_type "[" @misread.line)
(array_type "[" @misread.line)

(generic_type (type_arguments) @misread.line)
(type_predicate "is" @misread.line)
(asserts (_) @misread.line)

; abstract
; class C {}      the first word is a name
(abstract_class_declaration "class" @misread.line)
(ambient_declaration (_) @misread.line)
(internal_module name: (_) @misread.line)
(module name: (_) @misread.line)
(interface_declaration name: (_) @misread.line)
(type_alias_declaration name: (_) @misread.line)

; (): (a) => b => {}      a function type, and not a type in brackets before a body
(arrow_function (type_annotation (parenthesized_type) @misread))
(arrow_function (type_annotation (conditional_type) @misread))
(type_predicate type: (parenthesized_type) @misread)

; declare @a class B {}      the first word is a name
(ambient_declaration (class_declaration (decorator) @misread))
(ambient_declaration (abstract_class_declaration (decorator) @misread))

; using
; a = b      two statements, of which the first is a name
(assignment_expression "using" . (_) @misread.line)

; class C { readonly
;   a = 1 }
(public_field_definition name: (_) @misread.line)
(method_signature name: (_) @misread.line)
(abstract_method_signature name: (_) @misread.line)

; class C { public
;   static a = 1 }      the first word is a name
(public_field_definition (accessibility_modifier)
  . ["static" "readonly" "declare" "abstract" "accessor" (override_modifier)] @misread.line)
(method_signature (accessibility_modifier) . ["static" "readonly" "async" "get" "set" "*" (override_modifier)] @misread.line)
(abstract_method_signature (accessibility_modifier) . ["abstract" "get" "set" "*" (override_modifier)] @misread.line)
(method_definition (accessibility_modifier) . ["static" "readonly" "async" "get" "set" "*" (override_modifier)] @misread.line)

; a && b<C, D>`e`       is no sequence of comparisons
(binary_expression ">" . (template_string) @misread)

; a < new <T>() => b, c > `d`      nothing constructs an arrow function
(new_expression constructor: (arrow_function) @misread)

; a && b
; /= c/.d             an operation is no target: the second line is another statement
(binary_expression right: [(assignment_expression) (augmented_assignment_expression)] @misread)

; a<b>
; c = d                 the first line is no comparison
(binary_expression ">" . (_) @misread.line)

; A extends B // c
; ? D : E
(conditional_type "?" @misread.comment)

; a as B
; (c)                   a type takes no postfix
(call_expression function: [(as_expression) (satisfies_expression)] @misread)
(subscript_expression object: [(as_expression) (satisfies_expression)] @misread)
(member_expression object: [(as_expression) (satisfies_expression)] @misread)
