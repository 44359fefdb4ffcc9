; Trees that the grammar of TypeScript with JSX makes of what it takes for something else.

; <a/>
; [b] += c      another statement: an element takes no postfix
(call_expression function: [(jsx_element) (jsx_self_closing_element)] @misread)
(subscript_expression object: [(jsx_element) (jsx_self_closing_element)] @misread)
(member_expression object: [(jsx_element) (jsx_self_closing_element)] @misread)
