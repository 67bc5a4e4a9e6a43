// The attributes of <open-ticket>.

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
