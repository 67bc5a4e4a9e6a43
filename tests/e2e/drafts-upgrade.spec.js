// The site is upgraded while a ticket is written or sent: the new build reads the draft of the earlier one, which is
// that of the last release if there is one.
import { currentBuild, earlierBuild } from "./support/builds.js";
import { draftButton, draftNotice } from "./support/drafts.js";
import { expect } from "./support/fixtures.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { recordRequests } from "./support/record-requests.js";
import { faultAt } from "./support/reliability/moments.js";
import { expectOneWholeTicket, fillAndStore } from "./support/reliability/whole-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";
import { install, test } from "./support/upgraded-site.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(60_000, 13) };

const after = currentBuild();

/** Opens the form of the earlier build, writes a ticket, and upgrades the site, without the earlier files. */
async function storeAndUpgrade({ form, site, ticket, files }) {
  install(site, earlierBuild());
  await form.open();
  const before = await fillAndStore(form, ticket, files);
  site.files.clear();
  install(site, after);
  return before;
}

for (const files of [[], [FILE]]) {
  const kind = files.length > 0 ? "with a file" : "without files";

  test(`a draft of the earlier build is restored after an upgrade, ${kind}`, async ({
    form,
    page,
    relay,
    site,
    ticket,
  }) => {
    const before = await storeAndUpgrade({ form, site, ticket, files });
    await page.reload();
    await expect(draftNotice(form)).toContainText(/^Draft restored from/);
    expect(site.requests).toContain(`200 /${after.names.wasm}`);
    expect(await form.userInput()).toEqual(before);
    await form.submitButton.click();
    await expectOneWholeTicket(form, relay, ticket, files);
  });

  test(`a ticket that the earlier build has sent is found after an upgrade, ${kind}`, async ({
    faultyProxy,
    form,
    page,
    relay,
    site,
    ticket,
  }) => {
    await storeAndUpgrade({ form, site, ticket, files });
    const held = faultAt("after", () => {});
    faultyProxy.injectNext(held);
    await form.submitButton.click();
    await held.triggered;
    const lookups = recordRequests(page, (request) => request.url().includes("/api/ticket/"));
    await page.reload();
    await expectOneWholeTicket(form, relay, ticket, files);
    expect(lookups).toHaveLength(1);
  });

  test(`a tab of the new build continues the draft of one of the earlier build, ${kind}`, async ({
    context,
    form,
    relay,
    site,
    ticket,
  }) => {
    const before = await storeAndUpgrade({ form, site, ticket, files });
    const second = new TicketFormPage(await context.newPage());
    await second.open();
    await draftButton(second, "Continue here").click();
    await expect(second.subject).toHaveValue(ticket.subject);
    for (const { name } of files) await expect(second.removeButton(name)).toBeVisible();
    expect(await second.userInput()).toEqual(before);
    await second.submitButton.click();
    await expectOneWholeTicket(second, relay, ticket, files);
    await expect(form.subject).toHaveValue("");
  });
}
