//! Pasted text that the page does not show.

use super::html_cases::{assert_all, markdown};

#[test]
fn hidden_text_is_not_pasted() {
    for hidden in [
        "<span style='visibility:hidden'>x</span>",
        "<span style='visibility: collapse'><i>x</i></span>",
        "<span style='font-size:0'>x</span>",
        "<span style='font-size: 0px'><span style='font-size:1em'>x</span></span>",
        "<span style='font:0/0 a'>x</span>",
        "<span style='opacity:0'>x</span>",
        "<span style='opacity: 0.0 !important'>x</span>",
        "<span style='mso-hide:all'>x</span>",
        "<span style='display:none'>x</span>",
        "<span hidden>x</span>",
        "<span class='sr-only'>x</span>",
        "<span class='a visually-hidden'>x</span>",
        "<span style='position:absolute;width:1px;height:1px;clip:rect(0,0,0,0)'>x</span>",
        "<span style='position: absolute; height: 1px; clip-path: inset(50%)'>x</span>",
        "<img alt=x style='visibility:hidden'>",
    ] {
        assert_eq!(markdown(&format!("<b>a</b>{hidden}")), "**a**", "{hidden}");
    }
}

#[test]
fn text_that_is_shown_within_hidden_text_is_pasted() {
    assert_all(&[
        (
            "<b>a</b><p style='visibility:hidden'>x <span style='visibility:visible'>b</span></p>",
            "**a**\n\nb",
        ),
        (
            "<div style='font-size:0'><b style='font-size:16px'>a</b> <span style='font-size:1rem'>b</span></div>",
            "**a** b",
        ),
        ("<b style='opacity:0.5'>a</b>", "**a**"),
        ("<b style='font-size:0.8em'>a</b>", "**a**"),
        ("<b style='position:absolute;width:1px'>a</b>", "**a**"),
    ]);
}

/// A button with an icon has no other name.
#[test]
fn text_for_screen_readers_is_pasted_if_nothing_else_is_shown() {
    assert_all(&[
        (
            "<ul><li><a href='https://e.example/'><svg></svg><span class='sr-only'>Edit</span></a></ul>",
            "- [Edit](https://e.example/)",
        ),
        (
            "<p><b>Price</b> <span class=a-price><span class='a-offscreen'>$10</span>\
             <span aria-hidden=true><span>$</span><span>10</span></span></span></p>",
            "**Price** $10",
        ),
    ]);
}

#[test]
fn a_formula_is_pasted_once() {
    let formula = "<math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>y</mi>\
         <mn>1</mn></msub></mrow><annotation encoding='application/x-tex'>x^2+y_1</annotation>\
         </semantics></math>";
    let katex = format!(
        "<span class=katex><span class=katex-mathml>{formula}</span><span class=katex-html \
         aria-hidden=true><span>x</span><span>2</span><span>+</span><span>y1</span></span></span>"
    );
    let mathjax = format!(
        "<mjx-container><mjx-math aria-hidden=true><mjx-mi></mjx-mi></mjx-math>\
         <mjx-assistive-mml style='position:absolute;width:1px;clip:rect(1px,1px,1px,1px)'>{formula}\
         </mjx-assistive-mml></mjx-container>"
    );
    for formula in [katex, mathjax] {
        assert_eq!(markdown(&format!("<b>a</b> {formula} b")), "**a** x²+y₁ b");
    }
}
