// The text of the loader, in English.

// Generated from locales/en.json by `cargo xtask loader-text`.
export const TEXT = {
  again: "Try again",
  copied: "Copied",
  copy: "Copy text",
  failed: "The form could not be loaded.",
  forbidden: "The form cannot run in this browser or on this page. Contact support another way.",
  loading: "Loading the form…",
  may_be_sent: "Your ticket may have been opened already.",
  reload: "Reload the page to try again.",
  slow: "The form is taking longer than usual to load.",
  stopped: "The form stopped working. Copy your text, then reload the page.",
  text: "Your text",
};
