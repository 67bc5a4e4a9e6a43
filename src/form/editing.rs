//! Editing of the draft: the events that change its fields and files.

use super::transition::{Context, Transition};
use super::{Announcement, Edit, Editing, Effect, Event};
use crate::ticket::Field;

impl Editing {
    pub(super) fn handle(&mut self, event: Event, context: &mut Context) -> Transition {
        Transition::stay(match event {
            Event::Submitted => return self.submit(context),
            Event::Ticked => return self.count_down(context),
            Event::WentOnline => return self.look_up_failed_submission(context),
            Event::Edited(edit) => self.edit(edit, context),
            Event::Cancelled => self.cancel_countdown(),
            Event::FilesChecked(issues) => self.record_issues(&issues, context),
            Event::RemovedFileExpired(id) => {
                let release = context.draft.release_removed_file(id);
                release.into_iter().collect()
            }
            Event::FileDownscaled(id, size) => self.record_downscaled(id, size, context),
            event @ (Event::FileSniffed(id, _) | Event::FileConverted(id, _)) => {
                self.prepare_file(id, &event, context)
            }
            Event::FileNotDownscaled(id) => {
                context.draft.end_downscale(id);
                Vec::new()
            }
            _ => Vec::new(),
        })
    }

    fn edit(&mut self, edit: Edit, context: &mut Context) -> Vec<Effect> {
        let mut effects = match edit {
            Edit::FilesAdded(files) => self.add_files(files, context),
            Edit::FileRemoved(id) => self.remove_file(id, context),
            Edit::FileRestored(id) => self.restore_file(id, context),
            Edit::OriginalSelected(id) => self.use_original(id, context),
            edit => self.edit_field(edit, context),
        };
        effects.extend(self.cancel_retry());
        effects
    }

    fn edit_field(&mut self, edit: Edit, context: &mut Context) -> Vec<Effect> {
        let is_blank =
            matches!(edit, Edit::Department(_)) && context.draft.has_blank_message(context.rules);
        let field = context.draft.edit(edit);
        if is_blank {
            let template = context.rules.message_template(context.draft.department);
            template.clone_into(&mut context.draft.message);
        }
        self.revalidate(field, context);
        let announcement = match field {
            Field::Department => announce_custom_fields(context),
            _ => None,
        };
        announcement.into_iter().collect()
    }
}

/// Announces the custom fields of the selected department: they appear below the focus.
fn announce_custom_fields(context: &Context) -> Option<Effect> {
    let department = context.rules.department(context.draft.department?)?;
    let answers = context.draft.answers_to(department);
    let count = department.visible_fields(&answers).count();
    (count > 0).then_some(Effect::Announce(Announcement::CustomFields(count)))
}
