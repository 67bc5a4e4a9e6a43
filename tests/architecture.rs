//! Who may use whom: the table of ARCHITECTURE.md, kept by reading the code.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A module, what it may use of ours, and what it may use of others.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// `std` and `core` are everybody's. The browser's half is held by the target as well: its crates
/// are no dependencies of any other.
const TABLE: [Row; 9] = [
    ("ticket", &[], &[]),
    ("rules", &["ticket"], &["regex_lite"]),
    (
        "wire",
        &["ticket", "rules"],
        &["base64", "serde", "serde_json"],
    ),
    ("markdown", &["rules"], &["pulldown_cmark"]),
    ("editor", &[], &[]),
    ("form", &["ticket", "rules"], &[]),
    (
        "browser",
        &["ticket", "wire", "rules"],
        &[
            "gloo_net",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "wasm_bindgen_futures",
        ],
    ),
    (
        "ui",
        &["form", "ticket", "rules", "markdown", "editor", "browser"],
        &["leptos", "web_sys", "wasm_bindgen", "wasm_split_helpers"],
    ),
    (
        "embed",
        &["ui", "form", "ticket", "rules"],
        &["leptos", "web_sys", "js_sys", "wasm_bindgen"],
    ),
];

const EVERYBODYS: [&str; 5] = ["std", "core", "crate", "self", "super"];
const LONGEST_FILE: usize = 300;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module that a file of `src/` is part of.
fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every name that stands behind `crate::`, lists in braces included.
fn crate_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for piece in code.split("crate::").skip(1) {
        let listed = piece
            .strip_prefix('{')
            .and_then(|list| list.split('}').next());
        for name in listed
            .unwrap_or(piece)
            .split(',')
            .take(listed.map_or(1, |_| usize::MAX))
        {
            names.insert(first_word(name.trim()));
        }
    }
    names
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Every crate that a `use` begins with, or a path of two names of which the first is a crate of
/// the table.
fn foreign_names(code: &str) -> BTreeSet<String> {
    let all = TABLE
        .iter()
        .flat_map(|(_, _, theirs)| theirs.iter().copied());
    let named: BTreeSet<String> = all
        .filter(|name| code.contains(&format!("{name}::")))
        .map(str::to_owned)
        .collect();
    let used = code.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches("pub ");
        Some(first_word(line.strip_prefix("use ")?))
    });
    let modules = declared_modules(code);
    named
        .into_iter()
        .chain(used)
        .filter(|name| !EVERYBODYS.contains(&name.as_str()) && !modules.contains(name))
        // Enums of the file itself, and lists in braces.
        .filter(|name| name.chars().next().is_some_and(char::is_lowercase))
        .collect()
}

fn declared_modules(code: &str) -> BTreeSet<String> {
    let lines = code
        .lines()
        .map(|line| line.trim_start().trim_start_matches("pub "));
    lines
        .filter_map(|line| Some(first_word(line.strip_prefix("mod ")?)))
        .collect()
}

/// What a file does that its row does not allow.
fn breaches(row: Row, code: &str) -> Vec<String> {
    let (module, ours, theirs) = row;
    let ours_used = crate_names(code).into_iter();
    let modules: Vec<&str> = TABLE.iter().map(|(name, _, _)| *name).collect();
    let ours_wrong = ours_used.filter(|name| {
        modules.contains(&name.as_str()) && name != module && !ours.contains(&name.as_str())
    });
    let siblings = declared_modules(code);
    let theirs_wrong = foreign_names(code)
        .into_iter()
        .filter(|name| !theirs.contains(&name.as_str()) && !siblings.contains(name));
    ours_wrong.chain(theirs_wrong).collect()
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for file in files_below(&root().join("src"), "rs") {
        let module = module_of(&file);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let row = TABLE.into_iter().find(|(name, _, _)| *name == module);
        let row = row.unwrap_or_else(|| panic!("{module} is not in the table"));
        let siblings: BTreeSet<String> = files_below(&root().join("src").join(&module), "rs")
            .iter()
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        for name in breaches(row, &code(&file))
            .into_iter()
            .filter(|name| !siblings.contains(name))
        {
            wrong.push(format!("{} uses {name}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_check_of_the_table_sees_a_breach_when_there_is_one() {
    let form = TABLE
        .into_iter()
        .find(|(name, _, _)| *name == "form")
        .unwrap();
    for breach in [
        "use crate::wire::encode;",
        "use crate::{ticket::Ticket, wire};",
        "use web_sys::File;",
        "fn now() -> f64 { js_sys::Date::now() }",
        "let rules = crate::browser::Endpoint::new(url);",
    ] {
        assert_eq!(breaches(form, breach).len(), 1, "{breach}");
    }
    let kept = "use crate::{rules::Rules, ticket::Ticket};\nuse super::Draft;\nuse std::fmt;";
    assert!(breaches(form, kept).is_empty());
}

#[test]
fn only_the_effects_of_the_view_reach_the_browsers_half() {
    for file in files_below(&root().join("src/ui"), "rs") {
        let uses = crate_names(&code(&file)).contains("browser");
        let inside = file.strip_prefix(root().join("src/ui")).unwrap();
        let may = inside.starts_with("effects") || inside == Path::new("effects.rs");
        assert!(!uses || may, "{} uses browser", file.display());
    }
}

#[test]
fn the_pure_half_has_no_clock_and_no_randomness() {
    for module in ["ticket", "rules", "wire", "markdown", "editor", "form"] {
        for file in files_below(&root().join("src").join(module), "rs") {
            let code = code(&file);
            for word in ["std::time", "SystemTime", "Instant", "getrandom", "rand::"] {
                assert!(!code.contains(word), "{} says {word}", file.display());
            }
        }
    }
}

#[test]
fn a_file_is_one_idea_and_fits_in_three_hundred_lines() {
    for folder in ["src", "relay/src"] {
        for file in files_below(&root().join(folder), "rs") {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(
                lines <= LONGEST_FILE,
                "{} has {lines} lines",
                file.display()
            );
        }
    }
}

#[test]
fn whmcs_parameter_names_stand_in_one_file() {
    // `name`, `email`, `message` … are words of everyday; these are WHMCS's alone.
    let names = [
        "deptid",
        "clientid",
        "userid",
        "contactid",
        "serviceid",
        "domainid",
        "customfields",
        "noemail",
        "preventClientClosure",
        "responsetype",
        "accesskey",
    ];
    for file in files_below(&root().join("src"), "rs") {
        if file.ends_with("wire/names.rs") {
            continue;
        }
        let code = code(&file);
        for name in names {
            assert!(
                !code.contains(&format!("\"{name}\"")),
                "{} says {name}",
                file.display()
            );
        }
    }
}

#[test]
fn every_view_passes_under_enforced_trusted_types() {
    // Without a global class, leptos puts unchanging markup through `template.innerHTML`.
    for folder in ["src/ui", "src/embed"] {
        for file in files_below(&root().join(folder), "rs") {
            for piece in code(&file).split("view! {").skip(1) {
                let begins = piece.trim_start().starts_with("class=\"ot\",");
                assert!(
                    begins,
                    "a view! of {} names no global class",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn no_string_of_html_is_made_anywhere_in_the_form() {
    let mut files = files_below(&root().join("src"), "rs");
    files.extend(files_below(&root().join("src"), "js"));
    for file in files {
        let code = code(&file);
        for sink in [
            "innerHTML",
            "inner_html",
            "outerHTML",
            "outer_html",
            "insertAdjacentHTML",
        ] {
            assert!(!code.contains(sink), "{} says {sink}", file.display());
        }
    }
}

#[test]
fn architecture_md_shows_the_table_that_is_checked_here() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (module, ours, _) in TABLE {
        let line = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{module}` |")));
        let line = line.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        for used in ours {
            assert!(
                line.contains(&format!("`{used}`")),
                "{module}'s row does not name {used}"
            );
        }
    }
}

#[test]
fn the_relay_contains_no_front_end() {
    let manifest = fs::read_to_string(root().join("relay/Cargo.toml")).unwrap();
    for name in ["leptos", "web-sys", "gloo", "wasm-bindgen"] {
        assert!(!manifest.contains(name), "the relay depends on {name}");
    }
    for file in files_below(&root().join("relay/src"), "rs") {
        let code = code(&file);
        for module in ["form", "browser", "ui", "embed"] {
            assert!(
                !code.contains(&format!("open_ticket::{module}")),
                "{}",
                file.display()
            );
        }
    }
}
