//! Every sentence of `locales/en.json`, a constant each, made by `build.rs`. One that is used nowhere
//! is dead code.

include!(concat!(env!("OUT_DIR"), "/english.rs"));
