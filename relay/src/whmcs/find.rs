//! Whether a ticket whose answer got lost is there.

use super::Whmcs;
use super::ask::{Unanswered, list, number, unescaped};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use open_ticket::ticket::{Opened, Requester, Ticket};
use open_ticket::wire::names;
use serde_json::Value;

/// How many of the newest tickets are looked at.
const NEWEST: &str = "25";

/// What tells a ticket from others.
#[derive(Clone, Debug)]
pub struct Sought {
    requester: Requester,
    subject: String,
    message: String,
    department: u32,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is there.
    Opened(Opened),
    /// It is not there.
    Absent,
    /// WHMCS does not say, or does not let the relay ask.
    Unanswered,
}

impl Sought {
    /// What tells this ticket from others.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            requester: ticket.requester.clone(),
            subject: ticket.subject.as_str().to_owned(),
            message: ticket.message.as_str().to_owned(),
            department: ticket.department.get(),
        }
    }
}

impl Whmcs {
    /// Looks for a ticket that was sent at `since` (seconds since 1970) or later. A twin that is
    /// older is another ticket. `is_another` says of an id that it is known to be one.
    pub async fn find<F: Future<Output = bool>>(
        &self,
        sought: &Sought,
        since: i64,
        is_another: impl Fn(u32) -> F,
    ) -> Found {
        match self.look(sought, since, is_another).await {
            Ok(Some(opened)) => Found::Opened(opened),
            Ok(None) => Found::Absent,
            Err(Unanswered) => Found::Unanswered,
        }
    }

    async fn look<F: Future<Output = bool>>(
        &self,
        sought: &Sought,
        since: i64,
        is_another: impl Fn(u32) -> F,
    ) -> Result<Option<Opened>, Unanswered> {
        let who = match &sought.requester {
            Requester::Client { id, .. } => (names::CLIENT, id.to_string()),
            Requester::Guest { email, .. } => (names::EMAIL, email.as_str().to_owned()),
            Requester::Signed => return Err(Unanswered),
        };
        let parameters = [
            (who.0, who.1.as_str()),
            (names::SUBJECT, &sought.subject),
            ("limitnum", NEWEST),
        ];
        let (answer, ahead) = self.ask_with_clock("GetTickets", &parameters).await?;
        let mut candidates: Vec<_> = list(&answer["tickets"]["ticket"])
            .filter(|row| is_like(row, sought) && is_since(row, since + ahead, &self.zone))
            .filter_map(|row| number(&row["id"]))
            .collect();
        // The newest first: it is the one that was sent last.
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        for id in candidates {
            if is_another(id).await {
                continue;
            }
            let ticket = [("ticketid", id.to_string())];
            let ticket = ticket.each_ref().map(|(name, id)| (*name, id.as_str()));
            let ticket = self.ask("GetTicket", &ticket).await?;
            if says(&ticket, &sought.message) {
                return opened(id, &ticket).map(Some).ok_or(Unanswered);
            }
        }
        Ok(None)
    }
}

fn is_like(row: &Value, sought: &Sought) -> bool {
    let subject = row["subject"].as_str().unwrap_or_default();
    number(&row[names::DEPARTMENT]) == Some(sought.department) && alike(subject, &sought.subject)
}

/// A date that cannot be read is none that rules a ticket out.
fn is_since(row: &Value, since: i64, zone: &TimeZone) -> bool {
    let date = row["date"].as_str();
    let date = date.and_then(|text| DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok());
    let date = date.and_then(|date| zone.to_timestamp(date).ok());
    date.is_none_or(|date| date.as_second() >= since)
}

/// The ticket's own message is its first reply, the one with the id 0.
fn says(ticket: &Value, message: &str) -> bool {
    let mut replies = list(&ticket["replies"]["reply"]);
    let own = replies.find(|reply| number(&reply["replyid"]).unwrap_or_default() == 0);
    own.and_then(|reply| reply["message"].as_str())
        .is_some_and(|text| alike(text, message))
}

/// Whether two texts are the same but for line ends, blanks at the ends, and HTML's escapes.
fn alike(stored: &str, sent: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(stored) == plain(sent) || plain(&unescaped(stored)) == plain(sent)
}

fn opened(id: u32, ticket: &Value) -> Option<Opened> {
    let text = |key: &str| ticket[key].as_str().map(str::to_owned);
    Opened::new(id, text("tid")?, text("c")?).ok()
}
