// Too many tickets: how long to wait is said, and nothing is lost.
import { expect, recorded } from "./fixtures.js";
import { startRelay } from "./relay.js";
import { ADA } from "./ticket-form.js";

const test = recorded.extend({
  baseURL: async ({ recorder }, use) => {
    const one = (config) => config.replace("per_hour = 20", "per_hour = 1");
    const front = await startRelay(`${recorder.url}/sandbox/includes/api.php`, one);
    await use(front.url);
    await front.stop();
  },
});

test("the second ticket of an hour has to wait, and everything is kept", async ({
  form,
  recorder,
  complaints,
}) => {
  complaints.await(/status of 429/);
  await form.open();
  await form.fill(ADA);
  await form.send.click();
  await form.number();
  await form.host.getByRole("button", { name: "Open another" }).click();
  await form.fill(ADA);
  const before = await form.content();
  await form.send.click();
  await expect(form.summary).toContainText(/You can send again in about \d+ minutes\./);
  await expect(form.summary).toContainText("Everything you wrote and chose is still here.");
  expect(await form.content()).toEqual(before);
  expect(recorder.bodies).toHaveLength(1);
});
