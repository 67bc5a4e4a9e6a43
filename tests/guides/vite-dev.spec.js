// The configuration in docs/guides/vite.md also works with Vite's development server.
import { join } from "node:path";
import { createServer } from "vite";
import { test as base } from "../e2e/support/fixtures.js";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { followGuide } from "./follow-guide.js";

const test = base.extend({
  baseURL: async ({ relay }, use) => {
    const { folder, remove } = await followGuide("vite");
    const server = await createServer({
      root: folder,
      configFile: join(folder, "vite.config.js"),
      logLevel: "silent",
      server: { host: "127.0.0.1", port: 0, proxy: { "/api": relay.url } },
    });
    await server.listen();
    await use(server.resolvedUrls.local[0].replace(/\/$/, ""));
    await server.close();
    remove();
  },
});

test("the development server serves a form that opens a ticket", async ({ form, page }) => {
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
});
