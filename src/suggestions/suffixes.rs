//! Light stripping of English suffixes, so that "renewing", "renewed" and "renews" are one term.
//!
//! Not a full stemmer: words of other languages change little, and the result need not be a word.

/// Removes the suffixes of a word. Changes only words of four or more letters from `a` to `z`.
pub fn strip_suffixes(mut word: String) -> String {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    strip_plural(&mut word);
    strip_ending(&mut word);
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    if has_double_consonant(&word) {
        word.pop();
    }
    word
}

/// `policies` → `policy`, `boxes` → `box`, `domains` → `domain`.
fn strip_plural(word: &mut String) {
    if replace(word, "ies", "y", 2) {
        return;
    }
    if ["sses", "xes", "zes", "ches", "shes"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        word.truncate(word.len() - 2);
    } else if !["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        replace(word, "s", "", 3);
    }
}

/// Removes the first ending that matches.
fn strip_ending(word: &mut String) {
    let is_verb = |word: &str, ending: &str| {
        let rest = word.strip_suffix(ending);
        rest.is_some_and(|rest| rest.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    };
    let _ = replace(word, "ied", "y", 2)
        || replace(word, "ation", "", 4)
        || replace(word, "ating", "", 4)
        || replace(word, "ated", "", 4)
        || is_verb(word, "ing") && replace(word, "ing", "", 3)
        || is_verb(word, "ed") && replace(word, "ed", "", 3)
        || (word.ends_with("tion") || word.ends_with("sion")) && replace(word, "ion", "", 4)
        || replace(word, "ly", "", 4)
        || replace(word, "ate", "", 4);
}

/// Replaces an ending if at least `min_rest` letters remain before it. Returns `true` if it did.
fn replace(word: &mut String, ending: &str, replacement: &str, min_rest: usize) -> bool {
    let rest = word.strip_suffix(ending).map(str::len);
    match rest.filter(|rest| *rest >= min_rest) {
        Some(rest) => {
            word.truncate(rest);
            word.push_str(replacement);
            true
        }
        None => false,
    }
}

fn has_double_consonant(word: &str) -> bool {
    let mut letters = word.bytes().rev();
    let last = letters.next();
    last == letters.next() && last.is_some_and(|last| !b"aeiou".contains(&last))
}
