//! Superscripts and subscripts of pasted HTML.

use super::html_cases::assert_all;

#[test]
fn digits_become_unicode_superscripts_and_subscripts() {
    assert_all(&[
        ("10<sup>6</sup> m<sup>-2</sup>", "10⁶ m⁻²"),
        ("x<sub>2</sub> H<sub>2</sub>O", "x₂ H₂O"),
        ("2<sup>n</sup> a<sup>(<b>1</b>)</sup>", "2ⁿ a⁽¹⁾"),
        ("<b>10<sup>6</sup></b>", "**10⁶**"),
        (
            "<table><tr><td>m<sup>2</sup><td>b</table>",
            "| m² | b |\n| --- | --- |",
        ),
        // Google Docs
        (
            "10<span style='font-size:0.6em;vertical-align:super'>6</span> \
             a<span style='vertical-align:sub'>0</span>",
            "10⁶ a₀",
        ),
        (
            "10<sup style='vertical-align:baseline;position:relative'>6</sup>",
            "10⁶",
        ),
    ]);
}

#[test]
fn other_scripts_follow_a_caret_or_an_underscore() {
    assert_all(&[
        ("e<sup>x</sup>", "e^x"),
        ("2<sup>x+1</sup>", "2^(x+1)"),
        ("V<sub>max</sub> and a<sub>i,j</sub>", "V_max and a\\_(i,j)"),
    ]);
}

#[test]
fn ordinals_and_footnotes_stay_as_they_are() {
    assert_all(&[
        ("<b>1<sup>st</sup></b>", "**1st**"),
        ("<b>a</b><sup>[1]</sup>", "**a**\\[1\\]"),
        (
            "<b>a</b><sup><a href='https://e.example/#n'>1</a></sup>",
            "**a**[¹](https://e.example/#n)",
        ),
        ("<p><b>a</b><p><sup>1</sup> note", "**a**\n\n¹ note"),
        ("<b>Brand</b><sup>®</sup>", "**Brand**®"),
    ]);
}
