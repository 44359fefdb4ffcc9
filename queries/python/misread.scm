; What the grammar takes for something else than Python does, so that the text is read again with repairs.

; *f(a), b       is *(f(a)), b
(call (list_splat) . (_) @misread)
(attribute (list_splat) . "." @misread)
(subscript (list_splat) . "[" @misread)

; a,
; b = c                 the comma ends a tuple, and the line its statement
(pattern_list (_) @misread.line)

; a, (b)
; [c] = d               the second line is another statement
(subscript "[" @misread.line)
(call (argument_list) @misread.line)

; match (a)[b]:
;     case …            is no annotation
(assignment type: (_) @misread.line)

; type[a] = b            is no alias
(type_alias_statement "type" @misread)

; print >>a and b       is (print >> a) and b
(print_statement (chevron) @misread)
; print[*(a)]           is a subscript
(print_statement argument: (list) @misread)
; print(*a or b)        stars all that is behind the star
(boolean_operator (list_splat) . ["and" "or"] @misread)
(conditional_expression (list_splat) . "if" @misread)

; f"{x:=-5}"     f"{a, b:=-5}"     f"{a if b else c:=-5}"      are format specs; a walrus stands in brackets here
(interpolation (named_expression) @misread)
(expression_list (named_expression) @misread)
(boolean_operator (named_expression) @misread)
(conditional_expression (named_expression) @misread)
(not_operator (named_expression) @misread)
