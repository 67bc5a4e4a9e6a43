//! Commands on whole lines, validated by parsing the result.
//!
//! A line that becomes an item or a quote would [include the lines below it][1]. A separator, a
//! blank line of one space, keeps them out. The space distinguishes a separator from blank lines that
//! a user typed: applied again, a command removes only the text that it has added.
//!
//! [1]: https://spec.commonmark.org/0.31.2/#lazy-continuation-line

use super::{
    change::Change,
    edits::Edits,
    line::Line,
    line_context::{ContextLines, LineContext, are_same, contexts, type_letter},
    selection::Selection,
};

/// Content of a separator, after the quote markers.
const SEPARATOR: &str = " ";

/// Edits a line, given its context, in one of several ways.
type EditLine<'a> = dyn Fn(&Line, Option<&LineContext>, usize, &mut Edits) + 'a;

/// A command on the selected lines.
pub(super) struct LineCommand<'a> {
    /// Number of ways to edit a line.
    pub(super) ways: usize,
    /// Edits a line in one of these ways, given its context.
    pub(super) edit: &'a EditLine<'a>,
    /// Returns `true` if a line is parsed as the command requires, given its contexts before and
    /// after it.
    pub(super) is_expected: &'a dyn Fn(&LineContext, &LineContext) -> bool,
}

/// The selected lines and their parsed context.
pub(super) struct SelectedLines<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The contexts of these lines.
    pub(super) contexts: Vec<Option<LineContext>>,
    context_lines: ContextLines,
    /// The contexts of all lines around the selection.
    all: Vec<Option<LineContext>>,
    /// Number of the first selected line.
    first: usize,
    /// Numbers of the selected lines that the command edits, counted from the first.
    edited: Vec<usize>,
    /// Numbers of those lines whose contexts matter: all but blank ones, or the first one.
    checked: Vec<usize>,
}

impl<'a> SelectedLines<'a> {
    /// Reads the selected lines. Blank lines are not edited; if all lines are blank, the first
    /// one is.
    pub(super) fn of(selection: &Selection<'a>) -> Self {
        Self::new(Line::selected(selection), selection)
    }

    /// Reads the given lines, which contain the selected ones. Blank lines are edited too.
    pub(super) fn with_blank_lines(lines: Vec<Line<'a>>, selection: &Selection<'a>) -> Self {
        let mut selected = Self::new(lines, selection);
        selected.edited = (0..selected.lines.len()).collect();
        selected
    }

    fn new(mut lines: Vec<Line<'a>>, selection: &Selection<'a>) -> Self {
        while lines.len() > 1 && lines.last().is_some_and(is_separator) {
            lines.pop();
        }
        let with_content = (0..lines.len()).filter(|index| !lines[*index].is_blank());
        let mut checked: Vec<usize> = with_content.collect();
        if checked.is_empty() {
            checked.push(0);
        }
        let context_lines = ContextLines::of(selection);
        let first = context_lines.line_at(selection.text(), lines[0].start);
        let count = lines.len();
        let mut typed = context_lines.lines.clone();
        checked
            .iter()
            .for_each(|index| type_letter(&mut typed[first + index]));
        let all = contexts(&typed);
        Self {
            lines,
            contexts: all[first..first + count].to_vec(),
            context_lines,
            all,
            first,
            edited: checked.clone(),
            checked,
        }
    }

    /// Returns the lines around the selection.
    pub(super) fn context_lines(&self) -> &[String] {
        &self.context_lines.lines
    }

    /// Returns `true` if all lines that the command edits meet a condition.
    pub(super) fn all(&self, condition: impl Fn(&Line, Option<&LineContext>) -> bool) -> bool {
        let mut edited = self.edited.iter();
        edited.all(|index| condition(&self.lines[*index], self.contexts[*index].as_ref()))
    }

    /// Returns `true` if all lines, blank ones included, meet a condition.
    pub(super) fn all_with_blank_lines(
        &self,
        condition: impl Fn(&Line, Option<&LineContext>) -> bool,
    ) -> bool {
        let mut lines = self.lines.iter().zip(&self.contexts);
        lines.all(|(line, context)| condition(line, context.as_ref()))
    }

    /// Returns `true` if these are the given lines.
    pub(super) fn has_lines(&self, lines: &[Line]) -> bool {
        let range = |lines: &[Line]| Some(lines.first()?.start..lines.last()?.end());
        range(&self.lines) == range(lines)
    }

    /// Applies a command in the first way, and with the fewest separators, after which Markdown
    /// parses the selected lines as expected and all others as before. Changes nothing if there is
    /// no such way.
    pub(super) fn apply(&self, command: &LineCommand, selection: &Selection) -> Change {
        for way in 0..command.ways {
            for [above, below] in [[false, false], [false, true], [true, false], [true, true]] {
                let change = self.change(command, way, [above, below], selection);
                if self.meets_expectation(command, &change, selection, above) {
                    return change;
                }
            }
        }
        Change::noop(selection)
    }

    /// Edits the lines, removes the separators next to them, and adds the requested separators.
    fn change(
        &self,
        command: &LineCommand,
        way: usize,
        separators: [bool; 2],
        selection: &Selection,
    ) -> Change {
        let mut edits = Edits::default();
        let [above, below] = self.neighbours(selection.text());
        let (first, last) = (&self.lines[0], &self.lines[self.lines.len() - 1]);
        if let Some((separator, _)) = above.filter(|(separator, _)| separator.is_some()) {
            let start = separator.map_or(first.start, |line| line.start);
            edits.delete(start..first.start);
        }
        if let Some((_, neighbour)) = above.filter(|_| separators[0]) {
            edits.insert_before_caret(first.start, separator(first, &neighbour) + "\n");
        }
        for index in &self.edited {
            let context = self.contexts[*index].as_ref();
            (command.edit)(&self.lines[*index], context, way, &mut edits);
        }
        if let Some((_, neighbour)) = below.filter(|_| separators[1]) {
            edits.insert_after_caret(last.end(), "\n".to_owned() + &separator(last, &neighbour));
        }
        if let Some((Some(separator), _)) = below {
            edits.delete(last.end()..separator.end());
        }
        edits.into_change(selection)
    }

    /// Returns the lines above and below. The first value of each pair is the separator between the
    /// line and the selected lines, if there is one.
    fn neighbours(&self, text: &'a str) -> [Option<(Option<Line<'a>>, Line<'a>)>; 2] {
        let skip_separator = |mut lines: Box<dyn Iterator<Item = Line<'a>> + 'a>| {
            let next = lines.next()?;
            match is_separator(&next).then(|| lines.next()).flatten() {
                Some(neighbour) if !neighbour.is_blank() => Some((Some(next), neighbour)),
                _ => (!next.is_blank()).then_some((None, next)),
            }
        };
        let (first, last) = (self.lines[0], self.lines[self.lines.len() - 1]);
        [
            skip_separator(Box::new(first.preceding(text))),
            skip_separator(Box::new(last.following(text))),
        ]
    }

    fn meets_expectation(
        &self,
        command: &LineCommand,
        change: &Change,
        selection: &Selection,
        has_separator: bool,
    ) -> bool {
        let text = selection.text();
        let new_lines = self.context_lines.after(text, &change.apply_to(text));
        let had_separator =
            self.neighbours(text)[0].is_some_and(|(separator, _)| separator.is_some());
        let has_separator = has_separator && self.neighbours(text)[0].is_some();
        let first = self.first + usize::from(has_separator) - usize::from(had_separator);
        let count = self.lines.len();
        let mut typed = new_lines.clone();
        self.checked
            .iter()
            .for_each(|index| type_letter(&mut typed[first + index]));
        let new = contexts(&typed);
        let mut checked = self.checked.iter();
        let are_as_expected =
            checked.all(
                |index| match (&self.contexts[*index], &new[first + index]) {
                    (Some(old), Some(new)) => (command.is_expected)(old, new),
                    (old, new) => old.is_none() && new.is_none(),
                },
            );
        let are_same_around = |new: &[Option<LineContext>]| {
            are_same(&self.all[..self.first], &new[..first])
                && are_same(&self.all[self.first + count..], &new[first + count..])
        };
        are_as_expected
            && are_same_around(&new)
            && (typed == new_lines || are_same_around(&contexts(&new_lines)))
    }
}

fn is_separator(line: &Line) -> bool {
    &line.text[line.quote_end..] == SEPARATOR
}

/// Returns a separator between two lines, within the quotes that both have.
fn separator(line: &Line, neighbour: &Line) -> String {
    let outer = if line.quote_depth < neighbour.quote_depth {
        line
    } else {
        neighbour
    };
    let quotes = &outer.text[..outer.quote_end];
    let space = if quotes.is_empty() || quotes.ends_with(' ') {
        ""
    } else {
        " "
    };
    [quotes, space, SEPARATOR].concat()
}
