// Elements with `data-open-ticket`, inserted in any way and at any time.
import { expect, test } from "./support/fixtures.js";
import { formElement, LOADER_SCRIPT, openHostPage } from "./support/host-page.js";

const TARGET = `<div data-open-ticket data-subject="A question"><a href="/old">Without scripts</a></div>`;

const subject = (page) => formElement(page).getByLabel("Subject");

/** Waits until all tasks of the page that could start a form have run. */
const settle = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

/** Ways in which pages and their libraries insert an element. */
const INSERTIONS = {
  "innerHTML of an ancestor": (html) => {
    document.querySelector("main").innerHTML = `<section><p>Text</p>${html}</section>`;
  },
  insertAdjacentHTML: (html) => document.querySelector("main").insertAdjacentHTML("afterend", html),
  "a cloned template": (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    document.querySelector("main").append(template.content.cloneNode(true));
  },
  "a new body, as Turbo does": (html) => {
    const next = new DOMParser().parseFromString(`<body><main>${html}</main></body>`, "text/html");
    document.body.replaceWith(document.adoptNode(next.body));
  },
  "replaced children, as htmx does": (html) => {
    const content = document.createRange().createContextualFragment(html);
    document.querySelector("main").replaceChildren(...content.childNodes);
  },
  "an attribute that is set later": (html) => {
    document.querySelector("main").innerHTML = html.replace("data-open-ticket ", "");
    setTimeout(() => document.querySelector("main > div").setAttribute("data-open-ticket", ""));
  },
  "an element that is built before it is inserted": (html) => {
    const section = document.createElement("section");
    document.querySelector("main").append(section);
    const detached = document.createElement("div");
    detached.innerHTML = html;
    section.append(detached);
  },
};

// The page inserts strings, which Trusted Types would forbid.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:";

for (const [name, insert] of Object.entries(INSERTIONS)) {
  test(`a form starts in ${name}`, async ({ page }) => {
    await openHostPage(page, { body: "<main></main>", policy });
    await page.evaluate(insert, TARGET);
    await expect(subject(page)).toHaveValue("A question");
    await settle(page);
    await expect(page.locator("open-ticket")).toHaveCount(1);
    await expect(page.getByText("Without scripts")).toBeHidden();
  });
}

test("a form in the page's HTML starts once, even with two scripts", async ({ page }) => {
  const secondScript = `<script type="module" src="/open-ticket.js?again"></script>`;
  await openHostPage(page, { body: TARGET, head: LOADER_SCRIPT + secondScript });
  await expect(subject(page)).toHaveValue("A question");
  await expect(page.locator("open-ticket")).toHaveCount(1);
});

test("an element that is moved, or whose attribute is reset, keeps its form", async ({ page }) => {
  await openHostPage(page, { body: `<main></main>${TARGET}` });
  await subject(page).fill("Still here");
  await page.evaluate(() => {
    const target = document.querySelector("[data-open-ticket]");
    target.dataset.openTicket = "";
    document.querySelector("main").append(target);
  });
  await settle(page);
  await expect(page.locator("main open-ticket")).toHaveCount(1);
  await expect(subject(page)).toHaveValue("Still here");
});

test("a page that inserts and immediately removes a thousand targets starts no form", async ({
  page,
}) => {
  await openHostPage(page, { body: "<main></main>", policy });
  await page.evaluate((html) => {
    for (let i = 0; i < 1000; i += 1) {
      document.querySelector("main").innerHTML = html;
      document.querySelector("main").replaceChildren("text", document.createComment("comment"));
    }
  }, TARGET);
  await settle(page);
  await expect(page.locator("open-ticket")).toHaveCount(0);
});

test("a form that was stored in a snapshot of the page starts again", async ({ page }) => {
  await openHostPage(page, { body: `<main>${TARGET}</main>`, policy });
  await expect(subject(page)).toBeVisible();
  await page.evaluate(() => {
    const main = document.querySelector("main");
    const snapshot = main.innerHTML;
    main.replaceChildren();
    main.innerHTML = snapshot;
  });
  await expect(subject(page)).toHaveValue("A question");
  await expect(page.locator("open-ticket")).toHaveCount(1);
});
