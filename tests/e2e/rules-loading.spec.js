// Loading of the rules: prefetched while the bundle is loading, requested again if that failed, and
// requested with the token of a signed-in client.
import { WASM } from "./support/bundle-files.js";
import { clientToken } from "./support/client-token.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { recordRequests } from "./support/record-requests.js";

const API = "**/api/ticket";
const BUNDLE = `**/${WASM}`;

const recordRulesRequests = (page) =>
  recordRequests(
    page,
    (request) => request.method() === "GET" && request.url().endsWith("/api/ticket"),
  );

test("the rules are requested once, while the bundle is loading", async ({ form, page }) => {
  const requests = recordRulesRequests(page);
  const release = await holdRequests(page, BUNDLE);
  await page.goto("/");
  await expect.poll(() => requests.length).toBe(1);
  release();
  await expect(form.submitButton).toBeVisible();
  expect(requests).toHaveLength(1);
});

test("the form requests the rules if prefetching them failed", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/ERR_FAILED/);
  const requests = recordRulesRequests(page);
  await page.route(API, (route) => route.abort(), { times: 1 });
  await form.open();
  expect(requests).toHaveLength(2);
});

test("if the rules cannot be loaded, an error is shown and loading can be retried", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_FAILED/);
  await page.route(API, (route) => route.abort());
  await page.goto("/");
  await expect(form.errorSummary.getByRole("heading")).toHaveText(
    "The form is not available right now",
  );
  await page.unroute(API);
  await form.host.getByRole("button", { name: "Try again" }).click();
  await expect(form.submitButton).toBeVisible();
});

for (const [time, initialToken, waitForPrefetch] of [
  ["right after the element was inserted", clientToken, async () => {}],
  [
    "while the bundle is loading",
    () => null,
    (requests) => expect.poll(() => requests.length).toBe(2),
  ],
]) {
  test(`a token set ${time} shows the client's form`, async ({ form, page }) => {
    const release = await holdRequests(page, BUNDLE);
    const requests = recordRulesRequests(page);
    await page.goto("/");
    await expect.poll(() => requests.length).toBe(1);
    await page.evaluate((token) => {
      const element = document.createElement("open-ticket");
      document.querySelector("open-ticket").replaceWith(element);
      if (token) element.token = token;
    }, initialToken());
    await waitForPrefetch(requests);
    await page.evaluate((token) => {
      document.querySelector("open-ticket").token = token;
    }, clientToken());
    release();
    await expect(form.host.getByText("Ada Lovelace")).toBeVisible();
  });
}
