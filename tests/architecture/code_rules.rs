//! Rules about source text that the checks of imports do not cover.

use super::sources::{PACKAGES, files_below, workspace};
use std::fs;
use std::path::{Path, PathBuf};

const MAX_FILE_LINES: usize = 300;

/// The code of a file without its comment lines.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn files_of_module(module: &str) -> Vec<PathBuf> {
    files_below(&workspace().join("src").join(module), "rs")
}

/// Returns the words of a list that occur in the code of a file.
fn words_in<'a>(code: &str, words: &[&'a str]) -> Vec<&'a str> {
    let found = words.iter().copied().filter(|word| code.contains(word));
    found.collect()
}

#[test]
fn only_platform_rs_of_the_ui_uses_the_browser_module() {
    for file in files_of_module("ui") {
        let inside = file.strip_prefix(workspace().join("src/ui")).unwrap();
        if inside == Path::new("platform.rs") {
            continue;
        }
        let code = code(&file);
        for word in ["crate::browser", "browser::"] {
            assert!(!code.contains(word), "{} uses browser", file.display());
        }
    }
}

#[test]
fn the_pure_modules_have_no_clock_and_no_randomness() {
    for module in [
        "ticket", "rules", "wire", "drafts", "locale", "markdown", "editor", "form",
    ] {
        for file in files_of_module(module) {
            let words = ["std::time", "SystemTime", "Instant", "getrandom", "rand::"];
            let found = words_in(&code(&file), &words);
            assert!(found.is_empty(), "{} uses {found:?}", file.display());
        }
    }
}

#[test]
fn a_file_has_at_most_three_hundred_lines() {
    for package in PACKAGES {
        for file in files_below(&workspace().join(package.folder), "rs") {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(
                lines <= MAX_FILE_LINES,
                "{} has {lines} lines",
                file.display()
            );
        }
    }
}

/// Collects the files that a script imports with `from "./…"`, directly or through other files.
fn imported_scripts(folder: &Path, script: &str, found: &mut Vec<String>) {
    let code = code(&folder.join(script));
    let imports = code.split("from \"./").skip(1);
    for (name, _) in imports.filter_map(|rest| rest.split_once('"')) {
        if !found.iter().any(|other| other == name) {
            found.push(name.to_owned());
            imported_scripts(folder, name, found);
        }
    }
}

/// Trunk copies only the scripts that `index.html` names.
#[test]
fn every_script_that_the_loader_imports_is_copied_by_trunk() {
    let page = fs::read_to_string(workspace().join("index.html")).unwrap();
    let mut imported = Vec::new();
    imported_scripts(
        &workspace().join("src/embed"),
        "open-ticket.js",
        &mut imported,
    );
    assert!(imported.len() > 5, "{imported:?}");
    for name in imported {
        assert!(
            page.contains(&format!("src/embed/{name}\"")),
            "index.html does not copy {name}"
        );
    }
}

#[test]
fn whmcs_parameter_names_are_written_in_one_file() {
    // Names that only WHMCS uses. `name`, `email`, `message` … are common words.
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
    for file in files_below(&workspace().join("src"), "rs") {
        if file.ends_with("wire/parameter_names.rs") {
            continue;
        }
        let quoted = names.map(|name| format!("\"{name}\""));
        let found = words_in(&code(&file), &quoted.each_ref().map(String::as_str)).join(", ");
        assert!(found.is_empty(), "{} names {found}", file.display());
    }
}

#[test]
fn every_view_macro_works_with_enforced_trusted_types() {
    // Without a global class, Leptos creates static markup with `template.innerHTML`.
    for module in ["ui", "embed"] {
        for file in files_of_module(module) {
            for view in code(&file).split("view! {").skip(1) {
                let has_class = view.trim_start().starts_with("class=\"ot\",");
                assert!(
                    has_class,
                    "a view! of {} has no global class",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_form_creates_no_elements_from_html_strings() {
    let sinks = [
        "innerHTML",
        "inner_html",
        "outerHTML",
        "outer_html",
        "insertAdjacentHTML",
    ];
    let source = workspace().join("src");
    for file in ["rs", "js"]
        .into_iter()
        .flat_map(|it| files_below(&source, it))
    {
        let found = words_in(&code(&file), &sinks);
        assert!(found.is_empty(), "{} uses {found:?}", file.display());
    }
}

#[test]
fn the_servers_depend_on_no_front_end_crate() {
    for manifest in ["relay/Cargo.toml", "sandbox/Cargo.toml"] {
        let text = fs::read_to_string(workspace().join(manifest)).unwrap();
        let found = words_in(&text, &["leptos", "web-sys", "gloo", "wasm-bindgen"]);
        assert!(found.is_empty(), "{manifest} depends on {found:?}");
    }
}
