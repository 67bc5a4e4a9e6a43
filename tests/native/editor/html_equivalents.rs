//! Properties: the same content, written in another way, gives the same Markdown.

use open_ticket::editor::rich_text_to_markdown;
use proptest::prelude::*;

use super::rendered_text::outline;

fn markdown(html: &str) -> Option<String> {
    rich_text_to_markdown(html, "", |_| None)
}

/// A list item with the items of its nested list.
#[derive(Clone, Debug)]
struct Item {
    text: String,
    is_numbered: bool,
    nested: Vec<Item>,
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let text = "[a-z]{1,5}( <b>[a-z]{1,5}</b>)?";
    let leaf = (text, any::<bool>()).prop_map(|(text, is_numbered)| Item {
        text,
        is_numbered,
        nested: Vec::new(),
    });
    let item = leaf.prop_recursive(4, 12, 3, move |inner| {
        let nested = prop::collection::vec(inner, 0..3);
        (text, any::<bool>(), nested).prop_map(|(text, is_numbered, nested)| Item {
            text,
            is_numbered,
            nested,
        })
    });
    prop::collection::vec(item, 1..4)
}

/// Writes a list. The first item decides its kind.
fn list(items: &[Item], write_item: &dyn Fn(&Item) -> String) -> String {
    let Some(first) = items.first() else {
        return String::new();
    };
    let name = if first.is_numbered { "ol" } else { "ul" };
    let items: Vec<String> = items.iter().map(write_item).collect();
    format!("<{name}>{}</{name}>", items.concat())
}

fn inside(item: &Item) -> String {
    format!("<li>{}{}</li>", item.text, list(&item.nested, &inside))
}

fn beside(item: &Item) -> String {
    format!("<li>{}</li>{}", item.text, list(&item.nested, &beside))
}

fn without_end_tags(item: &Item) -> String {
    format!(
        "<LI><p>{}\n{}\n",
        item.text,
        list(&item.nested, &without_end_tags)
    )
}

/// Writes a list as Word does.
fn word_paragraphs(items: &[Item], level: usize) -> String {
    let is_numbered = items.first().is_some_and(|first| first.is_numbered);
    let paragraphs = items.iter().enumerate().map(|(index, item)| {
        let marker = if is_numbered { format!("{}.", index + 1) } else { "·".to_owned() };
        format!(
            "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>\
             <span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span>{}<o:p></o:p></p>\n{}",
            item.text,
            word_paragraphs(&item.nested, level + 1)
        )
    });
    paragraphs.collect()
}

/// A cell of a table and the columns and rows that it spans.
type Cell = (String, usize, usize);

fn table(rows: &[Vec<Cell>]) -> String {
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|(text, columns, rows)| {
            format!("<td colspan={columns} rowspan={rows}>{text}</td>")
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    });
    format!("<table>{}</table>", rows.collect::<String>())
}

/// Returns the positions of the cells: [the algorithm](https://html.spec.whatwg.org/#forming-a-table)
/// of the HTML Standard, for spans without overlaps.
fn slots(rows: &[Vec<Cell>]) -> Vec<(usize, usize, String)> {
    let mut taken = std::collections::HashSet::new();
    let mut slots = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for (text, columns, spanned) in row {
            while taken.contains(&(x, y)) {
                x += 1;
            }
            slots.push((x, y, text.clone()));
            for column in x..x + columns {
                taken.extend((y..y + spanned).map(|row| (column, row)));
            }
            x += columns;
        }
    }
    slots
}

proptest! {
    #[test]
    fn a_list_is_the_same_however_it_is_nested(items in items()) {
        let expected = markdown(&list(&items, &inside));
        prop_assert_eq!(&markdown(&list(&items, &beside)), &expected);
        prop_assert_eq!(&markdown(&list(&items, &without_end_tags)), &expected);
        prop_assert_eq!(&markdown(&word_paragraphs(&items, 1)), &expected);
    }

    #[test]
    fn each_cell_is_in_its_column(
        rows in prop::collection::vec(
            prop::collection::vec(("[a-z]{1,3}", 1_usize..4, 1_usize..4), 2..4),
            2..5,
        )
    ) {
        let markdown = markdown(&table(&rows)).expect("a table");
        // The delimiter row is not a row of the table.
        let lines: Vec<&str> = markdown.lines().enumerate().filter(|(line, _)| *line != 1).map(|(_, line)| line).collect();
        for (x, y, text) in slots(&rows) {
            let cell = lines[y].split('|').nth(x + 1).map(str::trim);
            prop_assert_eq!(cell, Some(text.as_str()), "{} {} in\n{}", x, y, markdown);
        }
    }

    #[test]
    fn a_style_keeps_text_like_a_pre(lines in prop::collection::vec("[a-z]{1,4}( {1,4}[a-z&;*_`\u{a0}]{1,4}){0,3}", 2..5)) {
        let text = lines.join("\n").replace('&', "&amp;");
        let expected = markdown(&format!("<pre>{text}</pre>"));
        for style in ["white-space:pre", "white-space: pre-wrap; font-family: Menlo, monospace"] {
            prop_assert_eq!(&markdown(&format!("<div style='{style}'>{text}</div>")), &expected);
            prop_assert_eq!(&markdown(&format!("<span style='{style}'>{text}</span>")), &expected);
            let divs = text.replace('\n', "</div><div>");
            prop_assert_eq!(&markdown(&format!("<div style='{style}'><div>{divs}</div></div>")), &expected);
            let breaks = text.replace('\n', "<br>");
            prop_assert_eq!(&markdown(&format!("<div style='{style}'>{breaks}</div>")), &expected);
        }
    }

    #[test]
    fn line_breaks_are_lines_and_blank_lines_paragraphs(
        paragraphs in prop::collection::vec(prop::collection::vec("[a-z]{1,4}", 1..4), 1..4),
        breaks in 2_usize..5,
    ) {
        let join = |separator: &str| {
            let joined = paragraphs.iter().map(|lines| lines.join("<br>"));
            joined.collect::<Vec<_>>().join(separator)
        };
        let html = format!("<b>{}</b>", join(&"<br>".repeat(breaks)));
        let expected = paragraphs.iter().map(|lines| {
            let lines = lines.iter().map(|line| format!("strong({line})"));
            format!("p({})", lines.collect::<Vec<_>>().join("br()"))
        });
        let expected: Vec<String> = expected.collect();
        prop_assert_eq!(outline(&markdown(&html).unwrap()), expected.join(" "));
        prop_assert_eq!(markdown(&format!("<p><b>{}</b></p>", join("</b></p><p><b>"))), markdown(&html));
    }
}

/// Writes the spaces at the edges of elements as WebKit copies them. It copies no other HTML.
fn with_converted_spaces(html: &str) -> String {
    let space = "<span class=\"Apple-converted-space\">\u{a0}</span>";
    let before = html.replace(" <", &format!("{space}<"));
    before.replace("> ", &format!(">{space}"))
}

#[test]
fn spaces_that_webkit_converts_are_spaces() {
    for html in [
        "<p>See <a href=\"https://example.com/\">the page</a> or <b>not</b> at all.</p>",
        "<ul><li>one <i>two</i> three</li><li><code>a</code> b</li></ul>",
        "<p><b>10\u{a0}000\u{a0}€</b> to pay</p>",
        "<p>a <b> b </b> c</p>",
        "<table><tr><td>a <b>b</b></td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
    ] {
        let converted = markdown(&with_converted_spaces(html));
        assert!(converted.is_some(), "{html}");
        assert_eq!(converted, markdown(html), "{html}");
    }
}
