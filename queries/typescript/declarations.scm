; What a declaration file has of structure. Nothing in it has a body: where a function seems to stand, the parser stumbled.

; class C {}     (`abstract class` is told with the rest of TypeScript)
(class_declaration) @class
(class_declaration name: (_) @name)

; export default class {}
(export_statement) @binding
(export_statement "default" @name)
(export_statement value: (_) @bound)

; export default (a) => b      is a value, though a declaration should have none
(export_statement value: (arrow_function) @function @arrow)
(arrow_function "=>" @body.start)
