// docs/element.md: each of its examples does what the page says of it.
import { ADA, TicketForm } from "../e2e/ticket-form.js";
import { expect, test } from "./fixtures.js";

test.use({ guide: "../element" });

const status = (page) => page.locator("p[role=status]:not(open-ticket *)");

test("the examples do what docs/element.md says of them", async ({ page }) => {
  const form = new TicketForm(page);

  await test.step("attributes", async () => {
    await form.open("/attributes.html");
    await expect(form.department).toHaveValue("3");
    await expect(form.priority).toHaveValue("High");
    await expect(form.subject).toHaveValue("web-1 does not answer");
    await expect(form.preview.locator("strong")).toHaveText("Tuesday");
    await expect(form.host).toHaveCSS("color-scheme", "dark");
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
    await page.getByRole("button", { name: "Empty the form" }).click();
    await expect(form.subject).toHaveValue("A question");
  });

  await test.step("events", async () => {
    await form.open("/events.html");
    await expect(status(page)).toHaveText("Ask us anything.");
    await form.fill(ADA);
    await page.context().setOffline(true);
    await form.send.click();
    await expect(status(page)).toContainText("You are offline");
    await page.context().setOffline(false);
    await form.send.click();
    await expect(status(page)).toHaveText(`Thank you. Your ticket is ${await form.number()}.`);
  });

  await test.step("slots", async () => {
    await form.open("/slots.html");
    await expect(page.getByRole("heading", { name: "Write to us" })).toBeVisible();
    await expect(page.getByText("without scripts")).toBeHidden();
    await form.fill(ADA);
    await form.send.click();
    await form.number();
    await expect(page.getByText("While you wait")).toBeVisible();
  });

  await test.step("parts and custom properties", async () => {
    await form.open("/looks.html");
    await expect(form.send).toHaveCSS("text-transform", "uppercase");
    await expect(form.send).toHaveCSS("border-radius", "2px");
    await expect(form.send).toHaveCSS("background-color", "rgb(138, 28, 91)");
  });
});
