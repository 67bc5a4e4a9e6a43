// Announcements that say only what has changed: the end of the errors, and the end of an automatic retry.
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { ScreenReader } from "./support/screen-reader.js";
import { busy, routeSubmissions } from "./support/states/submissions.js";

const ALL_FIXED = "polite: All problems fixed. You can send your ticket now.";
const STOPPED = "Automatic retry stopped. Try again in a few minutes.";

/** Opens the form with a screen reader and a clock that tests can set. */
async function openWithReader(form) {
  await form.page.clock.install();
  const reader = await ScreenReader.start(form.page);
  await form.openAndFill(SAMPLE_TICKET);
  return reader;
}

/** Sends the ticket without a subject, and goes to the subject. */
async function omitSubject(reader, form) {
  await form.subject.fill("");
  await reader.step("presses “Send ticket”", async () => {
    await form.submitButton.click();
    await expect(form.errorSummary).toContainText("Enter a subject");
  });
  await reader.step("goes to the subject", () => form.subject.focus());
}

test("that all problems are fixed is announced once, after a pause in typing", async ({
  form,
  page,
}) => {
  const reader = await openWithReader(form);
  await omitSubject(reader, form);
  // Animation frames stop with the clock, so the screen reader's steps do not end.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  const announcements = () => page.evaluate(() => window.announcements);
  for (const letter of "The") {
    await page.keyboard.type(letter);
    await page.clock.runFor(900);
    expect(await announcements()).toEqual([]);
  }
  await page.clock.runFor(200);
  expect(await announcements()).toEqual([ALL_FIXED]);
  await page.keyboard.type("!");
  await page.clock.runFor(5_000);
  expect(await announcements()).toEqual([ALL_FIXED]);
});

test("that all problems are fixed is announced again after another problem, and not after sending", async ({
  form,
}) => {
  const reader = await openWithReader(form);
  await omitSubject(reader, form);
  expect(await reader.type("The engine", /All problems fixed/)).toEqual([ALL_FIXED]);
  await reader.step(
    "attaches setup.exe",
    () => form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") }),
    /problem with your files/,
  );
  const removed = await reader.step(
    "removes setup.exe",
    () => form.removeButton("setup.exe").click(),
    /All problems fixed/,
  );
  expect(removed).toHaveLength(2);
  expect(removed[1]).toBe(ALL_FIXED);
  await omitSubject(reader, form);
  const sent = await reader.step(
    "types a subject and sends the ticket",
    async () => {
      await form.subject.fill("The engine");
      await form.submitButton.click();
    },
    () => expect(form.confirmation).toBeFocused(),
  );
  expect(sent).toEqual(["polite: Sending."]);
  expect(await reader.step("waits", () => form.page.clock.runFor(2_000))).toEqual([]);
});

for (const [action, stop] of Object.entries({
  "“Stop trying” moves the focus to “Send ticket”": async (reader, form) => {
    await reader.step("goes to “Stop trying”", () => form.stopRetryButton.focus());
    const announced = await reader.press("Enter", /Automatic retry stopped/);
    await expect(form.submitButton).toBeFocused();
    return announced;
  },
  "an edit leaves the focus in its field": async (reader, form) => {
    await reader.step("goes to the subject", () => form.subject.focus());
    const announced = await reader.type("!", /Automatic retry stopped/);
    await expect(form.subject).toBeFocused();
    return announced;
  },
})) {
  test(`${action}, and announces only the next action, which is displayed in the box`, async ({
    form,
    page,
    pageErrors,
  }) => {
    pageErrors.allow(/status of 503/);
    const reader = await openWithReader(form);
    await routeSubmissions(page, busy);
    await reader.step(
      "presses “Send ticket”",
      () => form.submitButton.click(),
      () => expect(form.retryCountdown).toBeVisible(),
    );
    const explanation = await form.errorSummary.innerText();
    expect(await stop(reader, form)).toEqual([`polite: ${STOPPED}`]);
    await expect(form.retryCountdown).toHaveCount(0);
    expect(await form.errorSummary.innerText()).toBe(explanation);
    await expect(form.host.locator(".failure")).toHaveText(new RegExp(`${STOPPED}$`));
    expect(await reader.step("waits", () => page.clock.runFor(2_000))).toEqual([]);
  });
}
