// docs/guides/whmcs.md: its template by Smarty, its token by PHP, and the relay takes it.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SIGNING_KEY } from "../e2e/relay.js";
import { ADA, TicketForm } from "../e2e/ticket-form.js";
import { token } from "../e2e/tokens.js";
import { expect, test } from "./fixtures.js";

const WHMCS = fileURLToPath(new URL("whmcs.php", import.meta.url));

const php =
  (...wanted) =>
  async (folder) => {
    const env = { ...process.env, OPEN_TICKET_SIGNING_KEY: SIGNING_KEY };
    const { stdout } = await promisify(execFile)("php", [WHMCS, folder, ...wanted], { env });
    return stdout;
  };

test.use({
  guide: "whmcs",
  scripts: {
    "/submitticket.php": [".html", php("page")],
    "/guest.php": [".html", php("page", "guest")],
    "/open-ticket/token.php": [".json", php("token")],
  },
});

test("a client opens a ticket as who they are, and a visitor as a guest", async ({
  page,
  complaints,
}) => {
  const form = new TicketForm(page);
  const { department, subject, message } = ADA;

  await test.step("a client", async () => {
    await form.open("/submitticket.php");
    await expect(form.related).toBeVisible();
    await form.fill({ department, subject, message });
    await form.related.selectOption("S1");
    await form.send.click();
    await form.number();
  });

  await test.step("a client whose token has run out meanwhile", async () => {
    complaints.await(/status of 401/);
    const old = token({ age: 3600 });
    await form.open("/submitticket.php");
    await form.fill({ department, subject, message });
    await form.host.evaluate((element, old) => element.setToken(old), old);
    await form.send.click();
    await form.number();
    await expect(form.host).not.toHaveAttribute("token", old);
  });

  await test.step("a visitor", async () => {
    await form.open("/guest.php");
    await form.fill(ADA);
    await form.send.click();
    await form.number();
  });

  await test.step("without the form WHMCS's own way stands there", async () => {
    await expect(page.getByRole("link", { name: "General" })).toBeHidden();
    await page.route("**/open-ticket.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.reload();
    const link = page.getByRole("link", { name: "General" });
    await expect(link).toHaveAttribute("href", "/submitticket.php?step=2&deptid=1");
  });
});
