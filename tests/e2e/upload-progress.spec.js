// The progress of a submission: its progress bars, and its announcements to screen readers.
import { horizontalOverflow } from "./support/appearances.js";
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/faults/fault-fixtures.js";
import { respondWithError, respondWithHtml } from "./support/faults/network-faults.js";
import {
  LARGE_FILE,
  submitOneTicket,
  submitUntilStalled,
} from "./support/faults/submission-steps.js";
import { recordAnnouncements } from "./support/live-regions.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";

const LOOKING_UP = "Checking if your ticket was opened…";

test("progress, stall, failure and retry are each announced once", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/status of 50[23]/);
  await page.clock.install();
  await form.openAndFill(ticket, LARGE_FILE);
  const announcements = await recordAnnouncements(form);
  await submitUntilStalled(form, faultyProxy);
  await page.clock.runFor(31_000);
  await expect(form.errorSummary).toBeVisible();
  // The percentage depends on the sizes of the system's buffers.
  const duringStall = (await announcements()).filter((text) => !/^(25|50|75)% sent\.$/.test(text));
  expect(duringStall).toEqual([
    "Sending.",
    "This is taking longer than usual. Keep waiting, or cancel. You will not lose anything.",
  ]);

  const { length } = await announcements();
  faultyProxy.injectNext(
    respondWithHtml(502),
    respondWithError(503, "unavailable", { "retry-after": "20" }),
  );
  await form.submitButton.click();
  await page.clock.runFor(2_000);
  await expect(form.retryCountdown).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(form.retryCountdown).toHaveText(/Trying again in (20|19) seconds/);
  await form.stopRetryButton.click();
  const duringRetries = (await announcements())
    .slice(length)
    .filter((text) => !/% sent\.$/.test(text));
  expect(duringRetries).toEqual([
    "Sending.",
    "Sent. Waiting for confirmation.",
    LOOKING_UP,
    "Trying again in 5 seconds.",
    "Sending.",
    "Sent. Waiting for confirmation.",
    "Trying again in 20 seconds.",
    "Automatic retry stopped. Try again in a few minutes.",
  ]);
  await submitOneTicket(form, openedTickets);
});

test("a file's progress bar is visible only during the upload", async ({
  form,
  faultyProxy,
  ticket,
}) => {
  await form.openAndFill(ticket, LARGE_FILE);
  const fileMeter = form.host.getByRole("listitem").locator(".file-meter");
  await expect(fileMeter).toHaveCount(1);
  await expect(fileMeter).toBeHidden();
  await submitUntilStalled(form, faultyProxy);
  await expect(fileMeter).toBeVisible();
  await form.cancelButton.click();
  await expect(fileMeter).toBeHidden();
});

for (const [width, colorScheme] of [
  [320, "light"],
  [1_000, "dark"],
]) {
  test(`a stalled upload and a retry countdown are accessible, ${width} pixels wide, ${colorScheme}`, async ({
    form,
    page,
    faultyProxy,
    ticket,
    pageErrors,
  }) => {
    pageErrors.expect(/status of 503/);
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme });
    const expectAccessible = async () => {
      expect(await axeViolations(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
    };
    await page.clock.install();
    await form.openAndFill(ticket, LARGE_FILE);
    await submitUntilStalled(form, faultyProxy);
    faultyProxy.injectNext(respondWithError(503, "unavailable", { "retry-after": "60" }));
    await page.clock.runFor(11_000);
    await expect(form.notice).toBeVisible();
    await expectAccessible();
    await form.cancelButton.click();
    await form.submitButton.click();
    await expect(form.retryCountdown).toBeVisible();
    await expectAccessible();
  });
}

/** Holds back all reads of file slices but the first ones, until `window.releaseReads()` is called. */
async function holdReads(page, allowedReads) {
  await page.addInitScript((allowedReads) => {
    const { arrayBuffer } = Blob.prototype;
    let reads = 0;
    const released = new Promise((resolve) => {
      window.releaseReads = resolve;
    });
    Blob.prototype.arrayBuffer = async function () {
      reads += 1;
      if (reads > allowedReads) await released;
      return arrayBuffer.call(this);
    };
  }, allowedReads);
}

test("reading files and uploading share one progress bar, each file has its own, and reading can be cancelled", async ({
  form,
  page,
  ticket,
  openedTickets,
}) => {
  await holdReads(page, 0);
  const files = [
    { name: "first.bin", bytes: pseudoRandomBytes(1_000_000) },
    { name: "second.bin", bytes: pseudoRandomBytes(3_000_000) },
  ];
  const before = await form.openAndFill(ticket, ...files);
  await form.submitButton.click();
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", "Preparing files…");
  await expect(form.progressBar).toHaveAttribute("aria-valuenow", "0");
  await expect(form.host.locator(".files .file-meter")).toHaveCount(2);
  await form.cancelButton.click();
  await expect(form.progressBar).toHaveCount(0);
  expect(await form.userInput()).toEqual(before);
  expect(await openedTickets()).toHaveLength(0);
  await page.evaluate(() => window.releaseReads());
  await submitOneTicket(form, openedTickets);
});

test("a file that cannot be read for thirty seconds is named in the error", async ({
  form,
  page,
  ticket,
}) => {
  await page.clock.install();
  await holdReads(page, 1);
  await form.openAndFill(ticket, LARGE_FILE);
  await form.submitButton.click();
  await page.clock.runFor(11_000);
  await expect(form.notice).toContainText("This is taking longer than usual");
  await page.clock.runFor(20_000);
  await expect(form.errorSummary.getByRole("link")).toHaveText([/^noise\.bin has changed/]);
});

test("the progress bar never decreases, and reaches 100 % only when the upload is complete", async ({
  form,
  page,
  ticket,
}) => {
  await form.openAndFill(ticket, LARGE_FILE);
  await form.host.evaluate((host) => {
    window.progress = [];
    const record = () => {
      const bar = host.shadowRoot.querySelector("[role=progressbar]");
      if (bar) window.progress.push([Number(bar.ariaValueNow ?? 0), bar.ariaValueText]);
    };
    new MutationObserver(record).observe(host.shadowRoot, {
      attributes: true,
      childList: true,
      subtree: true,
    });
  });
  await form.submitButton.click();
  await form.ticketNumber();
  const progress = await page.evaluate(() => window.progress);
  const values = progress.map(([value]) => value);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  for (const [value, text] of progress) {
    expect(text).toMatch(
      /^Preparing files…$|^\d\.\d of 3\.0 MB · \d+%$|^Sent\. Waiting for confirmation$/,
    );
    if (text === "Preparing files…") expect(value).toBe(0);
    // The bar and the bytes next to it agree within a tenth of a megabyte.
    const megabytes = Number.parseFloat(text);
    if (!Number.isNaN(megabytes)) {
      expect(value).toBeGreaterThanOrEqual(Math.floor((megabytes / 3) * 100) - 1);
      expect(value).toBeLessThanOrEqual(Math.ceil(((megabytes + 0.1) / 3) * 100));
    }
    expect(value === 100).toBe(text.startsWith("Sent"));
  }
});
