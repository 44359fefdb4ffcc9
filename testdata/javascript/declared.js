// what stands behind an exported class or function is another statement
export default class { k() {} }
(a)() && b;
