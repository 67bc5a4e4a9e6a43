//! The parser of pasted HTML, compared with the browser's own.

use js_sys::Function;
use open_ticket::editor::{HtmlNode, parse_html};
use open_ticket::markdown::decode_character_reference;
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Formatting elements, which are compared as a set: the parsers may nest them differently.
const FORMATTING: [&str; 5] = ["a", "b", "i", "s", "span"];

/// Script that describes each text node of the browser's tree, as `describe` does for the tree of
/// `parse_html`.
const DESCRIBE: &str = "
    const formatting = ['a', 'b', 'i', 's', 'span'], hidden = ['html', 'head', 'body', 'tbody'];
    const lines = [];
    const visit = (node, blocks, formats) => {
        if (node.nodeType === Node.TEXT_NODE) lines.push([blocks, [...formats].sort().join(), node.data]);
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        const name = node.localName, isFormat = formatting.includes(name);
        const format = name + (node.getAttribute('style') ?? '') + (node.getAttribute('href') ?? '');
        const inner = isFormat ? new Set([...formats, format]) : formats;
        const path = isFormat || hidden.includes(name) ? blocks : `${blocks}/${name}`;
        if (name === 'br' || name === 'img') lines.push([path, '', '']);
        for (const child of node.childNodes) visit(child, path, inner);
    };
    visit(new DOMParser().parseFromString(`<!doctype html>${html}`, 'text/html').body, '', new Set());
    const merged = [];
    for (const line of lines) {
        const last = merged.at(-1);
        if (last && last[0] === line[0] && last[1] === line[1]) last[2] += line[2];
        else merged.push(line);
    }
    return merged.map((line) => line.join(' ')).join('\\n');
";

fn browser_description(html: &str) -> String {
    let describe = Function::new_with_args("html", DESCRIBE);
    let description = describe.call1(&JsValue::NULL, &html.into());
    description
        .expect("a description")
        .as_string()
        .expect("text")
}

/// Names of the blocks around a text, its formats, and the text itself.
type Line = (String, String, String);

fn own_description(html: &str) -> String {
    let nodes = parse_html(html, decode_character_reference).expect("a tree");
    let mut lines: Vec<Line> = Vec::new();
    nodes
        .iter()
        .for_each(|node| describe(node, "", &BTreeSet::new(), &mut lines));
    let lines = lines
        .into_iter()
        .map(|(blocks, formats, text)| format!("{blocks} {formats} {text}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn describe(node: &HtmlNode, blocks: &str, formats: &BTreeSet<String>, lines: &mut Vec<Line>) {
    let mut add = |blocks: &str, formats: String, text: &str| match lines.last_mut() {
        Some(last) if last.0 == blocks && last.1 == formats => last.2.push_str(text),
        _ => lines.push((blocks.to_owned(), formats, text.to_owned())),
    };
    let joined = formats
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(",");
    match node {
        HtmlNode::Text(text) => add(blocks, joined, text),
        HtmlNode::Element {
            name,
            attributes,
            children,
        } => {
            let attribute = |name: &str| {
                let mut matching = attributes.iter().filter(|(key, _)| key == name);
                matching.next().map_or("", |(_, value)| value)
            };
            let mut formats = formats.clone();
            let mut path = blocks.to_owned();
            if FORMATTING.contains(&name.as_str()) {
                let format = [name, attribute("style"), attribute("href")].concat();
                // An element that ended early is a plain `span`.
                if format != "span" {
                    formats.insert(format);
                }
            } else if !["body", "tbody"].contains(&name.as_str()) {
                path = format!("{blocks}/{name}");
            }
            if name == "br" || name == "img" {
                add(&path, String::new(), "");
            }
            children
                .iter()
                .for_each(|child| describe(child, &path, &formats, lines));
        }
    }
}

#[track_caller]
fn assert_same(html: &str) {
    // The browser drops white space before the body.
    assert_eq!(
        own_description(html).trim(),
        browser_description(html).trim(),
        "{html}"
    );
}

#[wasm_bindgen_test]
fn clipboards_of_common_programs_are_read_as_the_browser_reads_them() {
    for html in [
        // Word
        "<html xmlns:o='urn:x'>\r\n<head><meta charset=utf-8><style>\r\n<!-- p.MsoNormal {margin:0cm} -->\r\n</style></head>\r\n<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment--><p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>caf&eacute; &#146;x&#146; <b>a</b><o:p></o:p></p>\r\n<!--EndFragment--></body></html>",
        // LibreOffice
        "<!DOCTYPE HTML><html><head><title></title></head><body><p>a<br/>\nb</p><ul><li><p>one</p><li><p>two</p></ul></body></html>",
        // Google Docs
        "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"x\"><p dir=\"ltr\"><span style=\"font-weight:700;white-space:pre-wrap;\">a</span></p><ul><li dir=\"ltr\"><p>b</p></li><ul><li>c</li></ul></ul></b><br class=\"Apple-interchange-newline\">",
        // Excel
        "<table border=0><!--StartFragment--><col width=64 span=2><tr height=19><td class=xl65 style='x'>a</td><td>b<br>c</td></tr><tr><td colspan=2>d</td></tr><!--EndFragment--></table>",
        // Chrome
        "<html><body>\n<!--StartFragment--><span style=\"white-space: pre-wrap; display: inline !important;\">a\n  b &lt; c &amp;&amp; d</span><!--EndFragment-->\n</body>\n</html>",
        "<p>a<b>b<i>c</b>d</i>e<p>f<a href=x>g<a href=y>h</a>i",
        "<b>a<p>b</b>c</p>d",
        "<table><td>a<td>b<tr><th>c<p>d<tr></table>e",
        "<h1>a<h2>b</h3>c<dl><dt>d<dd>e<dt>f</dl></p>g",
        "1 < 2 <3 &copy; &notin; &NotEqualTilde; &#x80; &#0; &unknown; &;",
        "<pre>\n\na</pre><textarea>\nb</textarea><a title='>' href=\"q'\">c</a><br/>d</br>e",
    ] {
        assert_same(html);
    }
}

/// A pseudo-random generator (xorshift).
struct Random(u32);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u32) as usize]
    }
}

/// Writes formatted text whose end tags are in any order.
fn inline(random: &mut Random) -> String {
    let mut html = String::new();
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..random.below(6) {
        let format = random.pick(&["b", "i", "s"]);
        if open.contains(&format) {
            open.retain(|other| *other != format);
            html.push_str(&format!("</{format}>"));
        } else {
            open.push(format);
            html.push_str(&format!("<{format}>"));
        }
        html.push_str(random.pick(&[
            "x",
            "y ",
            "&amp;",
            "&lt;b>",
            "<br>",
            "<!--c-->",
            "<o:p></o:p>",
        ]));
    }
    open.iter()
        .for_each(|format| html.push_str(&format!("</{format}>")));
    html + "z"
}

/// Writes blocks with and without their optional end tags.
fn blocks(random: &mut Random, depth: u32) -> String {
    let mut html = String::new();
    for _ in 0..=random.below(3) {
        let kind = random.below(if depth == 0 { 2 } else { 7 });
        let end = |random: &mut Random, name: &str| match random.below(2) {
            0 => format!("</{name}>"),
            _ => String::new(),
        };
        html.push_str(&match kind {
            0 => inline(random),
            1 => format!("<p>{}{}", inline(random), end(random, "p")),
            2 => format!("<div>{}</div>", blocks(random, depth - 1)),
            3 => format!("<h2>{}</h2>", inline(random)),
            4 => format!("<blockquote>{}</blockquote>", blocks(random, depth - 1)),
            5 => {
                let items = (0..=random.below(3))
                    .map(|_| format!("<li>{}{}", blocks(random, depth - 1), end(random, "li")));
                format!("<ul>{}</ul>", items.collect::<String>())
            }
            _ => {
                let rows = (0..=random.below(2)).map(|_| {
                    let cells = (0..=random.below(2))
                        .map(|_| format!("<td>{}{}", blocks(random, depth - 1), end(random, "td")));
                    let cells: String = cells.collect();
                    format!("<tr>{cells}{}", end(random, "tr"))
                });
                format!("<table>{}</table>", rows.collect::<String>())
            }
        });
    }
    html
}

#[wasm_bindgen_test]
fn random_html_with_optional_and_overlapping_tags_is_read_as_the_browser_reads_it() {
    for seed in 1..600 {
        let mut random = Random(seed);
        assert_same(&blocks(&mut random, 3));
    }
}
