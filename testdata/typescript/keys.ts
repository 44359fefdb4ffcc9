class A { [b in c]: D }
class E { f
readonly [g in h || i]?: J
}
class K extends l<{ }, M> { n() { o && p } }
{
}
