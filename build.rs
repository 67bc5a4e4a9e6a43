//! Generates a constant for each UI string in a locale file: `form.loading` in `locales/en.json` becomes
//! `locale::strings::FORM_LOADING`. Also shortens the form's stylesheet, which is part of the download.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

/// The locale file of this build. Every locale file has the same keys and placeholders.
const LOCALE: &str = "locales/en.json";

/// The form's stylesheet, in the main chunk and in the editor chunk.
const STYLESHEETS: [&str; 2] = ["open-ticket.css", "editor-chunk.css"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LOCALE}");
    for name in STYLESHEETS {
        let source = Path::new("style").join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        let stylesheet = shorten(&fs::read_to_string(source)?);
        fs::write(Path::new(&env::var("OUT_DIR")?).join(name), stylesheet)?;
    }
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
