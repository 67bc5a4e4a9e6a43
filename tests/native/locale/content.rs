//! The language of the UI text: GOV.UK's content rules, as CONTRIBUTING.md states them, for the form, the
//! loader, the form without scripts and the WHMCS add-on. The loader's text is a copy from the locale file.

use super::banned_words::{banned, marks};
use super::{entries, files_below, root};
use regex_lite::Regex;
use std::fs;

/// Names and abbreviations that have a capital letter inside a sentence.
const NAMES: [&str; 10] = [
    "Alt+F10", "Esc", "GB", "MB", "HEIC", "JPEG", "ZIP", "Back", "Write", "Preview",
];

/// Keys whose colon comes before a value. Elsewhere, a colon would join two sentences.
const COLONS: [&str; 13] = [
    "department.office_hours",
    "files.types.one",
    "files.types.other",
    "incident.known",
    "message.hint",
    "no_script_form.department",
    "no_script_form.sent_again.text",
    "no_script_form.title_with_error",
    "opened.heading",
    "refusal.message",
    "violation.file_extension",
    "violation.missing.tick_box",
    "violation.prefixed",
];

/// GOV.UK's limit for a sentence is 25 words. The longest sentence of the UI text has 20.
const WORDS_PER_SENTENCE: usize = 20;

/// The sentences of a text, without the quoted names in them.
fn sentences(text: &str) -> Vec<String> {
    let quoted = Regex::new("“[^”]*”").unwrap();
    let text = quoted.replace_all(text, "“”");
    // These placeholders are whole sentences.
    let text = text.replace("{why} ", "").replace("{pasted} ", "");
    let text = text.replace(". ", ".\n").replace("? ", "?\n");
    text.lines().map(str::to_owned).collect()
}

/// The words of a sentence after its first one that begin with a capital letter and are no names.
fn capitals(sentence: &str) -> Vec<&str> {
    let words = sentence.split(' ').skip(1);
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| word.starts_with(|c: char| c.is_uppercase()) && !NAMES.contains(word))
        .collect()
}

/// The string literals of a file, without comments.
fn literals(code: &str) -> Vec<String> {
    let code: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let code = code.join("\n");
    let found = literal.captures_iter(&code);
    found.map(|found| found[1].to_owned()).collect()
}

/// The texts of the add-on's language file, by key.
fn add_on_entries() -> Vec<(String, String)> {
    let path = "integrations/whmcs/modules/addons/open_ticket/lang/english.php";
    let file = fs::read_to_string(root().join(path)).unwrap();
    let entry = Regex::new(r"(?m)^\$_ADDONLANG\['([a-z_]+)'\] = '((?:[^'\\]|\\.)*)';$").unwrap();
    let entries = entry.captures_iter(&file);
    let entries: Vec<_> = entries
        .map(|entry| (entry[1].to_owned(), entry[2].replace("\\'", "’")))
        .collect();
    assert_eq!(entries.len(), file.matches("$_ADDONLANG[").count());
    entries
}

#[test]
fn no_text_has_a_banned_word_or_mark() {
    for (key, text) in entries().into_iter().chain(add_on_entries()) {
        assert_eq!(banned(&text), [""; 0], "{key}: {text}");
        assert_eq!(marks(&text), [""; 0], "{key}: {text}");
    }
}

#[test]
fn a_colon_comes_only_before_a_value() {
    for (key, text) in entries() {
        let has_colon = text.replace("://", "").contains(':');
        let is_listed = COLONS.contains(&key.as_str());
        assert_eq!(has_colon, is_listed, "{key}: {text}");
    }
}

#[test]
fn sentences_are_short_and_in_sentence_case() {
    for (key, text) in entries().into_iter().chain(add_on_entries()) {
        let is_ours = !key.contains('.');
        for sentence in sentences(&text) {
            let words = sentence.split(' ').count();
            assert!(words <= WORDS_PER_SENTENCE, "{key}: {words} words: {text}");
            // After a colon, a name or a label may follow.
            let first = sentence.split(": ").next().unwrap();
            let capitals = capitals(first);
            assert!(is_ours || capitals.is_empty(), "{key}: {capitals:?}");
        }
    }
}

#[test]
fn a_capital_letter_inside_a_sentence_is_found() {
    assert_eq!(capitals("Open A New ticket"), ["A", "New"]);
}

#[test]
fn a_cause_is_one_sentence_and_the_remedy_is_an_instruction() {
    let starts = [
        "Adjust", "Attach", "Check", "Copy", "If", "Send", "Shorten", "Sign", "This", "Try", "Wait",
    ];
    for (key, text) in entries() {
        let last = key.rsplit('.').next().unwrap();
        if last == "why" || last.ends_with("_why") && key.starts_with("failure.") {
            assert_eq!(sentences(&text).len(), 1, "{key}: {text}");
            assert!(text.ends_with('.'), "{key}: {text}");
        }
        if last == "remedy" {
            let first = text.split(' ').next().unwrap();
            assert!(starts.contains(&first), "{key}: {text}");
            assert!(text.ends_with('.'), "{key}: {text}");
        }
    }
}

/// GOV.UK ends neither headings, labels, buttons nor error messages with a full stop.
#[test]
fn headings_labels_buttons_and_errors_have_no_full_stop() {
    let topics = [
        "choice",
        "command",
        "label",
        "priority",
        "shortcuts",
        "toolbar",
        "view",
        "violation",
    ];
    for (key, text) in entries() {
        let topic = key.split('.').next().unwrap();
        if topics.contains(&topic) || key.ends_with(".heading") {
            assert!(!text.ends_with('.'), "{key}: {text}");
        }
    }
}

/// Text that mentions a button quotes its label.
#[test]
fn a_button_is_mentioned_by_its_name() {
    let entries = entries();
    let quoted = Regex::new("[Ss]elect “([^”]+)”").unwrap();
    let mut mentions = 0;
    for (key, text) in &entries {
        for found in quoted.captures_iter(text) {
            let is_button = entries.iter().any(|(_, button)| *button == found[1]);
            assert!(is_button, "{key}: there is no button “{}”", &found[1]);
            mentions += 1;
        }
    }
    assert!(mentions > 3, "only {mentions}");
}

/// All text of the form without scripts and of the loader comes from the locale file, so a sentence in their
/// code would be outside of these checks.
#[test]
fn the_form_without_scripts_and_the_loader_contain_no_sentences() {
    let sentence = Regex::new(r"^[A-Z][a-z]+ [a-z]+ [a-z]").unwrap();
    let mut files = files_below(&root().join("relay/src/tickets/no_script_form"), &["rs"]);
    files.push(root().join("relay/src/pages/not_found_page.rs"));
    assert!(files.len() > 8);
    for path in files {
        for text in literals(&fs::read_to_string(&path).unwrap()) {
            assert!(!sentence.is_match(&text), "{}: {text}", path.display());
        }
    }
    let shown = Regex::new(r#"(textContent|ariaLabel|title|alt|placeholder) = ["'`]\w"#).unwrap();
    for path in files_below(&root().join("src/embed"), &["js"]) {
        let code = fs::read_to_string(&path).unwrap();
        assert!(!shown.is_match(&code), "{}", path.display());
    }
}
