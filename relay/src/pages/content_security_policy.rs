//! Content Security Policy of the pages that show the form. Pages without scripts have their own, in
//! `open_ticket_http_responses`.

/// Content Security Policy of a page with the form: scripts and styles of the same origin,
/// WebAssembly, and no conversion of strings to markup or code.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; \
     trusted-types 'none'";
