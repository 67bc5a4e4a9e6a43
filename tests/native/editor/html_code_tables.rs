//! Code that is shown as a table with line numbers.

use super::html_cases::{assert_all, markdown};

#[test]
fn a_table_of_code_with_generated_line_numbers_is_code() {
    let line = |n, code| {
        format!(
            "<tr><td id=L{n} class='blob-num js-line-number' data-line-number={n}></td>\
             <td id=LC{n} class='blob-code blob-code-inner js-file-line'>{code}</td></tr>"
        )
    };
    let lines = [
        line(1, "<span class=pl-k>fn</span> main() {"),
        line(2, "    <span class=pl-en>f</span>(1, <b>2</b>);"),
        line(3, ""),
        line(4, "}"),
    ];
    let table = format!(
        "<table class=highlight><tbody>{}</tbody></table>",
        lines.concat()
    );
    assert_eq!(markdown(&table), "```\nfn main() {\n    f(1, 2);\n\n}\n```");
}

#[test]
fn a_table_of_code_with_numbers_of_both_versions_is_code() {
    let line = |old, new, code| {
        format!(
            "<tr class=line_holder><td class='old_line diff-line-num'><a data-line-number={old}>{old}</a></td>\
             <td class='new_line diff-line-num'>{new}</td>\
             <td class=line_content>\n<span class=line>{code}</span>\n</td></tr>"
        )
    };
    let lines = [line("1", "", "a = 1"), line("", "1", "  a = 2")];
    assert_eq!(
        markdown(&format!("<table>{}</table>", lines.concat())),
        "```\na = 1\n  a = 2\n```"
    );
}

/// Rouge and Pygments.
#[test]
fn a_table_with_all_numbers_in_one_cell_is_code() {
    assert_eq!(
        markdown(
            "<table class=rouge-table><tbody><tr><td class='gutter gl'><pre class=lineno>1\n2\n</pre></td>\
             <td class=code><pre>a {\n  b }\n</pre></td></tr></tbody></table>"
        ),
        "```\na {\n  b }\n```"
    );
}

#[test]
fn an_empty_column_next_to_preformatted_code_is_dropped() {
    let row = "<tr><td></td><td style='white-space:pre;font-family:ui-monospace,monospace'>  a  b</td></tr>";
    assert_eq!(
        markdown(&format!("<table>{row}{row}</table>")),
        "```\n  a  b\n  a  b\n```"
    );
}

#[test]
fn a_table_with_numbered_rows_is_a_table() {
    assert_all(&[
        (
            "<table><tr><td>1<td>a<tr><td>2<td>b</table>",
            "| 1 | a |\n| --- | --- |\n| 2 | b |",
        ),
        (
            "<table><tr><td><td>a<tr><td><td>b</table>",
            "|  | a |\n| --- | --- |\n|  | b |",
        ),
        (
            "<table><tr><td data-line-number=1>x<td>a<tr><td>y<td>b</table>",
            "| x | a |\n| --- | --- |\n| y | b |",
        ),
    ]);
}
