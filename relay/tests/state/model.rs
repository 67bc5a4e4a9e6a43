//! Both places against a model of plain maps, over random sequences of questions.

use crate::redis_server::Server;
use crate::steps::{LIMITS, Step, chosen, steps};
use crate::support::*;
use open_ticket_relay::state::{
    Admission, Before, Claim, Fence, Fingerprint, Outcome, Place, Standing, State, StateError,
};
use proptest::test_runner::{Config, TestRunner};
use std::collections::HashMap;
use std::time::Duration;

/// What both places must say; a claim without its fence, which is random.
#[derive(Debug, PartialEq)]
enum Said {
    Nothing,
    Mine(i64, Before),
    Claim(Claim),
    Settled(bool),
    Standing(Standing),
    Admission(Admission),
}

/// What an intent is, and which of its claims, counted from 1, holds it.
struct Intent {
    body: Fingerprint,
    since: i64,
    dies: i64,
    lease: i64,
    claim: usize,
    end: Option<Outcome>,
}

#[derive(Default)]
struct Model {
    now: i64,
    intents: HashMap<u8, Intent>,
    claims: HashMap<u8, usize>,
    /// Each that was admitted, under the limit's number.
    taken: HashMap<usize, Vec<i64>>,
}

impl Model {
    fn say(&mut self, step: &Step) -> Said {
        match step {
            Step::Pass(time) => {
                self.now += time;
                Said::Nothing
            }
            Step::Claim(key, body) => self.claim(*key, *body),
            Step::Settle(key, end) => self.settle(*key, 0, end),
            Step::SettleLate(key, end) => self.settle(*key, 1, end),
            Step::Standing(key) => Said::Standing(self.standing(*key)),
            Step::Admit(which) => self.rate(which, true),
            Step::Peek(which) => self.rate(which, false),
        }
    }

    fn alive(&self, key: u8) -> Option<&Intent> {
        let now = self.now;
        self.intents.get(&key).filter(|intent| intent.dies > now)
    }

    fn claim(&mut self, key: u8, body: Fingerprint) -> Said {
        let now = self.now;
        let (since, before) = match self.alive(key) {
            None => (now, Before::Nothing),
            Some(intent) => match &intent.end {
                Some(Outcome::NotOpened) => (now, Before::NotOpened),
                // A claim that was withdrawn left nothing.
                Some(Outcome::Withdrawn) => (now, Before::Nothing),
                _ if intent.body != body => return Said::Claim(Claim::OtherBody),
                Some(Outcome::Answered(answer)) => {
                    return Said::Claim(Claim::Answered(answer.clone()));
                }
                Some(Outcome::Unknown { until }) => {
                    (intent.since, Before::Unknown { until: *until })
                }
                None if intent.lease > now => return Said::Claim(Claim::InProgress),
                None => (
                    intent.since,
                    Before::Unknown {
                        until: intent.lease,
                    },
                ),
            },
        };
        let claims = self.claims.entry(key).or_default();
        *claims += 1;
        let intent = Intent {
            body,
            since,
            dies: now + DAY,
            lease: now + LEASE,
            claim: *claims,
            end: None,
        };
        self.intents.insert(key, intent);
        Said::Mine(since, before)
    }

    fn settle(&mut self, key: u8, ago: usize, end: &Outcome) -> Said {
        let claims = self.claims.get(&key).copied().unwrap_or(0);
        let Some(claim) = claims.checked_sub(ago).filter(|&claim| claim > 0) else {
            return Said::Nothing;
        };
        let now = self.now;
        let held = self.intents.get_mut(&key);
        let Some(held) = held.filter(|i| i.dies > now && i.claim == claim) else {
            return Said::Settled(false);
        };
        match (&held.end, end) {
            (None, Outcome::Withdrawn) => drop(self.intents.remove(&key)),
            _ => drop(held.end.get_or_insert_with(|| end.clone())),
        }
        Said::Settled(true)
    }

    fn standing(&self, key: u8) -> Standing {
        match self.alive(key).map(|intent| &intent.end) {
            None | Some(Some(Outcome::Withdrawn)) => Standing::Unseen,
            Some(Some(Outcome::NotOpened)) => Standing::NotOpened,
            Some(Some(Outcome::Answered(answer))) => Standing::Answered(answer.clone()),
            Some(_) => Standing::Unknown,
        }
    }

    /// Every one counts until the latest of its slot has left the window.
    fn wait(&self, at: usize) -> i64 {
        let (_, count, window) = LIMITS[at];
        let size = (window + 59) / 60;
        let taken = self.taken.get(&at).map_or(&[][..], Vec::as_slice);
        let leaves = |time: &i64| {
            let latest = taken.iter().filter(|t| *t / size == time / size).max();
            latest.unwrap_or(time) + window
        };
        let has_room = |now: i64| {
            let left = taken.iter().filter(|time| leaves(time) > now).count();
            left < usize::try_from(count).unwrap()
        };
        let mut moments: Vec<i64> = taken.iter().map(leaves).collect();
        moments.push(self.now);
        moments.sort_unstable();
        let found = moments.into_iter().find(|&t| t >= self.now && has_room(t));
        found.unwrap() - self.now
    }

    fn rate(&mut self, which: &[usize], is_counted: bool) -> Said {
        let wait = which.iter().map(|&at| self.wait(at)).max().unwrap();
        if wait > 0 {
            let wait = Duration::from_millis(wait.unsigned_abs());
            return Said::Admission(Admission::Wait(wait));
        }
        for &at in which.iter().filter(|_| is_counted) {
            self.taken.entry(at).or_default().push(self.now);
        }
        Said::Admission(Admission::Admitted)
    }
}

/// A place, and the fences it gave for each key.
struct Real {
    state: State,
    now: i64,
    fences: HashMap<u8, Vec<Fence>>,
}

impl Real {
    async fn say(&mut self, step: &Step) -> Said {
        match step {
            Step::Pass(time) => {
                self.now += time;
                Said::Nothing
            }
            Step::Claim(key, body) => self.claim(*key, *body).await,
            Step::Settle(key, end) => self.settle(*key, 1, end).await,
            Step::SettleLate(key, end) => self.settle(*key, 2, end).await,
            Step::Standing(number) => {
                Said::Standing(self.state.standing(key(*number), self.now).await.unwrap())
            }
            Step::Admit(which) => admission(self.state.admit(&chosen(which), self.now).await),
            Step::Peek(which) => admission(self.state.peek(&chosen(which), self.now).await),
        }
    }

    async fn claim(&mut self, number: u8, body: Fingerprint) -> Said {
        match claim(&self.state, number, body, self.now).await {
            Claim::Mine {
                since,
                before,
                fence,
            } => {
                self.fences.entry(number).or_default().push(fence);
                Said::Mine(since, before)
            }
            other => Said::Claim(other),
        }
    }

    async fn settle(&self, number: u8, back: usize, end: &Outcome) -> Said {
        let fences = self.fences.get(&number).map_or(&[][..], Vec::as_slice);
        let Some(&fence) = fences.len().checked_sub(back).and_then(|at| fences.get(at)) else {
            return Said::Nothing;
        };
        let settled = settle(&self.state, number, fence, end.clone(), self.now).await;
        Said::Settled(settled.is_ok())
    }
}

fn admission(said: Result<Admission, StateError>) -> Said {
    Said::Admission(said.unwrap())
}

async fn follow(state: State, steps: &[Step]) {
    let mut model = Model {
        now: NOW,
        ..Model::default()
    };
    let mut real = Real {
        state,
        now: NOW,
        fences: HashMap::new(),
    };
    for (at, step) in steps.iter().enumerate() {
        let said = real.say(step).await;
        assert_eq!(said, model.say(step), "step {at}, {step:?}, of {steps:?}");
    }
}

#[test]
fn both_places_say_what_the_model_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = Server::start();
    let place = Place::parse(&server.url()).unwrap();
    let shared = runtime.block_on(State::open(&place)).unwrap();
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let followed = TestRunner::new(config).run(&steps(), |steps| {
        redis::cmd("FLUSHALL").exec(&mut server.connect()).unwrap();
        runtime.block_on(follow(shared.clone(), &steps));
        let file = Home::file();
        runtime.block_on(async { follow(file.open().await, &steps).await });
        Ok(())
    });
    followed.unwrap();
}
