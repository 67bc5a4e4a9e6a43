//! Validation of files by name and size.

use super::{Limits, file_types};
use crate::ticket::{Field, FileName, Problem, Violation};

impl Limits {
    /// Validates files: each one individually, then their number and total size.
    pub fn validate_files<'a>(
        &self,
        files: impl Iterator<Item = (&'a FileName, u64)>,
    ) -> Vec<Problem> {
        let (mut count, mut total, mut violations) = (0, 0_u64, Vec::new());
        for (name, size) in files {
            count += 1;
            total = total.saturating_add(size);
            violations.extend(self.validate_file(name, size));
        }
        violations.extend(self.validate_file_totals(count, total));
        violations
            .into_iter()
            .map(|violation| Problem::new(Field::Files, violation))
            .collect()
    }

    /// Validates the number of files and their total size.
    pub fn validate_file_totals(
        &self,
        count: usize,
        total: u64,
    ) -> impl Iterator<Item = Violation> {
        let too_many = (count > self.files).then_some(Violation::TooManyFiles {
            count,
            limit: self.files,
        });
        let too_large = (total > self.total_bytes).then_some(Violation::FilesTooLarge {
            size: total,
            limit: self.total_bytes,
        });
        too_many.into_iter().chain(too_large)
    }

    /// Returns `true` if the name of a file is not allowed, but its contents may be under another
    /// name.
    #[must_use]
    pub fn may_allow_renamed(&self, name: &FileName) -> bool {
        !self.allows_name(name) && file_types::may_be_renamed(name)
    }

    /// Validates one file individually.
    #[must_use]
    pub fn validate_file(&self, name: &FileName, size: u64) -> Option<Violation> {
        if !self.allows_name(name) {
            Some(Violation::ExtensionNotAllowed {
                name: name.clone(),
                allowed: self.extensions.clone(),
            })
        } else if size == 0 {
            Some(Violation::EmptyFile { name: name.clone() })
        } else if size > self.file_bytes {
            Some(Violation::FileTooLarge {
                name: name.clone(),
                size,
                limit: self.file_bytes,
            })
        } else {
            None
        }
    }
}
