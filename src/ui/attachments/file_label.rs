//! The name of a file, and labels of controls that contain it.

use crate::form::{FileId, SelectedFile};
use crate::ui::dom::{El, el};

/// Creates the name of a file.
pub fn file_name(file: &SelectedFile) -> El {
    el("span")
        .class("name")
        .attr("dir", "auto")
        .attr("translate", "no")
        .attr("id", name_id(file.id))
        .child(file.name.to_string())
}

/// Labels a control by its own text and the name of its file.
pub fn with_file_label(control: El, id: String, file: FileId) -> El {
    let label_ids = format!("{id} {}", name_id(file));
    control.attr("id", id).attr("aria-labelledby", label_ids)
}

fn name_id(file: FileId) -> String {
    format!("open-ticket-file-{}", file.0)
}
