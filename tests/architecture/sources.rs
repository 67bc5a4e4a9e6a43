//! The source files of one crate, arranged as its module tree.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use syn::{Item, Visibility};

/// Path of a module from the crate's root, such as `["markdown", "tree"]`; empty for the root.
pub type ModulePath = Vec<String>;

/// The source text of one crate by file, relative to its `src` folder, so that a test can add to it.
#[derive(Clone, Debug)]
pub struct Sources {
    files: BTreeMap<PathBuf, String>,
}

/// A crate of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name that other crates use in paths.
    pub name: &'static str,
    /// The `src` folder, relative to the workspace.
    pub folder: &'static str,
}

pub const FORM: Package = Package {
    name: "open_ticket",
    folder: "src",
};
pub const RELAY: Package = Package {
    name: "open_ticket_relay",
    folder: "relay/src",
};
pub const SANDBOX: Package = Package {
    name: "open_ticket_sandbox",
    folder: "sandbox/src",
};
pub const PACKAGES: [Package; 3] = [FORM, RELAY, SANDBOX];

/// One module: its file, its items, and the names of its child modules and of the items.
pub struct Module {
    pub file: PathBuf,
    pub items: Vec<Item>,
    /// Names of the modules declared in this one.
    pub children: Vec<String>,
    /// Names of the items defined in this module.
    pub definitions: Vec<String>,
}

/// The modules of a crate by their paths.
pub type ModuleTree = BTreeMap<ModulePath, Module>;

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// All files below a folder that have this extension, sorted.
pub fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

impl Sources {
    /// Reads all Rust files of a crate.
    pub fn read(package: Package) -> Self {
        let folder = workspace().join(package.folder);
        let files = files_below(&folder, "rs").into_iter().map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&folder).unwrap().to_owned(), text)
        });
        Self {
            files: files.collect(),
        }
    }

    /// A crate made of these files.
    pub fn of<const N: usize>(files: [(&str, &str); N]) -> Self {
        let files = files.map(|(path, text)| (PathBuf::from(path), text.to_owned()));
        Self {
            files: files.into(),
        }
    }

    /// The same sources with code added to the end of a file, which is created if it is missing.
    pub fn with(mut self, file: &str, code: &str) -> Self {
        let text = self.files.entry(file.into()).or_default();
        text.push('\n');
        text.push_str(code);
        self
    }

    /// The module tree below `lib.rs` and `main.rs`.
    ///
    /// Panics on a module without a file, and on a file that no module declares.
    pub fn modules(&self) -> ModuleTree {
        let mut tree = ModuleTree::new();
        for root in ["main.rs", "lib.rs"] {
            if let Some(text) = self.files.get(Path::new(root)) {
                let path = match root {
                    "main.rs" => vec!["main".to_owned()],
                    _ => ModulePath::new(),
                };
                let items = syn::parse_file(text).expect(root).items;
                self.add(&mut tree, path, Path::new(root), Path::new(""), items);
            }
        }
        for file in self.files.keys() {
            let is_declared = tree.values().any(|module| module.file == *file);
            assert!(is_declared, "no module declares {}", file.display());
        }
        tree
    }

    fn add(
        &self,
        tree: &mut ModuleTree,
        path: ModulePath,
        file: &Path,
        folder: &Path,
        items: Vec<Item>,
    ) {
        let mut children = Vec::new();
        for item in &items {
            let Item::Mod(module) = item else { continue };
            let name = module.ident.to_string();
            let child = [path.as_slice(), std::slice::from_ref(&name)].concat();
            let inside = folder.join(&name);
            if let Some((_, items)) = &module.content {
                self.add(tree, child, file, &inside, items.clone());
            } else {
                let candidates = [folder.join(format!("{name}.rs")), inside.join("mod.rs")];
                let found = candidates
                    .iter()
                    .find_map(|it| self.files.get_key_value(it));
                let (file, text) =
                    found.unwrap_or_else(|| panic!("{} has no file for {name}", file.display()));
                let items = syn::parse_file(text).unwrap().items;
                self.add(tree, child, file, &inside, items);
            }
            children.push(name);
        }
        let definitions = items.iter().filter_map(defined_name).collect();
        let module = Module {
            file: file.to_owned(),
            items,
            children,
            definitions,
        };
        tree.insert(path, module);
    }
}

/// The name that an item defines in its module, apart from modules and imports.
fn defined_name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::TraitAlias(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Union(it) => &it.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// Returns `true` if an import makes its name visible outside of its module.
pub fn is_public(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}
