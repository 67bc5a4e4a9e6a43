//! Resolution of paths to the module that defines them, through `self`, `super` and re-exports.

use super::imports::{Import, References};
use super::sources::{ModulePath, ModuleTree, Package, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Crates that every module may use.
const EVERYWHERE: [&str; 3] = ["std", "core", "alloc"];

/// Primitive types have associated items, but are not crates.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// Maximum number of consecutive re-exports. A longer chain is treated as a loop.
const MAX_DEPTH: usize = 32;

/// The definition behind a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An item of this module, or the module itself.
    Module(ModulePath),
    /// A path into another crate, with the crate first.
    Crate(Vec<String>),
}

/// The modules of a crate, with the references of each.
pub struct Resolver {
    package: Package,
    pub tree: ModuleTree,
    references: BTreeMap<ModulePath, References>,
}

/// One module's use of another definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub from: ModulePath,
    pub target: Target,
}

impl Resolver {
    pub fn new(package: Package, sources: &Sources) -> Self {
        let tree = sources.modules();
        let references = tree
            .iter()
            .map(|(path, module)| (path.clone(), References::of(&module.items)));
        Self {
            package,
            references: references.collect(),
            tree,
        }
    }

    /// Everything that the modules of the crate use, apart from the standard library.
    pub fn uses(&self) -> BTreeSet<Use> {
        let mut uses = BTreeSet::new();
        for (from, references) in &self.references {
            let imported = references.imports.iter().map(|import| {
                let target = self.resolve(from, &import.path, 0);
                // A name that is not a module, an item or an import is a crate.
                target.unwrap_or_else(|| Target::Crate(import.path.clone()))
            });
            let named = references
                .paths
                .iter()
                .filter_map(|path| self.target_of_path(from, path));
            for target in imported.chain(named) {
                let is_everywhere = matches!(&target, Target::Crate(path)
                    if path.first().is_none_or(|it| EVERYWHERE.contains(&it.as_str())));
                if !is_everywhere {
                    let from = from.clone();
                    uses.insert(Use { from, target });
                }
            }
        }
        uses
    }

    /// Returns, for each file of a crate, the other files that it uses.
    pub fn file_edges(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let mut edges = BTreeMap::<PathBuf, BTreeSet<PathBuf>>::new();
        for Use { from, target } in self.uses() {
            let Target::Module(to) = target else { continue };
            let (from, to) = (&self.tree[&from].file, &self.tree[&to].file);
            if from != to {
                edges.entry(from.clone()).or_default().insert(to.clone());
            }
        }
        edges
    }

    fn target_of_path(&self, from: &ModulePath, path: &[String]) -> Option<Target> {
        if let [name] = path {
            // A local variable may have the name of a module. A single name that is imported already
            // counts as an import.
            let item = self.resolve(from, path, 0)?;
            let is_glob_item = !self.tree[from].children.contains(name);
            return is_glob_item.then_some(item);
        }
        self.resolve(from, path, 0).or_else(|| {
            let first = path.first()?;
            let is_crate = first.starts_with(char::is_lowercase)
                && first != "self"
                && !PRIMITIVES.contains(&first.as_str());
            is_crate.then(|| Target::Crate(path.to_vec()))
        })
    }

    /// Returns the definition behind a path that is written in `scope`; `None` if the first name of the
    /// path is neither a keyword nor known in `scope`.
    fn resolve(&self, scope: &ModulePath, path: &[String], depth: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(self.walk(&Self::root_of(scope), rest, depth)),
            "self" if rest.first().is_some_and(|it| it == "super") => {
                self.resolve(scope, rest, depth)
            }
            "self" => Some(self.walk(scope, rest, depth)),
            "super" => {
                let (_, parent) = scope.split_last()?;
                let parent = parent.to_vec();
                if rest.first().is_some_and(|it| it == "super") {
                    return self.resolve(&parent, rest, depth);
                }
                Some(self.walk(&parent, rest, depth))
            }
            name if name == self.package.name => Some(self.walk(&ModulePath::new(), rest, depth)),
            _ => self.member(scope, first, rest, depth),
        }
    }

    /// The binary is a separate crate from the library: its root is `main.rs`.
    fn root_of(scope: &ModulePath) -> ModulePath {
        match scope.first() {
            Some(first) if first == "main" => vec!["main".to_owned()],
            _ => ModulePath::new(),
        }
    }

    fn walk(&self, module: &ModulePath, rest: &[String], depth: usize) -> Target {
        let Some((name, rest)) = rest.split_first() else {
            return Target::Module(module.clone());
        };
        self.member(module, name, rest, depth)
            .unwrap_or_else(|| Target::Module(module.clone()))
    }

    /// Follows one name of a module: a child module, a definition, an import or a glob.
    fn member(
        &self,
        module: &ModulePath,
        name: &str,
        rest: &[String],
        depth: usize,
    ) -> Option<Target> {
        if depth > MAX_DEPTH {
            return None;
        }
        let known = self.tree.get(module)?;
        if known.children.iter().any(|child| child == name) {
            let child = [module.as_slice(), &[name.to_owned()]].concat();
            return Some(self.walk(&child, rest, depth));
        }
        if known.definitions.iter().any(|defined| defined == name) {
            return Some(Target::Module(module.clone()));
        }
        let imports = &self.references[module].imports;
        let named = imports
            .iter()
            .find(|import| import.name.as_deref() == Some(name));
        if let Some(import) = named {
            return Some(self.follow(module, import, rest, depth));
        }
        let mut globs = imports.iter().filter(|import| import.name.is_none());
        globs.find_map(
            |import| match self.resolve(module, &import.path, depth + 1)? {
                Target::Module(from) if from != *module => {
                    self.member(&from, name, rest, depth + 1)
                }
                _ => None,
            },
        )
    }

    fn follow(
        &self,
        module: &ModulePath,
        import: &Import,
        rest: &[String],
        depth: usize,
    ) -> Target {
        let path = [import.path.as_slice(), rest].concat();
        // An import such as `use syn;`, whose name is also the first name of its path, would
        // resolve to itself. Such a path starts with a crate.
        let is_itself = import.path.first() == import.name.as_ref();
        let resolved = (!is_itself).then(|| self.resolve(module, &path, depth + 1));
        resolved.flatten().unwrap_or(Target::Crate(path))
    }
}
