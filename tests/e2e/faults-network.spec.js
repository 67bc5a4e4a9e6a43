// Lines that break, stall and come back: each ends in words, everything is kept, and it is one
// ticket in the end.
import { cutTheAnswer, loseTheAnswer, resetAfter } from "./faults/faults.js";
import {
  begin,
  expect,
  isOnlyOne,
  LARGE,
  noise,
  sentOnce,
  sentUntilItStalls,
  test,
} from "./faults/fixtures.js";

const FILE = { name: "noise.bin", bytes: noise(300_000) };

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("a refused connection leaves the form as it was; once it is taken again it is one ticket", async ({
  form,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/net::ERR_CONNECTION_REFUSED/);
  const before = await begin(form, ticket, FILE);
  await faults.refuse();
  await form.send.click();
  await expect(form.summary.getByRole("heading")).toHaveText(
    "It is not certain that your ticket was opened",
  );
  expect(await form.content()).toEqual(before);
  await faults.accept();
  await sentOnce(form, opened);
});

test("a connection that is reset in the middle is tried again by itself, under the same key", async ({
  form,
  page,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/net::ERR_/);
  const keys = [];
  page.on("request", (request) => {
    if (request.method() === "POST") keys.push(request.headers()["idempotency-key"]);
  });
  const before = await begin(form, ticket, FILE);
  faults.next(resetAfter(100_000));
  await form.send.click();
  await expect(form.countdown).toHaveText(/^Trying again in \d s$/);
  await expect(form.summary.getByRole("heading")).toHaveText("Your ticket was not sent");
  await expect(form.host.locator(":focus")).toContainText("no ticket was opened");
  expect(await form.content()).toEqual(before);
  await isOnlyOne(form, opened);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(KEY);
  expect(keys[1]).toBe(keys[0]);
});

test("the countdown can be stopped, and cut short", async ({
  form,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/net::ERR_/);
  const before = await begin(form, ticket);
  const reset = resetAfter(10);
  faults.next(reset);
  await form.send.click();
  await form.stop.click();
  await expect(form.countdown).toHaveCount(0);
  await expect(form.send).toBeFocused();
  expect(await form.content()).toEqual(before);
  expect(await opened()).toHaveLength(0);

  faults.next(reset);
  await form.send.click();
  await form.tryNow.click();
  await isOnlyOne(form, opened);
});

test("an upload that stalls is told after ten seconds and ended after thirty", async ({
  form,
  page,
  faults,
  ticket,
  opened,
}) => {
  await page.clock.install();
  const before = await begin(form, ticket, LARGE);
  await sentUntilItStalls(form, faults);
  await page.clock.runFor(11_000);
  await expect(form.notice).toContainText("Nothing has moved for 10 seconds");
  await page.clock.runFor(20_000);
  await expect(form.summary).toContainText("Nothing of it moved for 30 seconds");
  expect(await form.content()).toEqual(before);
  await sentOnce(form, opened);
});

test("an upload that moves again is not ended, however long it takes", async ({
  form,
  page,
  faults,
  ticket,
  opened,
}) => {
  await page.clock.install();
  await begin(form, ticket, LARGE);
  const stall = await sentUntilItStalls(form, faults);
  await page.clock.runFor(25_000);
  await expect(form.notice).toBeVisible();
  stall.goOn();
  await isOnlyOne(form, opened);
});

test("an upload can be stopped in the middle, and everything is in its place", async ({
  form,
  faults,
  ticket,
  opened,
}) => {
  const before = await begin(form, ticket, LARGE);
  await sentUntilItStalls(form, faults);
  await form.cancel.click();
  await expect(form.progress).toHaveCount(0);
  await expect(form.send).toBeFocused();
  expect(await form.content()).toEqual(before);
  expect(await opened()).toHaveLength(0);
  await sentOnce(form, opened);
});

for (const [what, fault] of [
  ["gets lost", loseTheAnswer],
  ["is cut off", cutTheAnswer],
]) {
  test(`an answer that ${what} after the ticket was opened is found out: one ticket`, async ({
    form,
    faults,
    ticket,
    opened,
    complaints,
  }) => {
    complaints.await(/net::ERR_/);
    await begin(form, ticket, LARGE);
    faults.next(fault);
    await form.send.click();
    await expect(form.host.locator("[aria-live=polite]")).toContainText("Finding out");
    await form.number();
    await expect(form.done).toBeFocused();
    expect(await opened()).toHaveLength(1);
  });
}

test("a network that goes in the middle is said, and one that comes back leads to one ticket", async ({
  form,
  page,
  context,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/net::ERR_INTERNET_DISCONNECTED/);
  await page.clock.install();
  const before = await begin(form, ticket, LARGE);
  await sentUntilItStalls(form, faults);
  await context.setOffline(true);
  await expect(form.notice).toContainText("You seem to be offline");
  await page.clock.runFor(31_000);
  await expect(form.summary).toContainText("Everything you wrote and chose is still here");
  expect(await form.content()).toEqual(before);
  await form.send.click();
  await expect(form.summary.getByRole("heading")).toHaveText("You are offline");
  expect(await form.content()).toEqual(before);
  await context.setOffline(false);
  await page.clock.runFor(1_100);
  await expect(form.countdown).toBeVisible();
  await page.clock.runFor(6_000);
  await isOnlyOne(form, opened);
});
