//! How the form changes.

use super::{Announcement, Draft, Edit, Effect, Event, Fact, Form, Phase};
use crate::rules::Rules;
use crate::ticket::{Complaint, Field, Problem, SendError};

impl Form {
    /// Takes what happened, changes, and returns what is wanted, in the order to be done. What
    /// makes no sense where the form stands changes nothing and wants nothing.
    pub fn apply(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.react(event);
        effects.extend(self.settle_files());
        effects
    }

    fn react(&mut self, event: Event) -> Vec<Effect> {
        match (&self.phase, event) {
            (Phase::Loading, Event::RulesArrived(rules)) => self.begin(*rules),
            (Phase::Loading, Event::RulesFailed(error)) => self.unavailable(error),
            (Phase::Unavailable, Event::Reloaded) => {
                self.enter(Phase::Loading, [Effect::LoadRules])
            }
            (Phase::Editing, Event::Edited(edit)) => self.edit(edit),
            (Phase::Editing, Event::Submitted) => self.submit(),
            (Phase::Sending(_), Event::Withheld) => self.enter(Phase::Editing, []),
            (Phase::Sending(before), Event::Uploaded(now)) => self.progress(*before, now),
            (Phase::Sending(_), Event::Opened(opened)) => self.opened(opened),
            (Phase::Sending(_), Event::Failed(error)) => self.failed(error),
            (Phase::Sending(progress), Event::Cancelled) => self.cancel(*progress),
            (Phase::Sending(progress), Event::Ticked) => self.wait(*progress),
            (Phase::Editing, Event::Ticked) => self.count_down(),
            (Phase::Editing, Event::Cancelled) => self.stop_retry(),
            (_, Event::WentOffline) => self.went_offline(),
            (_, Event::WentOnline) => self.went_online(),
            (Phase::FindingOut(purpose), Event::FoundOut(outcome)) => {
                let purpose = purpose.clone();
                self.found_out(purpose, outcome)
            }
            (Phase::Opened(_), Event::Restarted) => self.restart(),
            (Phase::Editing, Event::FilesExamined(found)) => self.examined(&found),
            (_, Event::Edited(Edit::FilesAdded(files))) => self.hold_files(files),
            (Phase::Sending(_) | Phase::FindingOut(_), Event::FilesExamined(found)) => {
                self.found.extend(found);
                Vec::new()
            }
            (Phase::Editing, Event::FileForgotten(id)) => self.forget_file(id),
            (_, Event::FileShrunk(id, size)) => self.shrunk(id, Some(size)),
            (_, Event::FileAsItIs(id)) => self.shrunk(id, None),
            _ => Vec::new(),
        }
    }

    pub(super) fn enter<const N: usize>(
        &mut self,
        phase: Phase,
        effects: [Effect; N],
    ) -> Vec<Effect> {
        self.phase = phase;
        effects.into()
    }

    fn unavailable(&mut self, error: SendError) -> Vec<Effect> {
        self.failure = Some(error);
        self.enter(Phase::Unavailable, [])
    }

    fn begin(&mut self, rules: Rules) -> Vec<Effect> {
        self.failure = None;
        self.draft = Draft::begun(&self.prefill, &rules);
        self.rules = Some(rules);
        self.enter(Phase::Editing, [Effect::Tell(Fact::Ready)])
    }

    fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        let mut effects = match edit {
            Edit::FilesAdded(files) => self.add_files(files),
            Edit::FileRemoved(id) => self.remove_file(id),
            Edit::FileRestored(id) => self.restore_file(id),
            Edit::OriginalKept(id) => self.keep_original(id),
            edit => self.write(edit),
        };
        effects.extend(self.take_over());
        effects
    }

    /// What was about to be tried again by itself is another ticket now: that is the person's to
    /// send.
    pub(super) fn take_over(&mut self) -> Option<Effect> {
        let stopped = self.course.take_over();
        stopped.then_some(Effect::Announce(Announcement::RetryStopped))
    }

    fn write(&mut self, edit: Edit) -> Vec<Effect> {
        let field = self.draft.edit(edit);
        self.forgive(field);
        self.questions(field).into_iter().collect()
    }

    /// Says that another department asks questions of its own: they appear below the focus.
    fn questions(&self, field: Field) -> Option<Effect> {
        let id = self
            .draft
            .department
            .filter(|_| field == Field::Department)?;
        let department = self.rules.as_ref()?.department(id)?;
        let count = department.asked(&self.draft.answers_to(department)).count();
        (count > 0).then_some(Effect::Announce(Announcement::Questions(count)))
    }

    /// A complaint that is answered goes; none appears while somebody writes. Files are judged at
    /// once: what cannot be sent is better known before more is chosen.
    pub(super) fn forgive(&mut self, field: Field) {
        let Some(rules) = &self.rules else { return };
        if field == Field::Files {
            self.problems
                .retain(|problem| problem.field != Field::Files);
            self.problems.extend(self.draft.judge_files(rules));
        } else if !self.problems.is_empty() {
            let still = self.draft.check(rules).err().unwrap_or_default();
            let department_changed = field == Field::Department;
            self.problems.retain_mut(|problem| {
                if is_of_size(problem) {
                    let now = still.iter().find(|other| is_of_size(other));
                    return now.map(|now| *problem = now.clone()).is_some();
                }
                let touched = problem.field == field
                    || (department_changed && matches!(problem.field, Field::Custom(_)));
                !touched || still.iter().any(|other| other.field == problem.field)
            });
        }
    }

    /// What was written beyond the opened ticket is gone on with.
    fn restart(&mut self) -> Vec<Effect> {
        let Some(rules) = self.rules.as_ref().filter(|_| !self.draft.is_begun()) else {
            return self.enter(Phase::Editing, [Effect::FocusFirst]);
        };
        let nothing_about_the_last = super::Prefill {
            subject: String::new(),
            message: String::new(),
            ..self.prefill.clone()
        };
        self.draft = Draft::begun(&nothing_about_the_last, rules);
        self.enter(Phase::Editing, [Effect::FocusFirst])
    }
}

/// Whether it is about the request as a whole: each word makes it larger.
const fn is_of_size(problem: &Problem) -> bool {
    matches!(
        problem.complaint,
        Complaint::FilesBesideWords { .. } | Complaint::WordsTooLarge { .. }
    )
}
