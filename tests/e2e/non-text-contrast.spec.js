// Contrast of the edges of controls (WCAG 1.4.11), and of text while a ticket is sent, which axe does not check: the
// fields are inert then.
import { defineContrast } from "./support/contrast.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const TASKS = "- [x] done\n- [ ] to do";

const MODES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "more contrast": { colorScheme: "light", contrast: "more" },
};

/** Edges that identify a control or its state: selector, property, and the pseudo-element that has it. */
const EDGES = [
  ["#open-ticket-subject", "borderTopColor"],
  ["select", "borderTopColor"],
  [".editor", "borderTopColor"],
  [".cards input", "borderTopColor"],
  [".cards input", "borderTopColor", "::before"],
  [".cards input:checked", "borderTopColor"],
  [".cards input:checked", "borderTopColor", "::before"],
  [".segments input", "borderTopColor"],
  [".attach .button", "borderTopColor"],
  [".button.primary", "backgroundColor"],
  [".field.invalid", "borderInlineStartColor"],
  [".invalid input[aria-invalid]", "borderTopColor"],
  [".tab[aria-selected=true]", "borderBottomColor"],
  [".blocks [type=checkbox]", "borderTopColor"],
  [".blocks :checked", "borderRightColor", "::before"],
  [":focus-visible", "outlineColor"],
];

for (const [mode, media] of Object.entries(MODES)) {
  test(`the edges of controls, the focus ring and task boxes have 3:1: ${mode}`, async ({
    form,
    page,
  }) => {
    await page.emulateMedia(media);
    await page.addInitScript(defineContrast);
    await form.openWithEditor();
    await form.departmentOption("Technical").check();
    await form.message.fill(TASKS);
    await form.submitButton.click();
    await expect(form.errorSummary).toBeVisible();
    await form.tab("Preview").click();
    await expect(form.preview.getByRole("checkbox")).toHaveCount(2);
    await page.keyboard.press("Shift+Tab");
    const measured = await form.host.evaluate(
      ({ shadowRoot }, edges) =>
        edges.map(([selector, property, pseudo]) => {
          const element = shadowRoot.querySelector(selector);
          const contrast = element && window.contrastOf(element, property, { pseudo });
          return [`${selector}${pseudo ?? ""}`, Math.round((contrast ?? 0) * 10) / 10];
        }),
      EDGES,
    );
    expect(measured.filter(([, contrast]) => contrast < 3)).toEqual([]);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`text keeps 7:1 while the ticket is sent: ${colorScheme}`, async ({ form, page }) => {
    // Without transitions, colours change at once.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.addInitScript(defineContrast);
    const release = await holdRequests(page, "**/api/ticket", "POST");
    await form.openAndFill(SAMPLE_TICKET, { name: "note.txt", bytes: Buffer.from("kept\n") });
    await form.submitButton.click();
    await expect(form.progressBar).toBeVisible();
    const measured = await form.host.evaluate(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll(".fields *, .status *")]
        .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden"))
        .filter((node) =>
          [...node.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim()),
        )
        // The label of a segment is on top of its radio button.
        .filter((node) => !node.matches("input:checked + label"))
        .map((node) => [node.textContent, window.contrastOf(node, "color", { isInside: true })]),
    );
    release();
    expect(measured.length).toBeGreaterThan(10);
    expect(measured.filter(([, contrast]) => contrast < 7)).toEqual([]);
  });
}

test("the task boxes of the ticket page have 3:1, and its code has an edge in forced colours", async ({
  form,
  page,
}) => {
  await form.openAndFill({ ...SAMPLE_TICKET, message: `${TASKS}\n\n\`code\`` });
  await form.submitButton.click();
  await page.addInitScript(defineContrast);
  await form.viewTicketLink.click();
  await page.waitForLoadState();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const boxes = await page
      .getByRole("checkbox")
      .evaluateAll((all) => all.map((box) => window.contrastOf(box, "borderTopColor")));
    expect(boxes).toHaveLength(2);
    expect(Math.min(...boxes)).toBeGreaterThanOrEqual(3);
  }
  await page.emulateMedia({ forcedColors: "active" });
  await expect(page.locator(".message code")).toHaveCSS("border-top-width", "1px");
});

test("an error, a selected option and a pressed toolbar button differ by more than a colour", async ({
  form,
}) => {
  await form.openWithEditor();
  await form.departmentOption("General").check();
  await form.submitButton.click();
  await form.message.fill("**bold**");
  await form.message.press("Home");
  await form.message.press("ArrowRight");
  await form.message.press("ArrowRight");
  await form.message.press("ArrowRight");
  await expect(form.toolbarButton("Bold")).toHaveAttribute("aria-pressed", "true");
  const style = (selector, property, pseudo) =>
    form.host.evaluate(
      ({ shadowRoot }, [selector, property, pseudo]) =>
        getComputedStyle(shadowRoot.querySelector(selector), pseudo)[property],
      [selector, property, pseudo],
    );
  expect(await style(".field.invalid", "borderInlineStartWidth")).toBe("4px");
  expect(await style(".cards input:not(:checked)", "borderTopWidth", "::before")).toBe("2px");
  expect(await style(".cards input:checked", "borderTopWidth", "::before")).toBe("6px");
  expect(await style(".segments input:checked + label", "fontWeight")).toBe("600");
  expect(await style(".tool[aria-pressed=true]", "boxShadow")).toContain("inset");
});

test("nothing in the form is animated", async ({ form }) => {
  await form.openWithEditor();
  await form.attach({ name: "note.txt", bytes: Buffer.from("x") });
  const animated = await form.host.evaluate(
    ({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll("*")].filter((node) =>
        ["", "::before", "::after"].some(
          (pseudo) => getComputedStyle(node, pseudo || undefined).animationName !== "none",
        ),
      ).length,
  );
  expect(animated).toBe(0);
});
