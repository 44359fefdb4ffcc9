//! Adding, removing, moving or renaming a callback makes no other one new: only what was edited may be named.

use crate::repository::Scratch;

/// The kinds of files in which nearly everything is a callback.
const KINDS: [(&str, &str); 3] =
    [("cart.test.ts", "test"), ("routes.js", "router"), ("card.jsx", "component")];

/// A callback, by its number and by how many branches it has; `name` is what people would call it.
fn callback(kind: &str, name: usize, branches: usize) -> String {
    let body: String = (0..branches)
        .map(|at| format!("    if (a === {at}) {{ go({name}, {at}); }}\n"))
        .collect::<Vec<_>>()
        .concat();
    match kind {
        "test" => format!("  it(\"case {name}\", (a) => {{\n{body}  }});\n"),
        "router" => format!("app.get(\"/path/{name}\", (a, b) => {{\n{body}}});\n"),
        _ => format!("  useEffect((a) => {{\n{body}  }}, [x{name}]);\n"),
    }
}

fn file(kind: &str, callbacks: &[(usize, usize)]) -> String {
    let all: String = callbacks.iter().map(|&(name, branches)| callback(kind, name, branches)).collect();
    match kind {
        "test" => format!("describe(\"cart\", () => {{\n{all}}});\n"),
        "router" => all,
        _ => format!("export function Card() {{\n{all}  return null;\n}}\n"),
    }
}

/// The names in a report, of functions that a change is to blame for.
fn blamed(scratch: &Scratch, arguments: &[&str]) -> Vec<String> {
    let limits = ["--limit=cyclomatic=4", "--limit=cognitive=off", "--limit=nesting=off"];
    let output = scratch.metrics(&[&["check", "--report=concise"], &limits[..], arguments].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    let named = text.lines().filter_map(|line| Some(line.split_once("function `")?.1.split_once('`')?.0));
    named.map(str::to_owned).collect()
}

/// What happens to one callback of ten, while the seventh is edited.
fn changes() -> Vec<(&'static str, Vec<(usize, usize)>)> {
    let ten: Vec<(usize, usize)> = (0..10).map(|name| (name, 5 + name % 4)).collect();
    let edited = |change: fn(&mut Vec<(usize, usize)>)| {
        let mut list = ten.clone();
        list[7].1 += 1;
        change(&mut list);
        list
    };
    vec![
        ("nothing", edited(|_| ())),
        ("insert first", edited(|list| list.insert(0, (20, 1)))),
        ("insert in the middle", edited(|list| list.insert(5, (20, 1)))),
        ("insert beside", edited(|list| list.insert(7, (20, 1)))),
        ("delete first", edited(|list| _ = list.remove(0))),
        ("delete beside", edited(|list| _ = list.remove(6))),
        ("delete last", edited(|list| _ = list.remove(9))),
        ("swap", edited(|list| list.swap(2, 3))),
        ("swap far", edited(|list| list.swap(0, 9))),
        ("rename", edited(|list| list[2].0 = 30)),
    ]
}

/// The name that the edited callback has in a list; a component's are known by their number alone.
fn name_of_edited(kind: &str, list: &[(usize, usize)]) -> String {
    let place = list.iter().position(|&(name, _)| name == 7).unwrap();
    match kind {
        "test" => "describe(\"cart\").it(\"case 7\")".to_owned(),
        "router" => "app.get(\"/path/7\")".to_owned(),
        _ if place == 0 => "Card.useEffect".to_owned(),
        _ => format!("Card.useEffect:{}", place + 1),
    }
}

#[test]
fn only_the_edited_callback_is_blamed() {
    for (name, kind) in KINDS {
        let scratch = Scratch::new();
        let ten: Vec<(usize, usize)> = (0..10).map(|name| (name, 5 + name % 4)).collect();
        scratch.commit(&[(name, &file(kind, &ten))]);
        scratch.metrics(&["baseline", "create", "--limit=cyclomatic=4", "--limit=cognitive=off"]);
        for (what, list) in changes() {
            scratch.write(name, &file(kind, &list));
            scratch.git(&["add", name]);
            let edited = name_of_edited(kind, &list);
            // A renamed callback says its new name itself, so that its body is another one as well.
            let is_allowed = |found: &String| *found == edited || what == "rename" && found.contains("30");
            for arguments in [
                &["--staged", "--no-baseline"][..],
                &["--staged"],
                &["--since=HEAD", "--no-baseline"],
                &["."],
            ] {
                let found = blamed(&scratch, arguments);
                assert!(
                    found.iter().all(is_allowed),
                    "{kind}, {what}, {arguments:?}: {found:?} but {edited}"
                );
                assert!(found.contains(&edited), "{kind}, {what}, {arguments:?}: {found:?} lacks {edited}");
            }
        }
    }
}
