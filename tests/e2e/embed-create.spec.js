// createTicketForm, called more than once, and files that are pasted at the host element.
import { expect, test } from "./support/fixtures.js";
import { FALLBACK_LINK, formElement, openHostPage } from "./support/host-page.js";

/** Calls the function once for each of the options. Counts the `ready` events of each call. */
const create = (page, target, ...calls) =>
  page.evaluate(
    async ([target, calls]) => {
      const { createTicketForm } = await import("/open-ticket-element.js");
      window.readyCounts = calls.map(() => 0);
      window.forms = calls.map((options, index) => {
        const ready = () => {
          window.readyCounts[index] += 1;
        };
        return createTicketForm(target, { ...options, events: { ready } });
      });
    },
    [target, calls],
  );

test("createTicketForm called twice on one element creates one form", async ({ page, form }) => {
  await openHostPage(page, { body: `<div id="support">${FALLBACK_LINK}</div>` });
  await create(page, "#support", { subject: "First", department: "1" }, { subject: "Second" });
  await expect(form.host).toHaveCount(1);
  await expect(form.subject).toHaveValue("Second");
  await expect(form.selectedDepartment).toHaveValue("1");
  // The callbacks of the last call replace those of the first.
  expect(await page.evaluate(() => window.readyCounts)).toEqual([0, 1]);
  // Either result removes the form.
  await page.evaluate(() => window.forms[0].remove());
  await expect(form.host).toHaveCount(0);
  await expect(page.locator("#support").getByText("Open a ticket here")).toBeVisible();
  await create(page, "#support", {});
  await expect(form.submitButton).toBeVisible();
});

for (const [what, body, target] of [
  ["an element that contains a form", `<div id="a"><open-ticket></open-ticket></div>`, "#a"],
  ["a form", "<open-ticket></open-ticket>", "open-ticket"],
]) {
  test(`createTicketForm on ${what} uses that form`, async ({ page, form }) => {
    await openHostPage(page, { body });
    await expect(form.submitButton).toBeVisible();
    await create(page, target, { subject: "Mine" });
    await expect(form.host).toHaveCount(1);
    await expect(form.subject).toHaveValue("Mine");
    await page.evaluate(() => window.forms[0].reset());
    await expect(form.subject).toHaveValue("Mine");
  });
}

/** Dispatches a paste event with a file, as WebKit does while a button has the focus. */
const pasteAt = (page, selector) =>
  page.locator(selector).evaluate((target) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["log"], "server.log.txt", { type: "text/plain" }));
    const init = { clipboardData, bubbles: true, cancelable: true, composed: true };
    return !target.dispatchEvent(new ClipboardEvent("paste", init));
  });

test("a file that is pasted at the host element is attached", async ({ page, form }) => {
  await openHostPage(page, { body: "<open-ticket></open-ticket>" });
  await form.submitButton.focus();
  expect(await pasteAt(page, "open-ticket")).toBe(true);
  await expect(form.removeButton("server.log.txt")).toHaveCount(1);
});

test("a file that is pasted into the form is attached once", async ({ page, form }) => {
  await openHostPage(page, { body: "<open-ticket></open-ticket>" });
  await form.departmentOption("General").focus();
  expect(await pasteAt(page, "open-ticket #open-ticket-department")).toBe(true);
  await expect(form.removeButton("server.log.txt")).toHaveCount(1);
});

test("a file that is pasted into the page's own content is not attached", async ({
  page,
  form,
}) => {
  const own = `<input slot="footer" id="own" aria-label="Own">`;
  await openHostPage(page, { body: `<open-ticket>${own}</open-ticket>` });
  await expect(form.submitButton).toBeVisible();
  expect(await pasteAt(page, "#own")).toBe(false);
  await expect(form.host.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
  await expect(formElement(page)).toBeVisible();
});
