//! Imports and paths of a module, as written in its code.

use super::sources::is_public;
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Item, ItemMod, ItemUse, Macro, Path, UseTree, VisRestricted,
    visit::{self, Visit},
};

/// One name, or all names, that a `use` brings into a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name in the module; `None` for a glob.
    pub name: Option<String>,
    /// The imported path, as written.
    pub path: Vec<String>,
    pub is_public: bool,
}

/// Everything that a module refers to.
#[derive(Debug, Default)]
pub struct References {
    pub imports: Vec<Import>,
    /// Paths in types, expressions, patterns, attributes and macros, as written.
    pub paths: Vec<Vec<String>>,
}

impl References {
    /// Collects the references of a module's own items. The items of an inline module belong to that
    /// module.
    pub fn of(items: &[Item]) -> Self {
        let mut collector = Self::default();
        for item in items {
            collector.visit_item(item);
        }
        collector
    }

    fn add_imports(&mut self, tree: &UseTree, prefix: &[String], is_public: bool) {
        let mut add = |name: Option<String>, last: Option<String>| {
            let mut path = prefix.to_vec();
            path.extend(last);
            self.imports.push(Import {
                name,
                path,
                is_public,
            });
        };
        match tree {
            UseTree::Path(path) => {
                let prefix = [prefix, &[path.ident.to_string()]].concat();
                self.add_imports(&path.tree, &prefix, is_public);
            }
            UseTree::Name(name) if name.ident == "self" => add(prefix.last().cloned(), None),
            UseTree::Name(name) => {
                add(Some(name.ident.to_string()), Some(name.ident.to_string()));
            }
            UseTree::Rename(rename) if rename.ident == "self" => {
                add(Some(rename.rename.to_string()), None);
            }
            UseTree::Rename(rename) => {
                let name = rename.rename.to_string();
                add(Some(name), Some(rename.ident.to_string()));
            }
            UseTree::Glob(_) => add(None, None),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_imports(tree, prefix, is_public);
                }
            }
        }
    }

    /// Adds the paths of two or more segments in a macro's tokens. The meaning of a single name depends
    /// on the macro.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if colons == 2 || path.is_empty() => {
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Ident(ident) => {
                    self.end_path(&mut path);
                    path.push(ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.end_path(&mut path);
                    self.add_tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.end_path(&mut path),
            }
            colons = 0;
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.paths.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for References {
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_imports(&item.tree, &[], is_public(&item.vis));
    }

    fn visit_macro(&mut self, invoked: &'ast Macro) {
        self.add_tokens(invoked.tokens.clone());
        visit::visit_macro(self, invoked);
    }

    /// The path in `pub(super)` does not count as a use of the module.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}

    fn visit_path(&mut self, path: &'ast Path) {
        let segments = path.segments.iter().map(|it| it.ident.to_string());
        self.paths.push(segments.collect());
        visit::visit_path(self, path);
    }
}
