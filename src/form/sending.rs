//! Sending of a ticket: its events, its progress, and the images that it waits for.

use super::transition::{Context, Transition};
use super::{Announcement, Editing, Effect, Event, FileId, HostEvent, Progress, Sending};
use std::mem;

impl Sending {
    pub(super) fn handle(&mut self, event: Event, context: &mut Context) -> Transition {
        match event {
            Event::SubmissionPrevented => {
                let (intent, deferred) = self.take_parts();
                Transition::edit(Editing::with_intent(intent), deferred, Vec::new())
            }
            Event::Progressed(progress) => Transition::stay(self.update(progress)),
            Event::Opened(ticket) => {
                let deferred = mem::take(&mut self.deferred);
                Transition::confirm(ticket, deferred, context.draft)
            }
            Event::Failed(error) => self.fail(error, context),
            Event::Cancelled => self.cancel(context),
            Event::Ticked => self.tick(context),
            Event::WentOffline => Transition::stay(vec![Effect::Announce(Announcement::Offline)]),
            Event::FileDownscaled(id, size) => self.end_downscale(id, Some(size), context),
            Event::FileNotDownscaled(id) => self.end_downscale(id, None, context),
            event @ (Event::FileSniffed(..) | Event::FileConverted(..)) => {
                self.prepare_file(&event, context)
            }
            event => {
                self.deferred.store(event);
                Transition::default()
            }
        }
    }

    fn update(&mut self, progress: Progress) -> Vec<Effect> {
        let before = mem::replace(&mut self.progress, progress);
        if progress.is_beyond(before) {
            self.idle_seconds = 0;
        }
        let announcement = if progress.is_uploaded() {
            // Without files, the upload takes a moment, and "Sending" was just announced.
            (before.total > 0 && !before.is_uploaded()).then_some(Announcement::AwaitingResponse)
        } else {
            progress.reached_mark(before).map(Announcement::Percent)
        };
        let emit = Effect::Emit(HostEvent::Progress(progress));
        let announcement = announcement.map(Effect::Announce);
        announcement.into_iter().chain([emit]).collect()
    }

    /// Ends the downscaling of an image, and sends the ticket if it was the last one.
    fn end_downscale(
        &mut self,
        id: FileId,
        size: Option<u64>,
        context: &mut Context,
    ) -> Transition {
        if !context.draft.end_downscale(id) {
            return Transition::default();
        }
        let is_smaller = size.is_some_and(|size| context.draft.set_downscaled(id, size));
        let mut transition = self.send_prepared(context);
        if is_smaller {
            transition = transition.preceded_by(Effect::SwapVersions(id));
        }
        transition
    }

    /// Applies a step in the preparation of a file, and sends the ticket if it was the last one.
    fn prepare_file(&mut self, event: &Event, context: &mut Context) -> Transition {
        if !context.draft.is_preparing_files() {
            return Transition::default();
        }
        match context.draft.prepare_file(event, &context.rules.limits) {
            Some(convert) => Transition::stay(vec![convert]),
            None => self.send_prepared(context),
        }
    }

    /// Sends the ticket if all of its files are prepared.
    fn send_prepared(&mut self, context: &Context) -> Transition {
        if context.draft.is_preparing_files() {
            return Transition::default();
        }
        match context.draft.to_ticket(context.rules) {
            Ok(ticket) => {
                self.idle_seconds = 0;
                self.progress = Progress::before_reading(context.draft.total_file_size());
                Transition::stay(vec![Effect::Send(Box::new(ticket))])
            }
            Err(problems) => {
                let (intent, deferred) = self.take_parts();
                let editing = Editing::with_problems(problems, intent);
                Transition::edit(editing, deferred, vec![Effect::FocusProblems])
            }
        }
    }
}
