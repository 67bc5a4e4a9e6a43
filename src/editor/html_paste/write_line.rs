//! Writes the styled characters of a line as Markdown.

use super::styled_char::{
    BOLD, CODE, ITALIC, LineContext, STRIKETHROUGH, StyledChar, Styles, UNDERSCORE_ITALIC,
};
use crate::editor::{
    code_fence::longest_run, escape::needs_escape, link_syntax::escape_destination,
    stable_sort::sort_by_key,
};

/// Writes a line whose styles are [normalized](super::normalize_delimiters).
pub(super) fn write_line(line: &[StyledChar], links: &[String], context: LineContext) -> String {
    let mut writer = LineWriter {
        line,
        plain_text: line.iter().map(|styled| styled.c).collect(),
        context,
        markdown: String::new(),
        open_styles: Vec::new(),
        char_index: 0,
        byte_offset: 0,
    };
    for part in line.chunk_by(|a, b| a.link == b.link) {
        match part[0].link.checked_sub(1).and_then(|link| links.get(link)) {
            Some(url) => writer.write_link(part, url),
            None => writer.write_part(part),
        }
    }
    writer.markdown
}

struct LineWriter<'a> {
    line: &'a [StyledChar],
    /// The line without styles.
    plain_text: String,
    context: LineContext,
    /// The result so far.
    markdown: String,
    /// The open styles, the outermost first.
    open_styles: Vec<Styles>,
    /// Number of characters of the line written so far.
    char_index: usize,
    /// The same position in `plain_text`, in bytes.
    byte_offset: usize,
}

impl LineWriter<'_> {
    fn write_link(&mut self, part: &[StyledChar], url: &str) {
        let text: String = part.iter().map(|styled| styled.c).collect();
        let mut destination = escape_destination(url);
        if self.context == LineContext::TableCell {
            destination = destination.replace('|', "%7C");
        }
        if text == destination && part[0].styles == 0 {
            self.markdown.push_str(&format!("<{url}>"));
            self.char_index += part.len();
            self.byte_offset += text.len();
            return;
        }
        if self.markdown.ends_with('!') {
            // Without the escape, `![` would start an image.
            self.markdown.insert(self.markdown.len() - 1, '\\');
        }
        self.markdown.push('[');
        self.write_part(part);
        self.markdown.push_str(&format!("]({destination})"));
    }

    /// Writes characters of one link, or outside links.
    fn write_part(&mut self, part: &[StyledChar]) {
        for run in part.chunk_by(|a, b| a.styles == b.styles) {
            self.close_styles(!run[0].styles);
            self.open_new_styles(run[0].styles);
            if run[0].styles & CODE > 0 {
                self.write_code(run);
            } else {
                self.write_text(run);
            }
        }
        self.close_styles(Styles::MAX);
    }

    /// Closes the given styles if they are open, and all styles opened after them.
    fn close_styles(&mut self, styles: Styles) {
        while self.open_styles.iter().any(|open| open & styles > 0) {
            let innermost = self.open_styles.pop().unwrap_or_default();
            self.markdown.push_str(delimiter(innermost));
        }
    }

    /// Opens the styles that are not open yet, the longest first.
    fn open_new_styles(&mut self, styles: Styles) {
        let all = [BOLD, ITALIC, UNDERSCORE_ITALIC, STRIKETHROUGH].into_iter();
        let mut new: Vec<Styles> = all
            .filter(|style| styles & style > 0 && !self.open_styles.contains(style))
            .collect();
        sort_by_key(&mut new, |style| usize::MAX - self.style_len(*style));
        for style in new {
            self.markdown.push_str(delimiter(style));
            self.open_styles.push(style);
        }
    }

    /// Returns the number of further characters with a style.
    fn style_len(&self, style: Styles) -> usize {
        let rest = self.line[self.char_index..].iter();
        let link = self.line[self.char_index].link;
        rest.take_while(|styled| styled.link == link && styled.styles & style > 0)
            .count()
    }

    fn write_text(&mut self, run: &[StyledChar]) {
        for (index, styled) in run.iter().enumerate() {
            let next_offset = self.byte_offset + styled.c.len_utf8();
            let before = &self.plain_text[..self.byte_offset];
            let after = &self.plain_text[next_offset..];
            let is_at_edge = index == 0 || index + 1 == run.len();
            if needs_escape(before, styled.c, after) || (is_at_edge && styled.c == '_') {
                self.markdown.push('\\');
            }
            self.markdown.push(styled.c);
            self.byte_offset = next_offset;
        }
        self.char_index += run.len();
    }

    fn write_code(&mut self, run: &[StyledChar]) {
        let code: String = run.iter().map(|styled| styled.c).collect();
        self.char_index += run.len();
        self.byte_offset += code.len();
        let backticks = "`".repeat(longest_run(&code, '`') + 1);
        let needs_padding = code.starts_with('`') || code.ends_with('`');
        let padding = if needs_padding { " " } else { "" };
        let code = match self.context {
            LineContext::TableCell => code.replace('|', "\\|"),
            LineContext::Paragraph | LineContext::Heading => code,
        };
        self.markdown
            .extend([&backticks, padding, &code, padding, &backticks]);
    }
}

const fn delimiter(style: Styles) -> &'static str {
    match style {
        BOLD => "**",
        ITALIC => "*",
        UNDERSCORE_ITALIC => "_",
        _ => "~~",
    }
}
