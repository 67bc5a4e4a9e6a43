//! Preparation of files for another name: their contents are examined, and an image may be converted.

use super::transition::Context;
use super::{Draft, Editing, Effect, Event, FileId, Preparation, SelectedFile};
use crate::rules::{FileContent, Limits, Remedy};
use crate::ticket::Field;

/// Media type of a converted image.
const JPEG: &str = "image/jpeg";

/// Starts to examine the files whose name is not allowed, but may be replaced.
pub(super) fn start_sniffing(added: &mut [SelectedFile], limits: &Limits) -> Option<Effect> {
    let mut files = Vec::new();
    for file in added.iter_mut().filter(|file| file.issue.is_none()) {
        if file.size > 0 && limits.may_allow_renamed(&file.name) {
            file.preparation = Preparation::Examining;
            files.push(file.id);
        }
    }
    (!files.is_empty()).then_some(Effect::ExamineFiles(files))
}

impl Draft {
    /// Applies the result of an examination or of a conversion. Returns the next step, if there is
    /// one.
    pub(super) fn prepare_file(&mut self, event: &Event, limits: &Limits) -> Option<Effect> {
        match event {
            Event::FileExamined(id, content) => self.apply_sniffed_content(*id, *content, limits),
            Event::FileConverted(id, size) => {
                self.end_conversion(*id, *size, limits);
                None
            }
            _ => None,
        }
    }

    /// Applies the result of an examination: renames the file, starts to convert it, or leaves it
    /// as it is. Ignores a file that is not being examined.
    fn apply_sniffed_content(
        &mut self,
        id: FileId,
        content: FileContent,
        limits: &Limits,
    ) -> Option<Effect> {
        let file = self.preparing_file(id, Preparation::Examining)?;
        file.preparation = Preparation::None;
        match limits.remedy(&file.name, content)? {
            Remedy::Rename(name) => {
                file.rename(name);
                None
            }
            Remedy::ConvertToJpeg(_) => {
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
            let name = match limits.remedy(&file.name, FileContent::Heic) {
                Some(Remedy::ConvertToJpeg(name)) => name,
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
