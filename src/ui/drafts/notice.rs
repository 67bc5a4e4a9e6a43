//! State that the views of a draft show.

/// A notice above the fields, with the next action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Notice {
    /// No notice.
    #[default]
    None,
    /// The draft from this time was restored. `true` if that replaced other content.
    Restored(String, bool),
    /// The draft from this file was loaded. `true` if that replaced other content.
    Loaded(String, bool),
    /// The user started over.
    Cleared,
    /// A replacement of the draft was undone, which can be undone as well.
    Undone,
    /// Another tab has sent the ticket or cleared its draft.
    EndedElsewhere,
    /// The ticket is being written in another tab.
    OtherTab,
    /// The user continued in another tab.
    Moved,
    /// A draft that this version cannot restore.
    OtherVersion(String),
    /// There is no draft to save to a file.
    NothingToSave,
    /// The chosen file is not a draft.
    NotADraft(String),
}

impl Notice {
    /// Returns `true` if the notice has an undo.
    pub const fn has_undo(&self) -> bool {
        matches!(
            self,
            Self::Restored(_, true)
                | Self::Loaded(_, true)
                | Self::Cleared
                | Self::Undone
                | Self::EndedElsewhere
        )
    }

    /// Returns `true` if the undo of the previous notice stays possible.
    pub const fn keeps_undo(&self) -> bool {
        self.has_undo() || matches!(self, Self::OtherTab | Self::Moved)
    }
}

/// Status of the draft, next to the Send button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing is stored.
    #[default]
    None,
    /// The draft is stored.
    Saved,
    /// The text is stored, but the files cannot be stored.
    FilesFailed,
    /// Nothing can be stored.
    Failed,
}
