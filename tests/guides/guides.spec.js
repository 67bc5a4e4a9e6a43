// Whoever does what a guide says has a form that opens a ticket.
import { test as plain } from "@playwright/test";
import { ADA, TicketForm } from "../e2e/ticket-form.js";
import { expect, test } from "./fixtures.js";
import { blocks } from "./guide.js";

const THANKS = /^Thank you\. Your ticket is (.+)\.$/;

async function opens(page, path) {
  const form = new TicketForm(page);
  await form.open(path);
  await form.fill(ADA);
  // The editor is a file of its own, which the page has to find.
  await form.tab("Preview").click();
  await expect(form.preview.locator("strong")).toHaveText("Tuesday");
  await form.send.click();
  return form.number();
}

/** Each page that a guide makes, and whether it says something itself once a ticket is open. */
const PAGES = {
  html: { "/": false, "/snippet.html": false, "/script.html": true },
  csp: { "/hosts.html": false, "/nonces.html": false },
  vite: { "/": false, "/slim.html": false },
  webpack: { "/": false },
  react: { "/": true },
  vue: { "/": true },
};

for (const [guide, pages] of Object.entries(PAGES)) {
  test.describe(`the guide ${guide}.md`, () => {
    test.use({ guide });

    test("makes a form that opens a ticket", async ({ page }) => {
      for (const [path, thanks] of Object.entries(pages)) {
        await test.step(path, async () => {
          const number = await opens(page, path);
          if (thanks) await expect(page.getByText(THANKS)).toContainText(number);
        });
      }
    });
  });
}

plain("every page of a guide is opened here", () => {
  for (const [guide, pages] of Object.entries(PAGES)) {
    const told = blocks(guide)
      .filter(({ language, name }) => language === "html" && name)
      .map(({ name }) => `/${name.replace(/^dist\//, "").replace(/^index\.html$/, "")}`);
    expect(told, guide).toEqual(Object.keys(pages));
  }
});
