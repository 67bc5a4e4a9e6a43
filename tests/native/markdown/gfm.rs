//! GitHub Flavored Markdown: the project's own examples, and the examples of the specification (0.29)
//! and the reference implementation if the collections are available.

use open_ticket::markdown;
use open_ticket::rules::Markdown;

use super::{
    commonmark::differing_examples,
    corpora::{self, Example},
    html_writer::{self, RawHtml},
};

/// Sources and HTML of GFM's extensions.
const OWN_EXAMPLES: [(&str, &str); 9] = [
    (
        "|a|b|\n|-|-|\n|1|2|\n",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n\
         <tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n",
    ),
    (
        "a | b\n:- | -:\n`x\\|y` | **z**\n",
        "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n</tr>\n\
         </thead>\n<tbody>\n<tr>\n<td align=\"left\"><code>x|y</code></td>\n\
         <td align=\"right\"><strong>z</strong></td>\n</tr>\n</tbody>\n</table>\n",
    ),
    (
        "|a|\n|:-:|\n",
        "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n</tr>\n</thead>\n</table>\n",
    ),
    ("|a|b|\n|-|\n", "<p>|a|b|\n|-|</p>\n"),
    (
        "~one~ and ~~two~~, ~~~not three\n",
        "<p><del>one</del> and <del>two</del>, ~~~not three</p>\n",
    ),
    (
        "1. [x] yes\n2. [ ] no\n",
        "<ol>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> yes</li>\n\
         <li><input type=\"checkbox\" disabled=\"\" /> no</li>\n</ol>\n",
    ),
    (
        "- [X] loose\n\n- [ ]not a task\n",
        "<ul>\n<li>\n<p><input type=\"checkbox\" checked=\"\" disabled=\"\" /> loose</p>\n</li>\n\
         <li>\n<p>[ ]not a task</p>\n</li>\n</ul>\n",
    ),
    (
        "~~www.example.com~~ or a@example.com\n",
        "<p><del><a href=\"http://www.example.com\">www.example.com</a></del> or \
         <a href=\"mailto:a@example.com\">a@example.com</a></p>\n",
    ),
    (
        "|a|\n|-|\n|https://example.com/x|\n",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
         <td><a href=\"https://example.com/x\">https://example.com/x</a></td>\n</tr>\n</tbody>\n</table>\n",
    ),
];

#[test]
fn gfm_extensions_match_our_own_examples() {
    for (source, html) in OWN_EXAMPLES {
        assert_eq!(
            html_writer::reference_html(&html_writer::parse(source), RawHtml::Verbatim),
            html
        );
    }
}

/// An extension that the installation does not allow is plain text.
#[test]
fn each_extension_can_be_turned_off() {
    let all = Markdown::default();
    for (source, html, allowed) in [
        (
            "|a|\n|-|",
            "<p>|a|\n|-|</p>\n",
            Markdown {
                tables: false,
                ..all
            },
        ),
        (
            "~~a~~",
            "<p>~~a~~</p>\n",
            Markdown {
                strikethrough: false,
                ..all
            },
        ),
        (
            "- [x] a",
            "<ul>\n<li>[x] a</li>\n</ul>\n",
            Markdown {
                task_lists: false,
                ..all
            },
        ),
        (
            "www.example.com",
            "<p>www.example.com</p>\n",
            Markdown {
                autolinks: false,
                ..all
            },
        ),
    ] {
        let tree = markdown::parse(source, allowed);
        assert_eq!(html_writer::reference_html(&tree, RawHtml::Verbatim), html);
        assert_ne!(
            html_writer::reference_html(&html_writer::parse(source), RawHtml::Verbatim),
            html
        );
    }
}

/// Five contain a bare URL in CommonMark's part of the specification, which does not link it. Two
/// are about comments, which CommonMark 0.31 parses differently from 0.29. The last one filters
/// HTML by tag name, while here all HTML is text.
const SPEC_DIFFERENCES: [u64; 8] = [610, 614, 616, 619, 620, 645, 646, 653];

#[test]
fn gfm_examples_match_except_for_the_listed_ones() {
    if let Some(examples) = corpora::specification("gfm-spec-0.29.json") {
        let examples = normalize_examples(examples);
        assert_eq!(
            differing_examples(&examples, Markdown::default()),
            SPEC_DIFFERENCES
        );
    }
}

/// Of the three that differ, one has no expected result, one filters HTML by tag name, and one is
/// about footnotes.
#[test]
fn examples_of_the_reference_implementation_match_except_for_three() {
    let examples = corpora::specification("cmark-gfm-extensions.json").unwrap_or_default();
    if !examples.is_empty() {
        assert_eq!(
            differing_examples(&normalize_examples(examples), Markdown::default()),
            [20, 22, 23]
        );
    }
}

fn normalize_examples(mut examples: Vec<Example>) -> Vec<Example> {
    for example in &mut examples {
        example.html = normalize_checkboxes(&example.html);
    }
    examples
}

/// The specification and the implementation order the attributes of checkboxes differently.
fn normalize_checkboxes(html: &str) -> String {
    html.replace(
        "<input disabled=\"\" type=\"checkbox\">",
        "<input type=\"checkbox\" disabled=\"\" />",
    )
    .replace(
        "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
        "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
    )
}
