//! How files come and go: what is told, where the focus goes, and what the browser is asked to
//! look at.

use super::files::move_file;
use super::{Announcement, Chosen, Edit, Effect, Examination, FileId, Flaw, Form, Phase};
use crate::rules::{Rules, redrawn_as};
use crate::ticket::Field;

impl Form {
    pub(super) fn add_files(&mut self, added: Vec<Chosen>) -> Vec<Effect> {
        let Some(rules) = self.rules.as_ref().filter(|_| !added.is_empty()) else {
            return Vec::new();
        };
        let complete = |file: Chosen| file.complete(&rules.limits);
        let added: Vec<Chosen> = added.into_iter().map(complete).collect();
        let shrink = shrink(&added, rules);
        if let Some(Effect::Shrink { files, .. }) = &shrink {
            self.shrinking.extend(files.iter().map(|(id, _)| *id));
        }
        let ids: Vec<FileId> = added.iter().map(|file| file.id).collect();
        let mut effects = vec![Effect::Announce(Announcement::FilesAdded {
            added: added.len(),
            all: self.draft.files.len() + added.len(),
        })];
        effects.extend(self.change_files(Edit::FilesAdded(added)));
        effects.extend(self.examine(|file| ids.contains(&file.id)));
        effects.extend(shrink);
        effects
    }

    pub(super) fn remove_file(&mut self, id: FileId) -> Vec<Effect> {
        let files = &self.draft.files;
        let Some(place) = files.iter().position(|file| file.id == id) else {
            return Vec::new();
        };
        let next = files
            .get(place + 1)
            .or(place.checked_sub(1).map(|before| &files[before]));
        let mut effects = vec![
            Effect::FocusFiles(next.map(|file| file.id)),
            Effect::Announce(Announcement::FileRemoved(files[place].name.clone())),
        ];
        effects.extend(self.change_files(Edit::FileRemoved(id)));
        effects.extend(self.unmark_copies_of(id));
        effects
    }

    pub(super) fn restore_file(&mut self, id: FileId) -> Vec<Effect> {
        let Some(file) = self.draft.removed.iter().find(|file| file.id == id) else {
            return Vec::new();
        };
        let mut effects = vec![
            Effect::FocusFiles(Some(id)),
            Effect::Announce(Announcement::FileRestored(file.name.clone())),
        ];
        effects.extend(self.change_files(Edit::FileRestored(id)));
        // What was chosen meanwhile may be the same.
        effects.extend(self.examine(|file| file.id >= id));
        effects
    }

    /// The time is up in which a file could be put back.
    pub(super) fn forget_file(&mut self, id: FileId) -> Vec<Effect> {
        let mut gone = Vec::new();
        move_file(&mut self.draft.removed, &mut gone, id);
        gone.iter().map(|file| Effect::Release(file.id)).collect()
    }

    /// A folder may take its time to be looked through; what is in it comes when a ticket is on its
    /// way already, or open, and must not be lost.
    pub(super) fn hold_files(&mut self, files: Vec<Chosen>) -> Vec<Effect> {
        self.late.extend(files);
        Vec::new()
    }

    /// What is on its way is not put together anew: what was taken out before it goes for good, and
    /// what came too late waits until something is written again.
    pub(super) fn settle_files(&mut self) -> Vec<Effect> {
        match self.phase {
            Phase::Editing => self.take_up(),
            Phase::Opened(_) => Vec::new(),
            _ => {
                let gone = std::mem::take(&mut self.draft.removed);
                gone.iter().map(|file| Effect::Release(file.id)).collect()
            }
        }
    }

    fn take_up(&mut self) -> Vec<Effect> {
        let found = std::mem::take(&mut self.found);
        let late = std::mem::take(&mut self.late);
        let mut effects = Vec::new();
        if !found.is_empty() {
            effects.extend(self.examined(&found));
        }
        if !late.is_empty() {
            effects.extend(self.add_files(late));
            effects.extend(self.take_over());
        }
        effects
    }

    pub(super) fn examined(&mut self, found: &[(FileId, Flaw)]) -> Vec<Effect> {
        let before = self.files_refused();
        for (id, flaw) in found {
            let files = &mut self.draft.files;
            let is_there = |id: FileId| files.iter().any(|file| file.id == id);
            let holds = match flaw {
                // Where the other one was taken out meanwhile, this is the only one.
                Flaw::Duplicate(of) => is_there(*of),
                _ => true,
            };
            if let Some(file) = files.iter_mut().find(|file| file.id == *id && holds) {
                file.flaw = Some(*flaw);
            }
        }
        self.forgive(Field::Files);
        self.refused_since(before).into_iter().collect()
    }

    /// A picture was made smaller, if that was possible. A ticket that waits for it goes out now.
    pub(super) fn shrunk(&mut self, id: FileId, smaller: Option<u64>) -> Vec<Effect> {
        let is_awaited = self.shrinking.contains(&id);
        self.shrinking.retain(|other| *other != id);
        let mut effects = Vec::new();
        match (&self.phase, smaller) {
            (Phase::Editing, Some(size)) => {
                effects.extend(self.make_smaller(id, size));
                effects.extend(self.take_over().filter(|_| !effects.is_empty()));
            }
            (Phase::Sending(_), _) if is_awaited => {
                effects.extend(smaller.and_then(|size| self.make_smaller(id, size)));
                effects.extend(self.send_what_waits());
            }
            _ => {}
        }
        effects
    }

    fn make_smaller(&mut self, id: FileId, size: u64) -> Option<Effect> {
        let mut files = self.draft.files.iter_mut().chain(&mut self.draft.removed);
        let file = files.find(|file| file.id == id && file.shrunk_from.is_none())?;
        file.shrunk_from = Some(file.size);
        file.size = size;
        self.forgive(Field::Files);
        Some(Effect::Exchange(id))
    }

    pub(super) fn keep_original(&mut self, id: FileId) -> Vec<Effect> {
        let shrunk = |file: &Chosen| file.id == id && file.shrunk_from.is_some();
        if !self.draft.files.iter().any(shrunk) {
            return Vec::new();
        }
        let mut effects = vec![Effect::Exchange(id), Effect::FocusFiles(Some(id))];
        effects.extend(self.change_files(Edit::OriginalKept(id)));
        effects
    }

    /// Changes the files, and says what is wrong that was not before.
    fn change_files(&mut self, edit: Edit) -> Option<Effect> {
        let before = self.files_refused();
        let field = self.draft.edit(edit);
        self.forgive(field);
        self.refused_since(before)
    }

    fn files_refused(&self) -> usize {
        let problems = self.problems.iter();
        problems.filter(|p| p.field == Field::Files).count()
    }

    fn refused_since(&self, before: usize) -> Option<Effect> {
        let more = self.files_refused().saturating_sub(before);
        (more > 0).then_some(Effect::Announce(Announcement::FilesRefused(more)))
    }

    /// A file is a copy only as long as the first of them is there; the copies may be the same.
    fn unmark_copies_of(&mut self, id: FileId) -> Option<Effect> {
        let mut unmarked = Vec::new();
        for file in &mut self.draft.files {
            if file.flaw == Some(Flaw::Duplicate(id)) {
                file.flaw = None;
                unmarked.push(file.id);
            }
        }
        if unmarked.is_empty() {
            return None;
        }
        self.forgive(Field::Files);
        self.examine(|file| unmarked.contains(&file.id))
    }

    /// Has these files looked at. What is known to be no file has no first byte.
    fn examine(&self, which: impl Fn(&Chosen) -> bool) -> Option<Effect> {
        let files = self.draft.files.iter();
        let which = files.filter(|file| file.flaw.is_none() && which(file));
        let examinations: Vec<Examination> = which
            .map(|file| Examination {
                file: file.id,
                beside: self.draft.like(file),
            })
            .collect();
        (!examinations.is_empty()).then_some(Effect::Examine(examinations))
    }
}

/// Has pictures made smaller, where this installation wants it.
fn shrink(added: &[Chosen], rules: &Rules) -> Option<Effect> {
    let megapixels = rules.shrink_over?;
    let readable = added.iter().filter(|file| file.flaw.is_none());
    let files: Vec<_> = readable
        .filter_map(|file| Some((file.id, redrawn_as(&file.name)?)))
        .collect();
    (!files.is_empty()).then_some(Effect::Shrink { files, megapixels })
}
