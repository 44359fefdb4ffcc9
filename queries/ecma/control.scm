; Decisions and control structures: ESLint's cyclomatic and SonarJS's cognitive complexity.

; if (a) b; else if (c) d; else e;
(if_statement) @if @control
(if_statement consequence: (_) @nest)
(else_clause (if_statement) @if.chained)
(else_clause [(break_statement) (class_declaration) (continue_statement) (debugger_statement) (do_statement)
  (empty_statement) (export_statement) (expression_statement) (for_in_statement) (for_statement) (function_declaration)
  (generator_function_declaration) (import_statement) (labeled_statement) (lexical_declaration) (return_statement)
  (statement_block) (switch_statement) (throw_statement) (try_statement) (variable_declaration) (while_statement)
  (with_statement)] @else @nest)

; for (;;) a     for (a of b) c     while (a) b     do a; while (b)
[(for_statement) (for_in_statement) (while_statement) (do_statement)] @loop @control
(for_statement body: (_) @nest)
(for_in_statement body: (_) @nest)
(while_statement body: (_) @nest)
(do_statement body: (_) @nest)

; switch (a) { case b: c; default: d }
(switch_statement) @switch @control
(switch_case) @case @nest
(switch_default) @nest

; try {} catch (a) {} finally {}
(try_statement) @control
(catch_clause) @except
(catch_clause body: (_) @nest)

; a ? b : c
(ternary_expression) @ternary
(ternary_expression consequence: (_) @nest)
(ternary_expression alternative: (_) @nest)

; break a;     continue a;
(break_statement label: (_) @jump)
(continue_statement label: (_) @jump)

; a && b     a || b     a ?? b
(binary_expression operator: ["&&" "||" "??"]) @logical.tree
(binary_expression operator: ["&&" "||" "??"] @logical)
(binary_expression operator: "&&" @logical.and)

; a &&= b     a ||= b     a ??= b
(augmented_assignment_expression operator: ["&&=" "||=" "??="] @logical)

; (a = b) => c     [a = b] = c     ({ a = b } = c)
[(assignment_pattern) (object_assignment_pattern)] @default
