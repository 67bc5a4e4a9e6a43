// A ticket that most tests submit.

/** A guest's ticket that is valid in the General department. */
export const SAMPLE_TICKET = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  department: "General",
  subject: "The engine stands still",
  message: "Since **Tuesday** it does not turn.",
};
