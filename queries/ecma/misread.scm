; Trees that a grammar makes of a text only if it takes it for something else than the language does.

; () => {}
; (a)      a function with a block is no operand: what follows is another statement
(call_expression function: (arrow_function) @misread)
(subscript_expression object: (arrow_function) @misread)
(member_expression object: (arrow_function) @misread)
(binary_expression (arrow_function) @misread)

; return
; [a]      and `yield`: their values begin on their lines
(return_statement (_) @misread.line)
(yield_expression (_) @misread.line)

; class C { get
;   a() {} }
(method_definition name: (_) @misread.line)
