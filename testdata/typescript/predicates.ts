// What is said of a parameter is a function of one parameter, and no type in brackets.
(a: B): asserts a is (c) => d => e || f;
(a: B): a is (c) => d => { e && f };
