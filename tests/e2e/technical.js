// What the demo's Technical department asks (open-ticket.toml), and answers that it takes.

/** Never shown again: it answers a question of the kind `password`. */
export const SECRET = "p+ss w%rd&=\"'\\ 🗝";

/** What arrives, by the questions' ids. */
export const ANSWERS = {
  1: "web-1.example.com",
  2: "https://example.com/?a=1&b=%20+#ü",
  3: SECRET,
  4: "After a change I made",
  5: "on",
  6: "An update of 'PHP'\nto \"8.2\" \\ 🎫",
};

export async function answerTechnical(form) {
  await form.question("Domain or server").fill(ANSWERS[1]);
  await form.question("Page where it happens").fill(ANSWERS[2]);
  await form.question("Temporary password").fill(ANSWERS[3]);
  await form.question("Since when").selectOption(ANSWERS[4]);
  await form.question("What you changed").fill(ANSWERS[6]);
  await form.question("You may restart the server").check();
}
