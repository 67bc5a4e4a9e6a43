// docs/guides/vite.md: its configuration holds for Vite's development server too.
import { join } from "node:path";
import { createServer } from "vite";
import { test as base } from "../e2e/fixtures.js";
import { ADA } from "../e2e/ticket-form.js";
import { follow } from "./guide.js";

const test = base.extend({
  baseURL: async ({ relay }, use) => {
    const { folder, remove } = await follow("vite");
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
  await form.fill(ADA);
  await form.send.click();
  await form.number();
});
