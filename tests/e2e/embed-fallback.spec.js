// What a page says in the form's place is shown until the form stands, and whenever it cannot.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { hold } from "./held.js";
import { answerFor, formIn, openHost, STRICT } from "./host.js";

const GLUE = "open-ticket-app.js";
const WASM = "open-ticket-app_bg.wasm";
const send = (page) => formIn(page).getByRole("button", { name: /^Send/ });
const link = (page) => page.getByText("Open a ticket here");
const notice = (page) => formIn(page).getByRole("status");

/** The loader with what the files must be written into it. */
async function withIntegrity(page, hashes) {
  const source = readFileSync(new URL("../../src/embed/open-ticket.js", import.meta.url), "utf8");
  const body = source.replace(
    "const INTEGRITY = {};",
    `const INTEGRITY = ${JSON.stringify(hashes)};`,
  );
  expect(body).not.toBe(source);
  await page.route("**/open-ticket.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body }),
  );
}

const hash = (name) => {
  const bytes = readFileSync(new URL(`../../dist/${name}`, import.meta.url));
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
};

const WRONG = `sha384-${createHash("sha384").update("another file").digest("base64")}`;

/** The page's own words are there, a word why, and no form. */
async function fallenBack(page, words) {
  await expect(notice(page)).toContainText(words);
  await expect(link(page)).toBeVisible();
  await expect(send(page)).toHaveCount(0);
}

test("until the form stands the page's own words do", async ({ page }) => {
  const go = await hold(page, `**/${WASM}`);
  await openHost(page);
  await expect(link(page)).toBeVisible();
  await expect(notice(page)).toBeHidden();
  go();
  await expect(send(page)).toBeVisible();
  await expect(link(page)).toBeHidden();
});

test("a page without words of its own says that the form is loading", async ({ page }) => {
  await answerFor(page, WASM, () => {});
  await openHost(page, { body: "<open-ticket></open-ticket>" });
  await expect(notice(page)).toHaveText("Loading the form …");
});

test("a policy that forbids WebAssembly leads back", async ({ page, complaints }) => {
  complaints.await(/wasm-unsafe-eval|wasm-eval|WebAssembly/);
  await openHost(page, { policy: STRICT.replace(" 'wasm-unsafe-eval'", "") });
  await fallenBack(page, "cannot run in this browser");
});

test("a browser without WebAssembly leads back", async ({ page }) => {
  await page.addInitScript(() => {
    delete window.WebAssembly;
  });
  await openHost(page);
  await fallenBack(page, "cannot run in this browser");
});

for (const name of [GLUE, WASM]) {
  test(`${name} that is missing leads back`, async ({ page, complaints }) => {
    complaints.await(/404/);
    // What did not come has no hash either, and the browser says that as well.
    if (name === WASM) complaints.await(/integrity/i);
    await answerFor(page, name, (route) => route.fulfill({ status: 404, body: "not here" }));
    await openHost(page);
    await fallenBack(page, "could not be loaded");
  });

  test(`${name} that was changed leads back and is never run`, async ({ page, complaints }) => {
    complaints.await(/integrity/i);
    await withIntegrity(page, { [GLUE]: hash(GLUE), [WASM]: hash(WASM), [name]: WRONG });
    await openHost(page);
    await fallenBack(page, "could not be loaded");
  });
}

test("files that are what they should be are run", async ({ page }) => {
  await withIntegrity(page, { [GLUE]: hash(GLUE), [WASM]: hash(WASM) });
  await openHost(page);
  await expect(send(page)).toBeVisible();
});

for (const strict of ["'strict-dynamic' ", ""]) {
  test(`under a policy of nonces ${strict}the form stands`, async ({ page }) => {
    await withIntegrity(page, { [GLUE]: hash(GLUE), [WASM]: hash(WASM) });
    const policy = STRICT.replace("script-src 'self'", `script-src 'nonce-abc123' ${strict}`);
    // Without strict-dynamic a policy has to name where else scripts may come from.
    const named = strict ? policy : policy.replace("'nonce-abc123' ", "'nonce-abc123' 'self' ");
    const head = `<script type="module" nonce="abc123" src="/open-ticket.js"></script>`;
    await openHost(page, { head, policy: named });
    await expect(send(page)).toBeVisible();
  });
}

test("after eight seconds the page's words are explained, and a late form steps in", async ({
  page,
}) => {
  await page.clock.install();
  const go = await hold(page, `**/${WASM}`);
  await openHost(page);
  await expect(link(page)).toBeVisible();
  await page.clock.runFor(4_000);
  await expect(notice(page)).toBeHidden();
  await page.clock.runFor(4_100);
  await fallenBack(page, "takes long");
  go();
  await page.clock.resume();
  await expect(send(page)).toBeVisible();
  await expect(notice(page)).toBeHidden();
});

test("a late form leaves alone who has begun without it", async ({ page }) => {
  await page.clock.install();
  const arrived = page.waitForResponse(`**/${WASM}`);
  const go = await hold(page, `**/${WASM}`);
  const plain = `<form><label>Plain <textarea></textarea></label></form>`;
  await openHost(page, { body: `<open-ticket>${plain}</open-ticket>` });
  await page.clock.runFor(8_100);
  await page.getByLabel("Plain").fill("I have begun");
  go();
  await (await arrived).finished();
  await page.clock.resume();
  await page.waitForTimeout(300);
  await expect(page.getByLabel("Plain")).toHaveValue("I have begun");
  await expect(page.getByLabel("Plain")).toBeVisible();
  await expect(send(page)).toHaveCount(0);
});

test("what was typed before the script came is left alone", async ({ page }) => {
  const plain = `<form><label>Plain <textarea></textarea></label></form>`;
  await openHost(page, { body: `<open-ticket loading="lazy">${plain}</open-ticket>`, head: "" });
  await page.getByLabel("Plain").fill("I was quicker");
  const arrived = page.waitForResponse(`**/${WASM}`);
  await page.evaluate(() => import("/open-ticket.js").then(() => {}));
  await (await arrived).finished();
  await page.waitForTimeout(300);
  await expect(page.getByLabel("Plain")).toHaveValue("I was quicker");
  await expect(page.getByLabel("Plain")).toBeVisible();
});

test("who was in the page's own control is in the form's first when it comes", async ({ page }) => {
  const go = await hold(page, `**/${WASM}`);
  const plain = `<form><label>Plain <input></label></form>`;
  await openHost(page, { body: `<open-ticket>${plain}</open-ticket>` });
  await page.getByLabel("Plain").focus();
  go();
  await expect(formIn(page).getByLabel("Your name")).toBeFocused();
});

test("a form that breaks down says so and keeps what was typed in sight", async ({
  page,
  complaints,
}) => {
  complaints.await(/open-ticket: the form stopped at/);
  complaints.await(/unreachable/);
  await openHost(page);
  const subject = formIn(page).getByLabel("Subject");
  await subject.fill("Not to be lost");
  await page.evaluate(() => {
    document.createElement = () => {
      throw new Error("no more elements");
    };
  });
  await send(page).click();
  await expect(notice(page)).toContainText("has stopped working");
  await expect(link(page)).toBeVisible();
  await expect(subject).toHaveValue("Not to be lost");
  await expect(subject).toBeVisible();
});
