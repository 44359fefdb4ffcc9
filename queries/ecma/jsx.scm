; JSX.

; <a></a>     <a/>
["</" "/>"] @operator

; <a>text &amp; more</a>      white space alone is nothing
(jsx_text) @operand @text
(html_character_reference) @operand
(string (html_character_reference) @uncounted)

; {a && b}      short circuits that only choose what is shown
(jsx_expression (binary_expression) @logical.free)

; function C() { return <a/> }
(return_statement [(jsx_element) (jsx_self_closing_element)] @return.markup)

; <a onClick={() => {}}/>
(jsx_attribute) @binding
(jsx_attribute . (property_identifier) @name)
(jsx_attribute (jsx_expression (_) @bound))

; <a/>
; (b)       for TypeScript two statements
(call_expression function: [(jsx_element) (jsx_self_closing_element)] @misread)
(subscript_expression object: [(jsx_element) (jsx_self_closing_element)] @misread)
