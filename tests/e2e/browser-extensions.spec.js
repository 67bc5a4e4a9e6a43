// Browser extensions that change the form's nodes: password managers and spelling checkers insert elements
// next to controls or around them, and searches split text nodes and join them again.
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

/** Changes of the form's shadow root. Each runs after every step of a ticket. */
const CHANGES = {
  "an element next to each control": (root) => {
    for (const control of root.querySelectorAll("input, textarea, select")) {
      if (control.nextElementSibling?.localName === "x-icon") continue;
      control.before(document.createElement("x-icon"));
      control.after(document.createElement("x-icon"));
    }
  },
  "an element around each control": (root) => {
    for (const control of root.querySelectorAll("input:not([type=file]), textarea, select")) {
      if (control.parentElement.localName === "x-box") continue;
      const box = document.createElement("x-box");
      control.replaceWith(box);
      box.append(control);
    }
  },
  "an element at both ends of each block": (root) => {
    for (const block of root.querySelectorAll("div, form, ul, p")) {
      if (block.firstElementChild?.localName === "x-mark") continue;
      block.prepend(document.createElement("x-mark"));
      block.append(document.createElement("x-mark"));
    }
  },
  "text that is highlighted and restored": (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const found = texts.filter(({ data, parentElement }) => {
      return data.includes("e") && !parentElement?.closest("textarea, option");
    });
    for (const text of found) {
      const mark = document.createElement("mark");
      const rest = text.splitText(text.data.indexOf("e"));
      rest.replaceWith(mark);
      mark.append(rest);
      mark.replaceWith(rest);
    }
    root.normalize();
  },
};

for (const [name, change] of Object.entries(CHANGES)) {
  test(`tickets are written, corrected and sent with ${name}`, async ({ form }) => {
    await form.openWithEditor();
    const root = await form.host.evaluateHandle((host) => host.shadowRoot);
    const steps = [
      () => form.submitButton.click(),
      () => expect(form.errorSummary).toBeVisible(),
      () => form.departmentOption("Technical").check(),
      () => form.departmentOption("General").check(),
      () => form.fill({ ...SAMPLE_TICKET, message: "One **two**\n\n- a" }),
      () => form.attach({ name: "a.txt", bytes: Buffer.from("a") }),
      () => form.attach({ name: "b.txt", bytes: Buffer.from("b") }),
      () => form.removeButton("a.txt").click(),
      () => form.tab("Preview").click(),
      () => form.tab("Write").click(),
      () => form.message.fill("Other *text*\n\n1. b"),
      () => form.tab("Preview").click(),
      () => expect(form.preview.locator(".blocks")).toHaveText(/^\s*Other text\s*b\s*$/),
      () => form.submitButton.click(),
      () => form.ticketNumber(),
      () => form.openAnotherButton.click(),
      () => form.fill(SAMPLE_TICKET),
      () => form.submitButton.click(),
      () => form.ticketNumber(),
    ];
    for (const step of steps) {
      await root.evaluate(change);
      await step();
    }
  });
}
