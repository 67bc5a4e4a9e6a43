//! Addresses that run a script, or leave the page, in disguise.

/// What a browser runs when it is followed.
pub const SCRIPT: &str = "javascript:alert(1)";

/// Other schemes than a link may have, and ways to name another host without any.
pub const OTHERS: [&str; 32] = [
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript:alert`1`",
    "javascript://%0aalert(1)",
    "javascript:/*--></title></style>*/alert(1)",
    "javascript:void(alert(1))",
    "javascript:\"<script>alert(1)</script>\"",
    "vbscript:msgbox(1)",
    "VBScript:msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "DATA:text/html,alert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "blob:http://127.0.0.1/x",
    "filesystem:http://127.0.0.1/temporary/x",
    "file:///etc/passwd",
    "about:blank",
    "//evil.invalid",
    "///evil.invalid",
    "\\\\evil.invalid",
    "/\\evil.invalid",
    "\\/evil.invalid",
    "http:\\\\evil.invalid",
    "http:evil.invalid",
    "https:/evil.invalid",
    "https://good.invalid@evil.invalid",
    "https://good.invalid\\@evil.invalid",
];

/// Blanks beyond ASCII, and what shows as nothing.
const BLANKS: &str =
    "\u{7f}\u{85}\u{a0}\u{ad}\u{180e}\u{200b}\u{200e}\u{202e}\u{2028}\u{2029}\u{3000}\u{feff}";

/// What may stand for the colon.
const COLONS: [&str; 12] = [
    "&colon;",
    "&#58;",
    "&#58",
    "&#058;",
    "&#0000058;",
    "&#x3a;",
    "&#X003A;",
    "\\:",
    "%3A",
    "\u{ff1a}",
    "\u{a789}",
    ":&Tab;",
];

/// Every address of this file, bare and in each disguise.
pub fn all() -> Vec<String> {
    let mut urls = vec![SCRIPT.to_owned()];
    urls.extend(OTHERS.map(str::to_owned));
    urls.extend(COLONS.map(|colon| SCRIPT.replace(':', colon)));
    urls.extend(control_characters().flat_map(around));
    urls.extend(BLANKS.chars().flat_map(around));
    for dropped in ["\t", "\n", "\r", "&Tab;", "&NewLine;", "&#9;", "&#x0A;"] {
        urls.extend((1..=SCRIPT.len() - "(1)".len()).map(|at| with(dropped, at)));
    }
    urls.extend(
        "javascript"
            .char_indices()
            .flat_map(|(at, c)| letter(at, c)),
    );
    urls
}

/// U+0000 to the blank. The URL standard drops them at the beginning.
fn control_characters() -> impl Iterator<Item = char> {
    ('\0'..=' ').chain(['\u{80}', '\u{9f}'])
}

/// A character before the address and in the midst of its scheme, as it is and as an entity.
fn around(c: char) -> [String; 4] {
    let code = u32::from(c);
    [
        format!("{c}{SCRIPT}"),
        format!("&#{code};{SCRIPT}"),
        with(&c.to_string(), "java".len()),
        with(&format!("&#x{code:x};"), "java".len()),
    ]
}

/// The address with something put in.
fn with(what: &str, at: usize) -> String {
    format!("{}{what}{}", &SCRIPT[..at], &SCRIPT[at..])
}

/// A letter of the scheme written otherwise.
fn letter(at: usize, c: char) -> [String; 4] {
    let code = u32::from(c);
    [
        format!("&#{code};"),
        format!("&#{code:07};"),
        format!("&#x{code:X};"),
        format!("%{code:x}"),
    ]
    .map(|written| format!("{}{written}{}", &SCRIPT[..at], &SCRIPT[at + 1..]))
}
