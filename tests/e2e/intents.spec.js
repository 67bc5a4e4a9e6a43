// One intent, one ticket: whatever gets lost on the way, and whoever presses Send again.
import { expect, recorded as test } from "./fixtures.js";
import { ADA } from "./ticket-form.js";

const API = "**/api/ticket";

/** The keys of all tickets that the page sends. */
function keys(page) {
  const seen = [];
  page.on("request", (request) => {
    if (request.method() === "POST") seen.push(request.headers()["idempotency-key"]);
  });
  return seen;
}

/** Lets the next ticket get as far as `act` has it. */
async function nextTicket(page, act) {
  let done = false;
  await page.route(API, (route) => {
    if (done || route.request().method() !== "POST") return route.continue();
    done = true;
    return act(route);
  });
}

async function begin(form) {
  await form.open();
  await form.fill(ADA);
}

/** Loses the next answer of WHMCS's on its way to the relay. */
function loseNextAnswer(recorder) {
  recorder.before = () => {
    recorder.before = () => true;
    return false;
  };
}

test("an answer that gets lost on its way to the relay is uncertain; sent again, it is one ticket", async ({
  form,
  recorder,
  complaints,
}) => {
  complaints.await(/status of 50[24]/);
  await begin(form);
  const before = await form.content();
  loseNextAnswer(recorder);
  await form.send.click();
  await expect(form.summary.getByRole("heading")).toHaveText(
    "It is not certain that your ticket was opened",
  );
  expect(await form.content()).toEqual(before);
  await form.send.click();
  await form.number();
  expect(recorder.bodies).toHaveLength(1);
});

test("words that are changed after an uncertain try go out only when that was told", async ({
  form,
  page,
  recorder,
  complaints,
}) => {
  complaints.await(/status of 50[24]/);
  const sent = keys(page);
  await begin(form);
  loseNextAnswer(recorder);
  await form.send.click();
  await expect(form.summary).toContainText("It is not certain");
  await form.message.fill("Since Monday.");
  await form.send.click();
  await expect(form.summary.getByRole("heading")).toHaveText(
    "An earlier try may have opened a ticket",
  );
  await expect(form.message).toHaveValue("Since Monday.");
  expect(recorder.bodies).toHaveLength(1);
  await form.send.click();
  await form.number();
  expect(recorder.bodies).toHaveLength(2);
  expect(new Set(sent).size).toBe(2);
});

test("words that are changed while the first ones were opened are kept", async ({
  form,
  page,
  recorder,
  complaints,
}) => {
  complaints.await(/net::ERR_FAILED/);
  await begin(form);
  await nextTicket(page, async (route) => {
    await route.fetch();
    await route.abort();
  });
  // Nobody knows, as long as nobody is told.
  await page.route(`${API}/*`, (route) => route.fulfill({ json: { state: "unknown" } }));
  await form.send.click();
  await expect(form.summary).toContainText("It is not certain");
  await page.unroute(`${API}/*`);
  await form.message.fill("Since Monday.");
  await form.send.click();
  await form.number();
  await expect(form.host).toContainText("What you changed since is not in it");
  await form.host.getByRole("button", { name: "Open another" }).click();
  await expect(form.message).toHaveValue("Since Monday.");
  expect(recorder.bodies).toHaveLength(1);
});

test("a ticket that is out when it is stopped is found, not lost", async ({ form, recorder }) => {
  await begin(form);
  let answer;
  recorder.before = () =>
    new Promise((resolve) => {
      answer = () => resolve(true);
    });
  await form.send.click();
  await expect.poll(() => recorder.bodies.length).toBe(1);
  await form.host.getByRole("button", { name: "Cancel" }).click();
  await expect(form.progress).toHaveAttribute("aria-valuetext", /^Finding out/);
  await expect.poll(() => typeof answer).toBe("function");
  answer();
  await form.number();
  expect(recorder.bodies).toHaveLength(1);
});

test("the next ticket has another key, and so has one that is mended after a refusal", async ({
  form,
  page,
}) => {
  const sent = keys(page);
  await begin(form);
  await nextTicket(page, (route) =>
    route.fulfill({ json: { result: "error", message: "Email Address Invalid" } }),
  );
  await form.send.click();
  await expect(form.summary).toBeVisible();
  await form.email.fill("ada@example.org");
  await form.send.click();
  await form.number();
  await form.host.getByRole("button", { name: "Open another" }).click();
  await form.fill(ADA);
  await form.send.click();
  await form.number();
  expect(new Set(sent).size).toBe(3);
});
