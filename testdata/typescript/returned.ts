// What is returned is a function of one parameter, and no type in brackets.
const plain = (): (string) => number => { return length ? 1 : 2 };
() : (a) => b => { c };
const bracketed = (): (string | number) => 1;
const inner = (): (a) => (b) => c => d || e;
