//! The content of the ticket that was sent, for its confirmation.

use super::Draft;
use crate::rules::{FieldKind, Rules, TICK_BOX_ON};
use crate::ticket::{SentTicket, trim_invisible};

impl Draft {
    /// Returns the content of the ticket that was sent from this draft. It contains no password: the
    /// copy of a ticket is a file.
    pub(super) fn sent_ticket(&self, rules: &Rules) -> SentTicket {
        let email = match &rules.requester {
            Some(user) => user.email.as_ref().map_or("", |email| email.as_str()),
            None => trim_invisible(&self.email),
        };
        let department = self.department.and_then(|id| rules.department(id));
        let answers = department.map(|department| {
            let given = self.answers_to(department);
            let shown = department.visible_fields(&given);
            let shown = shown.filter(|field| field.kind != FieldKind::Password);
            let answer = |id| given.get(id).filter(|answer| !answer.is_empty());
            let answers = shown.filter_map(|field| {
                let answer = answer(field.id)?;
                // The label of a ticked box is its meaning.
                let is_tick = field.kind == FieldKind::TickBox && answer == TICK_BOX_ON;
                let answer = if is_tick { "✓" } else { answer };
                Some((field.name.clone(), answer.to_owned()))
            });
            answers.collect()
        });
        let attachments = self.files.iter();
        let attachments = attachments.map(|file| (file.name.to_string(), file.size));
        SentTicket {
            email: email.to_owned(),
            department: department.map_or_else(String::new, |it| it.name.clone()),
            answers: answers.unwrap_or_default(),
            subject: self.subject.trim().to_owned(),
            message: self.message.clone(),
            attachments: attachments.collect(),
        }
    }
}
