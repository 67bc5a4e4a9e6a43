// axe in every state of the form, and in those of the loader, in each theme and direction.
import { axeViolations } from "./support/axe.js";
import { WASM } from "./support/bundle-files.js";
import { draftButton, draftNotice, expectSaved } from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage, routeBundleFile } from "./support/host-page.js";
import { copyToClipboard, writeMessage } from "./support/message-field.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields } from "./support/technical-department.js";

const API = "**/api/ticket";
const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1_280, height: 800 };

const LONG_LINE = "at com.example.Engine.turn(Engine.java:1815) ".repeat(12);
const MESSAGE =
  `# One\n\n**two** [three](https://example.com) \`four\`\n\n- [x] done\n\n> quoted\n\n` +
  `\`\`\`\n${LONG_LINE}\n\`\`\`\n\n| a | b |\n|---|---|\n| ${"wide ".repeat(60)} | d |`;
const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };
const LOG = Array.from({ length: 8 }, (_, n) => `10:00:0${n}\tERROR\tdisk ${n} full`).join("\n");

const THEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  // axe assumes a white background if the page sets none.
  "forced colors": { colorScheme: "light", forcedColors: "active" },
};

/** Sets the direction of the page, and of the form as a translation would. */
const setDirection = (page, direction) =>
  page.evaluate((direction) => {
    document.documentElement.dir = direction;
    const form = document.querySelector("open-ticket")?.shadowRoot?.querySelector(".open-ticket");
    if (form) form.dir = direction;
  }, direction);

/** Runs axe in each theme and direction. Returns the violations by appearance. */
async function violationsByAppearance(page) {
  const result = {};
  for (const [theme, media] of Object.entries(THEMES)) {
    // Without transitions, colors change at once.
    await page.emulateMedia({ ...media, reducedMotion: "reduce" });
    for (const direction of ["ltr", "rtl"]) {
      await setDirection(page, direction);
      const violations = await axeViolations(page);
      if (violations.length > 0) result[`${theme}, ${direction}`] = violations;
    }
  }
  return result;
}

/** Handles submissions from now on, and no other requests. */
async function routeSubmissions(page, handler) {
  await page.unroute(API);
  await page.route(API, (route) =>
    route.request().method() === "POST" ? handler(route) : route.continue(),
  );
}

const busy = (route) =>
  route.fulfill({
    status: 503,
    headers: { "retry-after": "60" },
    json: { result: "error", message: "No", code: "unavailable" },
  });

async function visitWriting(form, inspect) {
  const { page } = form;
  await form.openWithEditor();
  await inspect("blank");
  await form.toolbarButton("Help").click();
  await expect(form.helpDialog).toBeVisible();
  await inspect("help");
  await page.keyboard.press("Escape");
  await page.setViewportSize(NARROW);
  await form.toolbarButton("More formatting").click();
  await expect(form.host.getByRole("menu")).toBeVisible();
  await inspect("menu of the toolbar");
  await page.keyboard.press("Escape");
  await page.setViewportSize(WIDE);
  await copyToClipboard(page, { "text/plain": LOG });
  await writeMessage(form, "Look:\n|");
  await page.keyboard.press("Control+V");
  await expect(form.host.getByRole("button", { name: "Format as code" })).toBeVisible();
  await inspect("paste options");
  await form.fill({ email: "no address", department: "Technical", subject: "x".repeat(300) });
  await form.attach(
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
    { name: "error.log", bytes: Buffer.from("line\n".repeat(30)) },
    { name: "removed.txt", bytes: Buffer.from("x") },
  );
  await form.removeButton("removed.txt").click();
  await form.message.fill("");
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await inspect("errors and files with errors");
  await form.removeButton("setup.exe").click();
  await form.removeButton("empty.txt").click();
  await form.fill({ ...SAMPLE_TICKET, department: "Technical", message: MESSAGE });
  await fillTechnicalFields(form);
  for (const view of ["Side by side", "Preview"]) {
    await form.tab(view).click();
    await expect(form.preview.locator("pre")).toBeVisible();
    await inspect(view);
  }
}

async function visitSubmission(form, inspect) {
  const { page } = form;
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  let lookUp;
  await page.route(`${API}/*`, (route) => lookUp(route));
  await routeSubmissions(page, () => {});
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await inspect("sending");
  await page.clock.runFor(11_000);
  await expect(form.notice).toBeVisible();
  await inspect("sending slowly");
  lookUp = (route) => route.fulfill({ json: { state: "not_opened" } });
  await form.cancelButton.click();
  await expect(form.host.getByText("Sending cancelled.").first()).toBeVisible();
  await inspect("cancelled");
  await routeSubmissions(page, busy);
  await form.submitButton.click();
  await expect(form.retryCountdown).toBeVisible();
  await inspect("retry countdown");
  await form.stopRetryButton.click();
  await expect(form.retryCountdown).toHaveCount(0);
  await inspect("retry stopped");
  lookUp = (route) => route.fulfill({ json: { state: "unknown" } });
  await routeSubmissions(page, (route) => route.abort());
  await form.submitButton.click();
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
  await inspect("looking up the result");
  await page.clock.runFor(10_000);
  await expect(form.errorSummary.getByRole("heading")).toHaveText(/^We cannot tell/);
  await inspect("unknown result");
  await form.message.fill("Since Monday.");
  await page.clock.runFor(2_000);
  await expectSaved(page, "Since Monday.");
  await page.reload();
  await expect(draftNotice(form)).toBeVisible();
  await inspect("draft restored");
  await draftButton(form, "Start over").click();
  await expect(draftNotice(form)).toContainText("Draft cleared.");
  await inspect("draft cleared");
}

async function visitClientAndLoader(form, inspect) {
  const { page } = form;
  await form.open("/?as=client");
  await expect(form.relatedService).toBeVisible();
  await form.departmentOption("Billing").check();
  await inspect("signed in");
  await form.fill({ subject: SAMPLE_TICKET.subject, message: SAMPLE_TICKET.message });
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible();
  await inspect("confirmation");
  await form.viewTicketLink.click();
  // The text can be rendered before the stylesheet is loaded.
  await page.waitForLoadState();
  await inspect("ticket page");
  await visitLoader(page, inspect);
}

async function visitLoader(page, inspect) {
  const host = page.locator("open-ticket");
  const body = `<main><h1>Support</h1><open-ticket endpoint="/api/ticket"><a href="/old">Open a ticket here</a></open-ticket></main>`;
  await page.route(API, (route) => route.abort());
  await openHostPage(page, { body });
  await expect(host.getByRole("button", { name: "Try again" })).toBeVisible();
  await inspect("no rules");
  await page.unroute(API);
  await openHostPage(page, { body });
  await host.getByLabel("Subject").fill("Not to be lost");
  await host.evaluate((element) => {
    document.createElement = () => {
      throw new Error("no more elements");
    };
    element.shadowRoot.querySelector(".button.primary").click();
  });
  await expect(host.getByLabel("Your text")).toBeVisible();
  await page.evaluate(() => delete document.createElement);
  await inspect("stopped by a panic");
  await routeBundleFile(page, WASM, () => {});
  await openHostPage(page, { body: "<main><h1>Support</h1><open-ticket></open-ticket></main>" });
  await expect(host.getByRole("status")).toHaveText("Loading the form…");
  await inspect("loading");
  await routeBundleFile(page, WASM, (route) => route.fulfill({ status: 404, body: "not here" }));
  await openHostPage(page, { body });
  await expect(host.getByRole("status")).toContainText("could not be loaded");
  await inspect("not loaded");
}

/** Stages of the form's life cycle, each with a function that visits its states. */
const PARTS = {
  writing: visitWriting,
  "sending and drafts": visitSubmission,
  "a client and the loader": visitClientAndLoader,
};

for (const [part, visit] of Object.entries(PARTS)) {
  test(`axe finds no violation in any theme or direction: ${part}`, async ({
    form,
    page,
    pageErrors,
  }) => {
    // Six runs of axe in each state.
    test.slow();
    pageErrors.allow(
      /status of (404|503)|net::ERR_FAILED|unreachable|integrity|no rules from|form (panicked|could not be loaded)/,
    );
    await page.setViewportSize(WIDE);
    await page.clock.install();
    const violationsByState = {};
    const inspect = async (state) => {
      const violations = await violationsByAppearance(page);
      if (Object.keys(violations).length > 0) violationsByState[state] = violations;
    };
    await visit(form, inspect);
    expect(violationsByState).toEqual({});
  });
}
