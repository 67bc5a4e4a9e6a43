//! Modules use exactly what their row in ARCHITECTURE.md lists.

use super::resolve::{Resolver, Target};
use super::sources::{FORM, PACKAGES, Package, RELAY, SANDBOX, Sources};
use super::table::{self, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Roots of a crate, which connect its modules and have no row.
const ROOTS: [&str; 2] = ["lib", "main"];

/// Returns the uses of each module, found in the code.
fn used(package: Package, sources: &Sources) -> BTreeMap<String, Row> {
    let resolver = Resolver::new(package, sources);
    let mut rows = BTreeMap::new();
    for path in resolver.tree.keys() {
        if let Some(module) = path.first() {
            let row = Row {
                module: module.clone(),
                modules: BTreeSet::new(),
                core: BTreeSet::new(),
                crates: BTreeSet::new(),
            };
            rows.insert(module.clone(), row);
        }
    }
    for used in resolver.uses() {
        let Some(row) = used.from.first().and_then(|it| rows.get_mut(it)) else {
            continue;
        };
        match used.target {
            Target::Module(path) => {
                let module = path.first().cloned().unwrap_or_else(|| "lib".to_owned());
                if module != row.module {
                    row.modules.insert(module);
                }
            }
            Target::Crate(path) if path[0] == FORM.name => {
                row.core.extend(path.get(1).cloned());
            }
            Target::Crate(path) => {
                row.crates.insert(path[0].clone());
            }
        }
    }
    rows.retain(|module, _| !ROOTS.contains(&module.as_str()));
    rows
}

/// Returns the differences between the table and the code, one sentence each.
fn differences(package: Package, sources: &Sources, page: &str) -> Vec<String> {
    let mut used = used(package, sources);
    let mut found = Vec::new();
    for allowed in table::rows(page, package) {
        let module = allowed.module.clone();
        let Some(row) = used.remove(&module) else {
            found.push(format!(
                "the table has a row for {module}, which is not a module"
            ));
            continue;
        };
        for (used, allowed) in [
            (&row.modules, &allowed.modules),
            (&row.core, &allowed.core),
            (&row.crates, &allowed.crates),
        ] {
            let more = used.difference(allowed);
            found.extend(more.map(|it| format!("{module} uses {it}")));
            let less = allowed.difference(used);
            found.extend(less.map(|it| format!("{module} may use {it}, but does not")));
        }
    }
    let missing = used.into_keys();
    found.extend(missing.map(|module| format!("{module} has no row")));
    found
}

fn assert_follows_its_table(package: Package) {
    let found = differences(package, &Sources::read(package), &table::page());
    assert!(found.is_empty(), "{}: {found:#?}", package.folder);
}

#[test]
fn the_modules_of_the_form_use_what_the_table_lists() {
    assert_follows_its_table(FORM);
}

#[test]
fn the_modules_of_the_relay_use_what_the_table_lists() {
    assert_follows_its_table(RELAY);
}

#[test]
fn the_modules_of_the_sandbox_use_what_the_table_lists() {
    assert_follows_its_table(SANDBOX);
}

#[test]
fn a_use_of_a_forbidden_module_is_reported_in_any_notation() {
    for code in [
        "use crate::wire::encode;",
        "use super::wire::encode;",
        "use self::super::wire;",
        "use crate::{rules::Rules as _, wire};",
        "fn planted() { crate::wire::encode(todo!()); }",
        "fn planted() { println!(\"{:?}\", super::wire::encode(todo!())); }",
        "type Planted = super::wire::DecodeError;",
        "mod planted { use super::super::wire::encode; }",
    ] {
        let sources = Sources::read(FORM).with("form/mod.rs", code);
        let found = differences(FORM, &sources, &table::page());
        assert_eq!(found, ["form uses wire"], "{code}");
    }
}

#[test]
fn a_use_through_a_re_export_is_reported_for_the_module_that_defines_it() {
    let sources = Sources::read(FORM)
        .with("rules/mod.rs", "pub use super::wire as planted_alias;")
        .with("form/mod.rs", "use crate::rules::planted_alias::encode;");
    let found = differences(FORM, &sources, &table::page());
    assert!(found.contains(&"form uses wire".to_owned()), "{found:?}");

    let sources = Sources::read(FORM)
        .with("rules/mod.rs", "pub use super::wire::*;")
        .with("form/mod.rs", "use crate::rules::encode;");
    let found = differences(FORM, &sources, &table::page());
    assert!(found.contains(&"form uses wire".to_owned()), "{found:?}");
}

#[test]
fn an_added_external_crate_is_reported() {
    for (code, name) in [
        ("use web_sys::File;", "web_sys"),
        ("use ::serde::Serialize as _;", "serde"),
        ("fn planted() -> f64 { js_sys::Date::now() }", "js_sys"),
        ("fn planted() { dbg!(getrandom::u64()); }", "getrandom"),
        ("#[serde_with::serde_as] struct Planted;", "serde_with"),
        ("pub use regex_lite::Regex as Planted;", "regex_lite"),
    ] {
        let sources = Sources::read(FORM).with("form/mod.rs", code);
        let found = differences(FORM, &sources, &table::page());
        assert_eq!(found, [format!("form uses {name}")], "{code}");
    }
}

#[test]
fn uses_that_the_table_allows_are_not_reported() {
    let code = "use crate::{rules::Rules as _, ticket::Ticket as _}; use std::fmt as _;";
    let sources = Sources::read(FORM).with("form/mod.rs", code);
    assert!(differences(FORM, &sources, &table::page()).is_empty());
}

#[test]
fn a_row_that_lists_more_than_the_code_uses_is_reported() {
    let page = table::page().replacen("| `form` | ", "| `form` | `wire`, `planted`, ", 1);
    let found = differences(FORM, &Sources::read(FORM), &page);
    let expected = ["planted", "wire"].map(|it| format!("form may use {it}, but does not"));
    assert_eq!(found, expected);
}

#[test]
fn a_module_without_a_row_is_reported() {
    let sources = Sources::read(RELAY).with("lib.rs", "mod planted { }");
    let found = differences(RELAY, &sources, &table::page());
    assert_eq!(found, ["planted has no row"]);
}

#[test]
fn the_relay_and_the_sandbox_may_use_no_module_of_the_browser() {
    for package in [RELAY, SANDBOX] {
        for row in table::rows(&table::page(), package) {
            for module in ["form", "editor", "browser", "ui", "embed"] {
                assert!(!row.core.contains(module), "{} uses {module}", row.module);
            }
        }
    }
}

#[test]
fn every_package_of_the_workspace_has_a_table() {
    for package in PACKAGES {
        assert!(!table::rows(&table::page(), package).is_empty());
    }
}
