// A sending, as it is heard and seen: each thing is said once, and the bar never lies.

import { violations } from "./axe.js";
import { pageWith, refuseWith } from "./faults/faults.js";
import {
  begin,
  expect,
  LARGE,
  noise,
  sentOnce,
  sentUntilItStalls,
  test,
} from "./faults/fixtures.js";
import { transcript } from "./transcript.js";

const FINDING_OUT = "Finding out whether your ticket was opened.";

test("what is said of sending, stalling, failing and trying again is what was written down", async ({
  form,
  page,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/status of 50[23]/);
  await page.clock.install();
  await begin(form, ticket, LARGE);
  const said = await transcript(form);
  await sentUntilItStalls(form, faults);
  await page.clock.runFor(31_000);
  await expect(form.summary).toBeVisible();
  // How much of it waits in buffers is the system's affair, so are the quarters that it comes to.
  const heard = (await said()).filter((words) => !/^(25|50|75) % done\.$/.test(words));
  expect(heard).toEqual([
    "Sending.",
    "Nothing has moved for 10 seconds. You can wait, or cancel: everything stays here.",
  ]);

  const before = (await said()).length;
  faults.next(pageWith(502), refuseWith(503, "unavailable", { "retry-after": "20" }));
  await form.send.click();
  await page.clock.runFor(2_000);
  await expect(form.countdown).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(form.countdown).toHaveText(/Trying again in (20|19) s/);
  await form.stop.click();
  const failing = (await said()).slice(before).filter((words) => !/% done\.$/.test(words));
  expect(failing).toEqual([
    "Sending.",
    "Sent, waiting for the answer.",
    FINDING_OUT,
    "Trying again in 5 seconds.",
    "Sending.",
    "Sent, waiting for the answer.",
    "Trying again in 20 seconds.",
    "It is not tried again by itself. Everything is still here.",
  ]);
  await sentOnce(form, opened);
});

test("a file's own bar is there while it is sent, and only then", async ({
  form,
  faults,
  ticket,
}) => {
  await begin(form, ticket, LARGE);
  const bar = form.host.getByRole("listitem").locator(".part");
  await expect(bar).toHaveCount(1);
  await expect(bar).toBeHidden();
  await sentUntilItStalls(form, faults);
  await expect(bar).toBeVisible();
  await form.host.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toBeHidden();
});

for (const [width, colorScheme] of [
  [320, "light"],
  [1_000, "dark"],
]) {
  test(`axe finds nothing while it stalls and while it counts down, ${width} pixels wide, ${colorScheme}`, async ({
    form,
    page,
    faults,
    ticket,
    complaints,
  }) => {
    complaints.await(/status of 503/);
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme });
    const wide = () => page.evaluate(() => document.scrollingElement.scrollWidth);
    await page.clock.install();
    await begin(form, ticket, LARGE);
    await sentUntilItStalls(form, faults);
    faults.next(refuseWith(503, "unavailable", { "retry-after": "60" }));
    await page.clock.runFor(11_000);
    await expect(form.notice).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await wide()).toBe(width);
    await form.cancel.click();
    await form.send.click();
    await expect(form.countdown).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await wide()).toBe(width);
  });
}

/** Keeps the browser from reading beyond so many slices, until it is told to go on. */
async function holdReading(page, slices) {
  await page.addInitScript((count) => {
    const { arrayBuffer } = Blob.prototype;
    let begun = 0;
    const held = new Promise((resolve) => {
      window.goOn = resolve;
    });
    Blob.prototype.arrayBuffer = async function () {
      begun += 1;
      if (begun > count) await held;
      return arrayBuffer.call(this);
    };
  }, slices);
}

test("reading and sending are one bar, that of each file is its own, and reading can be stopped", async ({
  form,
  page,
  ticket,
  opened,
}) => {
  await holdReading(page, 0);
  const files = [
    { name: "first.bin", bytes: noise(1_000_000) },
    { name: "second.bin", bytes: noise(3_000_000) },
  ];
  const before = await begin(form, ticket, ...files);
  await form.send.click();
  await expect(form.progress).toHaveAttribute("aria-valuetext", "Reading 0.0 of 4.0 MB");
  await expect(form.progress).toHaveAttribute("aria-valuenow", "0");
  await expect(form.host.locator(".files .part")).toHaveCount(2);
  await form.cancel.click();
  await expect(form.progress).toHaveCount(0);
  expect(await form.content()).toEqual(before);
  expect(await opened()).toHaveLength(0);
  await page.evaluate(() => window.goOn());
  await sentOnce(form, opened);
});

test("a file that does not let itself be read is named after thirty seconds", async ({
  form,
  page,
  ticket,
}) => {
  await page.clock.install();
  await holdReading(page, 1);
  await begin(form, ticket, LARGE);
  await form.send.click();
  await page.clock.runFor(11_000);
  await expect(form.notice).toContainText("Nothing has moved for 10 seconds");
  await page.clock.runFor(20_000);
  await expect(form.summary.getByRole("link")).toHaveText([/^noise\.bin was changed/]);
});

test("the bar only grows, and is full only when everything is out", async ({
  form,
  page,
  ticket,
}) => {
  await begin(form, ticket, LARGE);
  await form.host.evaluate((host) => {
    window.seen = [];
    const note = () => {
      const bar = host.shadowRoot.querySelector("[role=progressbar]");
      if (bar) window.seen.push([Number(bar.ariaValueNow ?? 0), bar.ariaValueText]);
    };
    new MutationObserver(note).observe(host.shadowRoot, {
      attributes: true,
      childList: true,
      subtree: true,
    });
  });
  await form.send.click();
  await form.number();
  const seen = await page.evaluate(() => window.seen);
  const values = seen.map(([value]) => value);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  for (const [value, text] of seen) {
    expect(text).toMatch(/^(Reading )?\d\.\d of 3\.0 MB$|^Sent, waiting for the answer$/);
    expect(value === 100).toBe(text.startsWith("Sent"));
  }
});
