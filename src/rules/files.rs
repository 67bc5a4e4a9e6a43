//! What is wrong with files, as far as their names and sizes tell.

use super::Limits;
use crate::ticket::{Complaint, Field, FileName, Problem};

impl Limits {
    /// Everything that is wrong with the files: each by itself, then all together.
    pub fn judge_files<'a>(
        &self,
        files: impl Iterator<Item = (&'a FileName, u64)>,
    ) -> Vec<Problem> {
        let (mut count, mut total, mut complaints) = (0, 0_u64, Vec::new());
        for (name, size) in files {
            count += 1;
            total = total.saturating_add(size);
            complaints.extend(self.judge_file(name, size));
        }
        complaints.extend(self.judge_together(count, total));
        complaints
            .into_iter()
            .map(|complaint| Problem::new(Field::Files, complaint))
            .collect()
    }

    /// What is wrong with so many files of so many bytes together.
    pub fn judge_together(&self, count: usize, total: u64) -> impl Iterator<Item = Complaint> {
        let too_many = (count > self.files).then_some(Complaint::TooManyFiles {
            count,
            limit: self.files,
        });
        let too_large = (total > self.total_bytes).then_some(Complaint::FilesTooLarge {
            size: total,
            limit: self.total_bytes,
        });
        too_many.into_iter().chain(too_large)
    }

    /// What is wrong with one file, apart from the others.
    #[must_use]
    pub fn judge_file(&self, name: &FileName, size: u64) -> Option<Complaint> {
        let name = || name.clone();
        if !self.takes_extension(&name()) {
            Some(Complaint::Extension {
                name: name(),
                allowed: self.extensions.clone(),
            })
        } else if size == 0 {
            Some(Complaint::EmptyFile { name: name() })
        } else if size > self.file_bytes {
            Some(Complaint::FileTooLarge {
                name: name(),
                size,
                limit: self.file_bytes,
            })
        } else {
            None
        }
    }

    fn takes_extension(&self, name: &FileName) -> bool {
        self.extensions.is_empty()
            || name
                .extension()
                .is_some_and(|extension| self.takes(&extension))
    }
}
