// The status bar: everything about the submission in one place, in view.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/faults/fault-fixtures.js";
import { respondWithError } from "./support/faults/network-faults.js";
import { LARGE_FILE, submitUntilStalled } from "./support/faults/submission-steps.js";
import { focusedControl } from "./support/focused-control.js";

const PHONE = { width: 360, height: 640 };

const RETRY_AFTER = { "retry-after": "60" };
const UNAVAILABLE = respondWithError(503, "unavailable", RETRY_AFTER);

const statusBar = (form) => form.host.locator(".status");

/** Sends a ticket whose request fails, until the countdown to the next attempt is visible. */
async function submitUntilCountdown(form, faultyProxy, ticket, fault) {
  await form.openAndFill(ticket);
  faultyProxy.injectNext(fault);
  await form.submitButton.click();
  await expect(form.retryCountdown).toBeVisible();
}

test("while a retry is scheduled, one visible box states only what happened and when the next attempt starts", async ({
  form,
  page,
  faultyProxy,
  ticket,
  pageErrors,
}) => {
  pageErrors.expect(/status of 503/);
  pageErrors.expect(/status of 429/);
  await page.setViewportSize(PHONE);
  for (const fault of [UNAVAILABLE, respondWithError(429, "rate", RETRY_AFTER)]) {
    await submitUntilCountdown(form, faultyProxy, ticket, fault);
    const box = form.host.locator(".summary");
    await expect(box).toHaveCount(1);
    await expect(box).toBeFocused();
    await expect(box).toContainText(/Trying again in \d+ seconds?/);
    await expect(box).not.toContainText(/send it again|try again/i);
    for (const part of [form.retryCountdown, form.tryNowButton, form.stopRetryButton]) {
      await expect(box.locator("*").and(part)).toHaveCount(1);
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    await page.evaluate(() => scrollTo(0, 0));
    await expect(form.retryCountdown).toBeInViewport({ ratio: 1 });
    expect(await axeViolations(page)).toEqual([]);
    await form.stopRetryButton.click();
    await expect(form.retryCountdown).toHaveCount(0);
    await expect(box).toContainText(/again/);
  }
});

test("during a retry countdown, the status bar covers no focused control", async ({
  form,
  page,
  faultyProxy,
  ticket,
  pageErrors,
}) => {
  pageErrors.expect(/status of 503/);
  await page.setViewportSize(PHONE);
  await submitUntilCountdown(form, faultyProxy, ticket, UNAVAILABLE);
  await page.evaluate(() => scrollTo(0, 0));
  await form.name.focus();
  const names = [];
  for (let presses = 0; presses < 40; presses += 1) {
    const focused = await focusedControl(form.host);
    if (!focused) break;
    expect(focused).toMatchObject({ isCovered: false });
    names.push(focused.name);
    await page.keyboard.press("Tab");
  }
  expect(names.length).toBeGreaterThan(10);
});

test("a click in the status bar takes effect even if the bar is only partly in view", async ({
  form,
  page,
  faultyProxy,
  ticket,
  pageErrors,
}) => {
  pageErrors.expect(/status of 503/);
  await page.setViewportSize(PHONE);
  await submitUntilCountdown(form, faultyProxy, ticket, UNAVAILABLE);
  await form.message.focus();
  const bottom = await form.tryNowButton.evaluate((button) => {
    scrollBy(0, button.getBoundingClientRect().bottom + 4 - innerHeight);
    return button.getBoundingClientRect().bottom;
  });
  expect(bottom).toBeCloseTo(PHONE.height - 4, 0);
  const { x, y, width } = await form.tryNowButton.boundingBox();
  await page.mouse.move(x + width / 2, y + 8);
  await page.mouse.down();
  await page.waitForTimeout(50);
  await page.mouse.up();
  await expect(form.confirmation).toBeVisible();
});

test("progress, the stall notice and Cancel are in view wherever the page is scrolled", async ({
  form,
  page,
  faultyProxy,
  ticket,
}) => {
  await page.setViewportSize(PHONE);
  await page.clock.install();
  await form.openAndFill(ticket, LARGE_FILE);
  await submitUntilStalled(form, faultyProxy);
  await page.clock.runFor(11_000);
  for (const y of [0, 300, 5_000]) {
    await page.evaluate((y) => scrollTo(0, y), y);
    for (const part of [form.progressBar, form.cancelButton, form.notice]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
  }
});

test("a cancelled upload is confirmed in visible text, until the next submission", async ({
  form,
  faultyProxy,
  ticket,
}) => {
  const cancelledText = statusBar(form).getByText("Sending cancelled. Your message is still here.");
  await form.openAndFill(ticket, LARGE_FILE);
  const stall = await submitUntilStalled(form, faultyProxy);
  await form.cancelButton.click();
  await expect(cancelledText).toBeVisible();
  await expect(cancelledText).toBeInViewport();
  await form.subject.pressSequentially("!");
  await expect(cancelledText).toBeVisible();
  stall.release();
  await form.submitButton.click();
  await expect(cancelledText).toHaveCount(0);
  await form.ticketNumber();
});

test("the width of the bar is the percentage of the bytes", async ({
  form,
  faultyProxy,
  ticket,
}) => {
  await form.openAndFill(ticket, LARGE_FILE);
  await submitUntilStalled(form, faultyProxy);
  const [text, now, width] = await form.progressBar.evaluate((bar) => [
    bar.getAttribute("aria-valuetext"),
    bar.getAttribute("aria-valuenow"),
    bar.firstElementChild.style.width,
  ]);
  expect(width).toBe(`${now}%`);
  const [sent, total] = text.match(/[\d.]+/g).map(Number);
  expect(Math.abs(Number(now) - (sent / total) * 100)).toBeLessThan((0.1 / total) * 100 + 1);
});

test("under a sticky header of the page, the summary's heading and first link are visible", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 640 });
  await form.open();
  await page.evaluate(() => {
    const header = document.createElement("header");
    header.style.cssText = "position:sticky;top:0;height:120px;background:#ddd;z-index:9";
    document.body.prepend(header);
  });
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  const isUncovered = (locator) =>
    locator.evaluate((element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      const root = element.getRootNode();
      return [top + 2, bottom - 2].every((y) =>
        element.contains(root.elementFromPoint(left + 4, y)),
      );
    });
  expect(await isUncovered(form.errorSummary.getByRole("heading"))).toBe(true);
  expect(await isUncovered(form.errorSummary.getByRole("link").first())).toBe(true);
  await form.errorSummary.getByRole("link", { name: "Enter a message" }).click();
  expect(await isUncovered(form.host.locator("label", { hasText: "Message" }))).toBe(true);
});
