// Attachments are in the footer of the message's editor: rows, buttons, limits and the running total.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";

const total = (form) => form.host.locator(".total");

test("the running total replaces the limits once files are attached", async ({ form }) => {
  await form.open();
  const limits = form.host.getByText("Up to 10 files, 4 MB each, 4.5 MB in total.");
  await expect(limits).toBeVisible();
  await expect(total(form)).toHaveCount(0);
  await form.attach({ name: "one.txt", bytes: Buffer.alloc(1_200_000, "a") });
  await expect(total(form)).toHaveText("1 of 10 files · 1.2 of 4.5 MB");
  // The limits remain the description of the button.
  expect(await form.descriptionOf(form.attachButton)).toContain("Up to 10 files");
  await form.attach({ name: "two.txt", bytes: Buffer.alloc(300_000, "b") });
  await expect(total(form)).toHaveText("2 of 10 files · 1.5 of 4.5 MB");
  await form.removeButton("one.txt").click();
  await expect(total(form)).toHaveText("1 of 10 files · 0.3 of 4.5 MB");
  await form.removeButton("two.txt").click();
  await expect(total(form)).toHaveCount(0);
  await expect(limits).toBeVisible();
});

test("files are rows of the editor, between the text and the buttons", async ({ form }) => {
  await form.open();
  await form.attach({ name: "one.txt", bytes: Buffer.from("1") });
  const boxes = await form.host.evaluate(({ shadowRoot }) =>
    [".editor", ".panes", ".files", ".attach"].map((selector) =>
      shadowRoot.querySelector(selector).getBoundingClientRect().toJSON(),
    ),
  );
  const [editor, panes, files, buttons] = boxes;
  expect(files.top).toBeGreaterThanOrEqual(panes.bottom);
  expect(buttons.top).toBeGreaterThanOrEqual(files.bottom);
  expect(editor.bottom).toBeGreaterThanOrEqual(buttons.bottom);
});

test("the row of a file that cannot be sent names the problem in place of its size", async ({
  form,
  page,
}) => {
  await form.open();
  await form.attach({ name: "backup.zip", bytes: Buffer.alloc(4_100_000, 1) });
  const row = form.host.getByRole("listitem").filter({ hasText: "backup.zip" });
  await expect(row.locator(".meta")).toHaveText(
    "4.1 MB. The limit per file is 4 MB. Make it smaller, or share a link instead",
  );
  const edge = (property) =>
    row.evaluate((element, property) => getComputedStyle(element)[property], property);
  expect(await edge("borderInlineStartWidth")).toBe("3px");
  expect(await axeViolations(page)).toEqual([]);
});

test("the message's label, error and description do not include the attachments", async ({
  form,
}) => {
  await form.open();
  await form.submitButton.click();
  await expect(form.message).toHaveAttribute("aria-invalid", "true");
  expect(await form.descriptionOf(form.message)).toContain("Enter a message");
  expect(await form.descriptionOf(form.attachButton)).not.toContain("Enter a message");
  await expect(form.host.locator(".attachments.invalid")).toHaveCount(0);
});
