//! GitHub Flavored Markdown: our own examples, and those of its specification (0.29) and of its
//! reference implementation where they are at hand.

use open_ticket::markdown;

use super::{
    commonmark::explained,
    corpora::{self, Example},
    writer,
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
        assert_eq!(writer::reference(&markdown::parse(source)), html);
    }
}

#[test]
fn every_example_of_gfm_is_explained_by_the_named_differences() {
    let examples = corpora::specification("gfm-spec-0.29.json").unwrap_or_default();
    assert!(unexplained(examples).is_empty());
}

/// The two that are not: one has no result to compare with, the other is about footnotes.
#[test]
fn every_example_of_the_extensions_but_two_is_explained_by_the_named_differences() {
    let Some(examples) = corpora::specification("cmark-gfm-extensions.json") else {
        return what_gfm_adds_is_read_as_gfm_reads_it();
    };
    assert_eq!(unexplained(examples), [20, 23]);
}

fn unexplained(mut examples: Vec<Example>) -> Vec<u64> {
    for example in &mut examples {
        example.html = boxes_in_one_way(&example.html);
    }
    examples.retain(|example| explained(example).is_err());
    examples.iter().map(|example| example.number).collect()
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
