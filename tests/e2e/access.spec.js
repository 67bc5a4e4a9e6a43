// Everyone can use it: by keyboard alone, on a phone, in the dark, from right to left, by ear.
import { violations } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { hold } from "./held.js";
import { answerTechnical } from "./technical.js";
import { ADA } from "./ticket-form.js";

const LOOKS = {
  light: (page) => page.emulateMedia({ colorScheme: "light" }),
  dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
  "right to left": (page) =>
    page.addInitScript(() => {
      document.addEventListener("DOMContentLoaded", () => {
        document.documentElement.dir = "rtl";
      });
    }),
  "on a phone": (page) => page.setViewportSize({ width: 320, height: 640 }),
};

// Longer than any screen is wide, so that only wrapping keeps the page from growing.
const LONG = "supercalifragilisticexpialidocious".repeat(8);

async function fits(page) {
  const overhang = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return scrollWidth - clientWidth;
  });
  expect(overhang).toBe(0);
}

/** Leads the form through its states, and looks at each. */
async function throughAllStates(form, look) {
  const { page } = form;
  const finish = await hold(page, "**/api/ticket", "POST");
  await form.open();
  await look("blank");
  await form.fill({ email: "no address", department: "Technical", subject: "x".repeat(300) });
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await form.send.click();
  await expect(form.summary).toBeVisible();
  await look("problems");
  await form.fill({ ...ADA, department: "Technical" });
  await answerTechnical(form);
  await form.remove("setup.exe").click();
  await form.message.fill(
    `# One\n\n${LONG} **two**\n\n- [x] \`${LONG}\`\n\n| a | b |\n|---|---|\n| ${LONG} | d |\n\n> three`,
  );
  await form.attach({ name: `${LONG.slice(0, 200)}.txt`, bytes: Buffer.from("x") });
  await look("writing");
  await form.send.click();
  await expect(form.progress).toBeVisible();
  await look("sending");
  finish();
  await expect(form.done).toBeVisible();
  await look("done");
  await form.view.click();
  await expect(page.getByRole("main")).toContainText("three");
  // Its text may be there before its style sheet is.
  await page.waitForLoadState();
  await look("the ticket");
}

for (const [name, dress] of Object.entries(LOOKS)) {
  test(`axe finds nothing in any state, ${name}`, async ({ form, page }) => {
    await dress(page);
    const found = {};
    await throughAllStates(form, async (state) => {
      const here = await violations(page);
      if (here.length > 0) found[state] = here;
    });
    expect(found).toEqual({});
  });
}

test("axe finds nothing in the client's view, while it finds out, and in what it tells then", async ({
  form,
  page,
  complaints,
}) => {
  complaints.await(/net::ERR_FAILED/);
  await page.setViewportSize({ width: 320, height: 640 });
  await form.open("/?as=client");
  expect(await violations(page)).toEqual([]);
  await fits(page);
  await form.fill({ department: "Billing", subject: ADA.subject, message: ADA.message });
  await page.route("**/api/ticket", (route) => route.abort());
  await form.send.click();
  await expect(form.progress).toHaveAttribute("aria-valuetext", /^Finding out/);
  expect(await violations(page)).toEqual([]);
  await fits(page);
  await expect(form.summary).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await fits(page);
});

for (const name of ["on a phone", "right to left"]) {
  test(`no state scrolls sideways, ${name}`, async ({ form, page }) => {
    await LOOKS[name](page);
    await page.setViewportSize({ width: 320, height: 640 });
    await throughAllStates(form, () => fits(page));
  });
}

test("in the dark the form is dark", async ({ form, page }) => {
  const lightness = () =>
    form.subject.evaluate((control) => {
      const [r, g, b] = getComputedStyle(control)
        .backgroundColor.match(/[\d.]+/g)
        .map(Number);
      return (r + g + b) / 3;
    });
  await page.emulateMedia({ colorScheme: "light" });
  await form.open();
  expect(await lightness()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await lightness()).toBeLessThan(80);
});

test("from right to left the form follows the page, and a text its own direction", async ({
  form,
  page,
}) => {
  await LOOKS["right to left"](page);
  await form.open();
  const direction = (locator) => locator.evaluate((node) => getComputedStyle(node).direction);
  expect(await direction(form.send)).toBe("rtl");
  await form.subject.fill("left to right");
  expect(await direction(form.subject)).toBe("ltr");
  await form.subject.fill("מימין לשמאל");
  expect(await direction(form.subject)).toBe("rtl");
});

test("a ticket is opened by keyboard alone", async ({ form, page }) => {
  const tabTo = async (locator) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      if (await locator.evaluate((node) => node === node.getRootNode().activeElement)) return;
    }
    throw new Error(`Tab never reaches ${locator}`);
  };
  await form.open();
  await tabTo(form.name);
  await page.keyboard.type(ADA.name);
  await tabTo(form.email);
  await page.keyboard.type(ADA.email);
  await tabTo(form.department);
  await page.keyboard.type("General");
  await tabTo(form.priority);
  await page.keyboard.type("High");
  await tabTo(form.subject);
  await page.keyboard.type(ADA.subject);
  // Waited for well before: what a press opens is lost if the browser is asked for it too late.
  const picker = page.waitForEvent("filechooser");
  await tabTo(form.message);
  await page.keyboard.type(ADA.message);
  await tabTo(form.addFiles);
  await page.keyboard.press("Enter");
  await (await picker).setFiles([
    { name: "wrong.txt", mimeType: "text/plain", buffer: Buffer.from("no") },
    { name: "right.txt", mimeType: "text/plain", buffer: Buffer.from("yes") },
  ]);
  await tabTo(form.remove("wrong.txt"));
  await page.keyboard.press("Enter");
  await expect(form.remove("right.txt")).toBeFocused();
  await tabTo(form.send);
  await page.keyboard.press("Enter");
  await expect(form.done).toBeFocused();
  await tabTo(form.view);
  await page.keyboard.press("Enter");
  const ticket = page.getByRole("main");
  await expect(ticket).toContainText(ADA.subject);
  await expect(ticket).toContainText("High");
  await expect(page.getByRole("link", { name: "right.txt" })).toBeVisible();
});

test("Tab leaves the message, forwards and backwards", async ({ form, page }) => {
  await form.open();
  await form.message.fill("no trap");
  await form.message.press("Tab");
  await expect(form.message).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(form.message).toBeFocused();
  // The toolbar is one stop, and so are the tabs.
  await page.keyboard.press("Shift+Tab");
  await expect(form.host.getByRole("toolbar").locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");
  await expect(form.host.getByRole("tab").and(form.host.locator(":focus"))).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");
  await expect(form.subject).toBeFocused();
  await expect(form.message).toHaveValue("no trap");
});

test("what happens is said to those who listen, politely, from the first frame on", async ({
  form,
}) => {
  await form.open();
  const polite = form.host.locator("[aria-live=polite]");
  const assertive = form.host.locator("[aria-live=assertive]");
  await expect(polite).toHaveCount(1);
  await expect(assertive).toHaveCount(1);
  await form.department.selectOption({ label: "Technical" });
  await expect(polite).toContainText("This department asks");
  await form.attach({ name: "note.txt", bytes: Buffer.from("x") });
  await expect(polite).toContainText("File added");
  await form.remove("note.txt").click();
  await expect(polite).toContainText("note.txt removed.");
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await expect(assertive).toContainText("must be mended");
});
