//! Writes the demo page and the files that it names.
//!
//! index.html is also Trunk's input: its `data-trunk` links list what belongs to the page.

use crate::files::{copy, dist, read, write};
use anyhow::{Context, Result};
use regex_lite::Regex;
use std::path::Path;

const PAGE: &str = "index.html";

/// Writes index.html without its `data-trunk` links, and the style and icon that they name.
///
/// # Errors
/// A file cannot be read or written.
pub fn write_page() -> Result<()> {
    let page = read(PAGE)?;
    let link = Regex::new(r#"(?m)^ *<link data-trunk rel="copy-file" href="(style/[^"]+)" />$"#)?;
    for found in link.captures_iter(&page) {
        let source = Path::new(&found[1]).to_owned();
        let name = source.file_name().context("a link names no file")?;
        copy(&source, dist(&name.to_string_lossy()))?;
    }
    let trunk_links = Regex::new(r"(?m)^ *<link data-trunk [^\n]*\n")?;
    write(dist(PAGE), trunk_links.replace_all(&page, "").as_bytes())
}
