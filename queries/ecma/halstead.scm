; The tokens that big-code-analysis counts.

; punctuation and words, told apart by the number of the token
["(" "," "." "..." ":" ";" "?" "@" "[" "{" "=>"] @operator
["!" "!=" "!==" "%" "&" "&&" "*" "**" "+" "++" "-" "--" "/" "<" "<<" "<=" "==" "===" ">" ">=" ">>" ">>>" "??" "^" "|" "||"
  "~"] @operator
["%=" "&=" "**=" "*=" "+=" "-=" "/=" "<<=" "=" ">>=" ">>>=" "^=" "|="] @operator
["as" "async" "await" "break" "case" "catch" "class" "const" "continue" "default" "delete" "do" "else" "export" "extends"
  "finally" "for" "from" "function" "get" "if" "import" "in" "instanceof" "let" "new" "of" "return" "set" "static" "switch"
  "throw" "try" "typeof" "var" "void" "while" "with" "yield"] @operator

; import("a")      the word and the node around it
(import) @operator

; /a/      a literal, not two divisions
(regex "/" @uncounted)

; a     a.b     #a     import.meta     "a"     1
[(identifier) (property_identifier) (private_property_identifier) (meta_property) (string) (number) (true) (false) (null)
  (this) (super) (undefined) (regex)] @operand

; `a`      but of `a${b}` only b counts
(template_string) @operand
(template_string (template_substitution)) @uncounted
