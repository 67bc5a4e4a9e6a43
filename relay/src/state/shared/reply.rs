//! What the scripts answer: a word and what belongs to it.

use crate::state::intent::{Answer, Before, Bid, Claim, Standing};

/// None if no script of ours said it.
pub fn claim(reply: &[String], bid: &Bid) -> Option<Claim> {
    let (word, rest) = reply.split_first()?;
    Some(match word.as_str() {
        "mine" => bid.mine(rest.first()?.parse().ok()?, before(rest.get(1)?)?),
        "in_progress" => Claim::InProgress,
        "other_body" => Claim::OtherBody,
        "answered" => Claim::Answered(answer(rest)?),
        _ => return None,
    })
}

/// None if no script of ours said it.
pub fn standing(reply: &[String]) -> Option<Standing> {
    let (word, rest) = reply.split_first()?;
    Some(match word.as_str() {
        "answered" => Standing::Answered(answer(rest)?),
        "not_opened" => Standing::NotOpened,
        "unseen" => Standing::Unseen,
        "unknown" => Standing::Unknown,
        _ => return None,
    })
}

fn before(text: &str) -> Option<Before> {
    Some(match text {
        "nothing" => Before::Nothing,
        "not_opened" => Before::NotOpened,
        until => Before::Unknown {
            until: until.parse().ok()?,
        },
    })
}

fn answer(parts: &[String]) -> Option<Answer> {
    let [status, body, opened] = parts else {
        return None;
    };
    Some(Answer {
        status: status.parse().ok()?,
        body: body.clone(),
        opened: match opened.as_str() {
            "" => None,
            id => Some(id.parse().ok()?),
        },
    })
}
