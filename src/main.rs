//! Entry point of the bundle that a page loads. The API for the page is [`open_ticket::embed`].

fn main() {
    #[cfg(target_arch = "wasm32")]
    open_ticket::embed::start();
}
