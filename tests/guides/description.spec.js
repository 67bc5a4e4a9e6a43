// What is said of the element, in custom-elements.json, in the types and in docs/element.md, is what
// it has: no more and no less.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../e2e/fixtures.js";
import { ADA } from "../e2e/ticket-form.js";
import { ROOT } from "./guide.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const [described] = JSON.parse(read("dist/custom-elements.json")).modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((m) => m[1]))].sort();

test("its attributes, properties and methods are the described ones", async ({ form, page }) => {
  await form.open();
  const own = await page.evaluate(async () => {
    const { ATTRIBUTES } = await import("/open-ticket-element.js");
    const { prototype } = customElements.get("open-ticket");
    const all = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    const callback = /^constructor$|Callback$/;
    return {
      attributes: ATTRIBUTES,
      fields: all.filter(([, { get }]) => get).map(([name]) => name),
      methods: all.filter(([name, { value }]) => value && !callback.test(name)).map(([n]) => n),
    };
  });
  const members = (kind) => names(described.members.filter((member) => member.kind === kind));
  expect(own.attributes.sort()).toEqual(names(described.attributes));
  expect(own.fields.sort()).toEqual(members("field"));
  expect(own.methods.sort()).toEqual(members("method"));
});

test("its slots and parts are the described ones", async ({ form, page }) => {
  const seen = { slots: new Set(), parts: new Set() };
  const look = async () => {
    const now = await form.host.evaluate(({ shadowRoot }) => ({
      slots: [...shadowRoot.querySelectorAll("slot")].map(({ name }) => name),
      parts: [...shadowRoot.querySelectorAll("[part]")].flatMap(({ part }) => [...part]),
    }));
    for (const kind of Object.keys(seen)) for (const name of now[kind]) seen[kind].add(name);
  };
  await form.open();
  await form.send.click();
  await expect(form.summary).toBeVisible();
  await look();
  await page.reload();
  await form.fill(ADA);
  await form.send.click();
  await form.number();
  await look();
  expect([...seen.slots].sort()).toEqual(names(described.slots));
  expect([...seen.parts].sort()).toEqual(names(described.cssParts));
});

test("its events are the described ones", () => {
  const sources = readdirSync(join(ROOT, "src/embed")).map((name) => read(`src/embed/${name}`));
  const raised = found(sources.join(""), /raise\(\s*\w+,\s*"(open-ticket-[a-z]+)"/g);
  expect(raised).toEqual(names(described.events));
});

test("its custom properties are the described ones", () => {
  const used = found(read("style/open-ticket.css"), /var\((--open-ticket-[a-z-]+)/g);
  expect(used).toEqual(names(described.cssProperties));
});

test("docs/element.md names everything that is described", () => {
  const text = read("docs/element.md");
  const { attributes, members, events, slots, cssParts, cssProperties } = described;
  const methods = members.filter(({ kind }) => kind === "method");
  const all = [attributes, events, slots, cssParts, cssProperties].flatMap(names).filter(Boolean);
  for (const name of all) expect(text).toContain(`\`${name}\``);
  for (const { name } of methods) expect(text).toContain(`\`${name}(`);
});
