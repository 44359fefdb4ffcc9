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

; break /*
; */ a                  the second line is another statement
(break_statement (_) @misread.line)
(continue_statement (_) @misread.line)
(update_expression ["++" "--"] @misread.line)
(function_declaration "function" @misread.line)
(function_expression "function" @misread.line)

; class C { get
;   a() {} }
(method_definition name: (_) @misread.line)

; () => { a: b }      is a block with a label, and so is what begins a statement
(arrow_function body: (object) @misread)
(expression_statement . (object) @misread)
(call_expression function: (object) @misread)
(member_expression object: (object) @misread)
(subscript_expression object: (object) @misread)
(binary_expression left: (object) @misread)
(ternary_expression condition: (object) @misread)
(sequence_expression . (object) @misread)

; for (let [a] of b)     declares, and the head names no element
(for_in_statement left: (subscript_expression) @misread)

; a // b
; ? c : d               the scanner passes the comment without a trace
(ternary_expression "?" @misread.comment)

; a++
; (b)                   is another statement, and so is what follows any operation
(call_expression function: [(update_expression) (unary_expression) (await_expression) (binary_expression)
  (ternary_expression) (yield_expression) (assignment_expression) (augmented_assignment_expression)] @misread)
(subscript_expression object: [(update_expression) (unary_expression) (await_expression) (binary_expression)
  (ternary_expression) (yield_expression) (assignment_expression) (augmented_assignment_expression)] @misread)
(member_expression object: [(update_expression) (unary_expression) (await_expression) (binary_expression)
  (ternary_expression) (yield_expression) (assignment_expression) (augmented_assignment_expression)] @misread)

; export default function () {}
; (a)                   is another statement, and so is what follows a class
(export_statement (call_expression function: [(function_expression) (generator_function)] @misread))
(call_expression function: (call_expression function: [(function_expression) (generator_function)] @misread))
(subscript_expression object: (call_expression function: [(function_expression) (generator_function)] @misread))
(member_expression object: (call_expression function: [(function_expression) (generator_function)] @misread))
(binary_expression left: (call_expression function: [(function_expression) (generator_function)] @misread))
(ternary_expression condition: (call_expression function: [(function_expression) (generator_function)] @misread))
(sequence_expression . (call_expression function: [(function_expression) (generator_function)] @misread))
(update_expression argument: (call_expression function: [(function_expression) (generator_function)] @misread))
(subscript_expression object: [(function_expression) (generator_function) (class)] @misread)
(binary_expression left: [(function_expression) (generator_function) (class)] @misread)
(call_expression (function_expression) . (template_string) @misread)
(call_expression (generator_function) . (template_string) @misread)
(call_expression function: (class) @misread)

; a - yield + b         where `yield` is a name
(binary_expression right: (yield_expression) @misread)
