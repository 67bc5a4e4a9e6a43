//! A file that goes with a ticket.

use super::FileName;

/// A file: its name, its size in bytes and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment<B = Vec<u8>> {
    name: FileName,
    size: u64,
    body: B,
}

impl Attachment<Vec<u8>> {
    /// A file whose bytes are at hand.
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
    /// A file whose bytes are elsewhere: `size` of them, reached through `body`.
    #[must_use]
    pub const fn of_size(name: FileName, size: u64, body: B) -> Self {
        Self { name, size, body }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &FileName {
        &self.name
    }

    /// Its size in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Its body: the bytes, or the way to them.
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
