//! The files behind their ids: taken in, looked at, made smaller, let go.

use super::{Performer, spawn};
use crate::browser::{self, MOST, Peek, Picked};
use crate::form::{Chosen, Event, Examination, FileId, Flaw};
use crate::ui::second::{self, Doing, Second};
use crate::ui::store::Store;
use web_sys::File;

/// A file that is to be looked at, and those that it may be the same as.
pub struct Examined {
    pub file: File,
    pub beside: Vec<(FileId, File)>,
}

/// Files by their ids. They are few: a list finds one as soon as a tree, and weighs nothing.
#[derive(Default)]
pub(super) struct Files(Vec<(FileId, File)>);

impl Files {
    pub(super) fn get(&self, id: FileId) -> Option<&File> {
        let found = self.0.iter().find(|(other, _)| *other == id);
        found.map(|(_, file)| file)
    }

    fn insert(&mut self, id: FileId, file: File) {
        self.remove(id);
        self.0.push((id, file));
    }

    fn remove(&mut self, id: FileId) -> Option<File> {
        let place = self.0.iter().position(|(other, _)| *other == id)?;
        Some(self.0.swap_remove(place).1)
    }
}

impl Performer {
    /// Takes in what was chosen: the form learns names, sizes and kinds, the bytes stay where they
    /// are.
    pub fn take_in(&mut self, picked: Vec<Picked>) -> Vec<Chosen> {
        picked.into_iter().map(|picked| self.keep(picked)).collect()
    }

    /// Makes a file of a text and takes it in; none where the browser makes none.
    pub fn take_in_text(&mut self, name: &str, text: &str) -> Option<Chosen> {
        let file = browser::file_of_text(name, text)?;
        Some(self.keep(Picked::File(file)))
    }

    fn keep(&mut self, picked: Picked) -> Chosen {
        self.last_id += 1;
        let id = FileId(self.last_id);
        let none = |name: &str, flaw| Chosen {
            flaw: Some(flaw),
            ..Chosen::new(id, name, 0, "")
        };
        match picked {
            Picked::File(file) => {
                let size = browser::size_of(&file);
                let chosen = Chosen::new(id, &file.name(), size, &file.type_());
                self.files.insert(id, file);
                chosen
            }
            Picked::Unreadable(name) => none(&name, Flaw::Unreadable),
            Picked::FolderEmpty(name) => none(&name, Flaw::FolderEmpty),
            Picked::FolderTooFull(name) => none(&name, Flaw::FolderTooFull(MOST)),
        }
    }

    pub(super) fn release(&mut self, id: FileId) {
        self.files.remove(id);
        self.others.remove(id);
    }

    /// A file as it was chosen.
    fn original(&self, id: FileId) -> Option<File> {
        // A picture was larger before.
        let (now, other) = (self.files.get(id), self.others.get(id));
        let both = now.into_iter().chain(other);
        both.max_by_key(|file| browser::size_of(file)).cloned()
    }

    /// One after the other, for as long as the form is on the page.
    pub(super) fn examine(&self, asked: Vec<Examination>, store: Store) {
        let examined = |Examination { file: id, beside }| {
            let file = self.original(id)?;
            let beside = beside.into_iter();
            let beside = beside.filter_map(|id| Some((id, self.original(id)?)));
            let beside = beside.collect();
            Some((id, Examined { file, beside }))
        };
        let looks: Vec<_> = asked.into_iter().filter_map(examined).collect();
        spawn(async move {
            let Some(second) = arrived(store).await else {
                return;
            };
            let mut found = Vec::new();
            for (id, examined) in looks {
                if store.perform(|_| ()).is_none() {
                    return;
                }
                let flaw = second.flaw_of(examined).await;
                found.extend(flaw.map(|flaw| (id, flaw)));
            }
            if !found.is_empty() {
                store.dispatch(Event::FilesExamined(found));
            }
        });
    }

    pub(super) fn shrink(&self, asked: Vec<(FileId, &'static str)>, megapixels: u32, store: Store) {
        let asked = asked.into_iter();
        let found = asked.filter_map(|(id, kind)| Some((id, kind, self.files.get(id)?.clone())));
        let pictures: Vec<_> = found.collect();
        spawn(async move {
            let second = second::bring().await.ok();
            for (id, kind, file) in pictures {
                let small = match second {
                    Some(second) => second.smaller(file, kind, megapixels).await,
                    None => None,
                };
                let size = small.as_ref().map(browser::size_of);
                let kept = store.perform(|performer| performer.offer(id, small));
                match (kept, size) {
                    (Some(true), Some(size)) => store.dispatch(Event::FileShrunk(id, size)),
                    (Some(_), _) => store.dispatch(Event::FileAsItIs(id)),
                    (None, _) => return,
                }
            }
        });
    }

    /// Keeps another version of a file, if there is one and the file is still there.
    fn offer(&mut self, id: FileId, other: Option<File>) -> bool {
        let other = other.filter(|_| self.files.get(id).is_some());
        let is_kept = other.is_some();
        if let Some(other) = other {
            self.others.insert(id, other);
        }
        is_kept
    }

    pub(super) fn exchange(&mut self, id: FileId) {
        if let (Some(now), Some(other)) = (self.files.remove(id), self.others.remove(id)) {
            self.files.insert(id, other);
            self.others.insert(id, now);
        }
    }

    /// An address under which the page can draw a file; whoever asks gives it back.
    pub fn address_of(&self, id: FileId) -> Option<String> {
        browser::address_of(self.files.get(id)?)
    }

    /// How a text begins.
    pub fn peek(&self, id: FileId) -> Doing<Option<Peek>> {
        let file = self.files.get(id).cloned();
        Box::pin(async move { second::bring().await.ok()?.peek(file?).await })
    }
}

/// How many milliseconds after one try the second half is asked for again by whoever needs it.
const AGAIN: i32 = 5_000;

/// Waits for the second half for as long as the form is on the page.
async fn arrived(store: Store) -> Option<&'static dyn Second> {
    loop {
        if let Ok(second) = second::bring().await {
            return Some(second);
        }
        browser::pause(AGAIN).await;
        store.perform(|_| ())?;
    }
}
