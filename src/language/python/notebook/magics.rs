//! The names of `IPython`'s magics that decide what a text is: which cells hold Python, and which words begin a command.
//! Data only.

/// Whether the body of a cell is something else than Python, by the magic's name and the first word after it. A magic
/// that is not known here is taken for one that runs its body, because code must not go unseen.
pub(super) fn is_foreign(name: &str, argument: &str) -> bool {
    match name.to_ascii_lowercase().as_str() {
        "script" | "script_magic" => !argument.starts_with("python") && !argument.starts_with("pypy"),
        "writefile" | "file" | "overwrite" => !is_python_file(argument),
        lower => is_in(FOREIGN, lower),
    }
}

/// Whether a line magic tells the language of the cell that it is the first line of, as in notebooks of Databricks.
pub(super) fn is_foreign_line(name: &str, argument: &str) -> bool {
    is_in("fs md md-sandbox scala", name) || argument.is_empty() && is_in("r run_sql sh sql", name)
}

/// Whether a line that begins with the word may be a magic without its `%`.
pub(super) fn is_automagic(word: &str) -> bool {
    is_in(AUTOMAGIC, word)
}

/// Whether what follows the name of a line magic is a statement of Python.
pub(super) fn runs_python(name: &str) -> bool {
    is_in("lprun memit mprun prun time timeit", name)
}

fn is_in(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|known| known == name)
}

fn is_python_file(name: &str) -> bool {
    let name = name.trim_matches(['"', '\'']);
    name.rsplit_once('.').is_some_and(|(_, suffix)| suffix.eq_ignore_ascii_case("py"))
}

/// Cell magics of `IPython`, of its usual extensions and of the services that run notebooks, whose body is no Python.
const FOREIGN: &str = "
! bash bigquery bq chart cmd configure coffeescript cpp csharp css cuda cypher cython cython_inline dot duckdb dql
fortran fsharp go gremlin graphviz groovy haskell html http ipynb java javascript js json julia kql kusto latex lua
markdown matlab md mermaid mysql nim node octave oc perl php plantuml postgresql powershell pwsh python2 r rscript ruby
rust sas scala sh sos spanner_graph sparql sparkr spark_sql sparksql sql sqlite stata svg system sx text toml ts typescript verbatim
writetemplate xml yaml zsh
";

/// Line magics that are often written without `%`: those that are no usual names of Python.
const AUTOMAGIC: &str = "
alias autoreload cat cd clear colors conda config cp dirs env hist history ldir less lf lk ll load load_ext loadpy ls
lsmagic lx macro magic mamba man matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc pfile pinfo
pip popd pprint precision prun psearch psource pushd pwd pycat pylab quickref recall rehashx reload_ext rerun reset rm
rmdir run save sc set_env store sx system tb time timeit unalias uv who whos xdel xmode
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_magic_tells_whether_its_body_is_python() {
        for (name, argument) in [
            ("time", ""),
            ("timeit", "-n 1"),
            ("capture", "out"),
            ("prun", ""),
            ("python3", ""),
            ("script", "python3 -u"),
            ("writefile", "a.py"),
            ("nobody_knows", ""),
        ] {
            assert!(!is_foreign(name, argument), "{name}");
        }
        for (name, argument) in [
            ("bash", ""),
            ("HTML", ""),
            ("R", "-i x"),
            ("script", "bash"),
            ("writefile", "a.txt"),
            ("writefile", "Makefile"),
        ] {
            assert!(is_foreign(name, argument), "{name}");
        }
    }

    #[test]
    fn no_usual_name_begins_a_command() {
        for word in ["x", "print", "len", "df", "file", "edit", "logging"] {
            assert!(!is_automagic(word), "{word}");
        }
    }
}
