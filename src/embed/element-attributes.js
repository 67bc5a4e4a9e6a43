// The attributes of <open-ticket>, and the values that the loader checks. The form reads the others.

/** All attributes; each has a property of the same name. */
export const ATTRIBUTES = [
  "endpoint",
  "token",
  "department",
  "related",
  "priority",
  "name",
  "email",
  "subject",
  "message",
  "theme",
  "loading",
  "draft",
];

/** Default of the `endpoint` attribute. */
export const DEFAULT_ENDPOINT = "/api/ticket";

/**
 * Tokens that the element may send: other characters would make `fetch` throw. The form validates
 * tokens too (`src/browser/endpoint.rs`), for its own requests.
 */
export const SENDABLE_TOKEN = /^[!-~]*$/;
