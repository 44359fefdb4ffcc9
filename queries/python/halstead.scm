; The five kinds of expressions that radon counts, with their operators and operands.

; a + b
(binary_operator operator: _ @operator)
((binary_operator operator: "*" @operator) (#set! operator "*"))
(binary_operator left: (_) @operand)
(binary_operator right: (_) @operand)
; await a ** b      is (await a) ** b in Python: what the grammar calls the left operand is a part of it
(await "await" . (binary_operator left: (_) @operand.unique . "**"))

; -a     not a
((unary_operator operator: "-" @operator) (#set! operator "unary -"))
((unary_operator operator: "+" @operator) (#set! operator "unary +"))
(unary_operator operator: "~" @operator)
(unary_operator argument: (_) @operand)
(not_operator "not" @operator)
(not_operator argument: (_) @operand)

; a and b and c
(boolean_operator left: (_) @operand)
(boolean_operator right: (_) @operand)

; a < b <= c
(comparison_operator operators: _ @operator)
(comparison_operator (_) @operand)

; a += b      the same operator as in a + b
((augmented_assignment operator: "+=" @operator) (#set! operator "+"))
((augmented_assignment operator: "-=" @operator) (#set! operator "-"))
((augmented_assignment operator: "*=" @operator) (#set! operator "*"))
((augmented_assignment operator: "/=" @operator) (#set! operator "/"))
((augmented_assignment operator: "@=" @operator) (#set! operator "@"))
((augmented_assignment operator: "//=" @operator) (#set! operator "//"))
((augmented_assignment operator: "%=" @operator) (#set! operator "%"))
((augmented_assignment operator: "**=" @operator) (#set! operator "**"))
((augmented_assignment operator: ">>=" @operator) (#set! operator ">>"))
((augmented_assignment operator: "<<=" @operator) (#set! operator "<<"))
((augmented_assignment operator: "&=" @operator) (#set! operator "&"))
((augmented_assignment operator: "^=" @operator) (#set! operator "^"))
((augmented_assignment operator: "|=" @operator) (#set! operator "|"))
(augmented_assignment left: (_) @operand)
(augmented_assignment right: (_) @operand)

; x: a | b
(union_type "|" @operator)
(union_type (_) @operand)

; print >>f, x      valid Python 3: print shifted by f
(chevron ">>" @operator)
(chevron (_) @operand)
(print_statement "print" @operand @identifier . (chevron))

; case -1:
((case_pattern "-" @operator) (#set! operator "unary -"))
((union_pattern "-" @operator) (#set! operator "unary -"))
((keyword_pattern "-" @operator) (#set! operator "unary -"))
((dict_pattern "-" @operator) (#set! operator "unary -"))
(case_pattern "-" . (_) @operand)
(union_pattern "-" . (_) @operand)
(keyword_pattern "-" . (_) @operand)
(dict_pattern "-" . (_) @operand)

; case -1 + 2j:      the first sign stands for the operand that it makes as well
((complex_pattern . "-" @operator @operand @operand.unique) (#set! operator "unary -"))
(complex_pattern (_) . ["+" "-"] @operator)
(complex_pattern (_) @operand)

; what an operand is known by
(identifier) @identifier
[(attribute) (member_type)] @attribute
(string) @string
(concatenated_string) @string.concatenation
(concatenated_string (string) @string.part)
[(integer) (float)] @number
[(true) (false) (none) (ellipsis)] @constant

; @d(a + b) def f(b=a + c) -> a | b: …      of a function radon counts the body only
(decorated_definition definition: (function_definition)) @hidden.halstead
(function_definition parameters: (_) @hidden.halstead)
(function_definition return_type: (_) @hidden.halstead)
(function_definition type_parameters: (_) @hidden.halstead)
(function_definition) @operand.scope
