//! One intent, one ticket: claimed before it is sent, answered the same way ever after.

use super::Desk;
use crate::clock;
use crate::error::{Refused, Silence};
use crate::state::{
    Admission, Answer, Before, Claim, Fingerprint, Key, Limit, Outcome, StateError,
};
use crate::whmcs::{Found, Sought};
use open_ticket::ticket::Opened;
use open_ticket::wire;
use std::time::{Duration, Instant};

/// What a claim's lease has beyond the time that WHMCS is given, for looking a ticket up.
const LEASE_MARGIN: Duration = Duration::from_secs(60);

/// A ticket that is ready to go.
#[derive(Debug)]
pub struct Intent {
    /// What it is known by; none where whoever sends it does not ask for that.
    pub key: Option<Key>,
    /// What tells its body from others.
    pub fingerprint: Fingerprint,
    /// The request's body, without credentials.
    pub body: String,
    /// How it is looked for when its answer got lost.
    pub sought: Sought,
    /// The limits that it counts against.
    pub limits: Vec<Limit>,
}

impl Desk {
    /// Opens the ticket of an intent, once.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn settle(&self, intent: Intent) -> Result<Answer, Refused> {
        let _under_way = self.metrics.under_way();
        let Some(key) = intent.key else {
            self.admit(&intent.limits).await?;
            return self.send(intent.body).await;
        };
        let lease = self.patience.connect + self.patience.answer + LEASE_MARGIN;
        let claim = self
            .state
            .claim(key, intent.fingerprint, clock::millis(), millis(lease))
            .await
            .map_err(state_failed)?;
        match claim {
            Claim::InProgress => Err(Refused::InProgress),
            Claim::OtherBody => Err(Refused::KeyReused),
            Claim::Answered(answer) => Ok(answer),
            Claim::Mine {
                since,
                before,
                fence,
            } => {
                let result = self.work(intent, key, since, before).await;
                let outcome = self.outcome(&result, before);
                let kept = self
                    .state
                    .settle(key, fence, outcome, clock::millis())
                    .await;
                if let Err(error) = kept {
                    // The claim's lease runs out, and the next try looks the ticket up.
                    tracing::error!(%error, "what became of a ticket could not be kept");
                }
                result
            }
        }
    }

    async fn work(
        &self,
        intent: Intent,
        key: Key,
        since: i64,
        before: Before,
    ) -> Result<Answer, Refused> {
        match before {
            // It was counted when it was first tried.
            Before::NotOpened => {}
            Before::Nothing => self.admit(&intent.limits).await?,
            Before::Unknown { until } => {
                if let Some(opened) = self.look_up(&intent.sought, key, since, until).await? {
                    return Ok(yes(&opened));
                }
            }
        }
        self.send(intent.body).await
    }

    /// The ticket of an earlier try. After a silence WHMCS may still be at it, so that it is missed
    /// only once it has had its time again.
    async fn look_up(
        &self,
        sought: &Sought,
        key: Key,
        since: i64,
        until: i64,
    ) -> Result<Option<Opened>, Refused> {
        let is_another = async |id| self.state.answered_elsewhere(&[id], key).await;
        let is_another = |id| async move { is_another(id).await.is_ok_and(|ids| !ids.is_empty()) };
        match self.whmcs.find(sought, since / 1_000, is_another).await {
            Found::Opened(opened) => Ok(Some(opened)),
            Found::Absent if clock::millis() >= until => Ok(None),
            Found::Absent => Err(Refused::Unknown(Silence::TimedOut)),
            Found::Unanswered => Err(Refused::Unknown(Silence::Unreadable)),
        }
    }

    async fn send(&self, body: String) -> Result<Answer, Refused> {
        let begun = Instant::now();
        let result = self.whmcs.open(body).await;
        self.metrics.whmcs_took(begun.elapsed());
        let opened = result?;
        self.metrics.opened();
        Ok(yes(&opened))
    }

    /// What is kept of a result: a definite answer is given again, whatever opened nothing may be
    /// tried again, and a doubt stays one.
    fn outcome(&self, result: &Result<Answer, Refused>, before: Before) -> Outcome {
        let earlier = match before {
            Before::Unknown { until } => until,
            _ => 0,
        };
        match result {
            Ok(answer) => Outcome::Answered(answer.clone()),
            Err(refused @ Refused::Whmcs(_)) => Outcome::Answered(Answer {
                status: refused.status().as_u16(),
                body: refused.body(),
                opened: None,
            }),
            Err(Refused::Unknown(_)) if earlier > 0 => Outcome::Unknown { until: earlier },
            Err(Refused::Unknown(Silence::TimedOut)) => Outcome::Unknown {
                until: clock::millis() + millis(self.patience.answer),
            },
            Err(Refused::Unknown(Silence::Unreadable)) => Outcome::Unknown {
                until: clock::millis(),
            },
            Err(Refused::Rate(_)) => Outcome::Withdrawn,
            Err(_) => Outcome::NotOpened,
        }
    }

    async fn admit(&self, limits: &[Limit]) -> Result<(), Refused> {
        let admission = self.state.admit(limits, clock::millis()).await;
        match admission.map_err(state_failed)? {
            Admission::Admitted => Ok(()),
            Admission::Wait(time) => Err(Refused::Rate(time)),
        }
    }
}

fn yes(opened: &Opened) -> Answer {
    Answer {
        status: 200,
        body: wire::write_opened(opened),
        opened: Some(opened.id()),
    }
}

/// Nothing was sent: without its state the relay could not tell a retry from a new ticket.
pub fn state_failed(error: StateError) -> Refused {
    tracing::error!(%error, "the relay's state cannot be used");
    Refused::Unavailable
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
