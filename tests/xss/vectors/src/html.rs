//! Raw HTML that runs something once a browser reads it.

use proptest::{prelude::*, sample::select};

use crate::generated::url;

const CALLS: [&str; 7] = [
    "alert(1)",
    "alert`1`",
    "confirm(1)",
    "prompt(1)",
    "print()",
    "top.alert(1)",
    "window['ale'+'rt'](1)",
];

/// Elements whose handler runs by itself.
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

const NAMES: [&str; 22] = [
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

const WHOLE: [&str; 12] = [
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

/// A piece of HTML.
pub fn html() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => self_starting(),
        3 => with_handler(),
        2 => with_address(),
        2 => select(&WHOLE[..]).prop_map(str::to_owned),
        1 => select(&NAMES[..]).prop_map(|name| format!("</{name}>")),
    ]
}

fn self_starting() -> impl Strategy<Value = String> {
    (select(&SELF_STARTING[..]), quoted_call(), end())
        .prop_map(|(e, call, end)| format!("<{e}={call}{end}"))
}

fn with_handler() -> impl Strategy<Value = String> {
    (
        select(&NAMES[..]),
        separator(),
        select(&HANDLERS[..]),
        quoted_call(),
        end(),
    )
        .prop_map(|(name, gap, handler, call, end)| format!("<{name}{gap}{handler}={call}{end}x"))
}

fn with_address() -> impl Strategy<Value = String> {
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
    (select(&NAMES[..]), separator(), attribute, url(), end()).prop_map(
        |(name, gap, attribute, url, end)| format!("<{name}{gap}{attribute}=\"{url}\"{end}x"),
    )
}

fn quoted_call() -> impl Strategy<Value = String> {
    (select(&CALLS[..]), select(&["", "\"", "'"][..]))
        .prop_map(|(call, quote)| format!("{quote}{call}{quote}"))
}

fn separator() -> impl Strategy<Value = &'static str> {
    select(&[" ", "\t", "\n", "/", "\u{c}", " x=y "][..])
}

fn end() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(">"), 1 => Just("/>"), 1 => Just(" >"), 1 => Just("")]
}
