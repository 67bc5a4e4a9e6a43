//! The rules that apply to a requester or to a ticket.

use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::Identity;
use crate::route_paths;
use open_ticket::rules::Rules;
use open_ticket::ticket::Ticket;
use std::sync::Arc;
use tokio::time::Instant;

impl AppState {
    /// Returns the rules for a guest, or for a signed-in client including their services and
    /// domains. Services and domains are omitted if WHMCS does not return them: a ticket can be
    /// opened without one.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS has not returned its departments yet.
    pub(super) async fn rules_for(&self, identity: Option<&Identity>) -> Result<Rules, ApiError> {
        let deadline = Instant::now() + self.whmcs.lookup_timeout();
        let rules = self.general_rules().await?;
        let mut rules = (*rules).clone();
        if let Some(index) = self.knowledge_base.current() {
            rules.suggestions =
                format!("{}?v={}", route_paths::SUGGESTIONS_FROM_TICKETS, index.hash);
        }
        rules.incident = self.incident.current();
        if let Some(identity) = identity {
            let services = self
                .client_services
                .services_of(identity, &self.whmcs, deadline)
                .await;
            rules.related = services
                .map(|services| services.to_vec())
                .unwrap_or_default();
            rules.requester = Some(identity.signed_in_user.clone());
        }
        Ok(rules)
    }

    /// Returns the rules for validating a ticket. They contain no service or domain except the one
    /// to which the ticket refers.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS does not return the departments or services.
    pub(super) async fn rules_for_ticket(
        &self,
        ticket: &Ticket,
        identity: Option<&Identity>,
    ) -> Result<Arc<Rules>, ApiError> {
        let deadline = Instant::now() + self.whmcs.lookup_timeout();
        let rules = self.general_rules().await?;
        match (ticket.related, identity) {
            (Some(related), Some(identity)) => {
                let service = self
                    .client_services
                    .service_of(identity, related, &self.whmcs, deadline)
                    .await?;
                Ok(Arc::new(Rules {
                    related: service.into_iter().collect(),
                    ..(*rules).clone()
                }))
            }
            _ => Ok(rules),
        }
    }

    /// Returns the rules that apply to every requester.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS has not returned its departments yet.
    pub(super) async fn general_rules(&self) -> Result<Arc<Rules>, ApiError> {
        let rules = self.rules.get(&self.whmcs, &*self.store).await;
        rules.ok_or(ApiError::Unavailable)
    }
}
