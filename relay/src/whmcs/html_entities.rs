//! HTML entities in text from WHMCS.

use std::borrow::Cow;

/// Decodes HTML entities, named and numeric: WHMCS stores text as HTML, `Q&amp;A`. As in PHP, an
/// entity ends with a semicolon. Anything else is unchanged.
pub fn decode_html_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, candidate) = rest.split_at(start);
        decoded.push_str(before);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let name_end = candidate[1..].find(|c| !is_name(c)).map(|end| end + 1);
        let entity = match name_end {
            Some(end) if candidate[end..].starts_with(';') => &candidate[..=end],
            _ => "&",
        };
        decoded.push_str(&decode_entity(entity));
        rest = &candidate[entity.len()..];
    }
    decoded.push_str(rest);
    decoded
}

/// Decodes one entity. Browsers decode the start of some unknown names, such as `&notit;`. As in PHP,
/// such a name is left unchanged.
fn decode_entity(entity: &str) -> Cow<'_, str> {
    let number = entity
        .strip_prefix("&#")
        .and_then(|rest| rest.strip_suffix(';'));
    if number.is_some_and(|number| !is_allowed(number)) {
        return Cow::Borrowed(entity);
    }
    match htmlize::unescape(entity) {
        decoded if decoded.len() > 1 && decoded.ends_with(';') => Cow::Borrowed(entity),
        decoded => decoded,
    }
}

/// Returns `true` for the number of a character that HTML allows. Browsers replace other characters, PHP
/// keeps them.
fn is_allowed(number: &str) -> bool {
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let number = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    match number.ok().and_then(char::from_u32) {
        Some('\t' | '\n' | '\u{c}') => true,
        Some(c) => {
            !c.is_control()
                && !matches!(u32::from(c), 0xfdd0..=0xfdef)
                && u32::from(c) & 0xfffe != 0xfffe
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Lines of an entity and its decoding by PHP: all named entities of PHP, and numeric ones.
    const PHP: &str = r#"
        $entities = array_values(get_html_translation_table(HTML_ENTITIES, ENT_QUOTES | ENT_HTML5));
        array_push($entities, '&#8364;', '&#x20AC;', '&#X20ac;', '&#039;', '&#128579;', '&#x;', '&#99999999999;', '&#x41g;');
        foreach ([[0, 0x300], [0xd7f0, 0xe010], [0xfdc0, 0xfe00], [0xfff0, 0x10010], [0x10fff0, 0x110010]] as [$from, $to]) {
            foreach (range($from, $to) as $number) {
                array_push($entities, "&#$number;", '&#x' . dechex($number) . ';');
            }
        }
        foreach ($entities as $entity) {
            echo bin2hex($entity), ' ', bin2hex(html_entity_decode($entity, ENT_QUOTES | ENT_HTML5)), "\n";
        }"#;

    fn from_hex(text: &str) -> String {
        let bytes = (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16));
        String::from_utf8(bytes.collect::<Result<_, _>>().unwrap()).unwrap()
    }

    #[test]
    fn every_entity_is_decoded_as_php_decodes_it() {
        let output = Command::new("php").args(["-r", PHP]).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let mut count = 0;
        for line in lines.lines() {
            let (entity, expected) = line.split_once(' ').unwrap();
            let (entity, expected) = (from_hex(entity), from_hex(expected));
            assert_eq!(decode_html_entities(&entity), expected, "{entity}");
            count += 1;
        }
        assert!(count > 1_000, "{count} entities");
    }

    #[test]
    fn text_is_decoded_once_and_anything_else_is_unchanged() {
        for (text, expected) in [
            ("Caf&eacute; &#8364; &quot;Q&amp;A&quot;", "Café € \"Q&A\""),
            ("&amp;eacute;", "&eacute;"),
            ("&amp;amp;", "&amp;"),
            ("AT&T & Co", "AT&T & Co"),
            ("&nothing; &copy= &#; &", "&nothing; &copy= &#; &"),
        ] {
            assert_eq!(decode_html_entities(text), expected);
        }
    }
}
