//! Relative addresses of the API's pages, so that they work under any prefix: a site can forward
//! `/support/ticket` to the relay's `/api/ticket`.

use crate::route_paths;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

tokio::task_local! {
    /// Relative path from the address of the current page to the folder of the API's pages. Task-local,
    /// so that a page need not pass it to each of its parts.
    static BASE: String;
}

/// Returns the address of a page or file of the API, relative to the current page. Outside of the
/// API's pages it is absolute.
pub fn link_to(name: &str) -> String {
    BASE.try_with(|base| format!("{base}{name}"))
        .unwrap_or_else(|_| format!("{}/{name}", route_paths::TICKETS))
}

/// Middleware that makes the addresses in a page relative to its path.
pub async fn with_relative_links(request: Request, next: Next) -> Response {
    let base = base_of(request.uri().path());
    BASE.scope(base, next.run(request)).await
}

/// Makes the addresses in a page at `path` relative, as [`with_relative_links`] does.
pub async fn relative_to<F: Future>(path: &str, page: F) -> F::Output {
    BASE.scope(base_of(path), page).await
}

/// Returns the relative path from a path to the folder `/api/ticket/`. A browser resolves relative
/// addresses against the folder of a page (RFC 3986, section 5.2.3).
fn base_of(path: &str) -> String {
    let below = path.strip_prefix(route_paths::TICKETS).unwrap_or_default();
    match below.matches('/').count() {
        0 => "ticket/".to_owned(),
        depth => "../".repeat(depth - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relative_path_leads_to_the_folder_of_the_api() {
        for (path, base) in [
            ("/api/ticket", "ticket/"),
            ("/api/ticket/form", ""),
            ("/api/ticket/key/page", "../"),
        ] {
            assert_eq!(base_of(path), base);
        }
    }

    #[test]
    fn other_pages_have_absolute_links() {
        assert_eq!(link_to("form.css"), "/api/ticket/form.css");
    }
}
