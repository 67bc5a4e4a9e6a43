//! A file attached to a ticket.

use super::FileName;

/// An attached file: name, size in bytes and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment<B = Vec<u8>> {
    name: FileName,
    size: u64,
    body: B,
}

impl Attachment<Vec<u8>> {
    /// Creates an attachment from the file's bytes.
    #[must_use]
    pub fn from_bytes(name: FileName, bytes: Vec<u8>) -> Self {
        Self {
            name,
            size: bytes.len() as u64,
            body: bytes,
        }
    }
}

impl<B> Attachment<B> {
    /// Creates an attachment from its size, in bytes, and its body, such as a handle to a file.
    #[must_use]
    pub const fn new(name: FileName, size: u64, body: B) -> Self {
        Self { name, size, body }
    }

    /// The file name.
    #[must_use]
    pub const fn name(&self) -> &FileName {
        &self.name
    }

    /// Replaces the file name.
    pub fn rename(&mut self, name: FileName) {
        self.name = name;
    }

    /// The size, in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The body: the bytes themselves, or a handle to them.
    #[must_use]
    pub const fn body(&self) -> &B {
        &self.body
    }

    pub(super) fn try_map_body<C, E>(
        self,
        replace: impl FnOnce(B) -> Result<C, E>,
    ) -> Result<Attachment<C>, E> {
        Ok(Attachment {
            name: self.name,
            size: self.size,
            body: replace(self.body)?,
        })
    }
}
