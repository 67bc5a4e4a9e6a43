//! `/api/ticket`: what a form asks, what it sends, and what became of it.

mod departments;
mod head;
mod intent;
mod offer;
mod open;
mod owned;
mod plain;
mod status;

pub use departments::Offer;

use crate::error::Refused;
use crate::guard::{Origins, Proxies, Rates, cors};
use crate::identity::SigningKey;
use crate::intake::Pace;
use crate::metrics::Metrics;
use crate::page;
use crate::state::State;
use crate::whmcs::{Patience, Whmcs};
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use owned::Owned;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::task::TaskTracker;

/// What the endpoint works with.
#[derive(Debug)]
pub struct Desk {
    /// What is offered.
    pub offer: Offer,
    /// Where tickets are opened.
    pub whmcs: Whmcs,
    /// How long that takes at most.
    pub patience: Patience,
    /// What several relays must agree upon.
    pub state: State,
    /// What tokens are signed with; none where nobody can be signed in.
    pub signing_key: Option<SigningKey>,
    /// Which pages may ask.
    pub origins: Origins,
    /// Which proxies are believed.
    pub proxies: Proxies,
    /// How many tickets somebody may open.
    pub rates: Rates,
    /// The largest body, in bytes.
    pub max_body: usize,
    /// How slowly it may come.
    pub pace: Pace,
    /// The relay's numbers.
    pub metrics: Metrics,
    /// The tickets on their way: a browser that goes away does not end them.
    pub under_way: TaskTracker,
    /// The work that takes memory.
    pub places: Places,
}

/// Who is connected: a client, or a proxy in front.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// How many large tickets are worked on at once. Others wait in files, and cost nothing meanwhile.
#[derive(Debug)]
pub struct Places {
    large: Arc<Semaphore>,
    decoding: Arc<Semaphore>,
    owned: Owned,
}

/// A place, for as long as it lives; none is needed for a small ticket.
type Place = Option<OwnedSemaphorePermit>;

impl Places {
    /// Places for so many large tickets. As many are decoded at once as there are processors: it is
    /// that which takes the most memory, and more of them would not be done sooner.
    #[must_use]
    pub fn new(large: usize) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            large: Arc::new(Semaphore::new(large)),
            decoding: Arc::new(Semaphore::new(processors.min(large))),
            owned: Owned::default(),
        }
    }
}

async fn place(places: &Arc<Semaphore>) -> Result<Place, Refused> {
    let place = Arc::clone(places).acquire_owned().await;
    // They are never closed.
    place.map(Some).map_err(|_| Refused::Unavailable)
}

impl Desk {
    /// Where a request comes from.
    fn address(&self, peer: Option<&Peer>, headers: &HeaderMap) -> IpAddr {
        let connected = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        self.proxies.client(connected, headers)
    }
}

/// The endpoint's routes. Pages of listed origins may read every answer, errors too.
pub fn routes(desk: Arc<Desk>) -> Router {
    let cors = cors::layer(&desk.origins);
    Router::new()
        .route("/api/ticket", get(offer::show).post(open::open))
        .route("/api/ticket/form", get(plain::show))
        .route(page::FORM_STYLE, get(page::form_style))
        .route("/api/ticket/{key}", get(status::show))
        .route("/api/ticket/{key}/page", get(plain::confirm))
        .layer(cors)
        .layer(map_response(vary))
        .with_state(desk)
}

/// Who asks, and from where, changes the answer.
async fn vary(mut response: Response) -> Response {
    let vary = HeaderValue::from_static("Authorization, Origin");
    response.headers_mut().insert(header::VARY, vary);
    response
}
