//! GitHub Flavored Markdown: our own examples, and those of its specification (0.29) and of its
//! reference implementation where they are at hand.

use open_ticket::markdown;
use open_ticket::rules::Markdown;

use super::{
    commonmark::different,
    corpora::{self, Example},
    writer::{self, Raw},
};

/// Source and HTML of what GFM adds to CommonMark.
const OWN: [(&str, &str); 9] = [
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
fn what_gfm_adds_is_read_as_gfm_reads_it() {
    for (source, html) in OWN {
        assert_eq!(writer::reference(&writer::read(source), Raw::AsItIs), html);
    }
}

/// What an installation does not allow is the text it is.
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
        assert_eq!(writer::reference(&tree, Raw::AsItIs), html);
        assert_ne!(writer::reference(&writer::read(source), Raw::AsItIs), html);
    }
}

/// Five hold a bare address in CommonMark's part of the specification, which leaves it alone; two
/// are about comments, which CommonMark 0.31 reads otherwise than 0.29; in the last one HTML is
/// taken out by name, where here all of it is text.
const OTHERWISE: [u64; 8] = [610, 614, 616, 619, 620, 645, 646, 653];

#[test]
fn every_example_of_gfm_is_read_as_gfm_reads_it_but_for_the_named() {
    if let Some(examples) = corpora::specification("gfm-spec-0.29.json") {
        let examples = in_one_way(examples);
        assert_eq!(different(&examples, Markdown::default()), OTHERWISE);
    }
}

/// The three that are not: one has no result to compare with, in one HTML is taken out by name,
/// and one is about footnotes.
#[test]
fn every_example_of_the_extensions_is_read_as_gfm_reads_it_but_for_the_named() {
    let examples = corpora::specification("cmark-gfm-extensions.json").unwrap_or_default();
    if !examples.is_empty() {
        assert_eq!(
            different(&in_one_way(examples), Markdown::default()),
            [20, 22, 23]
        );
    }
}

fn in_one_way(mut examples: Vec<Example>) -> Vec<Example> {
    for example in &mut examples {
        example.html = boxes_in_one_way(&example.html);
    }
    examples
}

/// The specification and the implementation write a task's box in two ways.
fn boxes_in_one_way(html: &str) -> String {
    html.replace(
        "<input disabled=\"\" type=\"checkbox\">",
        "<input type=\"checkbox\" disabled=\"\" />",
    )
    .replace(
        "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
        "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
    )
}
