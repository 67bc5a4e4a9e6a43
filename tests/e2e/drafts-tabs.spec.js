// Two tabs with the same form never overwrite each other's draft.
import {
  asksBeforeLeaving,
  crash,
  draftButton,
  draftNotice,
  expectNoneStored,
  expectSaved,
  storedRecords,
} from "./support/drafts.js";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const OTHER_TAB = "You are writing this ticket in another tab.";
const MOVED = "You continued this ticket in another tab.";

/** Browsers with locks, and a page without them, as over plain HTTP. */
const ENVIRONMENTS = {
  "with locks": () => {},
  "without locks": () => {
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  },
};

/** Fills in the form, waits until its draft is stored, and opens a second tab. Returns the second tab's form. */
async function fillAndOpenSecondTab(form, context) {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(form.page, SAMPLE_TICKET.message);
  return openSecondTab(context);
}

async function openSecondTab(context) {
  const second = new TicketFormPage(await context.newPage());
  await second.open();
  return second;
}

for (const [name, prepare] of Object.entries(ENVIRONMENTS)) {
  test.describe(name, () => {
    test.beforeEach(({ context }) => context.addInitScript(prepare));

    test("the second tab shows a notice, stores nothing, and asks for confirmation before the user leaves it", async ({
      form,
      page,
      context,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftNotice(second).getByRole("status")).toHaveText(OTHER_TAB);
      await expect(second.message).toHaveValue("");
      expect(await asksBeforeLeaving(second.page)).toBe(false);
      await second.message.fill("In the second tab");
      await expect.poll(() => asksBeforeLeaving(second.page)).toBe(true);
      // The text must not be stored after the debounce delay either.
      await form.message.fill("In the first tab");
      await expectSaved(page, "In the first tab");
      expect((await storedRecords(page)).join()).not.toContain("In the second tab");
      expect(await second.message.inputValue()).toBe("In the second tab");
    });

    test("Continue here moves the ticket to the second tab, and back", async ({
      form,
      page,
      context,
    }) => {
      const before = await form.openAndFill(SAMPLE_TICKET, {
        name: "note.txt",
        bytes: Buffer.from("kept\n"),
      });
      await expectSaved(page, SAMPLE_TICKET.message);
      // Not saved yet: the first tab saves it on request.
      await form.message.press("End");
      const second = await openSecondTab(context);
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      await draftButton(second, "Continue here").click();
      await expect(draftNotice(second)).toContainText(/^Draft restored from/);
      expect(await second.userInput()).toEqual(before);
      await expect(draftNotice(form).getByRole("status")).toHaveText(MOVED);
      expect(await asksBeforeLeaving(page)).toBe(false);

      await second.message.fill("Changed in the second tab");
      await expectSaved(page, "Changed in the second tab");
      await draftButton(form, "Continue here").click();
      await expect(form.message).toHaveValue("Changed in the second tab");
      await expect(draftNotice(second)).toContainText(MOVED);
      await draftButton(form, "Undo").click();
      await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
    });

    test("Undo restores the draft of the second tab", async ({ form, context }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      await second.message.fill("In the second tab");
      await draftButton(second, "Continue here").click();
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await draftButton(second, "Undo").click();
      await expect(second.message).toHaveValue("In the second tab");
    });

    test("the second tab continues automatically once the first has crashed", async ({
      form,
      page,
      context,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      await crash(page);
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await expect(draftNotice(second)).toContainText(/^Draft restored from/);
    });

    test("a second tab with content keeps it when the first is closed, until the user continues", async ({
      form,
      page,
      context,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      await second.message.fill("In the second tab");
      await page.close();
      const third = await openSecondTab(context);
      await expect(draftNotice(third)).toContainText(/^Draft restored from/);
      await expect(third.message).toHaveValue(SAMPLE_TICKET.message);
      await expect(second.message).toHaveValue("In the second tab");
      await third.page.close();
      await draftButton(second, "Continue here").click();
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await draftButton(second, "Undo").click();
      await expect(second.message).toHaveValue("In the second tab");
    });

    test("a ticket that is sent in the second tab is removed from the first", async ({
      form,
      page,
      context,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await draftButton(second, "Continue here").click();
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await second.submitButton.click();
      await second.ticketNumber();
      await expectNoneStored(page);
      await expect(draftNotice(form)).toContainText(
        "This ticket was sent or cleared in another tab.",
      );
      await expect(form.message).toHaveValue("");
      await draftButton(form, "Undo").click();
      await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
    });

    test("a page that returns from the back-forward cache does not send a ticket that a second tab has sent", async ({
      form,
      page,
      context,
      recorder,
    }) => {
      await form.openAndFill(SAMPLE_TICKET);
      await expectSaved(page, SAMPLE_TICKET.message);
      const transition = (type) =>
        page.evaluate((type) => {
          dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
        }, type);
      await transition("pagehide");
      const second = await openSecondTab(context);
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await second.submitButton.click();
      await second.ticketNumber();
      await expectNoneStored(second.page);
      await transition("pageshow");
      await expect(draftNotice(form)).toContainText(
        "This ticket was sent or cleared in another tab.",
      );
      await expect(form.message).toHaveValue("");
      await form.submitButton.click();
      await expect(form.errorSummary).toBeVisible();
      expect(recorder.bodies).toHaveLength(1);
      await draftButton(form, "Undo").click();
      await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
    });

    test("a tab does not send a ticket that another one has taken over", async ({
      form,
      context,
      recorder,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await draftButton(second, "Continue here").click();
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await expect(draftNotice(form)).toContainText(MOVED);
      await form.submitButton.click();
      await expect(draftNotice(form).getByRole("status")).toHaveText(OTHER_TAB);
      await expect(draftButton(form, "Continue here")).toBeFocused();
      expect(recorder.bodies).toHaveLength(0);
      await draftButton(form, "Continue here").click();
      await expect(draftNotice(second)).toContainText(MOVED);
      await expect(draftNotice(form)).toContainText(/^Draft restored from/);
      await form.submitButton.click();
      await form.ticketNumber();
      await expect(second.message).toHaveValue("");
      await second.submitButton.click();
      await expect(second.errorSummary).toBeVisible();
      expect(recorder.bodies).toHaveLength(1);
    });

    test("a ticket that is being sent is taken over with its key", async ({
      form,
      page,
      context,
      recorder,
    }) => {
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      const keys = new Set();
      context.on("request", (request) => {
        if (request.method() === "POST") keys.add(request.headers()["idempotency-key"]);
      });
      // The request of the first tab never arrives.
      await page.route("**/api/ticket", (route) =>
        route.request().method() === "POST" ? undefined : route.continue(),
      );
      await form.submitButton.click();
      await expect.poll(() => keys.size).toBe(1);
      await draftButton(second, "Continue here").click();
      await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
      await expect(second.errorSummary).toContainText("Your ticket was not opened");
      await second.submitButton.click();
      await second.ticketNumber();
      expect(recorder.bodies).toHaveLength(1);
      expect(keys.size).toBe(1);
    });

    test("the draft of another tab never replaces a submission of unknown outcome", async ({
      form,
      context,
      pageErrors,
    }) => {
      pageErrors.allow(/ERR_FAILED/);
      const second = await fillAndOpenSecondTab(form, context);
      await expect(draftButton(second, "Continue here")).toBeVisible();
      await second.page.route("**/api/ticket", (route) =>
        route.request().method() === "POST" ? route.abort() : route.continue(),
      );
      await second.page.route("**/api/ticket/*", (route) =>
        route.fulfill({ json: { state: "unknown" } }),
      );
      await second.fill({ ...SAMPLE_TICKET, message: "In the second tab" });
      await second.submitButton.click();
      await expect(draftNotice(second)).toContainText(OTHER_TAB);
      await expect(draftButton(second, "Continue here")).toHaveCount(0);
      await expect(second.message).toHaveValue("In the second tab");
    });
  });
}

test("a tab that does not respond loses the draft to the one that continues", async ({
  form,
  page,
  context,
}) => {
  const second = await fillAndOpenSecondTab(form, context);
  await expect(draftNotice(second)).toContainText(OTHER_TAB);
  // As a frozen tab: messages are not delivered.
  await page.evaluate(() => {
    window.addEventListener("message", () => {});
    BroadcastChannel.prototype.dispatchEvent = () => false;
  });
  await page.evaluate(() => {
    // The page is busy for longer than the other tab waits.
    setTimeout(() => {
      const end = performance.now() + 4_000;
      while (performance.now() < end);
    });
  });
  await draftButton(second, "Continue here").click();
  await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(draftNotice(form)).toContainText(MOVED);
  await form.message.fill("Too late");
  await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
  expect((await storedRecords(page)).join()).not.toContain("Too late");
});
