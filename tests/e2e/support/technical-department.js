// The custom fields of the demo's Technical department (open-ticket.toml), with valid answers.

/** Answer to the field of type `password`, which is never displayed. */
export const PASSWORD = "p+ss w%rd&=\"'\\ 🗝";

/** The expected submitted answers, by field id. */
export const ANSWERS = {
  1: "web-1.example.com",
  2: "https://example.com/?a=1&b=%20+#ü",
  3: PASSWORD,
  4: "After a change I made",
  5: "on",
  6: "An update of 'PHP'\nto \"8.2\" \\ 🎫",
};

/** Fills in all custom fields of the department. */
export async function fillTechnicalFields(form) {
  await form.customField("Domain or server").fill(ANSWERS[1]);
  await form.customField("Page where it happens").fill(ANSWERS[2]);
  await form.customField("Temporary password").fill(ANSWERS[3]);
  await form.customField("Since when").selectOption(ANSWERS[4]);
  await form.customField("What you changed").fill(ANSWERS[6]);
  await form.customField("You may restart the server").check();
}
