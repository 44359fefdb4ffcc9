// The word is a name, which no line has to end.
declare @a class B {}
declare @c abstract class D { e() {} }
