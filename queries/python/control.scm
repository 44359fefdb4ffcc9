; Decisions and control structures, with radon's blind spots.

; if a: … elif b: … else: …
(if_statement) @if @control
(elif_clause) @elif
(if_statement (else_clause) @else @nest)

; a if b else c
(conditional_expression) @ternary

; for a in b: … else: …     while a: … else: …
(for_statement) @loop @control
(while_statement) @loop @control
(for_statement (else_clause) @loop.else)
(while_statement (else_clause) @loop.else)

; try: … except A: … except* B: … else: …
(try_statement) @try @control
(except_clause) @except
(except_clause "*") @except.group
(try_statement (else_clause) @try.else)

; match a: case b: …
(match_statement) @switch @control
(case_clause) @case
; case _:     case name:     case (name):     with or without a guard
(case_clause "case" . [(identifier) "_"] @case.default . [":" (if_clause)])

; the last case:     case _:     case a | _:     case _ as a:      as ruff sees it takes everything, but not under a condition or before a comma
(match_statement body: (block (case_clause) @case.last .))
((case_clause [(if_clause) ","]) @case.guarded)
(case_clause "case" . [(identifier) "_"] @case.rest . [":" (if_clause)])
(case_clause (as_pattern . [(identifier) "_"] @case.rest))
(case_clause (union_pattern [(identifier) "_"] @case.rest .))

; [a for b in c if d]
(for_in_clause) @comprehension
(list_comprehension (if_clause) @comprehension.filter @nest)
(set_comprehension (if_clause) @comprehension.filter @nest)
(dictionary_comprehension (if_clause) @comprehension.filter @nest)
(generator_expression (if_clause) @comprehension.filter @nest)

; a and b     a or b
((boolean_operator operator: "and") @logical @sequence @operator.run (#set! operator "and"))
((boolean_operator operator: "or") @logical @sequence @operator.run (#set! operator "or"))

; assert a, b      counts one, and radon looks no further
(assert_statement) @assert
(assert_statement (_) @hidden.cyclomatic)

; @decorator(a if b else c)     def f(a=(b or c)) -> d: …     class C(a or b): …      radon looks into bodies only
(decorated_definition) @hidden.cyclomatic
(function_definition parameters: (_) @hidden.cyclomatic)
(function_definition return_type: (_) @hidden.cyclomatic)
(function_definition type_parameters: (_) @hidden.cyclomatic)
(class_definition superclasses: (_) @hidden.cyclomatic)
(class_definition type_parameters: (_) @hidden.cyclomatic)
