//! The table of HTML and Markdown that the WHMCS add-on's PHP is tested with, too.
//!
//! `UPDATE_CASES=1 cargo test -p open-ticket-relay --lib plain_text_tests` writes
//! `integrations/whmcs/tests/generated/plain-text.json`.

use super::plain_text::{plain_text, single_line};
use open_ticket::suggestions::terms;
use serde_json::{Value, json};
use std::path::Path;

/// Texts, each of which is a case. Every pair of them is a case, too.
const PARTS: [&str; 21] = [
    "<p>Visible</p>",
    "<!-- hidden comment -->",
    "<!-- unclosed comment",
    "<script>hidden()</script>",
    "<SCRIPT type=\"x\">hidden</Script >",
    "<style>hidden",
    "<scripting>visible",
    "</script>",
    "<?php hidden ?>",
    "<!doctype html>",
    "5 < 6 and 7 > 2",
    "<unclosed",
    "a<b",
    "[Label](https://target.example/hidden) later",
    "[Label](hidden\nnext) visible",
    "![Picture](image.png)",
    "see:HTTPS://hidden.example/path\u{3000}visible",
    "http://hidden",
    "pass\u{ad}word &shy;reset &ZeroWidthSpace;",
    "Caf&eacute; &amp;lt; &lt;b&gt; &amp &copy= &#8364; &#x20ac; &#128; &#0; &nbsp;",
    "\u{202e}Right\u{2069} \u{200e}left",
];

/// Other texts.
const TEXTS: [&str; 13] = [
    "",
    " \n ",
    "\u{200b}\u{feff}",
    "\u{202e}\u{200d}",
    "&#8203;&nbsp;&shy;",
    "a\u{2028}b\u{85}c\u{0}d \u{200e} e",
    "<b>5 &lt; 6</b>\r\n&amp;&nbsp;more",
    "<a title=\"a > b\">label</a>",
    "<!--> visible <!---> visible",
    "&notit; &nothing; &#x1F3AB; &fjlig; &nvlt;",
    "https://a.example/&lt;b&gt;visible?",
    "](x) [a]( b) ](](y) ]()z",
    "](hidden\n](b) ](c\n\n](d",
];

#[test]
fn the_table_of_plain_texts_is_current() {
    let pairs = PARTS.iter().flat_map(|first| {
        let texts = PARTS.iter().map(move |second| format!("{first} {second}"));
        texts.chain([(*first).to_owned()])
    });
    let cases: Vec<_> = TEXTS
        .map(str::to_owned)
        .into_iter()
        .chain(pairs)
        .map(to_case)
        .collect();
    let text = format!("{:#}\n", Value::Array(cases));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../integrations/whmcs/tests/generated/plain-text.json");
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(stored == text, "see the comment of this module");
}

/// If every part started a new search, each of these texts would take minutes.
#[test]
fn hostile_markup_is_read_in_linear_time() {
    for part in [
        "<a", "<!-", "<!--", "<?", "<script>", "</", "](", "](x", "http://", "://", "&", "&#",
    ] {
        for end in ["", ">", "\n)", "-->", "</script>"] {
            let text = part.repeat(1 << 17) + end;
            assert!(plain_text(&text).len() <= 2 * text.len(), "{part} {end}");
        }
    }
}

fn to_case(html: String) -> Value {
    let terms = terms(&plain_text(&html).to_lowercase());
    json!({ "html": html, "terms": terms, "line": single_line(&html) })
}
