//! Import cycles: no two files use each other, directly or through others.

use super::resolve::Resolver;
use super::sources::{FORM, PACKAGES, Package, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that may use each other, with the reason.
const ALLOWED: [(&[&str], &str); 0] = [];

/// Returns the groups of files that use each other, each sorted by path.
fn cycles(package: Package, sources: &Sources) -> Vec<Vec<PathBuf>> {
    let edges = Resolver::new(package, sources).file_edges();
    let reachable: BTreeMap<&PathBuf, BTreeSet<&Path>> = edges
        .keys()
        .map(|file| (file, files_reachable_from(file, &edges)))
        .collect();
    let mut groups = BTreeSet::new();
    for (file, reached) in &reachable {
        if !reached.contains(file.as_path()) {
            continue;
        }
        let group = reached.iter().filter(|other| {
            let back = reachable.get(&other.to_path_buf());
            back.is_some_and(|back| back.contains(file.as_path()))
        });
        groups.insert(group.map(|it| it.to_path_buf()).collect());
    }
    groups.into_iter().collect()
}

fn files_reachable_from<'a>(
    file: &'a Path,
    edges: &'a BTreeMap<PathBuf, BTreeSet<PathBuf>>,
) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for used in edges.get(file).into_iter().flatten() {
            if reached.insert(used.as_path()) {
                next.push(used);
            }
        }
    }
    reached
}

fn is_allowed(cycle: &[PathBuf]) -> bool {
    ALLOWED.iter().any(|(files, _)| {
        cycle
            .iter()
            .all(|file| files.iter().any(|it| file == Path::new(it)))
    })
}

#[test]
fn files_have_no_import_cycles() {
    let mut found = Vec::new();
    for package in PACKAGES {
        let cycles = cycles(package, &Sources::read(package));
        found.extend(cycles.into_iter().filter(|cycle| !is_allowed(cycle)));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_allowed_cycle_has_a_reason_and_still_exists() {
    let all: Vec<_> = PACKAGES
        .into_iter()
        .flat_map(|package| cycles(package, &Sources::read(package)))
        .collect();
    for (files, reason) in ALLOWED {
        assert!(!reason.is_empty(), "{files:?}");
        let mut files: Vec<_> = files.iter().map(PathBuf::from).collect();
        files.sort();
        assert!(all.contains(&files), "{files:?} is no longer a cycle");
    }
}

#[test]
fn an_added_cycle_is_reported_with_any_kind_of_import() {
    for back in [
        "use super::b::B;",
        "use crate::b::B;",
        // The parent's re-export refers to b.rs as well.
        "use super::B;",
        "fn planted() { super::b::make(); }",
        "fn planted() { vec![super::b::make()]; }",
    ] {
        let sources = Sources::of([
            ("lib.rs", "mod a; mod b; pub use b::B;"),
            ("a.rs", back),
            ("b.rs", "use super::a::A; pub struct B; pub fn make() {}"),
        ])
        .with("a.rs", "pub struct A;");
        let expected = vec![vec![PathBuf::from("a.rs"), PathBuf::from("b.rs")]];
        assert_eq!(cycles(FORM, &sources), expected, "{back}");
    }
}

#[test]
fn a_cycle_through_a_parent_that_defines_what_its_child_uses_is_reported() {
    let sources = Sources::of([
        ("lib.rs", "mod parent;"),
        (
            "parent/mod.rs",
            "mod child; pub struct Shared; fn f() { child::g(); }",
        ),
        ("parent/child.rs", "use super::Shared; pub fn g() {}"),
    ]);
    let expected = ["parent/child.rs", "parent/mod.rs"].map(PathBuf::from);
    assert_eq!(cycles(FORM, &sources), vec![expected.to_vec()]);
}

#[test]
fn a_cycle_added_to_the_form_is_reported() {
    let sources = Sources::read(FORM).with("ticket/mod.rs", "use crate::rules::Rules as _;");
    assert!(!cycles(FORM, &sources).is_empty());
}

#[test]
fn a_chain_of_files_is_not_a_cycle() {
    let sources = Sources::of([
        ("lib.rs", "mod a; mod b; mod c; pub use a::A;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use super::c::C; pub struct B;"),
        ("c.rs", "pub struct C;"),
    ]);
    assert!(cycles(FORM, &sources).is_empty());
}
