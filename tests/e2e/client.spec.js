// Who is signed in is known, is offered what is theirs, and is told when the sign-in has run out.
import { expect, recorded, test } from "./fixtures.js";
import { token } from "./tokens.js";

const INVOICE = {
  department: "Billing",
  subject: "An invoice too many",
  message: "Which one is **right**?",
};

/** Puts the form into the page anew, with a token. */
async function signIn(form, minted) {
  await form.host.evaluate((element, minted) => {
    const anew = element.cloneNode();
    anew.token = minted;
    element.replaceWith(anew);
  }, minted);
}

const options = (select) => select.locator("option").allInnerTexts();

test("a client is shown, not asked, and opens a ticket about what is theirs", async ({
  form,
  page,
}) => {
  await form.open("/?as=client");
  await expect(form.host.getByText("You write as Ada Lovelace ada@example.com")).toBeVisible();
  await expect(form.name).toHaveCount(0);
  await expect(form.email).toHaveCount(0);
  expect((await options(form.related)).join()).toMatch(/Cloud Server M.*example\.com/);

  await form.fill(INVOICE);
  await form.related.selectOption("S1");
  await form.send.click();
  await form.number();
  await form.view.click();
  const ticket = page.getByRole("main");
  for (const text of ["Billing", "Ada Lovelace", "ada@example.com", "S1"]) {
    await expect(ticket).toContainText(text);
  }
});

test("a guest is asked who they are, and offered neither services nor Billing", async ({
  form,
}) => {
  await form.open();
  await expect(form.name).toBeVisible();
  await expect(form.related).toHaveCount(0);
  expect(await options(form.department)).not.toContain("Billing");
});

test("the demo page leads to the client's view and back", async ({ form, page }) => {
  await form.open();
  await page.getByRole("link", { name: "Sign in as a client" }).click();
  await expect(form.related).toBeVisible();
  await page.getByRole("link", { name: "Sign out" }).click();
  await expect(form.name).toBeVisible();
});

recorded(
  "what WHMCS is told of a client comes from the token alone",
  async ({ form, recorder }) => {
    await form.open();
    await signIn(form, token());
    await expect(form.related).toBeVisible();
    await form.fill(INVOICE);
    await form.related.selectOption("D1");
    await form.send.click();
    await form.number();
    const sent = new URLSearchParams(recorder.bodies[0].toString());
    expect(sent.get("clientid")).toBe("1");
    expect(sent.get("domainid")).toBe("1");
    expect(sent.has("name") || sent.has("email")).toBe(false);
  },
);

recorded(
  "a sign-in that runs out loses nothing, and a fresh token goes out with the next press",
  async ({ form, recorder, complaints }) => {
    complaints.await(/status of 401/);
    await form.open();
    await signIn(form, token());
    await expect(form.related).toBeVisible();
    await form.fill(INVOICE);
    const before = await form.content();
    const set = (minted) =>
      form.host.evaluate((element, minted) => {
        element.token = minted;
      }, minted);

    await set(token({ age: 3600 }));
    await form.send.click();
    await expect(form.summary.getByRole("heading")).toHaveText("Your sign-in has run out");
    expect(await form.content()).toEqual(before);
    await set(token({ key: "another key than the relay's, of 32 bytes or more" }));
    await form.send.click();
    await expect(form.summary.getByRole("heading")).toHaveText("Your sign-in was not accepted");
    expect(await form.content()).toEqual(before);

    await set(token());
    await form.send.click();
    await form.number();
    expect(recorder.bodies).toHaveLength(1);
  },
);

recorded(
  "a page that is asked for a fresh token and sets one is asked for nothing else",
  async ({ form, page, recorder, complaints }) => {
    complaints.await(/status of 401/);
    await form.open();
    await page.exposeFunction("mint", () => token());
    await page.evaluate(() => {
      window.asked = 0;
      document.addEventListener("open-ticket-token", async ({ target }) => {
        window.asked += 1;
        target.setToken(await window.mint());
      });
    });
    // The rules are asked for with one that has run out, and so is the ticket.
    await signIn(form, token({ age: 3600 }));
    await expect(form.related).toBeVisible();
    await form.fill(INVOICE);
    await form.attach({ name: "invoice.txt", bytes: Buffer.from("twice") });
    await form.host.evaluate((element, old) => element.setToken(old), token({ age: 3600 }));
    await form.send.click();
    await form.number();
    expect(await page.evaluate(() => window.asked)).toBe(2);
    expect(recorder.bodies).toHaveLength(1);
  },
);

recorded(
  "with a token that has run out there is no form, and it says why",
  async ({ form, complaints }) => {
    complaints.await(/status of 401/);
    await form.open();
    await signIn(form, token({ age: 3600 }));
    await expect(form.summary.getByRole("heading")).toHaveText("Your sign-in has run out");
    await expect(form.summary.getByRole("button", { name: "Try again" })).toBeVisible();
  },
);
