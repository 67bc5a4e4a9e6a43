// A ticket with the keyboard alone, with the focus after each step. In WebKitGTK, Tab skips buttons and
// links.
import { expect, test } from "./support/fixtures.js";

/** Runs in the page: returns the id, the text or the label of the focused element. */
function nameOfFocus() {
  const node = document.querySelector("open-ticket").shadowRoot.activeElement;
  return node?.id || node?.innerText.trim() || node?.ariaLabel || node?.title || "";
}

test("a ticket is written, corrected and sent by keyboard, with the focus after each step", async ({
  form,
  page,
  ticket,
  openedTickets,
}) => {
  const expectFocus = (expected) =>
    expect.poll(() => page.evaluate(nameOfFocus), { message: "focus" }).toMatch(expected);
  const press = async (key, expected) => {
    await page.press(key);
    await expectFocus(expected);
  };
  await form.open();
  await page.evaluate(() => document.querySelector("nav a").focus());
  await press("Tab", /^open-ticket-name$/);
  await press("Enter", /^There is a problem/);
  await press("Tab", /^Enter your name$/);
  await press("Enter", /^open-ticket-name$/);
  await page.type(ticket["Your name"]);
  await press("Tab", /^open-ticket-email$/);
  await page.type(ticket["Your email address"]);
  await press("Tab", /^open-ticket-department/);
  await press(" ", /^open-ticket-department/);
  await press("Tab", /^open-ticket-priority/);
  await press("Tab", /^open-ticket-subject$/);
  await page.type(ticket.Subject);
  await press("Tab", /^open-ticket-view-both$/);
  await form.focusMessage();
  await expectFocus(/^open-ticket-message$/);
  await page.type("word");
  await press("Control+a", /^open-ticket-message$/);
  await press("Shift+Tab", /^Heading/);
  await press("End", /^Formatting help$/);
  await press("Enter", /^Close$/);
  await press("Escape", /^Formatting help$/);
  await press("Escape", /^open-ticket-message$/);
  await form.expectValue("Message", "word");
  await press("End", /^open-ticket-message$/);
  await press("Tab", /^Preview/);
  await press("Tab", /^(open-ticket-files-add|Attach files)$/);
  await press("Tab", /^File types$/);
  await press("Tab", /^Send ticket$/);
  await page.press("Enter");
  const number = await form.ticketNumber();
  await expectFocus(new RegExp(number));
  expect(await openedTickets()).toHaveLength(1);
});
