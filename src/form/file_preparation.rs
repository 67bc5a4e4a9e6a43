//! Preparation of files that need another name: their contents are sniffed, and an image may be converted.

use super::transition::Context;
use super::{Draft, Editing, Effect, Event, FileId, Preparation, SelectedFile};
use crate::rules::{FileContent, Limits, RenameOrConvert};
use crate::ticket::Field;

/// Media type of a converted image.
const JPEG: &str = "image/jpeg";

/// Starts to sniff the contents of the files whose name is not allowed, but may be replaced.
pub(super) fn start_sniffing(added: &mut [SelectedFile], limits: &Limits) -> Option<Effect> {
    let mut files = Vec::new();
    for file in added.iter_mut().filter(|file| file.issue.is_none()) {
        if file.size > 0 && limits.may_allow_renamed(&file.name) {
            file.preparation = Preparation::Sniffing;
            files.push(file.id);
        }
    }
    (!files.is_empty()).then_some(Effect::SniffFiles(files))
}

impl Draft {
    /// Applies the result of sniffing or of a conversion. Returns the next step, if there is
    /// one.
    pub(super) fn prepare_file(&mut self, event: &Event, limits: &Limits) -> Option<Effect> {
        match event {
            Event::FileSniffed(id, content) => self.apply_sniffed_content(*id, *content, limits),
            Event::FileConverted(id, size) => {
                self.end_conversion(*id, *size, limits);
                None
            }
            _ => None,
        }
    }

    /// Applies the sniffed content: renames the file, starts to convert it, or leaves it
    /// as it is. Ignores a file whose content is not being sniffed.
    fn apply_sniffed_content(
        &mut self,
        id: FileId,
        content: FileContent,
        limits: &Limits,
    ) -> Option<Effect> {
        let file = self.preparing_file(id, Preparation::Sniffing)?;
        file.preparation = Preparation::None;
        match limits.find_replacement(&file.name, content)? {
            RenameOrConvert::Rename(name) => {
                file.rename(name);
                None
            }
            RenameOrConvert::ConvertToJpeg(_) => {
                file.preparation = Preparation::Converting;
                Some(Effect::ConvertToJpeg(id))
            }
        }
    }

    /// Applies the result of a conversion: the size of the JPEG image, in bytes, or `None` if the
    /// browser cannot decode the image.
    fn end_conversion(&mut self, id: FileId, size: Option<u64>, limits: &Limits) {
        let Some(file) = self.preparing_file(id, Preparation::Converting) else {
            return;
        };
        file.preparation = Preparation::None;
        if let Some(size) = size {
            // Other rules may have been loaded meanwhile.
            let name = match limits.find_replacement(&file.name, FileContent::Heic) {
                Some(RenameOrConvert::ConvertToJpeg(name)) => name,
                _ => file.name.replace_extension("jpg"),
            };
            file.rename(name);
            file.size = size;
            file.media_type = JPEG.to_owned();
            file.preparation = Preparation::Converted;
        }
    }

    fn preparing_file(&mut self, id: FileId, state: Preparation) -> Option<&mut SelectedFile> {
        let file = self.listed_file_mut(id)?;
        (file.preparation == state).then_some(file)
    }
}

impl Editing {
    /// Applies a step in the preparation of a file. A file with a new name is validated under that
    /// name, which may be the name of another file.
    pub(super) fn prepare_file(
        &mut self,
        id: FileId,
        event: &Event,
        context: &mut Context,
    ) -> Vec<Effect> {
        let name_of = |draft: &Draft| Some(draft.listed_file(id)?.name.clone());
        let (previous_count, name) = (self.count_file_problems(), name_of(context.draft));
        let convert = context.draft.prepare_file(event, &context.rules.limits);
        self.revalidate(Field::Files, context);
        let is_renamed = name != name_of(context.draft);
        let check = is_renamed.then(|| context.draft.check_files(|file| file.id >= id));
        let announce = self.announce_rejected(previous_count).into_iter();
        announce.chain(check.flatten()).chain(convert).collect()
    }
}
