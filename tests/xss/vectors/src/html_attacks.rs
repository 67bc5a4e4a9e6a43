//! Raw HTML that runs a script when a browser parses it or a user interacts with it.

use proptest::{prelude::*, sample::select};

use crate::random_urls::random_url;

const SCRIPT_CALLS: [&str; 7] = [
    "alert(1)",
    "alert`1`",
    "confirm(1)",
    "prompt(1)",
    "print()",
    "top.alert(1)",
    "window['ale'+'rt'](1)",
];

/// Elements with a handler that runs without interaction.
const SELF_STARTING: [&str; 8] = [
    "img src=x onerror",
    "svg onload",
    "svg/onload",
    "IMG SRC=/x\tONERROR",
    "video src=x onerror",
    "iframe onload",
    "details open ontoggle",
    "input autofocus onfocus",
];

const ELEMENT_NAMES: [&str; 22] = [
    "a",
    "b",
    "div",
    "p",
    "form",
    "button",
    "input",
    "style",
    "title",
    "textarea",
    "template",
    "noscript",
    "math",
    "svg",
    "table",
    "select",
    "xmp",
    "plaintext",
    "meta",
    "base",
    "object",
    "custom-element",
];

const HANDLERS: [&str; 10] = [
    "onclick",
    "onmouseover",
    "onfocus",
    "onpointerenter",
    "oninput",
    "onsubmit",
    "onanimationstart",
    "onwheel",
    "ONCLICK",
    "onclick\n",
];

const COMPLETE_ATTACKS: [&str; 12] = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form id=f><input name=attributes><button formaction=javascript:alert(1)>",
    "<base href=//evil.invalid/><a href=x>x</a>",
    "<style>@import '//evil.invalid/x.css';</style>",
    "<object data=javascript:alert(1)></object>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
];

/// Returns the strategy for a piece of HTML.
pub fn html() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => self_starting_element(),
        3 => element_with_handler(),
        2 => element_with_url(),
        2 => select(&COMPLETE_ATTACKS[..]).prop_map(str::to_owned),
        1 => select(&ELEMENT_NAMES[..]).prop_map(|name| format!("</{name}>")),
    ]
}

fn self_starting_element() -> impl Strategy<Value = String> {
    (select(&SELF_STARTING[..]), quoted_call(), tag_end())
        .prop_map(|(element, call, end)| format!("<{element}={call}{end}"))
}

fn element_with_handler() -> impl Strategy<Value = String> {
    (
        select(&ELEMENT_NAMES[..]),
        attribute_separator(),
        select(&HANDLERS[..]),
        quoted_call(),
        tag_end(),
    )
        .prop_map(|(name, separator, handler, call, end)| {
            format!("<{name}{separator}{handler}={call}{end}x")
        })
}

fn element_with_url() -> impl Strategy<Value = String> {
    let attribute = select(
        &[
            "href",
            "src",
            "action",
            "formaction",
            "xlink:href",
            "style",
            "id",
        ][..],
    );
    (
        select(&ELEMENT_NAMES[..]),
        attribute_separator(),
        attribute,
        random_url(),
        tag_end(),
    )
        .prop_map(|(name, separator, attribute, url, end)| {
            format!("<{name}{separator}{attribute}=\"{url}\"{end}x")
        })
}

fn quoted_call() -> impl Strategy<Value = String> {
    (select(&SCRIPT_CALLS[..]), select(&["", "\"", "'"][..]))
        .prop_map(|(call, quote)| format!("{quote}{call}{quote}"))
}

fn attribute_separator() -> impl Strategy<Value = &'static str> {
    select(&[" ", "\t", "\n", "/", "\u{c}", " x=y "][..])
}

fn tag_end() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(">"), 1 => Just("/>"), 1 => Just(" >"), 1 => Just("")]
}
