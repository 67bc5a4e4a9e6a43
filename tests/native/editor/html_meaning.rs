//! Meaning of pasted HTML: styles that carry meaning, and nesting that HTML does not allow.

use super::html_cases::{assert_all, markdown};
use open_ticket::editor::rich_text_to_markdown;

const LOG: &str = "12:00:01  INFO   start\n12:00:02  <b>ERROR</b>  disk   full\n12:00:03  INFO   retry\n12:00:04  INFO   done";
const LOG_AS_CODE: &str = "```\n12:00:01  INFO   start\n12:00:02  ERROR  disk   full\n12:00:03  INFO   retry\n12:00:04  INFO   done\n```";

#[test]
fn white_space_that_a_style_keeps_is_kept_as_in_a_pre() {
    for style in [
        "white-space:pre",
        "WHITE-SPACE: PRE !important",
        "white-space: pre-wrap",
        "white-space:normal; white-space:break-spaces",
        "white-space-collapse: preserve",
        "white-space: preserve nowrap",
        "font-family: monospace; white-space: pre-wrap",
    ] {
        for html in [
            format!("<div style='{style}'>{LOG}</div>"),
            format!("<span style='{style}'>{LOG}</span>"),
            format!("<div style='{style}'><p>{LOG}</p></div>"),
        ] {
            assert_eq!(markdown(&html), LOG_AS_CODE, "{html}");
        }
    }
    // As VS Code copies code: a line per element.
    assert_all(&[
        (
            "<div style='white-space:pre'><div>fn a() {</div><br><div>  <span style='color:red'>b</span>();</div><div>}</div></div>",
            "```\nfn a() {\n\n  b();\n}\n```",
        ),
        (
            "<p>before</p><div style='white-space:pre'>a\nb</div><p>after <b>c</b></p>",
            "before\n\n```\na\nb\n```\n\nafter **c**",
        ),
    ]);
}

#[test]
fn lines_of_text_that_wraps_stay_lines() {
    assert_all(&[
        (
            "<p style='white-space:pre-wrap'><b>Hello</b>\nsecond  line</p>",
            "**Hello**  \nsecond line",
        ),
        (
            "<p style='white-space:pre-line'><b>a</b>\n  b</p>",
            "**a**  \nb",
        ),
        (
            "<p style='white-space:pre-wrap'><b>a</b>\n\nb</p>",
            "**a**\n\nb",
        ),
        (
            "<div style='white-space:pre'><p style='white-space:normal'><b>a</b>\nb</p></div>",
            "**a** b",
        ),
        ("<b>a</b>\nb", "**a** b"),
        // Google Docs writes both values for each span.
        (
            "<p><span style='font-weight:700;white-space:pre;white-space:pre-wrap'>a  b</span></p>",
            "**a b**",
        ),
    ]);
}

#[test]
fn a_list_next_to_an_item_belongs_to_it() {
    assert_all(&[
        (
            "<ul><li>Mail server</li><ul><li>IMAP fails</li></ul><li>Web server</li></ul>",
            "- Mail server\n  - IMAP fails\n- Web server",
        ),
        (
            "<ol><li>a</li><ul><li>b</li><ol><li>c</li></ol></ul><li>d</li></ol>",
            "1. a\n   - b\n     1. c\n2. d",
        ),
        ("<ul><ul><li>a</li></ul><li>b</li></ul>", "- a\n- b"),
        ("<ul><ol><li>a</li></ol></ul>", "1. a"),
        (
            "<ul><li>a</li><p>b</p>c<li>d</li></ul>",
            "- a\n\n  b\n\n  c\n- d",
        ),
        ("<ul>intro<li>a</li></ul>", "intro\n\n- a"),
        (
            "<ul><div><li>a</li></div><div><li>b</li></div></ul>",
            "- a\n- b",
        ),
        (
            "<ul>\n<li>a\n<ul>\n<li>b\n</ul>\n<li>c\n</ul>",
            "- a\n  - b\n- c",
        ),
        ("<li>a</li>\n<li>b</li>", "- a\n- b"),
        ("<p>x</p><li>a</li><p>y</p>", "x\n\n- a\n\ny"),
        ("<ol><li value=3>a</li><li>b</li></ol>", "3. a\n4. b"),
    ]);
}

#[test]
fn blocks_in_inline_elements_keep_the_style_and_the_link() {
    assert_all(&[
        ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
        (
            "<span style='font-weight:bold'><div>a</div>b</span>",
            "**a**\n\n**b**",
        ),
        (
            "<div style='font-style:italic'><p>a</p><div>b</div></div>",
            "*a*\n\n*b*",
        ),
        ("<i><ul><li>a</li></ul></i>", "- *a*"),
        (
            "<a href='https://x.org/'><h2>a</h2><p>b</p></a>",
            "## [a](https://x.org/)\n\n[b](https://x.org/)",
        ),
        ("<tr><td>", ""),
        (
            "<table style='font-weight:bold'><tr><td>a<td>b<tr><td style='font-weight:400'>c<td>d</table>",
            "| **a** | **b** |\n| --- | --- |\n| c | **d** |",
        ),
        // Google Docs wraps everything in this.
        (
            "<b style='font-weight:normal'><p>a</p><ul><li>b</li></ul></b>",
            "a\n\n- b",
        ),
        ("<h2 style='font-weight:600'>a</h2>", "## a"),
    ]);
}

/// A list paragraph as Word writes it.
fn word_item(style: &str, marker: &str, text: &str) -> String {
    format!(
        "<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;{style}'><![if !supportLists]>\
         <span lang=EN-GB style='font-family:Symbol'><span style='mso-list:Ignore'>{marker}\
         <span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>\
         <![endif]>{text}<o:p></o:p></p>\n\n"
    )
}

#[test]
fn lists_of_word_are_lists_with_levels_and_numbers() {
    assert_all(&[(
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>·</span>Restarted the <b>mail</b> service",
        "- Restarted the **mail** service",
    )]);
    let list = [
        word_item("mso-list:l0 level1 lfo1", "·", "one"),
        word_item("mso-list:l0 level2 lfo1", "o", "two <b>bold</b>"),
        word_item("mso-list:l0 level2 lfo1", "o", "three"),
        word_item("mso-list:l0 level1 lfo1", "·", "four"),
    ];
    assert_eq!(
        markdown(&list.concat()),
        "- one\n  - two **bold**\n  - three\n- four"
    );
    let list = [
        word_item("mso-list:l1 level1 lfo2", "4.", "a"),
        word_item("mso-list:l1 level2 lfo2", "a)", "b"),
        word_item("mso-list:l1 level3 lfo2", "iv.", "c"),
        word_item("mso-list:l1 level1 lfo2", "5.", "d"),
    ];
    let html = format!("<p class=MsoNormal>Before</p>{}<p>After</p>", list.concat());
    assert_eq!(
        markdown(&html),
        "Before\n\n4. a\n   1. b\n      1. c\n5. d\n\nAfter"
    );
    let continued = [
        word_item("mso-list:l0 level1 lfo1", "§", "a"),
        "<p class=MsoListParagraphCxSpMiddle>b</p>".to_owned(),
        word_item("mso-list:l0 level1 lfo1", "§", "c"),
    ];
    assert_eq!(markdown(&continued.concat()), "- a\n\n  b\n- c");
    let sections = format!("<div><div>{}</div><div><b>x</b></div></div>", list[0]);
    assert_eq!(markdown(&sections), "4. a\n\n**x**");
    // The clipboard's plain text has tabs after the markers.
    assert_eq!(
        rich_text_to_markdown(&list.concat(), "4.\ta\na)\tb\niv.\tc\n5.\td", |_| None).as_deref(),
        Some("4. a\n   1. b\n      1. c\n5. d")
    );
}

#[test]
fn cells_that_span_rows_leave_empty_cells_below() {
    let head = "<tr><th>Server<th>Day<th>Errors</tr>";
    assert_all(&[
        (
            &format!(
                "<table>{head}<tr><td rowspan=2>web-1</td><td>Mon</td><td>3</td></tr><tr><td>Tue</td><td>7</td></tr></table>"
            ),
            "| Server | Day | Errors |\n| --- | --- | --- |\n| web-1 | Mon | 3 |\n|  | Tue | 7 |",
        ),
        (
            &format!(
                "<table>{head}<tr><td>a<td rowspan=3 colspan=2>b<tr><td>c<tr><td>d<tr><td>e<td>f<td>g</table>"
            ),
            "| Server | Day | Errors |\n| --- | --- | --- |\n| a | b |  |\n| c |\n| d |\n| e | f | g |",
        ),
        (
            "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e<td>f</table>",
            "| a | b |\n| --- | --- |\n|  | c |\n|  | d |\n| e | f |",
        ),
        (
            "<table><tr><td>a<td rowspan=9>b<td>c<tr><td>d<td>e</table>",
            "| a | b | c |\n| --- | --- | --- |\n| d |  | e |",
        ),
    ]);
}

#[test]
fn a_blank_line_between_line_breaks_starts_a_paragraph() {
    assert_all(&[
        (
            "<b>Hello</b><br><br>second paragraph",
            "**Hello**\n\nsecond paragraph",
        ),
        ("<b>Hello</b><br> <br/>\n<br>second", "**Hello**\n\nsecond"),
        ("<b>a</b><br>b<br><br>c", "**a**  \nb\n\nc"),
        ("<b>a<br><br>b</b>", "**a**\n\n**b**"),
        ("<ul><li>a<br><br>b</li><li>c</li></ul>", "- a\n\n  b\n- c"),
        ("<b>a</b><br>&nbsp;<br>b", "**a**\n\nb"),
        ("<p><b>a</b></p><p><br></p><p>b</p>", "**a**\n\nb"),
    ]);
}

#[test]
fn monospace_text_among_other_text_is_code() {
    assert_all(&[
        (
            "Run <span style=\"font-family:'Courier New',serif\">systemctl  stop</span> now",
            "Run `systemctl stop` now",
        ),
        (
            "Run <font face='Liberation Mono, monospace'>a</font> <font face=Arial>now</font>",
            "Run `a` now",
        ),
        (
            "Run <span style='font:12px Consolas'>a</span> now",
            "Run `a` now",
        ),
        (
            "<p>See</p><p style='font-family:Consolas'>ls -l</p><p>&nbsp;</p>\
             <p><span style='font-family:Consolas'>cd /</span></p><p>end</p>",
            "See\n\n```\nls -l\n\ncd /\n```\n\nend",
        ),
        (
            "<p>a</p><p><code style='font-family:monospace'>b</code></p>",
            "a\n\n`b`",
        ),
        // A message that is monospace as a whole.
        (
            "<div style='font-family:monospace'><p>Dear all</p><p>it <b>works</b></p></div>",
            "Dear all\n\nit **works**",
        ),
        (
            "x <span style='font-family:Monotype Corsiva'>y</span> <b>z</b>",
            "x y **z**",
        ),
    ]);
}

#[test]
fn styles_are_converted_like_elements() {
    assert_all(&[
        (
            "a <span style='font: italic bold 12px/1 serif'>b</span>",
            "a ***b***",
        ),
        ("<b>a <span style='font:12px serif'>b</span></b>", "**a** b"),
        ("a <span style='font-style:oblique'>b</span>", "a *b*"),
        (
            "a <span style='font-weight:400;font-weight:600 !important'>b</span>",
            "a **b**",
        ),
        (
            "a <s>b <span style='text-decoration:none'>c</span></s>",
            "a ~~b c~~",
        ),
        (
            "<b>a</b> <span style='display:none'>b</span><i hidden>c</i><p style='mso-hide:all'>d",
            "**a**",
        ),
    ]);
}

#[test]
fn no_break_spaces_stay() {
    assert_all(&[
        ("<b>10&nbsp;000&nbsp;€</b>", "**10\u{a0}000\u{a0}€**"),
        (
            "pay <code>10&nbsp;&nbsp;000&#160;€</code>",
            "pay `10\u{a0}\u{a0}000\u{a0}€`",
        ),
        ("<pre>10&nbsp;000</pre>", "```\n10\u{a0}000\n```"),
        (
            "<table><tr><td>a<td>1&nbsp;0<tr><td>b<td>2</table>",
            "| a | 1\u{a0}0 |\n| --- | --- |\n| b | 2 |",
        ),
        ("<b>a&nbsp;</b>b&#8239;c", "**a**\u{a0}b\u{202f}c"),
    ]);
}
