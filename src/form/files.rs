//! Files that are to go along, and all that is wrong with them.

use super::{Draft, Form};
use crate::rules::{Limits, Rules, Words, contradicts};
use crate::ticket::{Attachment, Complaint, CustomFields, Field, FileName, Problem};

/// A file among those of one form: a later one has a larger number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file that is to go along. Its bytes stay where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// By which the browser's half finds it again.
    pub id: FileId,
    /// Its name, made safe.
    pub name: FileName,
    /// Its size in bytes.
    pub size: u64,
    /// The name that it came with, if that is another one.
    pub called: Option<String>,
    /// What it is by the browser's word: a media type in lower case, or nothing.
    pub media_type: String,
    /// What was found wrong with it that its name and size do not tell.
    pub flaw: Option<Flaw>,
    /// Its size in bytes before it was made smaller, if it was.
    pub shrunk_from: Option<u64>,
}

/// What only a look at a file itself can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It cannot be opened.
    Unreadable,
    /// It is the same as this one, which was chosen before.
    Duplicate(FileId),
    /// It is a folder without a file in it.
    FolderEmpty,
    /// It is a folder with more files than this.
    FolderTooFull(usize),
}

impl Chosen {
    /// A file as it was chosen: the name that it came with is made safe.
    #[must_use]
    pub fn new(id: FileId, called: &str, size: u64, media_type: &str) -> Self {
        Self {
            id,
            name: FileName::made_safe(called),
            size,
            called: None,
            media_type: media_type.to_ascii_lowercase(),
            flaw: None,
            shrunk_from: None,
        }
        .remembering(called)
    }

    /// The size that it had when it was chosen, in bytes.
    #[must_use]
    pub fn original_size(&self) -> u64 {
        self.shrunk_from.unwrap_or(self.size)
    }

    /// What is wrong with it, apart from the others.
    #[must_use]
    pub fn judge(&self, limits: &Limits) -> Option<Complaint> {
        let name = self.name.clone();
        Some(match self.flaw {
            Some(Flaw::Unreadable) => Complaint::Unreadable { name },
            Some(Flaw::FolderEmpty) => Complaint::FolderEmpty { name },
            Some(Flaw::FolderTooFull(limit)) => Complaint::FolderTooFull { name, limit },
            _ => match limits.judge_file(&self.name, self.size) {
                Some(complaint) => complaint,
                None if contradicts(&self.name, &self.media_type) => Complaint::OtherKind {
                    name,
                    media_type: self.media_type.clone(),
                },
                None => match self.flaw {
                    Some(Flaw::Duplicate(_)) => Complaint::Duplicate { name },
                    _ => return None,
                },
            },
        })
    }

    /// Gives a name without an extension that of its media type, where that is certain.
    pub(super) fn complete(self, limits: &Limits) -> Self {
        let called = self.called.clone();
        let called = called.unwrap_or_else(|| self.name.as_str().to_owned());
        let name = limits.completed(self.name.clone(), &self.media_type);
        Self { name, ..self }.remembering(&called)
    }

    pub(super) fn attachment(&self) -> Attachment<FileId> {
        Attachment::of_size(self.name.clone(), self.size, self.id)
    }

    fn remembering(self, called: &str) -> Self {
        Self {
            called: (called != self.name.as_str()).then(|| called.to_owned()),
            ..self
        }
    }
}

impl Draft {
    /// What is wrong with the files; they are judged as soon as they are chosen. Those with a
    /// complaint of their own do not go along as they are, and count for nothing together.
    #[must_use]
    pub fn judge_files(&self, rules: &Rules) -> Vec<Problem> {
        let limits = &rules.limits;
        let (mut complaints, mut good) = (Vec::new(), Vec::new());
        for file in &self.files {
            match file.judge(limits) {
                Some(complaint) => complaints.push(complaint),
                None => good.push((&file.name, file.size)),
            }
        }
        let total = good
            .iter()
            .fold(0_u64, |sum, (_, size)| sum.saturating_add(*size));
        complaints.extend(limits.judge_together(good.len(), total));
        if total <= limits.total_bytes {
            let answers = self.asked(rules);
            complaints.extend(limits.judge_beside(&self.words(rules, &answers), &good));
        }
        let at_files = |complaint| Problem::new(Field::Files, complaint);
        complaints.into_iter().map(at_files).collect()
    }

    /// What would be sent beside the files.
    pub(super) fn words<'a>(&'a self, rules: &Rules, answers: &'a CustomFields) -> Words<'a> {
        Words {
            department: self.department,
            related: self.related,
            priority: self.priority,
            guest: match rules.requester {
                Some(_) => None,
                None => Some((&self.name, self.email.trim())),
            },
            subject: &self.subject,
            message: &self.message,
            answers,
        }
    }

    /// What to say of files that a server found too large, whose own limit may be unknown.
    pub(super) fn too_large(&self, limit: Option<u64>) -> Complaint {
        let size = self.files.iter().map(|file| file.size).sum();
        Complaint::FilesTooLarge {
            size,
            // A request carries 16/9 of a file's bytes: base64 of JSON of base64.
            limit: limit.map_or(size, |limit| limit / 16 * 9),
        }
    }

    /// The earlier files that this one may be the same as.
    pub(super) fn like(&self, file: &Chosen) -> Vec<FileId> {
        let earlier = self.files.iter().filter(|other| other.id < file.id);
        let alike = earlier.filter(|other| {
            other.name == file.name && other.original_size() == file.original_size()
        });
        alike.map(|other| other.id).collect()
    }
}

impl Form {
    /// The files as they are listed, by their ids, and whether each goes along: those that can be put
    /// back stand in their old places.
    #[must_use]
    pub fn rows(&self) -> Vec<(FileId, bool)> {
        let kept = self.draft().files.iter().map(|file| (file.id, true));
        let mut rows: Vec<_> = kept.collect();
        for removed in &self.draft().removed {
            let place = rows.partition_point(|(id, _)| *id < removed.id);
            rows.insert(place, (removed.id, false));
        }
        rows
    }

    /// A file of the list, whether it goes along or can be put back.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&Chosen> {
        let all = self.draft().files.iter().chain(&self.draft().removed);
        all.into_iter().find(|file| file.id == id)
    }

    /// What is wrong with a file of the list, if anything.
    #[must_use]
    pub fn wrong_with(&self, id: FileId) -> Option<Complaint> {
        self.complaint_of(self.file(id)?, &self.rules()?.limits)
    }

    fn complaint_of(&self, file: &Chosen, limits: &Limits) -> Option<Complaint> {
        file.judge(limits).or_else(|| self.told_of(&file.name))
    }

    /// What became of a file since it was judged: only the sending tells.
    fn told_of(&self, file: &FileName) -> Option<Complaint> {
        let mut complaints = self.problems().iter().map(|problem| &problem.complaint);
        let gone = complaints.find(|complaint| match complaint {
            Complaint::FileGone { name } => name == file,
            _ => false,
        });
        gone.cloned()
    }
}

/// Moves a file from one list to its place in another.
pub(super) fn move_file(from: &mut Vec<Chosen>, to: &mut Vec<Chosen>, id: FileId) {
    if let Some(place) = from.iter().position(|file| file.id == id) {
        let file = from.remove(place);
        to.insert(to.partition_point(|other| other.id < id), file);
    }
}
