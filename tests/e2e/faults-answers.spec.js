// Servers that say no, or nothing that makes sense: each ends in words, everything is kept, and it is
// one ticket in the end.
import { pageWith, refuseWith } from "./faults/faults.js";
import { begin, expect, isOnlyOne, noise, sentOnce, test } from "./faults/fixtures.js";

const FILE = { name: "noise.bin", bytes: noise(300_000) };

/** What is said, and that everything is kept; then the ticket, sent again, is one. */
async function toldAndSentAgain({ form, ticket, opened, faults }, fault, words) {
  const before = await begin(form, ticket, FILE);
  faults.next(fault);
  await form.send.click();
  await expect(form.summary).toContainText(words);
  expect(await form.content()).toEqual(before);
  await sentOnce(form, opened);
}

test("what is too large for a proxy is told at the files, and goes out without them", async ({
  form,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/status of 413/);
  const before = await begin(form, ticket, FILE);
  faults.next(pageWith(413));
  await form.send.click();
  await expect(form.summary).toContainText("The files are too large together for the server");
  expect((await form.content()).values).toEqual(before.values);
  await form.remove(FILE.name).click();
  await sentOnce(form, opened);
});

for (const [status, code] of [
  [429, "rate"],
  [503, "unavailable"],
]) {
  test(`after ${status} it is tried again when the server says, once a second counted down`, async ({
    form,
    page,
    faults,
    ticket,
    opened,
    complaints,
  }) => {
    complaints.await(new RegExp(`status of ${status}`));
    await page.clock.install();
    const before = await begin(form, ticket, FILE);
    faults.next(refuseWith(status, code, { "retry-after": "60" }));
    await form.send.click();
    await expect(form.countdown).toHaveText("Trying again in 60 s");
    await expect(form.summary).toContainText("Everything you wrote and chose is still here");
    await page.clock.runFor(10_000);
    await expect(form.countdown).toHaveText(/Trying again in (50|49|48) s/);
    expect(await form.content()).toEqual(before);
    expect(await opened()).toHaveLength(0);
    await page.clock.runFor(50_000);
    await isOnlyOne(form, opened);
  });

  test(`after ${status} without a time nothing is tried by itself`, async ({
    form,
    faults,
    ticket,
    opened,
    complaints,
  }) => {
    complaints.await(new RegExp(`status of ${status}`));
    const all = { form, faults, ticket, opened };
    await toldAndSentAgain(all, refuseWith(status, code), "Your ticket was not sent");
    await expect(form.countdown).toHaveCount(0);
  });
}

test("a gateway's page is no answer: it is found out that nothing was opened, and tried again", async ({
  form,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/status of 502/);
  const all = { form, faults, ticket, opened };
  await toldAndSentAgain(all, pageWith(502), "no ticket was opened");
});

test("it is tried again by itself three times, then a person decides", async ({
  form,
  page,
  faults,
  ticket,
  opened,
  complaints,
}) => {
  complaints.await(/status of 503/);
  await page.clock.install();
  const before = await begin(form, ticket, FILE);
  const unavailable = refuseWith(503, "unavailable", { "retry-after": "20" });
  faults.next(unavailable, unavailable, unavailable, unavailable);
  await form.send.click();
  for (let time = 0; time < 3; time += 1) {
    await expect(form.countdown).toBeVisible();
    await page.clock.runFor(21_000);
  }
  await expect(form.summary).toContainText("cannot take it at the moment");
  await expect(form.countdown).toHaveCount(0);
  expect(await form.content()).toEqual(before);
  await sentOnce(form, opened);
});
