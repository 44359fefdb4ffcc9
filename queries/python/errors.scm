; What the grammar takes and CPython 3 refuses.

; print a     exec a     a <> b     except A, B as e:     raise A, b
(print_statement "print" . argument: (_) @error)
(exec_statement) @error
"<>" @error
(except_clause "," . (as_pattern) @error)
(except_clause (as_pattern) . "," @error)
(raise_statement (expression_list) @error)

; def f((a, b)): …     lambda (a, b): …
(parameters (tuple_pattern) @error)
(lambda_parameters (tuple_pattern) @error)
(default_parameter name: (tuple_pattern) @error)

; [a for b in c, d]
(for_in_clause "," @error)

; a, b += c     a = b += c
(augmented_assignment left: (pattern_list) @error)
(assignment right: (augmented_assignment) @error)

; 0777     1L     ur""     ``
[(integer) (string_start)] @checked
