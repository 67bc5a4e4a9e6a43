//! Makes a constant of each sentence in `locales/en.json`: `form.loading` becomes `FORM_LOADING`.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

const SENTENCES: &str = "locales/en.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SENTENCES}");
    let sentences: BTreeMap<String, String> =
        serde_json::from_str(&fs::read_to_string(SENTENCES)?)?;
    let mut constants = String::new();
    for (key, sentence) in sentences {
        let name = key.replace('.', "_").to_uppercase();
        writeln!(
            constants,
            "/// `{key}`.\npub const {name}: &str = {sentence:?};"
        )?;
    }
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("english.rs"),
        constants,
    )?;
    Ok(())
}
