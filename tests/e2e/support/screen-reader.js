// The output of a screen reader, as text: the focused element after each step, as in Chromium's accessibility tree,
// and the announcements of live regions in their order.
import { expect } from "./fixtures.js";

/**
 * Runs in each page before its scripts: records the announcements of all live regions, also in shadow roots.
 *
 * In a log, only additions are announced. A status and an alert are announced as a whole, and an alert also when it
 * appears (https://www.w3.org/TR/wai-aria-1.2/#live_region_roles).
 */
function recordLiveRegions() {
  const REGIONS = "[aria-live], [role=status], [role=alert], [role=log]";
  window.announcements = [];
  const spoken = (node) =>
    (node.innerText ?? node.textContent).trim().replaceAll(/\s*\n\s*/g, " / ");
  const isAssertive = (region) => region.ariaLive === "assertive" || region.role === "alert";
  const announce = (region, text) => {
    if (text && region.ariaLive !== "off")
      window.announcements.push(`${isAssertive(region) ? "assertive" : "polite"}: ${text}`);
  };
  const regionOf = (node) => (node.closest ? node : node.parentElement)?.closest(REGIONS);
  const onMutations = (mutations) => {
    const whole = new Set();
    const visit = (target, added) => {
      const region = regionOf(target);
      if (region?.role === "log") for (const node of added) announce(region, spoken(node));
      else if (region) whole.add(region);
      for (const node of added) {
        if (node.matches?.("[role=alert]")) whole.add(node);
        for (const alert of node.querySelectorAll?.("[role=alert]") ?? []) whole.add(alert);
      }
    };
    for (const { type, target, addedNodes, removedNodes } of mutations) {
      if (type === "attributes") whole.add(target);
      else if (type === "characterData" || addedNodes.length > 0) visit(target, [...addedNodes]);
      else if (removedNodes.length > 0 && regionOf(target)?.role === "alert") whole.delete(target);
    }
    for (const region of whole)
      if (region.isConnected && regionOf(region)) announce(region, spoken(region));
  };
  const observer = new MutationObserver(onMutations);
  const observe = (root) =>
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["role"],
    });
  observe(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (...options) {
    const root = attachShadow.apply(this, options);
    observe(root);
    return root;
  };
}

/** Progress of an upload, which depends on the buffers of the system. upload-progress.spec.js tests it. */
const PROGRESS = /^polite: (\d+% sent|Sent\. Waiting for confirmation)\.$/;

/** States of an element that screen readers announce, by their names in Chromium's accessibility tree. */
const STATES = {
  checked: { true: "checked", false: "not checked" },
  pressed: { true: "pressed", false: "not pressed" },
  expanded: { true: "expanded", false: "collapsed" },
  selected: { true: "selected" },
  invalid: { true: "has an error" },
  required: { true: "required" },
  disabled: { true: "disabled" },
  readonly: { true: "read only" },
  hasPopup: { menu: "opens a menu", dialog: "opens a dialog" },
};

/** Roles of ancestors that are announced when the focus enters them. */
const CONTAINERS = new Set([
  "group",
  "radiogroup",
  "toolbar",
  "tablist",
  "dialog",
  "menu",
  "region",
]);

const DEEPEST_FOCUS = `(() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
})()`;

/** Replaces the parts that differ between two runs: ticket numbers and times. */
const normalize = (text) =>
  text.replaceAll(/\b\d{6}\b/g, "123456").replaceAll(/\b\d{1,2}:\d\d\b/g, "12:34");

export class ScreenReader {
  #page;
  #session;
  #lines = [];
  #focus = "";
  #containers = [];

  constructor(page, session) {
    this.#page = page;
    this.#session = session;
  }

  /** Starts a screen reader in a page that is opened afterwards. */
  static async start(page) {
    await page.addInitScript(recordLiveRegions);
    return new ScreenReader(page, await page.context().newCDPSession(page));
  }

  /** Returns the output so far, step by step. */
  transcript() {
    return `${normalize(this.#lines.join("\n"))}\n`;
  }

  /** Presses a key. */
  press(key, until) {
    return this.step(`presses ${key}`, () => this.#page.keyboard.press(key), until);
  }

  /** Types a text into the focused element. */
  type(text, until) {
    return this.step(`types “${text}”`, () => this.#page.keyboard.insertText(text), until);
  }

  /**
   * Performs a step, and adds its output to the transcript. Resolves to the announcements.
   *
   * @param {string} description what the user does, in the third person.
   * @param {() => Promise<unknown>} action
   * @param {RegExp | (() => Promise<unknown>)} [until] an announcement, or another sign, that ends the step.
   */
  async step(description, action, until) {
    await action();
    if (until instanceof RegExp) {
      const announced = () => this.#page.evaluate(() => window.announcements.join("\n"));
      await expect.poll(announced).toMatch(until);
    } else await until?.();
    await this.#nextFrames();
    const all = await this.#page.evaluate(() => window.announcements.splice(0));
    const announced = all.filter((it) => !PROGRESS.test(it));
    // Each message is announced once.
    expect(announced).toEqual([...new Set(announced)]);
    this.#lines.push(
      `> ${description}`,
      ...(await this.#focusChange()),
      ...announced.map((it) => `  ${it}`),
    );
    return announced;
  }

  #nextFrames() {
    return this.#page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  }

  async #focusChange() {
    const focused = await this.#focused();
    const description = focused ? describe(focused.node) : "nothing";
    const containers = focused?.containers ?? [];
    const entered = containers.filter(({ name }) => !this.#containers.includes(name)).reverse();
    const isSame = description === this.#focus && entered.length === 0;
    this.#focus = description;
    this.#containers = containers.map(({ name }) => name);
    if (isSame) return [];
    const spoken = entered.map((it) => `${it.name}, ${it.description}`);
    return [`  focus: ${[...spoken, description].join("")}`];
  }

  /** Returns the focused element in the accessibility tree, and its containers. */
  async #focused() {
    const { result } = await this.#session.send("Runtime.evaluate", { expression: DEEPEST_FOCUS });
    if (result.className === "HTMLBodyElement") return undefined;
    const { nodes } = await this.#session.send("Accessibility.getPartialAXTree", {
      objectId: result.objectId,
      fetchRelatives: true,
    });
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const [node] = nodes;
    const containers = [];
    for (let parent = byId.get(node.parentId); parent; parent = byId.get(parent.parentId)) {
      if (CONTAINERS.has(parent.role?.value) && parent.name?.value) {
        // A container's description is announced with it, and not when it changes.
        const text = parent.description?.value;
        containers.push({
          name: `${parent.role.value} “${parent.name.value}”`,
          description: text ? `(${text}), ` : "",
        });
      }
    }
    return { node, containers };
  }
}

/** Describes an element: role, name, value, states and description. */
function describe({ role, name, value, description, properties = [] }) {
  const states = properties.map((it) => STATES[it.name]?.[it.value.value]).filter(Boolean);
  const text = value?.value;
  return [
    `${role.value} “${(name?.value ?? "").trim()}”`,
    ...(text ? [`value “${text}”`] : []),
    ...states,
    ...(description?.value ? [`(${description.value})`] : []),
  ].join(", ");
}
