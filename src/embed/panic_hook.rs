//! Panic hook: reports a panic to the console. `embed/guarded-exports.js` reports it to the loader.

/// Installs the panic hook. It logs the source location only, since a panic message may quote the
/// user's text.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let location = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        leptos::logging::error!("open-ticket: the form panicked at {location}");
    }));
}
