//! What happens to a sending while nobody presses anything: it moves or stalls, its answer is
//! waited for, it is tried again.
//!
//! Time comes in as [`Event::Ticked`](super::Event::Ticked), once a second while
//! [`Form::needs_time`] says so.

use super::{Announcement, Effect, Fact, FileId, Form, Phase, Progress, Purpose};
use crate::ticket::{FileName, SendError};

/// After so many seconds without a byte the person is told.
const NOTICED: u32 = 10;

/// After so many seconds without a byte the sending is ended: longer than a connection takes to
/// come back from one radio cell to the next, and longer than the relay itself waits (20 seconds,
/// unless it is told otherwise).
const GIVEN_UP: u32 = 30;

/// How long the answer is waited for, in seconds, once everything is out. The relay's own limits end
/// that long before (35 seconds, unless it is told otherwise), and so do those of proxies (60 to
/// 100): this is for a line that died without a word.
const ANSWERED: u32 = 180;

/// The pauses before what was certainly not opened is tried again, in seconds. Three times: what
/// has not got through in a minute is no hiccup, and a person should decide.
const PAUSES: [u32; 3] = [5, 15, 45];

/// The longest wait, in seconds, that a server can ask for and still be tried again by itself:
/// nobody sits before a longer countdown.
const LONGEST: u64 = 120;

/// What is remembered of a sending beside its progress.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// For how many seconds nothing has moved.
    quiet: u32,
    /// Whether it is what the person wanted sent last: not changed since, and not stopped.
    wanted: bool,
    /// How often it was tried by itself since the person asked to send.
    tries: usize,
    /// In how many seconds it is tried again.
    retry: Option<u32>,
    offline: bool,
}

impl Course {
    /// A person asks to send.
    pub(super) fn begin(&mut self) {
        *self = Self {
            wanted: true,
            offline: self.offline,
            ..Self::default()
        };
    }

    /// A person takes over: what comes to nothing now is not tried again by itself. Says whether it
    /// was about to be.
    pub(super) fn take_over(&mut self) -> bool {
        self.wanted = false;
        self.retry.take().is_some()
    }

    pub(super) const fn moved(&mut self) {
        self.quiet = 0;
    }

    /// In how many seconds what failed so may be tried again by itself: only where a server says
    /// when, or that nothing was opened.
    fn pause_after(&self, error: &SendError) -> Option<u32> {
        let pause = PAUSES.get(self.tries).filter(|_| self.wanted)?;
        match error {
            SendError::NotOpened => Some(*pause),
            SendError::Rate { wait: Some(wait) } | SendError::Unavailable { wait: Some(wait) } => {
                let wait = u32::try_from(*wait).ok()?;
                (u64::from(wait) <= LONGEST).then_some(wait.max(1))
            }
            _ => None,
        }
    }
}

impl Form {
    /// Whether [`Event::Ticked`](super::Event::Ticked) is wanted, once a second.
    #[must_use]
    pub const fn needs_time(&self) -> bool {
        match self.phase {
            Phase::Sending(_) => true,
            Phase::Editing => self.course.retry.is_some(),
            _ => false,
        }
    }

    /// Whether nothing of what is to go out has moved for ten seconds.
    #[must_use]
    pub const fn is_stalled(&self) -> bool {
        match self.phase {
            Phase::Sending(progress) => self.course.quiet >= NOTICED && !progress.is_out(),
            _ => false,
        }
    }

    /// In how many seconds it is tried again by itself; none if it is not. 0 while the browser says
    /// that it has no network.
    #[must_use]
    pub const fn retry(&self) -> Option<u32> {
        self.course.retry
    }

    /// Whether the browser says that it has no network.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        self.course.offline
    }

    /// How far one of the files has got; none while nothing is sent.
    #[must_use]
    pub fn progress_of(&self, file: FileId) -> Option<Progress> {
        let Phase::Sending(progress) = self.phase else {
            return None;
        };
        let files = &self.draft.files;
        let place = files.iter().position(|chosen| chosen.id == file)?;
        let before = files[..place].iter().map(|chosen| chosen.size).sum();
        Some(progress.of_part(before, files[place].size))
    }

    pub(super) fn progress(&mut self, before: Progress, now: Progress) -> Vec<Effect> {
        if now.is_beyond(before) {
            self.course.moved();
        }
        self.phase = Phase::Sending(now);
        let passed = |mark: u8| before.percent() < mark && now.percent() >= mark;
        let said = if now.is_out() {
            // A text is out at once: "sending" was said a moment ago.
            (before.total > 0 && !before.is_out()).then_some(Announcement::Awaiting)
        } else {
            let mark = [75, 50, 25].into_iter().find(|mark| passed(*mark));
            mark.map(Announcement::Sent)
        };
        let told = Effect::Tell(Fact::Progress(now));
        said.map(Effect::Announce)
            .into_iter()
            .chain([told])
            .collect()
    }

    /// A second of a sending has passed.
    pub(super) fn wait(&mut self, progress: Progress) -> Vec<Effect> {
        self.course.quiet += 1;
        match (progress.is_out(), self.course.quiet) {
            (false, NOTICED) => vec![Effect::Announce(Announcement::Stalled)],
            (false, GIVEN_UP) => {
                let error = self.stalled_at(progress);
                self.stop_with(error)
            }
            (true, ANSWERED) => self.stop_with(SendError::NoAnswer),
            _ => Vec::new(),
        }
    }

    fn stop_with(&mut self, error: SendError) -> Vec<Effect> {
        let mut effects = vec![Effect::StopSending];
        effects.extend(self.failed(error));
        effects
    }

    /// A file that does not let itself be read is to blame, else the line.
    fn stalled_at(&self, progress: Progress) -> SendError {
        let file = progress.is_reading().then(|| self.file_at(progress.read));
        file.flatten()
            .map_or(SendError::Stalled, SendError::FileGone)
    }

    fn file_at(&self, byte: u64) -> Option<FileName> {
        let mut end = 0;
        let mut files = self.draft.files.iter();
        let file = files.find(|file| {
            end += file.size;
            end > byte
        })?;
        Some(file.name.clone())
    }

    /// What is out in full cannot be called back: it may be opened all the same.
    pub(super) fn cancel(&mut self, progress: Progress) -> Vec<Effect> {
        self.course.take_over();
        if progress.is_out() {
            return self.stop_with(SendError::NoAnswer);
        }
        let mut effects = self.stop_with(SendError::Cancelled);
        effects.push(Effect::Announce(Announcement::Stopped));
        effects
    }

    /// Begins the countdown if what failed so may be tried again by itself.
    pub(super) fn schedule(&mut self, error: &SendError) -> Option<Effect> {
        self.course.retry = self.course.pause_after(error);
        let seconds = self.course.retry?;
        Some(Effect::Announce(Announcement::Retrying(seconds)))
    }

    /// A second of the countdown has passed.
    pub(super) fn count_down(&mut self) -> Vec<Effect> {
        let Some(left) = self.course.retry.map(|left| left.saturating_sub(1)) else {
            return Vec::new();
        };
        self.course.retry = Some(left);
        if left > 0 || self.course.offline {
            return Vec::new();
        }
        self.course.retry = None;
        self.course.tries += 1;
        self.send_what_is_there()
    }

    /// The person stops the countdown.
    pub(super) fn stop_retry(&mut self) -> Vec<Effect> {
        if !self.course.take_over() {
            return Vec::new();
        }
        let said = Effect::Announce(Announcement::RetryStopped);
        vec![Effect::FocusSend, said]
    }

    pub(super) fn went_offline(&mut self) -> Vec<Effect> {
        self.course.offline = true;
        match self.phase {
            Phase::Sending(_) => vec![Effect::Announce(Announcement::Offline)],
            _ => Vec::new(),
        }
    }

    /// What failed without an answer, perhaps for want of a network, is asked about once there is
    /// one: a question opens nothing, and may lead to another try.
    pub(super) fn went_online(&mut self) -> Vec<Effect> {
        self.course.offline = false;
        let silent = matches!(
            self.failure,
            Some(SendError::Offline | SendError::Stalled | SendError::NoAnswer)
        );
        match (&self.phase, self.failure.clone()) {
            (Phase::Editing, Some(error)) if silent && self.course.wanted => {
                self.failure = None;
                self.find_out(Purpose::Tell(error))
            }
            _ => Vec::new(),
        }
    }
}
