//! The log on standard error: text or JSON, and priorities for journald.

use crate::cli::LogFormat;
use std::fmt;
use std::io::{IsTerminal, Write};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{Format, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Variable that systemd sets if standard output or standard error is connected to journald: the device and
/// inode of that stream (systemd.exec(5)). Child processes inherit it.
const JOURNAL_STREAM: &str = "JOURNAL_STREAM";

/// Starts to write the log in this format. A line that cannot be written is lost, for example on a full disk:
/// the report of that error would be written to standard error too, and would end the request with a panic.
pub fn start(format: LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .with_target(false);
    let lines = Format::default().with_target(false);
    match format {
        LogFormat::Json if has_journal() => {
            log.json().event_format(JournalLines(lines.json())).init();
        }
        LogFormat::Json => log.json().init(),
        LogFormat::Text if has_journal() => {
            // journald adds the time itself.
            let lines = JournalLines(lines.without_time());
            log.with_ansi(false).event_format(lines).init();
        }
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
    }
}

/// Writes the reason why the program ends, in the format of the log.
pub fn write_fatal(format: LogFormat, reason: &str) {
    match format {
        LogFormat::Json => tracing::error!("{reason}"),
        LogFormat::Text => {
            let priority = if has_journal() {
                priority(Level::ERROR)
            } else {
                ""
            };
            let _ = writeln!(std::io::stderr(), "{priority}open-ticket: {reason}");
        }
    }
}

/// Returns `true` if standard error is connected to journald.
#[cfg(unix)]
fn has_journal() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;

    let Ok(journal) = std::env::var(JOURNAL_STREAM) else {
        return false;
    };
    let stream = std::io::stderr().as_fd().try_clone_to_owned();
    let metadata = stream.and_then(|stream| std::fs::File::from(stream).metadata());
    metadata.is_ok_and(|file| journal == format!("{}:{}", file.dev(), file.ino()))
}

#[cfg(not(unix))]
const fn has_journal() -> bool {
    false
}

/// Returns the prefix from which journald reads the priority of a line (sd-daemon(3)).
const fn priority(level: Level) -> &'static str {
    match level {
        Level::ERROR => "<3>",
        Level::WARN => "<4>",
        Level::INFO => "<6>",
        Level::DEBUG | Level::TRACE => "<7>",
    }
}

/// Lines with a priority in front. journald removes it, so that a stored JSON line is valid JSON.
struct JournalLines<F>(F);

impl<S, N, F> FormatEvent<S, N> for JournalLines<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        writer.write_str(priority(*event.metadata().level()))?;
        self.0.format_event(context, writer, event)
    }
}
