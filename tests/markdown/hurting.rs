//! Texts made to hurt.

/// What is repeated, and a word for what it hurts. After the lists of cmark-gfm and markdown-it.
const REPEATED: [(&str, &str); 43] = [
    ("nested strong emphasis", "*a **a "),
    ("closers without openers", "a_ "),
    ("openers without closers", "_a "),
    ("link closers", "a]"),
    ("link openers", "[a"),
    ("mismatched emphasis", "*a_ "),
    ("crossing emphasis", "_a*_ "),
    ("multiples of three", "c* a**b"),
    ("links and emphasis", "[ a_"),
    ("brackets and parentheses", "[ (]("),
    ("images in images", "![[]()"),
    ("brackets", "["),
    ("parentheses", "[a]("),
    ("quotes", "> "),
    ("bare quotes", ">"),
    ("bullets", "- "),
    ("numbers", "1. "),
    ("bullets and quotes", "- > "),
    ("bullets and empty lines", "- x\n\n\n"),
    ("NUL", "abc\0de\0"),
    ("backticks", "e`e``e```"),
    ("escaped backticks", "``\\"),
    ("unclosed links in brackets", "[a](<b"),
    ("unclosed links", "[a](b"),
    ("comments", "</<!--"),
    ("tables of one line", "aaa\rbbb\n-\u{b}\n"),
    ("strikethrough", "~~a "),
    ("entities", "&amp&#0;"),
    ("angle brackets", "<"),
    ("open tags", "<a "),
    ("CDATA", "<![CDATA["),
    ("processing instructions", "<?"),
    ("declarations", "<!A "),
    ("tasks", "- [ ] a\n"),
    ("setext headings", "a\n-"),
    ("link titles", "[a](b \""),
    ("definitions", "[a]: <"),
    ("images", "![a](https://e.com)"),
    ("bare addresses", "http://a_www.a_b@"),
    ("dots before a sign", "_www."),
    ("semicolons", "http://a&a;)"),
    ("signs", "a@b."),
    ("refused addresses", "(www.a.b@"),
];

/// Texts that hurt, by name, whose parts are repeated so often.
pub fn hurting(times: usize) -> Vec<(String, String)> {
    let repeated = REPEATED.map(|(name, part)| (name, part.repeat(times) + "end"));
    let cells = |row: &str| format!("|{}\n", row.repeat(times));
    let indented = |depth: usize| format!("{}* a\n", "  ".repeat(depth));
    let built = [
        (
            "strong in strong",
            "*".repeat(times) + "a" + &"*".repeat(times),
        ),
        (
            "brackets in brackets",
            "[".repeat(times) + "a" + &"]".repeat(times),
        ),
        ("lists in lists", (0..140).map(indented).collect()),
        (
            "a wide table",
            cells("a|") + &cells("-|") + &"|a|\n".repeat(2_000),
        ),
        (
            "a long table",
            "|a|b|\n|-|-|\n".to_owned() + &"|x|y|\n".repeat(times),
        ),
        (
            "many definitions",
            (0..times)
                .map(|n| format!("[{n}]: u\n"))
                .collect::<String>()
                + "[0]",
        ),
        (
            "growing backticks",
            (1..200).map(|n| format!("e{}", "`".repeat(n))).collect(),
        ),
        ("one long line", "a".repeat(200 * times)),
        ("one long address", format!("www.{}", "(&a;".repeat(times))),
        ("spaces", format!("x{}x  \nx", " ".repeat(times))),
        (
            "emphasis in quotes",
            ">".repeat(times) + &"a*".repeat(times),
        ),
    ];
    let named = repeated.into_iter().chain(built);
    named.map(|(name, text)| (name.to_owned(), text)).collect()
}
