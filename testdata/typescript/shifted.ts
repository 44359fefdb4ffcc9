// Comparisons with what is shifted, and no type arguments.
a < { b: c } >> d - (() => 1);
e < (() => f) >>> g || (() => 2);
