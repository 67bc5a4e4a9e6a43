// The rate limit: the form shows the waiting time and keeps the input.
import { expect, testWithRecorder } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { startSite } from "./support/site.js";

const test = testWithRecorder.extend({
  baseURL: async ({ recorder }, use) => {
    const onePerHour = (config) => config.replace("per_hour = 20", "per_hour = 1");
    const frontRelay = await startSite(recorder.apiUrl, onePerHour);
    await use(frontRelay.url);
    await frontRelay.stop();
  },
});

test("a ticket over the hourly limit shows the waiting time and keeps the input", async ({
  form,
  recorder,
  pageErrors,
}) => {
  pageErrors.expect(/status of 429/);
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await form.openAnotherButton.click();
  await form.fill(SAMPLE_TICKET);
  const before = await form.userInput();
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(/Try again in about \d+ minutes\./);
  await expect(form.errorSummary).toContainText("Your message and files are still here.");
  expect(await form.userInput()).toEqual(before);
  expect(recorder.bodies).toHaveLength(1);
});
