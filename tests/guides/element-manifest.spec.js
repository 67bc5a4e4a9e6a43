// Comparison of custom-elements.json with the element, its source code and docs/element.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/sync-guides.mjs";
import { WASM } from "../e2e/support/bundle-files.js";
import { expect, test } from "../e2e/support/fixtures.js";
import { holdRequests } from "../e2e/support/hold-requests.js";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const [declaration] = JSON.parse(read("dist/custom-elements.json")).modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
const uniqueMatches = (text, pattern) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test("the element has the described attributes, properties and methods", async ({ form, page }) => {
  await form.open();
  const actual = await page.evaluate(async () => {
    const { ATTRIBUTES } = await import("/open-ticket-element.js");
    const { prototype } = customElements.get("open-ticket");
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    const internal = /^constructor$|Callback$/;
    return {
      attributes: ATTRIBUTES,
      fields: descriptors.filter(([, { get }]) => get).map(([name]) => name),
      methods: descriptors
        .filter(([name, { value }]) => value && !internal.test(name))
        .map(([name]) => name),
    };
  });
  const members = (kind) => names(declaration.members.filter((member) => member.kind === kind));
  expect(actual.attributes.sort()).toEqual(names(declaration.attributes));
  expect(actual.fields.sort()).toEqual(members("field"));
  expect(actual.methods.sort()).toEqual(members("method"));
});

test("the form has the described slots and parts", async ({ form, page }) => {
  const rendered = { slots: new Set(), parts: new Set() };
  const collectNames = async () => {
    const current = await form.host.evaluate(({ shadowRoot }) => ({
      slots: [...shadowRoot.querySelectorAll("slot")].map(({ name }) => name),
      parts: [...shadowRoot.querySelectorAll("[part]")].flatMap(({ part }) => [...part]),
    }));
    for (const kind of Object.keys(rendered)) {
      for (const name of current[kind]) rendered[kind].add(name);
    }
  };
  const release = await holdRequests(page, `**/${WASM}`);
  await page.goto("/");
  await expect(form.host.locator("slot:not([name])")).toBeAttached();
  await collectNames();
  release();
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  // Its custom fields have hints.
  await form.host.getByRole("radio", { name: /^Technical/ }).check();
  await collectNames();
  await page.reload();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await collectNames();
  expect([...rendered.slots].sort()).toEqual(names(declaration.slots));
  expect([...rendered.parts].sort()).toEqual(names(declaration.cssParts));
});

test("the element dispatches the described events", () => {
  const dispatched = uniqueMatches(read("src/embed/events.rs"), /"(open-ticket-[a-z]+)"/g);
  expect(dispatched).toEqual(names(declaration.events));
});

test("the stylesheet uses the described custom properties", () => {
  const stylesheet = read("style/open-ticket.css");
  const used = uniqueMatches(stylesheet, /var\((--open-ticket-[a-z-]+)/g);
  expect(used).toEqual(names(declaration.cssProperties));
});

test("docs/element.md documents everything in custom-elements.json", () => {
  const text = read("docs/element.md");
  const { attributes, members, events, slots, cssParts, cssProperties } = declaration;
  const methods = members.filter(({ kind }) => kind === "method");
  const documentedNames = [attributes, events, slots, cssParts, cssProperties]
    .flatMap(names)
    .filter(Boolean);
  for (const name of documentedNames) expect(text).toContain(`\`${name}\``);
  for (const { name } of methods) expect(text).toContain(`\`${name}(`);
});
