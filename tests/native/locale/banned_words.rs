//! Words and punctuation marks that UI text must not contain.

use regex_lite::Regex;

/// A pattern that UI text must not contain, with the reason, and a sentence in which it is found.
struct Banned(&'static str, &'static str, &'static str);

const BANNED: [Banned; 24] = [
    Banned("please", "an instruction is enough", "Please enter a name"),
    Banned(
        "sorry|unfortunately|apolog\\w+",
        "it does not help",
        "Sorry, no ticket was opened",
    ),
    Banned(
        "(in)?valid(ity)?",
        "jargon: name what is expected",
        "Enter a valid address",
    ),
    Banned(
        "oops|whoops|uh-oh|yikes|hooray",
        "not a joke",
        "Oops, that went badly",
    ),
    Banned(
        "(unknown|unexpected|internal) error",
        "name the cause",
        "Unknown error",
    ),
    Banned(
        "error( has)? occurred|went wrong",
        "name the cause",
        "Something went wrong",
    ),
    Banned(
        "click|tap",
        "not every device has a pointer: select",
        "Click on the button",
    ),
    Banned(
        "(this|the|a) (field|value|file|answer) is (required|mandatory|missing)",
        "say what to enter",
        "This field is required",
    ),
    Banned(
        "required|mandatory|must not be (empty|blank)|cannot be blank",
        "say what to enter",
        "Name must not be empty",
    ),
    Banned(
        "you (did not|didn’t|have not|haven’t|forgot|failed|must|should|need to enter)",
        "it blames the reader",
        "You forgot the subject",
    ),
    Banned(
        "your (mistake|error|fault)",
        "it blames the reader",
        "Correct your mistake",
    ),
    Banned(
        "incorrect|illegal|forbidden|prohibited|fatal|abort(ed)?|bad request",
        "it alarms and explains nothing",
        "Illegal characters",
    ),
    Banned(
        "fail(s|ed|ure)?",
        "say what did not happen",
        "Sending failed",
    ),
    Banned(
        "unable to|was not able to",
        "could not",
        "We were unable to send it",
    ),
    Banned(
        "simply|just|easy|easily|obviously",
        "it is not easy for everyone",
        "Simply enter a name",
    ),
    Banned(
        "success(ful|fully)?|congratulations|thank you|thanks",
        "say what happened",
        "Sent successfully",
    ),
    Banned(
        "submi(t|ts|tted|tting|ssion)",
        "one verb: send",
        "Your ticket was submitted",
    ),
    Banned(
        "user|client|customer|endpoint|relay|backend|token|server|timeout|payload",
        "the reader’s words, not ours",
        "The relay did not respond",
    ),
    Banned(
        "the support desk (is|was|has|had|could|did|does|cannot|takes|took)",
        "people do not do what a machine did",
        "The support desk did not take it",
    ),
    Banned(
        "anew|mended|whom|whilst|amongst|utili[sz]e|via|ensure|in order to|prior to",
        "a plain word exists",
        "Load the page anew",
    ),
    Banned(
        "e\\.g\\.?|i\\.e\\.?|etc\\.?|and/or",
        "write it out",
        "Remove files, logs, etc.",
    ),
    Banned(
        "can’t|couldn’t|don’t|doesn’t|won’t|isn’t|shouldn’t",
        "negative contractions are misread",
        "It can’t be opened",
    ),
    Banned(
        "delete the file|discard|erase|browse|pick",
        "one verb for one action: remove, choose",
        "Browse for a file",
    ),
    Banned(
        "hit|depress|strike",
        "press a key, select a button",
        "Hit the button",
    ),
];

/// Returns the banned words and phrases in a text.
pub fn banned(text: &str) -> Vec<String> {
    let found = BANNED.iter().filter_map(|Banned(pattern, reason, _)| {
        let pattern = Regex::new(&format!(r"(?i)(^|[^\w’])({pattern})($|[^\w’])")).unwrap();
        let found = pattern.captures(text)?;
        Some(format!("“{}”: {reason}", &found[2]))
    });
    found.collect()
}

/// Returns the banned punctuation marks in a text, each with its replacement.
pub fn marks(text: &str) -> Vec<String> {
    let marks = [
        ("!", "no exclamation marks"),
        ("...", "…"),
        ("'", "’"),
        ("\"", "“ and ”"),
        (";", "two sentences"),
        (" - ", "two sentences"),
        ("–", "two sentences"),
        ("—", "two sentences"),
        ("  ", "one space"),
        ("&", "and"),
        ("(s)", "a plural form"),
    ];
    let found = marks.iter().filter(|(mark, _)| text.contains(mark));
    found
        .map(|(mark, instead)| format!("“{mark}”: {instead}"))
        .collect()
}

#[test]
fn each_banned_pattern_is_found_and_words_that_contain_it_are_not() {
    for Banned(pattern, _, example) in BANNED {
        assert!(!banned(example).is_empty(), "{pattern}: {example}");
    }
    for text in [
        "Check the validator",
        "Adjust it",
        "A picking list",
        "The userland",
    ] {
        assert_eq!(banned(text), [""; 0], "{text}");
    }
    assert_eq!(marks("Wait... it's sent!").len(), 3);
}
