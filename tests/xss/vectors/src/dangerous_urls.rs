//! URLs that run a script or leave the page, plain and disguised.

/// A URL that runs a script when it is followed.
pub const SCRIPT_URL: &str = "javascript:alert(1)";

/// URLs with a forbidden scheme, and URLs that name another host without a scheme.
const FORBIDDEN_URLS: [&str; 32] = [
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

/// Non-ASCII white space and invisible characters.
const INVISIBLE_CHARS: &str =
    "\u{7f}\u{85}\u{a0}\u{ad}\u{180e}\u{200b}\u{200e}\u{202e}\u{2028}\u{2029}\u{3000}\u{feff}";

/// Replacements for the colon.
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

/// Returns all URLs of this module, plain and in each disguise.
pub fn dangerous_urls() -> Vec<String> {
    let mut urls = vec![SCRIPT_URL.to_owned()];
    urls.extend(FORBIDDEN_URLS.map(str::to_owned));
    urls.extend(COLONS.map(|colon| SCRIPT_URL.replace(':', colon)));
    urls.extend(control_characters().flat_map(with_inserted_char));
    urls.extend(INVISIBLE_CHARS.chars().flat_map(with_inserted_char));
    for ignored in ["\t", "\n", "\r", "&Tab;", "&NewLine;", "&#9;", "&#x0A;"] {
        urls.extend((1..=SCRIPT_URL.len() - "(1)".len()).map(|offset| insert(ignored, offset)));
    }
    urls.extend(
        "javascript"
            .char_indices()
            .flat_map(|(offset, c)| with_encoded_letter(offset, c)),
    );
    urls
}

/// U+0000 to U+0020, which the URL standard ignores at the start, and two C1 control characters.
fn control_characters() -> impl Iterator<Item = char> {
    ('\0'..=' ').chain(['\u{80}', '\u{9f}'])
}

/// Inserts a character before the URL and within its scheme, verbatim and as an entity.
fn with_inserted_char(c: char) -> [String; 4] {
    let code = u32::from(c);
    [
        format!("{c}{SCRIPT_URL}"),
        format!("&#{code};{SCRIPT_URL}"),
        insert(&c.to_string(), "java".len()),
        insert(&format!("&#x{code:x};"), "java".len()),
    ]
}

/// Inserts a string into the script URL.
fn insert(text: &str, offset: usize) -> String {
    format!("{}{text}{}", &SCRIPT_URL[..offset], &SCRIPT_URL[offset..])
}

/// Encodes a letter of the scheme.
fn with_encoded_letter(offset: usize, c: char) -> [String; 4] {
    let code = u32::from(c);
    [
        format!("&#{code};"),
        format!("&#{code:07};"),
        format!("&#x{code:X};"),
        format!("%{code:x}"),
    ]
    .map(|encoded| {
        let (before, after) = (&SCRIPT_URL[..offset], &SCRIPT_URL[offset + 1..]);
        format!("{before}{encoded}{after}")
    })
}
