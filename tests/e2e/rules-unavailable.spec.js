// A relay that sends no rules: the page's own fallback content, a new attempt, and the message for
// developers.
import { createServer } from "node:http";
import { expect, test } from "./support/fixtures.js";
import { formElement, openHostPage, STRICT_POLICY } from "./support/host-page.js";
import { listen } from "./support/http-server.js";

const API = "**/api/ticket";
const JSON_TYPE = "application/json";

/** Responses to the request for the rules, and the cause and remedy in the console. */
const RESPONSES = {
  "a page with status 404": [
    { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" },
    /no rules from \/api\/ticket \(status 404\)\. Is it the relay\?/,
  ],
  "JSON with status 404": [
    { status: 404, contentType: JSON_TYPE, body: `{"error":"no route"}` },
    /no rules from \/api\/ticket \(status 404\)\. Is it the relay\?/,
  ],
  "a page with status 200": [
    { contentType: "text/html", body: "<!doctype html><title>App</title>" },
    /no rules from \/api\/ticket/,
  ],
  "another site's JSON": [
    { contentType: JSON_TYPE, body: `{"hello":"world"}` },
    /no rules from \/api\/ticket/,
  ],
  "a gateway's error": [
    { status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" },
    /no rules from \/api\/ticket \(status 502\)\. Is it the relay\?/,
  ],
  nothing: [
    null,
    /no rules from \/api\/ticket \(status 0\)\. Is the relay running, does its `origins`/,
  ],
};

const notice = (page) =>
  formElement(page).getByRole("heading", { name: "not available right now" });
const fallbackLink = (page) => page.getByText("Open a ticket here");
const retryButton = (page) => formElement(page).getByRole("button", { name: "Try again" });
const submitButton = (page) => formElement(page).getByRole("button", { name: /^Send/ });

function recordMessages(page) {
  const messages = [];
  page.on("console", (message) => {
    if (message.text().startsWith("open-ticket:")) messages.push(message.text());
  });
  return messages;
}

for (const [response, [answer, message]] of Object.entries(RESPONSES)) {
  test(`if the relay sends ${response}, the fallback content is shown until it sends rules`, async ({
    page,
    pageErrors,
  }) => {
    pageErrors.allow(/404|502|ERR_FAILED/);
    const messages = recordMessages(page);
    await page.route(API, (route) => (answer ? route.fulfill(answer) : route.abort()));
    await openHostPage(page);
    await expect(notice(page)).toBeVisible();
    await expect(fallbackLink(page)).toBeVisible();
    expect(messages).toEqual([expect.stringMatching(message)]);
    await retryButton(page).click();
    await expect.poll(() => messages.length, "a message for each failed load").toBe(2);
    await expect(fallbackLink(page)).toBeVisible();
    await page.unroute(API);
    await retryButton(page).click();
    await expect(submitButton(page)).toBeVisible();
    await expect(fallbackLink(page)).toBeHidden();
    expect(messages).toHaveLength(2);
  });
}

test("if the relay does not allow the page's origin, the message names `origins`", async ({
  page,
  pageErrors,
}) => {
  pageErrors.expect(/CORS policy/);
  pageErrors.expect(/another origin/);
  pageErrors.allow(/ERR_FAILED/);
  const other = await listen(createServer((_, response) => response.end("{}")));
  const messages = recordMessages(page);
  await openHostPage(page, {
    body: `<open-ticket endpoint="${other.url}/api/ticket"><a href="/old">Open a ticket here</a></open-ticket>`,
    policy: STRICT_POLICY.replace("connect-src 'self'", `connect-src 'self' ${other.url}`),
  });
  await expect(notice(page)).toBeVisible();
  await expect(fallbackLink(page)).toBeVisible();
  expect(messages).toEqual([
    expect.stringMatching(`no rules from ${other.url}/api/ticket .*\`origins\``),
  ]);
  await other.stop();
});

test("without fallback content, only the error is shown", async ({ page, pageErrors }) => {
  pageErrors.allow(/ERR_FAILED/);
  await page.route(API, (route) => route.abort());
  await openHostPage(page, { body: `<open-ticket><p slot="footer">Footer</p></open-ticket>` });
  await expect(notice(page)).toBeVisible();
  await expect(page.getByText("Footer")).toBeVisible();
});
