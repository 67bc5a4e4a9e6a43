//! Validation of the draft after an edit: removes the problems that the edit resolved.

use super::transition::Context;
use super::{Draft, Editing, Effect};
use crate::rules::Rules;
use crate::ticket::{Field, Problem, Violation};

impl Editing {
    /// Removes the problems that an edit resolved. No problem is added while the user types. Files
    /// are validated immediately, so that the user does not select more files of a type that cannot
    /// be sent.
    pub(super) fn revalidate(&mut self, field: Field, context: &Context) {
        let (draft, rules) = (&context.draft, context.rules);
        if field == Field::Files {
            self.problems
                .retain(|problem| problem.field != Field::Files);
            self.problems.extend(draft.validate_files(rules));
        } else if !self.problems.is_empty() {
            let remaining = draft.to_ticket(rules).err().unwrap_or_default();
            let department_changed = field == Field::Department;
            self.problems.retain_mut(|problem| {
                if is_request_size(problem) {
                    let updated = remaining.iter().find(|other| is_request_size(other));
                    return updated.map(|updated| *problem = updated.clone()).is_some();
                }
                let was_edited = problem.field == field
                    || (department_changed && matches!(problem.field, Field::Custom(_)));
                !was_edited || remaining.iter().any(|other| other.field == problem.field)
            });
        }
    }

    /// Updates the problems after the draft or its rules were replaced: files are validated immediately,
    /// and other fields keep a problem only if they still have one. Cancels the automatic retry: the
    /// draft or its requester differs from the submitted one.
    pub(super) fn revalidate_all(&mut self, draft: &Draft, rules: &Rules) -> Option<Effect> {
        let remaining = draft.to_ticket(rules).err().unwrap_or_default();
        self.problems.retain_mut(|problem| {
            let mut remaining = remaining.iter().filter(|_| problem.field != Field::Files);
            let updated = remaining.find(|other| other.field == problem.field);
            updated.map(|updated| *problem = updated.clone()).is_some()
        });
        self.problems.extend(draft.validate_files(rules));
        self.cancel_retry()
    }
}

/// Returns `true` if a problem concerns the size of the whole request, which any edit can change.
const fn is_request_size(problem: &Problem) -> bool {
    matches!(
        problem.violation,
        Violation::FilesTooLargeWithText { .. } | Violation::TextTooLarge { .. }
    )
}
