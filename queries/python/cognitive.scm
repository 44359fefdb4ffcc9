; Where complexipy goes deeper, and where it does not look.

; bodies one level deeper
(if_statement consequence: (_) @nest)
(elif_clause consequence: (_) @nest)
(for_statement body: (_) @nest)
(while_statement body: (_) @nest)
(except_clause (block) @nest)
(case_clause consequence: (_) @nest)
(lambda body: (_) @nest)

; a if b else c: both branches
(conditional_expression . (_) @nest)
(conditional_expression "else" . (_) @nest)

; [element for …]
(list_comprehension body: (_) @nest)
(set_comprehension body: (_) @nest)
(dictionary_comprehension body: (_) @nest)
(generator_expression body: (_) @nest)

; def f(): def g(): …
(function_definition body: (block (function_definition) @nest.function))

; f()      where f is the enclosing function, but not from its header, a lambda, a class or a decorator
(call function: (identifier) @callee)
(function_definition parameters: (_) @recursion.none)
(function_definition return_type: (_) @recursion.none)
(function_definition type_parameters: (_) @recursion.none)
(lambda) @recursion.none
(class_definition) @recursion.none
(decorated_definition) @recursion.none

; a and b     not a      only logical and unary operators are looked into from here
(boolean_operator left: (_) @sequence.operand)
(boolean_operator right: (_) @sequence.operand)
(not_operator argument: (_) @sequence.operand)
(unary_operator argument: (_) @sequence.operand)
[(not_operator) (unary_operator)] @sequence.break

; expressions whose parts do not count
[(attribute) (await) (binary_operator) (chevron) (interpolation) (list_splat) (named_expression) (slice) (subscript) (type)
  (yield)] @opaque
(call function: (_) @opaque)
(argument_list [(keyword_argument) (dictionary_splat)] @opaque)
(dictionary (pair key: (_) @opaque))
(lambda parameters: (_) @opaque)
(for_in_clause left: (_) @opaque)
; x := a if b else c     which the grammar takes for (x := a) if b else c
(conditional_expression . (named_expression)) @opaque

; parts of statements that do not count
[(decorator) (delete_statement) (exec_statement) (type_alias_statement) (type_parameter)] @opaque
(assignment left: (_) @opaque)
(augmented_assignment left: (_) @opaque)
(for_statement left: (_) @opaque)
(except_clause value: (_) @opaque)
(except_clause alias: (_) @opaque)
(as_pattern alias: (_) @opaque)
(match_statement subject: (_) @opaque)
(case_clause (case_pattern) @opaque)
(case_clause guard: (_) @opaque)
(function_definition parameters: (_) @opaque)
(function_definition return_type: (_) @opaque)
(class_definition superclasses: (_) @opaque)
(class_definition body: (block (_) @opaque))
