//! Helpers of the form tests: forms in a given phase, and queries of the effects.

use super::fixtures::rules;
use open_ticket::form::{
    Announcement, Edit, Effect, Event, FileId, Form, HostEvent, LookupReason, Phase, Prefill,
    Progress, SelectedFile,
};
use open_ticket::rules::Rules;
use open_ticket::ticket::{
    DepartmentId, Field, FieldId, FileName, OpenedTicket, Ticket, Violation,
};

pub fn ready_with(rules: Rules, prefill: Prefill) -> Form {
    let (mut form, _) = Form::new(prefill);
    let effects = form.apply(Event::RulesLoaded(Box::new(rules)));
    assert_eq!(effects, [Effect::Emit(HostEvent::Ready)]);
    form
}

pub fn ready() -> Form {
    ready_with(rules(), Prefill::default())
}

pub fn filled_in() -> Form {
    filled_in_with(rules())
}

pub fn filled_in_with(rules: Rules) -> Form {
    let mut form = ready_with(rules, Prefill::default());
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("web-1 answers 500".into()),
        Edit::Message("Since **Tuesday**.".into()),
    ] {
        edit(&mut form, change);
    }
    form
}

pub fn sending() -> Form {
    let mut form = filled_in();
    let effects = form.apply(Event::Submitted);
    sent_ticket(&effects);
    form
}

/// Form that is sending two files, of 100 and 300 bytes.
pub fn sending_files() -> Form {
    let mut form = filled_in();
    let files = vec![file(1, "a.txt", 100), file(2, "b.txt", 300)];
    edit(&mut form, Edit::FilesAdded(files));
    sent_ticket(&form.apply(Event::Submitted));
    form
}

pub fn edit(form: &mut Form, edit: Edit) -> Vec<Effect> {
    form.apply(Event::Edited(edit))
}

pub fn tick(form: &mut Form, seconds: u32) -> Vec<Effect> {
    let ticks = (0..seconds).flat_map(|_| form.apply(Event::Ticked));
    ticks.collect()
}

pub fn general() -> DepartmentId {
    DepartmentId::new(1).unwrap()
}

pub fn technical() -> DepartmentId {
    DepartmentId::new(3).unwrap()
}

pub fn field(id: u32) -> FieldId {
    FieldId::new(id).unwrap()
}

pub fn file(id: u32, name: &str, size: u64) -> SelectedFile {
    SelectedFile::new(FileId(id), name, size, "")
}

/// Progress after all bytes were read, and this many of them uploaded.
pub fn uploaded(sent: u64, total: u64) -> Progress {
    Progress {
        read: total,
        sent,
        total,
    }
}

pub fn opened_ticket() -> OpenedTicket {
    OpenedTicket::new(1, "516757", "KPqH7yG3").unwrap()
}

/// The effects that confirm [`opened_ticket`].
pub fn confirmation() -> [Effect; 3] {
    let event = HostEvent::Opened {
        id: 1,
        number: "516757".into(),
    };
    [
        Effect::RenewKey,
        Effect::FocusConfirmation,
        Effect::Emit(event),
    ]
}

pub fn sent_ticket(effects: &[Effect]) -> &Ticket<FileId> {
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Send(ticket) => Some(ticket),
        _ => None,
    });
    ticket.expect("a ticket to be sent")
}

pub fn sends(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Send(_)))
}

pub fn renews_key(effects: &[Effect]) -> bool {
    effects.contains(&Effect::RenewKey)
}

pub fn upload(form: &mut Form, sent: u64) -> Vec<Effect> {
    form.apply(Event::Progressed(uploaded(sent, 400)))
}

pub fn read(form: &mut Form, read: u64) -> Vec<Effect> {
    form.apply(Event::Progressed(Progress {
        read,
        sent: 0,
        total: 400,
    }))
}

pub fn add(form: &mut Form, files: &[SelectedFile]) -> Vec<Effect> {
    edit(form, Edit::FilesAdded(files.to_vec()))
}

pub fn announcements(effects: &[Effect]) -> Vec<Announcement> {
    let announcements = effects.iter().filter_map(|effect| match effect {
        Effect::Announce(announcement) => Some(announcement.clone()),
        _ => None,
    });
    announcements.collect()
}

pub fn count_announcements(effects: &[Effect], announcement: Announcement) -> usize {
    let expected = Effect::Announce(announcement);
    effects.iter().filter(|effect| **effect == expected).count()
}

pub fn problem_fields(form: &Form) -> Vec<Field> {
    form.problems()
        .iter()
        .map(|problem| problem.field)
        .collect()
}

pub fn violation_of(form: &Form, id: u32) -> Option<Violation> {
    assert!(
        form.listed_files().contains(&(FileId(id), true)),
        "the file is listed"
    );
    form.file_violation(FileId(id))
}

/// Ids of the listed files. The ids of removed files are negative.
pub fn listed_ids(form: &Form) -> Vec<i64> {
    let id = |(id, is_kept): &(FileId, bool)| match is_kept {
        true => i64::from(id.0),
        false => -i64::from(id.0),
    };
    form.listed_files().iter().map(id).collect()
}

pub fn progress(form: &Form) -> Option<Progress> {
    match form.phase() {
        Phase::Sending(sending) => Some(sending.progress()),
        _ => None,
    }
}

pub fn lookup_reason(form: &Form) -> Option<&LookupReason> {
    match form.phase() {
        Phase::LookingUp(lookup) => Some(lookup.reason()),
        _ => None,
    }
}

pub fn file_name(text: &str) -> FileName {
    FileName::sanitized(text)
}

pub fn three_files() -> [SelectedFile; 3] {
    [
        file(1, "a.txt", 1),
        file(2, "b.txt", 2),
        file(3, "c.txt", 3),
    ]
}
