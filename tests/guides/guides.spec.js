// The guides, each of which results in a form that opens a ticket.
import { test as plainTest } from "@playwright/test";
import { codeBlocks } from "../../tools/sync-guides.mjs";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { TicketFormPage } from "../e2e/support/ticket-form-page.js";
import { expect, test } from "./fixtures.js";

const THANKS = /^Thank you\. Your ticket is (.+)\.$/;

async function openTicket(page, path) {
  const form = new TicketFormPage(page);
  await form.open(path);
  await form.fill(SAMPLE_TICKET);
  // The preview requires the editor chunk, which the page must be able to load.
  await form.tab("Preview").click();
  await expect(form.preview.locator("strong")).toHaveText("Tuesday");
  await form.submitButton.click();
  return form.ticketNumber();
}

/** Pages of each guide; `true` if the page shows its own message after a ticket was opened. */
const PAGES = {
  html: { "/": false, "/snippet.html": false, "/script.html": true },
  csp: { "/hosts.html": false, "/nonces.html": false },
  vite: { "/": false, "/slim.html": false },
  webpack: { "/": false },
  bundlers: { "/esbuild.html": false, "/rollup.html": false, "/bun.html": false },
  react: { "/": true, "/element.html": true },
  "server-rendering": { "/": true },
  vue: { "/": true },
};

for (const [guide, pages] of Object.entries(PAGES)) {
  test.describe(`the guide ${guide}.md`, () => {
    test.use({ guide });

    test("results in a form that opens a ticket", async ({ page }) => {
      for (const [path, showsThanks] of Object.entries(pages)) {
        await test.step(path, async () => {
          const number = await openTicket(page, path);
          if (showsThanks) await expect(page.getByText(THANKS)).toContainText(number);
        });
      }
    });
  });
}

test.describe("the page of the guide server-rendering.md", () => {
  test.use({ guide: "server-rendering" });

  test("contains the fallback content, and receives the form's events", async ({
    page,
    request,
  }) => {
    const html = await (await request.get("/")).text();
    expect(html).toContain('<open-ticket endpoint="/api/ticket" subject="A question"><a href=');
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Write to us" })).toBeVisible();
  });
});

plainTest("all pages of the guides are tested", () => {
  for (const [guide, pages] of Object.entries(PAGES)) {
    const guidePages = codeBlocks(guide)
      .filter(({ language, name }) => language === "html" && name)
      .map(({ name }) => `/${name.replace(/^dist\//, "").replace(/^index\.html$/, "")}`);
    expect(guidePages, guide).toEqual(Object.keys(pages));
  }
});
