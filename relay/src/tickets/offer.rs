//! `GET /api/ticket`: this installation's rules, as far as they concern whoever asks.

use super::Desk;
use crate::error::{Refused, json};
use crate::identity::Identity;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use open_ticket::rules::Rules;
use open_ticket::wire;
use std::sync::Arc;

/// Answers the rules.
pub async fn show(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let rules = async {
        let identity = desk.identity(&headers)?;
        desk.rules_for(identity.as_ref()).await
    };
    match rules.await {
        Ok(rules) => json(wire::rules::encode(&rules)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

impl Desk {
    /// The rules for a guest, or for a signed-in client with what they own. Where WHMCS does not
    /// say what that is, nothing is offered: a ticket can be opened all the same.
    ///
    /// # Errors
    /// [`Refused::Unavailable`] while WHMCS has not told its departments.
    pub(super) async fn rules_for(&self, identity: Option<&Identity>) -> Result<Rules, Refused> {
        let rules = self.rules().await?;
        let mut rules = (*rules).clone();
        if let Some(identity) = identity {
            let owned = self.places.owned.of(identity, &self.whmcs).await;
            rules.related = owned.map(|owned| owned.to_vec()).unwrap_or_default();
            rules.requester = Some(identity.known.clone());
        }
        Ok(rules)
    }

    /// The rules that hold for everybody.
    ///
    /// # Errors
    /// [`Refused::Unavailable`] while WHMCS has not told its departments.
    pub(super) async fn rules(&self) -> Result<Arc<Rules>, Refused> {
        let rules = self.offer.rules(&self.whmcs, &self.state).await;
        rules.ok_or(Refused::Unavailable)
    }
}
