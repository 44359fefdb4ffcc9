// What one of two types is, is a function of one parameter, and no type in brackets.
(): A extends B ? C : (d) => e => f || g;
