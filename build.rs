//! Generates a constant for each UI text in a locale file: `form.loading` in `locales/en.json` becomes
//! `locale::strings::FORM_LOADING`.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

/// The locale file of this build. Every locale file has the same keys and placeholders.
const LOCALE: &str = "locales/en.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LOCALE}");
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
