//! The choice between the HTML and the plain text of a clipboard.

use open_ticket::editor::rich_text_to_markdown;

use super::rendered_text::outline;

#[test]
fn the_plain_text_is_used_if_the_html_shows_less() {
    let convert = |html, plain| rich_text_to_markdown(html, plain, |_| None);
    let log = "12:00  INFO   start\n12:01  ERROR  full\n12:02  INFO   done";
    for html in [
        "<div class=log>12:00  INFO   start\n12:01  <b>ERROR</b>  full\n12:02  INFO   done</div>",
        "<p>12:00 INFO start</p><p>12:01 <b>ERROR</b> full</p><p>12:02 INFO done</p>",
    ] {
        assert_eq!(convert(html, log), None, "{html}");
    }
    assert_eq!(convert("<b>a</b> b c", "a\nb\nc"), None);
    assert_eq!(
        convert("<p>if a:</p><p><b>b</b></p><p>c</p>", "if a:\n    b\n    c"),
        None
    );
    for (html, plain) in [
        ("<p><b>a</b><p>b", "a\n\nb\n"),
        ("<ul><li>a<li>b<li>c</ul>", "\t•\ta\n\t•\tb\n\t•\tc"),
        (
            "<ul><li>a<ul><li>b<li>c</ul></ul>",
            "  * a\n    * b\n    * c",
        ),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\nb\nc\nd"),
        ("<b>One.</b>  Two.  Three", "One.  Two.  Three"),
        ("<b>a</b><hr>b", "a\n----------\nb"),
        ("<b>a</b><select><option>b<option>c</select>", "a\nb\nc"),
        ("<b>a</b>", ""),
    ] {
        assert!(convert(html, plain).is_some(), "{html} {plain:?}");
    }
}

#[test]
fn html_without_formatting_is_used_only_for_lines_that_the_plain_text_lacks() {
    let convert = |plain| rich_text_to_markdown("<p>Line one<br>Line two</p>", plain, |_| None);
    assert_eq!(convert("Line one\nLine two"), None);
    for plain in ["", "Line one Line two"] {
        let markdown = convert(plain).unwrap();
        assert_eq!(outline(&markdown), "p(Line onebr()Line two)");
    }
}
