//! Functions are known by the names that `docs/names.md` gives them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::measure_text;

/// The qualified names of all functions, in the order of the text.
fn names(file: &str, text: &str) -> Vec<String> {
    measure_text(file, text)
        .unwrap()
        .metrics
        .functions
        .into_iter()
        .map(|function| function.qualified_name)
        .collect()
}

#[test]
fn a_callback_is_called_by_the_target_of_the_call_around_it() {
    for (text, name) in [
        ("const Card = memo(() => 1)", "Card"),
        ("const Card = React.memo(forwardRef((a, b) => 1))", "Card"),
        ("export const f = useCallback(async () => {}, [])", "f"),
        ("this.save = debounce(function () {}, 10)", "this.save"),
        ("module.exports = wrap(() => 1)", "module.exports"),
        ("export default connect((state) => state)(View)", "default"),
        ("class A { save = debounce(() => 1) }", "A.save"),
        ("const x = await load(() => 1)", "x"),
        ("const x = a ? () => 1 : 2", "x"),
        ("const x = a ?? (() => 1)", "x"),
        ("const id = (() => 1)()", "id"),
        ("const p = new Promise((resolve) => 1)", "p"),
        ("const all = [() => 1]", "all"),
        ("const o = { a: memo(() => 1) }", "o.a"),
        ("const x = load(memo(function own() {}))", "own"),
    ] {
        assert_eq!(names("a.js", text).last().unwrap(), name, "{text}");
    }
    for (text, name) in [
        ("const f = memo(() => 1) as A", "f"),
        ("const f = memo<Props>(() => 1)!", "f"),
        ("const f = (memo(() => 1)) satisfies A", "f"),
        ("const f = (() => 1) as A", "f"),
    ] {
        assert_eq!(names("a.ts", text), [name], "{text}");
    }
}

#[test]
fn or_by_what_is_called_and_its_first_string() {
    for (text, name) in [
        ("it('adds', () => 1)", "it(\"adds\")"),
        ("it(`adds`, () => 1)", "it(\"adds\")"),
        ("it(`adds ${n}`, () => 1)", "it(\"adds ${n}\")"),
        ("it('adds ' + 'up', () => 1)", "it(\"adds\")"),
        ("it.each(rows)('adds', () => 1)", "it.each(\"adds\")"),
        ("it.each`a | b`('adds', () => 1)", "it.each(\"adds\")"),
        ("app.get('/users/:id', (q, r) => 1)", "app.get(\"/users/:id\")"),
        ("app.get('/users', wrap(async () => 1))", "app.get(\"/users\")"),
        ("app.route('/a').get(() => 1)", "app.route(\"/a\").get"),
        ("$('.x').on('click', () => 1)", "$(\".x\").on(\"click\")"),
        ("this.server.on('end', () => 1)", "this.server.on(\"end\")"),
        ("useEffect(() => 1)", "useEffect"),
        ("a.b?.(() => 1)", "a.b"),
        ("fetch(u).then(() => 1)", "then"),
        ("new Promise((resolve) => 1)", "Promise"),
        ("a[0](() => 1)", "<anonymous>"),
        ("(() => 1)()", "<anonymous>"),
        ("const x = (() => 1) ? a : b", "<anonymous>"),
        ("outer(inner(() => 1))", "inner"),
        ("outer('a', inner(() => 1))", "outer(\"a\")"),
        ("outer('a', inner('b', () => 1))", "inner(\"b\")"),
        ("a[load('b')](() => 1)", "<anonymous>"),
        ("load('a')[0](() => 1)", "<anonymous>"),
        ("a[load('b')].get(() => 1)", "get"),
        ("const x = f`${() => 1}`", "<anonymous>"),
        ("f`${{ get() {} }}`", "get"),
    ] {
        assert_eq!(names("a.js", text), [name], "{text}");
    }
    assert_eq!(names("a.ts", "useAsync<A>(() => 1)"), ["useAsync"]);
    assert_eq!(names("a.ts", "const { a } = await useAsync<A | null>(() => 1)"), ["useAsync"]);
}

#[test]
fn suites_nest_and_effects_are_counted_among_their_siblings() {
    let suite =
        "describe('cart', () => { it('adds', () => {}); it('adds', () => {}) }); it('adds', () => {})";
    let wanted = [
        "describe(\"cart\")",
        "describe(\"cart\").it(\"adds\")",
        "describe(\"cart\").it(\"adds\"):2",
        "it(\"adds\")",
    ];
    assert_eq!(names("a.test.ts", suite), wanted);
    let component = "function A() { useEffect(() => () => 1); useMemo(() => 1); useEffect(() => 1) }";
    let wanted = ["A", "A.useEffect", "A.useEffect.<returned>", "A.useMemo", "A.useEffect:2"];
    assert_eq!(names("a.jsx", component), wanted);
}

#[test]
fn members_of_an_object_carry_its_name() {
    for (text, wanted) in [
        (
            "const router = { get() {}, put: () => 1, 'a b': function () {} }",
            vec!["router.get", "router.put", "router.\"a b\""],
        ),
        ("exports.api = { users: { list() {} } }", vec!["exports.api.users.list"]),
        (
            "export default { data() {}, methods: { save() {} } }",
            vec!["default.data", "default.methods.save"],
        ),
        ("defineStore('main', { actions: { add() {} } })", vec!["defineStore(\"main\").actions.add"]),
        ("const s = createSlice({ reducers: { add() {} } })", vec!["s.reducers.add"]),
        ("function f() { return { get() {} } }", vec!["f", "f.get"]),
        ("const o = { get a() { return 1 }, set a(b) {} }", vec!["o.a", "o.a"]),
        ("({ a() {} }).go()", vec!["a"]),
        ("const x = { a() {} } ? 1 : 2", vec!["a"]),
        ("function f(a = () => 1) { () => 2; return 3 }", vec!["f", "f.a", "f.<anonymous>"]),
        ("const routes = [{ run() {} }, { run() {} }]", vec!["routes.run", "routes.run:2"]),
    ] {
        assert_eq!(names("a.js", text), wanted, "{text}");
    }
    let function = &measure_text("a.js", "const router = { get() {} }").unwrap().metrics.functions[0];
    assert_eq!(function.name, "get", "its own name is the key alone");
}

#[test]
fn attributes_name_what_they_are_given() {
    let text = "const A = () => <B onClick={() => 1} onBlur={useCallback(() => 1)}>{xs.map((x) => x)}</B>";
    assert_eq!(names("a.tsx", text), ["A", "A.onClick", "A.onBlur", "A.xs.map"]);
}

#[test]
fn what_separates_is_told_from_what_is_text() {
    for (text, name) in [
        ("it('a.b:2(c)', () => 1)", r#"it("a.b:2(c)")"#),
        (r#"it('says "no" \\', () => 1)"#, r#"it("says \"no\" \\")"#),
        (r"it('it\'s', () => 1)", r#"it("it's")"#),
        ("it(`a\n   b`, () => 1)", r#"it("a b")"#),
        ("x = { 'a.b': () => 1 }", r#"x."a.b""#),
        ("x = { 'data-id': () => 1 }", "x.data-id"),
    ] {
        assert_eq!(names("a.js", text), [name], "{text}");
    }
    let long = format!("it('{}', () => 1)", "a".repeat(100));
    assert_eq!(names("a.js", &long), [format!("it(\"{}…\")", "a".repeat(80))]);
}

/// Deep and wide code costs names no more than their lengths, and these are bounded.
#[test]
fn no_name_grows_without_end() {
    let nested = format!("{}{}", "a('b', () => { ".repeat(500), "})".repeat(500));
    let chained = format!("x{}", ".on('a', () => 1)".repeat(2000));
    let objects = format!("x = {}{}", "{ a: { f() {}, b: ".repeat(300), "1 } }".repeat(300));
    for text in [nested, chained, objects] {
        assert!(names("a.js", &text).iter().all(|name| name.len() < 700));
    }
}
