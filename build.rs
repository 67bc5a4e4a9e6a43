//! Generates a constant for each UI string in a locale file: `form.loading` in `locales/en.json` becomes
//! `locale::strings::FORM_LOADING`. Also shortens the form's stylesheet, which is part of the download.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

/// The locale file of this build. Every locale file has the same keys and placeholders.
const LOCALE: &str = "locales/en.json";

/// The form's stylesheet, in the main chunk.
const MAIN_STYLES: [&str; 1] = ["open-ticket.css"];

/// The files of the stylesheet in the editor chunk, in the order of the cascade. It is adopted after
/// the other one, which has the custom properties.
const EDITOR_STYLES: [&str; 12] = [
    "editor-chunk/toolbar-menu.css",
    "editor-chunk/paste-options.css",
    "editor-chunk/length-counter.css",
    "editor-chunk/help-dialog.css",
    "editor-chunk/preview.css",
    "editor-chunk/drafts.css",
    "editor-chunk/suggestions.css",
    "editor-chunk/confirmation-details.css",
    "editor-chunk/suggested-email.css",
    "editor-chunk/file-rows.css",
    "editor-chunk/narrow-touch-contrast.css",
    "editor-chunk/print.css",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LOCALE}");
    write_stylesheet("open-ticket.css", &MAIN_STYLES)?;
    write_stylesheet("editor-chunk.css", &EDITOR_STYLES)?;
    let strings: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(LOCALE)?)?;
    let mut constants = String::new();
    for (key, text) in strings {
        let name = key.replace('.', "_").to_uppercase();
        writeln!(
            constants,
            "/// `{key}`.\npub const {name}: &str = {text:?};"
        )?;
    }
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("strings.rs"),
        constants,
    )?;
    Ok(())
}

/// Joins the files of a stylesheet, and shortens it.
fn write_stylesheet(name: &str, files: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut stylesheet = String::new();
    for file in files {
        let source = Path::new("style").join(file);
        println!("cargo::rerun-if-changed={}", source.display());
        stylesheet += &fs::read_to_string(source)?;
    }
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join(name),
        shorten(&stylesheet),
    )?;
    Ok(())
}

/// Removes comments, insignificant white space and the semicolons before braces from a stylesheet,
/// whose strings contain no comments, braces, colons or double spaces.
fn shorten(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut short = words.join(" ");
    for (long, replacement) in [
        (" {", "{"),
        ("{ ", "{"),
        ("; ", ";"),
        ("} ", "}"),
        (", ", ","),
        (": ", ":"),
        // The value of a custom property that is empty on purpose: Safari 16 requires its space.
        (":;", ": ;"),
        (" > ", ">"),
        (";}", "}"),
    ] {
        short = short.replace(long, replacement);
    }
    short
}
