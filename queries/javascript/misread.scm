; Trees that JavaScript's grammar makes of what it takes for something else.

; using
; a = b      two statements, of which the first is a name
(using_declaration (variable_declarator) @misread.line)

; class C { static
;   a = 1 }
(field_definition property: (_) @misread.line)
