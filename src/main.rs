//! The bundle that a page loads: everything it offers to the page is [`open_ticket::embed`].

fn main() {
    #[cfg(target_arch = "wasm32")]
    open_ticket::embed::start();
}
