//! What is Python in a cell, and where it stands.

use super::ipython::python;

fn check(table: &[(&str, &str)]) {
    for (cell, expected) in table {
        let lines: Vec<_> = python(cell).into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines.join("\n"), *expected, "{cell}");
    }
}

fn check_kept(cells: &[&str]) {
    check(&cells.iter().map(|cell| (*cell, *cell)).collect::<Vec<_>>());
}

#[test]
fn commands_at_the_margin_are_left_out() {
    check(&[
        ("!wget -nc https://example.org/a.csv\nx = 1", "x = 1"),
        ("!!ls\n%matplotlib inline\n%%time\nx", "x"),
        ("%pip install a \\\n  b \\\n  c\nx", "x"),
        ("%timeit f(x,\n  y(\n))\nx", "x"),
        ("x?\nx.y??\n?z\n%time?\nx", "x"),
        (",f a b\n;f a b\n/f a\nx", "x"),
        ("!echo 'it\"s (\nx", "x"),
    ]);
}

#[test]
fn commands_in_a_block_leave_a_statement() {
    check(&[
        ("if a:\n    !ls\nelse:\n\t%cd b", "if a:\n    pass\nelse:\n\tpass"),
        ("for a in b:\n  !ls \\\n    {a}\n  c", "for a in b:\n  pass\n  c"),
        ("if a:\n    x?", "if a:\n    pass"),
    ]);
}

#[test]
fn what_a_command_gives_is_a_value_that_counts_nothing() {
    check(&[
        ("a = !ls | grep \"x\nb", "a = _\nb"),
        ("a.b, c = %timeit -o f(x)", "a.b, c = _"),
        ("if a:\n  b = c = !ls", "if a:\n  b = c = _"),
    ]);
}

#[test]
fn automagic_is_a_command_only_where_it_can_be_no_python() {
    check(&[
        ("pip install requests\nx", "x"),
        ("conda install -y a=1.0\nls\nls -la\ncd ..\ntime f(x)\nx", "x"),
    ]);
    check_kept(&[
        "pip = 1",
        "pip.main(['install'])",
        "ls = [1]",
        "time - start",
        "time-start",
        "time in times",
        "cat[0]",
        "ls, cat = a",
        "history.append(x)",
        "env: str = 'a'",
        "time if a else b",
    ]);
}

#[test]
fn a_line_that_goes_on_with_an_operator_is_python() {
    check_kept(&[
        "x = (a\n% b)",
        "x = a \\\n% b",
        "x = '''\n%matplotlib\n!ls\n'''",
        "f(a,\n!b",
        "x = 5 % 2",
        "print('a = !ls?')",
        "# what?\nx  # why?",
        "x = y != z",
        "a = f'''\n?{b}\n'''",
    ]);
}

#[test]
fn the_magic_of_a_cell_tells_its_language() {
    check(&[
        ("%%time\nx", "x"),
        ("%%capture out\n%%timeit -n 1\nx", "x"),
        ("\n# a\n%%prun\nx", "\n# a\nx"),
        ("%%bash\nls -la | grep x && echo \"$HOME\"", ""),
        ("# a\n%%html\n<p>", ""),
        ("%%script python3\nx", "x"),
        ("%%script bash\nls", ""),
        ("%%writefile a.py\nx", "x"),
        ("%%writefile a.sh\nls", ""),
        ("%sql\nSELECT 1", ""),
        ("%md # a\nb", ""),
        ("%sql SELECT 1\nx", "x"),
    ]);
}

#[test]
fn a_cell_may_be_indented() {
    check(&[("  x = 1\n  if x:\n    y", "x = 1\nif x:\n  y"), ("\n\t!ls\n\tx", "\nx")]);
}
