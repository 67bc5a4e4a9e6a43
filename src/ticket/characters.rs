//! Invisible characters, and characters that change the display of the text around them.

use std::borrow::Cow;

/// Escape, which starts a terminal escape sequence (ECMA-48, section 8.3.48).
const ESCAPE: char = '\u{1b}';

/// Backspace, with which a printer types a character over another one.
const BACKSPACE: char = '\u{8}';

/// Control sequence introducer in one character (ECMA-48, section 8.3.16).
const SEQUENCE_INTRODUCER: char = '\u{9b}';

/// Returns `true` if no part of the text is visible: it is empty, or contains only white space and
/// [invisible characters](is_invisible).
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Returns `true` for a character that is never displayed: white space, control characters, the
/// default-ignorable code points (Unicode 17.0, DerivedCoreProperties.txt), which include the
/// Hangul fillers, and characters whose glyph is empty.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_default_ignorable(c) || has_empty_glyph(c)
}

/// Returns `true` for control characters, line and paragraph separators, and the bidirectional
/// characters of UAX #9, with which `gnp.exe` can be displayed as `exe.png`. They are not allowed
/// in a subject, a name, or the name of a file.
#[must_use]
pub fn is_unsafe_in_line(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

/// Trims invisible characters from both ends of a single line, such as the space or the byte order
/// mark that was copied along with a server's name. Keeps everything between, and the characters
/// that change the glyph of the last visible character: the selector of `❤️`, the tags of a flag,
/// a joiner.
#[must_use]
pub fn trim_invisible(text: &str) -> &str {
    let text = text.trim_start_matches(is_invisible);
    let visible = text.trim_end_matches(is_invisible);
    if visible.ends_with(|c: char| c.is_ascii()) {
        return visible;
    }
    let rest = &text[visible.len()..];
    &text[..text.len() - rest.trim_start_matches(changes_previous_glyph).len()]
}

/// Converts text to a single line: a line break or a tab becomes a space, and every other character
/// that is [unsafe in a line](is_unsafe_in_line) is removed.
#[must_use]
pub fn to_single_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe_in_line) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let line = text.chars().filter_map(|c| match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => (!is_unsafe_in_line(c)).then_some(c),
    });
    Cow::Owned(line.collect())
}

/// Removes terminal escape sequences and control characters from text of several lines, and keeps
/// tabs and line breaks. A form feed, a vertical tab and a next-line character become line breaks.
///
/// A log that was copied from a terminal contains such sequences. They are not visible, so a user
/// could not find them: they are removed instead of refused.
#[must_use]
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\t' | '\n' | '\r');
    if !text.contains(|c: char| c.is_control() && !is_kept(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            BACKSPACE => after_overstrike(after, &mut clean),
            ESCAPE => after_escape_sequence(after),
            SEQUENCE_INTRODUCER => after_control_sequence(after).unwrap_or(after),
            _ => after,
        };
        match c {
            '\u{b}' | '\u{c}' | '\u{85}' => clean.push('\n'),
            c if !c.is_control() || is_kept(c) => clean.push(c),
            _ => {}
        }
    }
    Cow::Owned(clean)
}

/// Returns `true` for variation selectors, tags, and the zero width joiner (Unicode 17.0, sections 23.2 to
/// 23.9).
fn changes_previous_glyph(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Returns `true` for the property `Default_Ignorable_Code_Point`.
fn is_default_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns `true` for the blank Braille pattern, interlinear annotation controls, joiners and blank
/// characters of Egyptian hieroglyphs, the Khitan filler, and the null notehead.
fn has_empty_glyph(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{13438}'
        | '\u{1343c}'..='\u{1343f}' | '\u{13441}'..='\u{13442}' | '\u{16fe4}' | '\u{1d159}')
}

/// Returns the text after an escape sequence, given the text after its escape character. Without a
/// complete sequence nothing else is removed.
fn after_escape_sequence(text: &str) -> &str {
    let sequence = match text.chars().next() {
        Some('[') => after_control_sequence(&text[1..]),
        // Control strings, such as the title of a window (ECMA-48, section 5.6).
        Some(']' | 'P' | 'X' | '^' | '_') => after_control_string(&text[1..]),
        // Character sets (ECMA-35, section 13.2.1).
        Some(' '..='/') => {
            let rest = text.trim_start_matches(|c| (' '..='/').contains(&c));
            rest.strip_prefix(|c| ('0'..='~').contains(&c))
        }
        // Functions of two characters, such as saving the position of the cursor (ECMA-35,
        // section 13.2.1).
        Some('0'..='~') => Some(&text[1..]),
        _ => None,
    };
    sequence.unwrap_or(text)
}

/// Removes an overstrike, as in a manual page (grotty(1)): one of two equal characters (bold text), or
/// the underscore of an underlined character. Returns the text after a backspace, or after an
/// underscore over a character.
fn after_overstrike<'a>(after: &'a str, clean: &mut String) -> &'a str {
    match (clean.chars().next_back(), after.chars().next()) {
        (Some(below), Some(above)) if below == above || below == '_' => {
            clean.pop();
            after
        }
        (Some(below), Some('_')) if !below.is_whitespace() => &after[1..],
        _ => after,
    }
}

/// Returns the text after the parameters, intermediate characters and final character of a control sequence
/// (ECMA-48, section 5.4).
fn after_control_sequence(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c| (' '..='?').contains(&c));
    rest.strip_prefix(|c| ('@'..='~').contains(&c))
}

/// Returns the text after a control string, which ends with a bell or a string terminator on the same line.
fn after_control_string(text: &str) -> Option<&str> {
    let end = text.find(['\u{7}', '\u{9c}', ESCAPE, '\n'])?;
    let rest = &text[end..];
    let terminators = ["\u{7}", "\u{9c}", "\u{1b}\\"];
    terminators
        .iter()
        .find_map(|terminator| rest.strip_prefix(terminator))
}
