// The examples in docs/element.md work as described.
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { TicketFormPage } from "../e2e/support/ticket-form-page.js";
import { expect, test } from "./fixtures.js";

test.use({ guide: "element" });

const hostStatus = (page) => page.locator("p[role=status]:not(open-ticket *)");

test("the examples in docs/element.md work as described", async ({ page }) => {
  const form = new TicketFormPage(page);

  await test.step("attributes", async () => {
    await form.open("/attributes.html");
    await expect(form.selectedDepartment).toHaveValue("3");
    await expect(form.selectedPriority).toHaveValue("High");
    await expect(form.subject).toHaveValue("web-1 does not answer");
    await expect(form.preview.locator("strong")).toHaveText("Tuesday");
    await expect(form.host.locator(".open-ticket")).toHaveCSS("color-scheme", "dark");
  });

  await test.step("properties", async () => {
    await form.open("/properties.html");
    await expect(form.subject).toHaveValue("From the status page");
    await expect(form.host).toHaveAttribute("theme", "auto");
  });

  await test.step("methods", async () => {
    await form.open("/methods.html");
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(form.name).toBeFocused();
    await form.subject.fill("Another");
    await page.getByRole("button", { name: "Reset the form" }).click();
    await expect(form.subject).toHaveValue("A question");
  });

  await test.step("events", async () => {
    await form.open("/events.html");
    await expect(hostStatus(page)).toHaveText("Ask us anything.");
    await form.fill(SAMPLE_TICKET);
    await page.context().setOffline(true);
    await form.submitButton.click();
    await expect(hostStatus(page)).toContainText("You are offline");
    await page.context().setOffline(false);
    await form.submitButton.click();
    await expect(hostStatus(page)).toHaveText(
      `Thank you. Your ticket is ${await form.ticketNumber()}.`,
    );
  });

  await test.step("slots", async () => {
    await form.open("/slots.html");
    await expect(page.getByRole("heading", { name: "Write to us" })).toBeVisible();
    await expect(page.getByText("without scripts")).toBeHidden();
    await form.fill(SAMPLE_TICKET);
    await form.submitButton.click();
    await form.ticketNumber();
    await expect(page.getByText("While you wait")).toBeVisible();
  });

  await test.step("parts and custom properties", async () => {
    await form.open("/styling.html");
    await expect(form.submitButton).toHaveCSS("text-transform", "uppercase");
    await expect(form.submitButton).toHaveCSS("border-radius", "2px");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
  });
});
