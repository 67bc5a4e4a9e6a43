// When a form starts to load, and when its loading is slow.

/** Distance from the viewport at which a lazy form starts to load. */
export const LAZY_ROOT_MARGIN = "300px";

/** Loading time after which the form is reported as slow, in milliseconds. */
export const SLOW_AFTER = 8_000;
