// The template and token in docs/guides/whmcs.md, run by Smarty and PHP, work with the relay.
import { generatedPages } from "../../examples/whmcs/preview/serve.mjs";
import { clientToken } from "../e2e/support/client-token.js";
import { SIGNING_KEY } from "../e2e/support/relay-process.js";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { TicketFormPage } from "../e2e/support/ticket-form-page.js";
import { expect, test } from "./fixtures.js";

test.use({ guide: "whmcs", generated: generatedPages(SIGNING_KEY) });

test("signed-in clients open their own tickets, and visitors open tickets as guests", async ({
  page,
  pageErrors,
}) => {
  const form = new TicketFormPage(page);
  const { department, subject, message } = SAMPLE_TICKET;

  await test.step("a client", async () => {
    await form.open("/submitticket.php");
    await expect(form.relatedService).toBeVisible();
    await form.fill({ department, subject, message });
    await form.relatedService.selectOption("S1");
    await form.submitButton.click();
    await form.ticketNumber();
  });

  await test.step("a client whose token has expired", async () => {
    pageErrors.expect(/status of 401/);
    const expiredToken = clientToken({ age: 3600 });
    await form.open("/submitticket.php");
    await form.fill({ department, subject, message });
    await form.host.evaluate((element, token) => element.setToken(token), expiredToken);
    await form.submitButton.click();
    await form.ticketNumber();
    await expect(form.host).not.toHaveAttribute("token", expiredToken);
  });

  await test.step("a visitor", async () => {
    await form.open("/guest.php");
    await form.fill(SAMPLE_TICKET);
    await form.submitButton.click();
    await form.ticketNumber();
  });

  await test.step("without the form, WHMCS's own links are visible", async () => {
    await expect(page.getByRole("link", { name: "General" })).toBeHidden();
    await page.route("**/open-ticket.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.reload();
    const link = page.getByRole("link", { name: "General" });
    await expect(link).toHaveAttribute("href", "/submitticket.php?step=2&deptid=1");
  });
});
