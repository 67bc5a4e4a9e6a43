//! Writes the characters of a line as Markdown.

use super::{
    escape::needs_escape,
    inline::{Glyph, Place},
    style::{BOLD, CODE, ITALIC, Marks, STRUCK, UNDERSCORED},
};
use crate::editor::{fence::longest_run, link::address_of};

/// A line, of which each mark is where it can be read.
pub(super) fn write(line: &[Glyph], links: &[String], place: Place) -> String {
    let mut writer = Writer {
        line,
        plain: line.iter().map(|glyph| glyph.c).collect(),
        place,
        written: String::new(),
        open: Vec::new(),
        at: 0,
        offset: 0,
    };
    for part in line.chunk_by(|a, b| a.link == b.link) {
        match part[0].link.checked_sub(1).and_then(|link| links.get(link)) {
            Some(address) => writer.link(part, address),
            None => writer.part(part),
        }
    }
    writer.written
}

struct Writer<'a> {
    line: &'a [Glyph],
    /// The line's characters.
    plain: String,
    place: Place,
    written: String,
    /// The marks that are open, the outermost first.
    open: Vec<Marks>,
    /// How many characters are written.
    at: usize,
    /// How many bytes that is.
    offset: usize,
}

impl Writer<'_> {
    fn link(&mut self, part: &[Glyph], address: &str) {
        let text: String = part.iter().map(|glyph| glyph.c).collect();
        let encoded = address_of(address);
        if text == encoded && part[0].marks == 0 {
            self.written.push_str(&format!("<{address}>"));
            self.at += part.len();
            self.offset += text.len();
            return;
        }
        if self.written.ends_with('!') {
            // An image would begin.
            self.written.insert(self.written.len() - 1, '\\');
        }
        self.written.push('[');
        self.part(part);
        self.written.push_str(&format!("]({encoded})"));
    }

    /// What is in one link, or in none.
    fn part(&mut self, part: &[Glyph]) {
        for run in part.chunk_by(|a, b| a.marks == b.marks) {
            self.close(!run[0].marks);
            self.open_all(run[0].marks);
            if run[0].marks & CODE > 0 {
                self.code(run);
            } else {
                self.text(run);
            }
        }
        self.close(Marks::MAX);
    }

    /// Closes whatever is open of these marks. What is within them ends with them.
    fn close(&mut self, marks: Marks) {
        while self.open.iter().any(|open| open & marks > 0) {
            let last = self.open.pop().unwrap_or_default();
            self.written.push_str(symbol(last));
        }
    }

    /// Opens what is not open yet, that which goes on for longest first.
    fn open_all(&mut self, marks: Marks) {
        let all = [BOLD, ITALIC, UNDERSCORED, STRUCK].into_iter();
        let mut new: Vec<Marks> = all
            .filter(|mark| marks & mark > 0 && !self.open.contains(mark))
            .collect();
        new.sort_by_cached_key(|mark| std::cmp::Reverse(self.reach(*mark)));
        for mark in new {
            self.written.push_str(symbol(mark));
            self.open.push(mark);
        }
    }

    /// How many characters a mark goes on for.
    fn reach(&self, mark: Marks) -> usize {
        let rest = self.line[self.at..].iter();
        let link = self.line[self.at].link;
        rest.take_while(|glyph| glyph.link == link && glyph.marks & mark > 0)
            .count()
    }

    fn text(&mut self, run: &[Glyph]) {
        for (at, glyph) in run.iter().enumerate() {
            let next = self.offset + glyph.c.len_utf8();
            let at_mark = at == 0 || at + 1 == run.len();
            if needs_escape(&self.plain[..self.offset], glyph.c, &self.plain[next..])
                || (at_mark && glyph.c == '_')
            {
                self.written.push('\\');
            }
            self.written.push(glyph.c);
            self.offset = next;
        }
        self.at += run.len();
    }

    fn code(&mut self, run: &[Glyph]) {
        let code: String = run.iter().map(|glyph| glyph.c).collect();
        self.at += run.len();
        self.offset += code.len();
        let marks = "`".repeat(longest_run(&code, '`') + 1);
        let at_edge = code.starts_with('`') || code.ends_with('`');
        let gap = if at_edge { " " } else { "" };
        let code = match self.place {
            Place::Cell => code.replace('|', "\\|"),
            Place::Paragraph | Place::Heading => code,
        };
        self.written.extend([&marks, gap, &code, gap, &marks]);
    }
}

const fn symbol(mark: Marks) -> &'static str {
    match mark {
        BOLD => "**",
        ITALIC => "*",
        UNDERSCORED => "_",
        _ => "~~",
    }
}
