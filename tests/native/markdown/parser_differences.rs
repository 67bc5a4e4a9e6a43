//! The known differences between the tree and GFM's reference implementation, cmark-gfm
//! 0.29.0.gfm.6. All come from the parser (pulldown-cmark 0.13): no second parser corrects them,
//! and their text is shown completely. The test fails when a new version of the parser removes a
//! difference, so that the list stays correct.

use super::html_writer::{self, RawHtml};

struct Difference {
    reason: &'static str,
    source: &'static str,
    tree: &'static str,
    reference: &'static str,
}

const DIFFERENCES: [Difference; 6] = [
    Difference {
        reason: "a table starts only at the first line of a paragraph; a blank line before it helps, \
                 and the editor's table command writes one",
        source: "text\na | b\n---|---\n1 | 2\n",
        tree: "<p>text\na | b\n---|---\n1 | 2</p>\n",
        reference: "<p>text</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n\
                    <tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n",
    },
    Difference {
        reason: "a line below a table is a row, also if it is indented by four spaces",
        source: "| a |\n|---|\n    code\n",
        tree: "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>code</td>\n\
               </tr>\n</tbody>\n</table>\n",
        reference: "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n\
                    <pre><code>code\n</code></pre>\n",
    },
    Difference {
        reason: "the delimiter row of a table needs a pipe",
        source: "| a |\n:-:\n| 1 |\n",
        tree: "<p>| a |\n:-:\n| 1 |</p>\n",
        reference: "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
                    <td align=\"center\">1</td>\n</tr>\n</tbody>\n</table>\n",
    },
    Difference {
        reason: "the delimiter row of a table has no tabs; the specification names spaces only",
        source: "|a|b|\n|\t---\t|---|\n|1|2|\n",
        tree: "<p>|a|b|\n|\t---\t|---|\n|1|2|</p>\n",
        reference: "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
                    <td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n",
    },
    Difference {
        reason: "`~` counts as punctuation next to `**`, as in CommonMark's flanking rules",
        source: "**~~a~~**b\n",
        tree: "<p>**<del>a</del>**b</p>\n",
        reference: "<p><strong><del>a</del></strong>b</p>\n",
    },
    Difference {
        reason: "the closing sequence of a heading needs a space before it, not a tab",
        source: "# foo\t#\n",
        tree: "<h1>foo\t#</h1>\n",
        reference: "<h1>foo</h1>\n",
    },
];

#[test]
fn the_listed_differences_exist() {
    for difference in &DIFFERENCES {
        let document = html_writer::parse(difference.source);
        let written = html_writer::reference_html(&document, RawHtml::Verbatim);
        assert_eq!(written, difference.tree, "{}", difference.reason);
        assert_ne!(
            difference.tree, difference.reference,
            "{}",
            difference.reason
        );
        assert!(!difference.reason.is_empty());
    }
}

/// The parser drops the marker of a task whose item starts with a table.
#[test]
fn a_task_that_starts_with_a_table_keeps_its_checkbox() {
    let table = "\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n\
                 </tr>\n</tbody>\n</table>\n";
    for (marker, checkbox) in [
        (
            "[x]",
            "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> ",
        ),
        ("[ ]", "<input type=\"checkbox\" disabled=\"\" /> "),
        ("", ""),
    ] {
        let source = format!("- {marker} | a |\n  |---|\n  | 1 |\n").replace("-  ", "- ");
        let written = html_writer::reference_html(&html_writer::parse(&source), RawHtml::Verbatim);
        assert_eq!(
            written,
            format!("<ul>\n<li>{checkbox}{table}</li>\n</ul>\n"),
            "{source}"
        );
    }
    let quoted = html_writer::rendered("> 1. [X] |a|\n>    |-|\n");
    assert!(quoted.contains("<li><input /> \n<table>"), "{quoted}");
    let in_text = html_writer::rendered("[x] |a|\n---|---");
    assert!(!in_text.contains("<input"), "{in_text}");
}
