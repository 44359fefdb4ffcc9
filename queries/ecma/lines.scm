; Comments and logical lines.

; // a     /* a */     <!-- a     #!/usr/bin/env node
[(comment) (html_comment) (hash_bang_line)] @comment

; statements
[(expression_statement) (if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)
  (switch_statement) (switch_case) (switch_default) (break_statement) (continue_statement) (return_statement)
  (throw_statement) (try_statement) (catch_clause) (debugger_statement) (with_statement) (class_static_block)
  (import_statement) (export_statement)] @line.logical

; declarations
[(variable_declaration) (lexical_declaration) (function_declaration) (generator_function_declaration)
  (class_declaration)] @line.logical

; export const a = 1      one line
(export_statement (_) @line.part)

; for (let a = 1;;) {}      one line
(for_statement initializer: [(variable_declaration) (lexical_declaration)] @line.part)

; class C { m() {} }
(class_body (method_definition) @line.logical)
