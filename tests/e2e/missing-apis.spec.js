// The documented minimum browsers: browsers without an API show the form, or the fallback content with an
// explanation, and never lose a ticket.
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

/** APIs that browsers near the floor lack, and code that removes each. */
const MISSING = {
  "constructed stylesheets": () => {
    window.CSSStyleSheet = class {
      constructor() {
        throw new TypeError("Illegal constructor");
      }
    };
  },
  "Object.hasOwn": () => delete Object.hasOwn,
  "Blob.prototype.arrayBuffer": () => delete Blob.prototype.arrayBuffer,
  ResizeObserver: () => delete window.ResizeObserver,
  IntersectionObserver: () => delete window.IntersectionObserver,
  AbortController: () => delete window.AbortController,
  "AbortSignal.timeout": () => delete AbortSignal.timeout,
  BroadcastChannel: () => delete window.BroadcastChannel,
  "navigator.locks": () => delete Navigator.prototype.locks,
  "crypto.randomUUID": () => delete Crypto.prototype.randomUUID,
  "Intl.Segmenter": () => delete Intl.Segmenter,
  "dialog.showModal": () => delete HTMLDialogElement.prototype.showModal,
};

for (const [name, remove] of Object.entries(MISSING)) {
  test(`without ${name}, a ticket can be sent, or the page shows the next step`, async ({
    form,
    page,
    pageErrors,
  }) => {
    pageErrors.allow(/open-ticket:/);
    await page.addInitScript(remove);
    await page.goto("/");
    const fallback = form.host.getByText("The form cannot run in this browser or on this page.");
    await expect(form.submitButton.or(fallback)).toBeVisible();
    if (await fallback.isVisible()) return;
    await form.fill(SAMPLE_TICKET);
    await form.submitButton.click();
    await form.ticketNumber();
  });
}

test("without inert, nothing that is typed while a ticket is being sent is lost", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    delete HTMLElement.prototype.inert;
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      return setAttribute.call(this, name === "inert" ? "data-inert" : name, value);
    };
  });
  const release = await holdRequests(page, "**/api/ticket", "POST");
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await form.message.pressSequentially(" More.");
  const shown = await form.message.inputValue();
  release();
  await form.ticketNumber();
  // The typed text was either sent, or not shown in the message.
  const sent = await form.host
    .locator(".sent")
    .innerText()
    .catch(() => "");
  expect(shown === SAMPLE_TICKET.message || sent.includes("More.")).toBe(true);
});
