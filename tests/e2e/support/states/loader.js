// The loader: without rules, after a panic, while the form is loaded, and if the form or its draft is not loaded.
import { EDITOR, WASM } from "../bundle-files.js";
import { expectSaved } from "../drafts.js";
import { expect } from "../fixtures.js";
import { openHostPage, routeBundleFile } from "../host-page.js";
import { API } from "./submissions.js";

const page = (element) => `<main><h1>Support</h1>${element}</main>`;
const BODY = page(
  `<open-ticket endpoint="/api/ticket"><a href="/old">Open a ticket here</a></open-ticket>`,
);

/** Visits the states of a page whose form does not start, or stops. */
export async function visitLoader({ page: tab, host }, inspect) {
  await tab.route(API, (route) => route.abort());
  await openHostPage(tab, { body: BODY });
  await expect(host.getByRole("button", { name: "Try again" })).toBeVisible();
  await inspect("no rules");
  await tab.unroute(API);
  await openHostPage(tab, { body: BODY });
  await host.getByLabel("Subject").fill("Not to be lost");
  await host.evaluate((element) => {
    document.createElement = () => {
      throw new Error("no more elements");
    };
    element.shadowRoot.querySelector(".button.primary").click();
  });
  await expect(host.getByLabel("Your text")).toBeVisible();
  await tab.evaluate(() => delete document.createElement);
  await inspect("stopped by a panic");
  await routeBundleFile(tab, WASM, () => {});
  await openHostPage(tab, { body: page("<open-ticket></open-ticket>") });
  await expect(host.getByRole("status")).toHaveText("Loading the form…");
  await inspect("loading");
  await routeBundleFile(tab, WASM, (route) => route.fulfill({ status: 404, body: "not here" }));
  await openHostPage(tab, { body: BODY });
  await expect(host.getByRole("status")).toContainText("could not be loaded");
  await inspect("not loaded");
  await tab.unroute(`**/${WASM}`);
  await openHostPage(tab, { body: BODY });
  await host.getByLabel("Subject").fill("Not to be lost");
  await expectSaved(tab, "Not to be lost");
  await routeBundleFile(tab, EDITOR, (route) => route.abort());
  await openHostPage(tab, { body: BODY });
  await expect(host.getByRole("alert")).toContainText("A draft is saved");
  await inspect("draft not loaded");
}
