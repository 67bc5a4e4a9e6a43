//! Number of times that the rules were replaced.

use crate::rules::Rules;

/// Number of times that parts of the rules were replaced. The views of a part are rebuilt when its
/// number changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RulesRevision {
    /// Requester, departments, services and priorities.
    pub fields: u32,
    /// Custom fields.
    pub custom_fields: u32,
    /// Limits, which the field for attachments displays.
    pub limits: u32,
}

impl RulesRevision {
    pub(super) fn increment_changed(&mut self, old: &Rules, new: &Rules) {
        let has_other_departments = old.departments != new.departments;
        let has_other_choices = old.related != new.related
            || old.priorities != new.priorities
            || old.requester != new.requester;
        self.fields += u32::from(has_other_departments || has_other_choices);
        self.custom_fields += u32::from(has_other_departments);
        self.limits += u32::from(old.limits != new.limits);
    }
}
