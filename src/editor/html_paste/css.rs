//! The meaning of inline CSS: styles that Markdown can express, white space, visibility.

use super::styled_char::{
    BOLD, INVISIBLE, ITALIC, MONOSPACE, NO_SIZE, NO_WRAP, PRESERVES_LINE_BREAKS, PRESERVES_SPACES,
    STRIKETHROUGH, SUBSCRIPT, SUPERSCRIPT, Styles, WHITE_SPACE,
};

/// Names, or parts of names, of monospace fonts.
const MONOSPACE_FONTS: [&str; 15] = [
    "mono",
    "courier",
    "consolas",
    "menlo",
    "source code",
    "fira code",
    "cascadia",
    "lucida console",
    "inconsolata",
    "andale",
    "typewriter",
    "fixedsys",
    "hack",
    "terminal",
    "iosevka",
];

/// The declarations of a `style` attribute, in lower case.
pub(super) struct Css(String);

impl Css {
    pub(super) fn new(style: &str) -> Self {
        Self(style.to_ascii_lowercase())
    }

    /// Returns the value of a property. The last of several declarations applies.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let declarations = self.0.rsplit(';').filter_map(|pair| pair.split_once(':'));
        let mut matching = declarations.filter(|(property, _)| property.trim() == name);
        let (_, value) = matching.next()?;
        let value = value.trim();
        Some(value.strip_suffix("!important").unwrap_or(value).trim_end())
    }

    /// Returns `true` if the element and its content are not shown.
    pub(super) fn is_hidden(&self) -> bool {
        self.get("display") == Some("none")
            || self.get("mso-hide") == Some("all")
            || self.get("opacity").is_some_and(is_zero)
    }

    /// Returns `true` if the element is clipped to a pixel or less, as text for screen readers is.
    pub(super) fn is_clipped(&self) -> bool {
        let is_pixel = |name| matches!(self.get(name), Some("0" | "0px" | "1px"));
        let clip = self.get("clip").unwrap_or_default();
        let clip_path = self.get("clip-path").unwrap_or_default();
        self.get("position") == Some("absolute")
            && (is_pixel("width") || is_pixel("height"))
            && ((clip.starts_with("rect(") && !clip.contains("auto"))
                || clip_path.starts_with("inset(50%")
                || clip_path.starts_with("inset(100%"))
    }

    /// Returns the styles of an element's content, given the inherited ones.
    pub(super) fn apply_to(&self, mut styles: Styles) -> Styles {
        if self.0.is_empty() {
            return styles;
        }
        let mut set = |style: Styles, specified: Option<bool>| match specified {
            None => {}
            Some(true) => styles |= style,
            Some(false) => styles &= !style,
        };
        if let Some(font) = self.get("font") {
            set(BOLD, Some(font.split(' ').any(is_bold)));
            set(ITALIC, Some(font.split(' ').any(is_italic)));
            set(MONOSPACE, Some(is_monospace(font)));
            let mut parts = font.split([' ', '/']);
            set(NO_SIZE, Some(parts.any(is_zero)));
        }
        set(BOLD, self.get("font-weight").map(is_bold));
        set(ITALIC, self.get("font-style").map(is_italic));
        set(MONOSPACE, self.get("font-family").map(is_monospace));
        // `none` does not remove the line of a parent.
        let lines = ["text-decoration", "text-decoration-line"];
        let mut lines = lines.iter().filter_map(|name| self.get(name));
        let is_struck = lines.any(|value| value.contains("line-through"));
        set(STRIKETHROUGH, is_struck.then_some(true));
        set(NO_SIZE, self.get("font-size").and_then(has_no_size));
        set(INVISIBLE, self.get("visibility").and_then(is_invisible));
        match self.get("vertical-align") {
            Some("super") => set(SUPERSCRIPT, Some(true)),
            Some("sub") => set(SUBSCRIPT, Some(true)),
            _ => {}
        }
        if let Some(white_space) = self.white_space() {
            set(WHITE_SPACE, Some(false));
            set(white_space, Some(true));
        }
        styles
    }

    fn white_space(&self) -> Option<Styles> {
        let names = ["white-space", "white-space-collapse"];
        let mut values = names.iter().filter_map(|name| self.get(name));
        let value = values.next_back()?;
        let is_unwrapped =
            self.get("text-wrap-mode") == Some("nowrap") || value.ends_with("nowrap");
        Some(match value {
            "inherit" | "unset" | "revert" => return None,
            "pre" => PRESERVES_LINE_BREAKS | PRESERVES_SPACES | NO_WRAP,
            "pre-line" | "preserve-breaks" => PRESERVES_LINE_BREAKS,
            value if value.starts_with("preserve") && is_unwrapped => {
                PRESERVES_LINE_BREAKS | PRESERVES_SPACES | NO_WRAP
            }
            value if value.starts_with("preserve") || value.starts_with("break-spaces") => {
                PRESERVES_LINE_BREAKS | PRESERVES_SPACES
            }
            // Firefox and Opera once had prefixed values.
            value if value.ends_with("pre-wrap") => PRESERVES_LINE_BREAKS | PRESERVES_SPACES,
            _ => 0,
        })
    }
}

/// Returns `true` for a bold `font-weight`, by name or by number: Word and Google Docs write
/// either.
fn is_bold(font_weight: &str) -> bool {
    font_weight.starts_with("bold") || font_weight.parse().is_ok_and(|weight: u32| weight >= 600)
}

/// Returns `true` for a number or a length of zero. Parsing a fraction would need a table of 10 kB.
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.contains('0') && number.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Returns `true` for a font size of zero, and `None` for a size that depends on the inherited one.
fn has_no_size(font_size: &str) -> Option<bool> {
    let is_relative = font_size.ends_with('%')
        || (font_size.ends_with("em") && !font_size.ends_with("rem"))
        || ["inherit", "larger", "smaller", "unset"].contains(&font_size);
    (!is_relative || is_zero(font_size)).then(|| is_zero(font_size))
}

fn is_invisible(visibility: &str) -> Option<bool> {
    match visibility {
        "hidden" | "collapse" => Some(true),
        "visible" | "initial" => Some(false),
        _ => None,
    }
}

fn is_italic(font_style: &str) -> bool {
    font_style.starts_with("italic") || font_style.starts_with("oblique")
}

/// Returns `true` if the first of several fonts is monospace, or the last is `monospace`.
pub(super) fn is_monospace(fonts: &str) -> bool {
    let first = fonts.split(',').next().unwrap_or_default();
    let is_known = |known: &&str| first.contains(*known);
    fonts.trim_end().ends_with("monospace")
        || (MONOSPACE_FONTS.iter().any(is_known) && !first.contains("monotype"))
        || first.trim_matches(['"', '\'', ' ']) == "monaco"
}
