// The examples in docs/guides/theming.md look as described.
import { TicketFormPage } from "../e2e/support/ticket-form-page.js";
import { expect, test } from "./fixtures.js";

test.use({ guide: "theming" });

test("the examples in docs/guides/theming.md look as described", async ({ page }) => {
  const form = new TicketFormPage(page);
  const frame = form.host.locator(".open-ticket");

  await test.step("a brand", async () => {
    await form.open("/brand.html");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
    await expect(form.submitButton).toHaveCSS("border-radius", "999px");
    await expect(form.subject).toHaveCSS("min-height", "40px");
    await form.subject.focus();
    await expect(form.subject).toHaveCSS("outline", "rgb(22, 25, 31) solid 3px");
  });

  await test.step("Bootstrap 5", async () => {
    await form.open("/bootstrap.html");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(13, 110, 253)");
    await expect(form.subject).toHaveCSS("border-radius", "6px");
  });

  await test.step("a dark page", async () => {
    await form.open("/dark.html");
    await expect(frame).toHaveCSS("background-color", "rgb(16, 20, 24)");
    await expect(frame).toHaveCSS("padding", "0px");
  });
});
