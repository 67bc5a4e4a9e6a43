// Accessibility: axe checks on a phone, the keyboard, narrow screens, dark mode, right-to-left pages and
// live regions. accessibility-states.spec.js has axe in every state, theme and direction.
import { APPEARANCES, horizontalOverflow, setRightToLeft } from "./support/appearances.js";
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { tabTo } from "./support/keyboard.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields } from "./support/technical-department.js";

// Wider than any tested viewport: the page overflows unless the word is broken.
const LONG_WORD = "supercalifragilisticexpialidocious".repeat(8);

async function expectNoHorizontalScrolling(page) {
  expect(await horizontalOverflow(page)).toBe(0);
}

/** Brings the form into each of its states, and calls `inspect` with the name of each state. */
async function visitAllStates(form, inspect) {
  const { page } = form;
  const release = await holdRequests(page, "**/api/ticket", "POST");
  await form.open();
  await inspect("blank");
  await form.fill({ email: "no address", department: "Technical", subject: "x".repeat(300) });
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await inspect("errors");
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await form.removeButton("setup.exe").click();
  await form.message.fill(
    `# One\n\n${LONG_WORD} **two**\n\n- [x] \`${LONG_WORD}\`\n\n| a | b |\n|---|---|\n| ${LONG_WORD} | d |\n\n> three`,
  );
  await form.attach({ name: `${LONG_WORD.slice(0, 200)}.txt`, bytes: Buffer.from("x") });
  await inspect("filled in");
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await inspect("submitting");
  release();
  await expect(form.confirmation).toBeVisible();
  await inspect("confirmation");
  await form.viewTicketLink.click();
  await expect(page.getByRole("main")).toContainText("three");
  // The text can be rendered before the stylesheet is loaded.
  await page.waitForLoadState();
  await inspect("ticket page");
}

test("every state is accessible on a phone, and none scrolls horizontally", async ({
  form,
  page,
}) => {
  await APPEARANCES["on a phone"](page);
  const violationsByState = {};
  await visitAllStates(form, async (state) => {
    await expectNoHorizontalScrolling(page);
    const violations = await axeViolations(page);
    if (violations.length > 0) violationsByState[state] = violations;
  });
  expect(violationsByState).toEqual({});
});

test("a signed-in client's form, the outcome lookup and its error are accessible", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_FAILED/);
  const expectAccessible = async () => {
    expect(await axeViolations(page)).toEqual([]);
    await expectNoHorizontalScrolling(page);
  };
  await page.setViewportSize({ width: 320, height: 640 });
  await form.open("/?as=client");
  await expectAccessible();
  const { subject, message } = SAMPLE_TICKET;
  await form.fill({ department: "Billing", subject, message });
  await page.route("**/api/ticket", (route) => route.abort());
  await form.submitButton.click();
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
  await expectAccessible();
  await expect(form.errorSummary).toBeVisible();
  await expectAccessible();
});

test("no state scrolls horizontally from right to left", async ({ form, page }) => {
  await setRightToLeft(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await visitAllStates(form, () => expectNoHorizontalScrolling(page));
});

test("the form follows the color scheme", async ({ form, page }) => {
  const lightness = () =>
    form.subject.evaluate((control) => {
      const [red, green, blue] = getComputedStyle(control)
        .backgroundColor.match(/[\d.]+/g)
        .map(Number);
      return (red + green + blue) / 3;
    });
  await page.emulateMedia({ colorScheme: "light" });
  await form.open();
  expect(await lightness()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await lightness()).toBeLessThan(80);
});

test("the layout follows the form's language, and text fields follow their contents", async ({
  form,
  page,
}) => {
  await setRightToLeft(page);
  await form.open();
  const direction = (locator) => locator.evaluate((node) => getComputedStyle(node).direction);
  // English sentences in a right-to-left paragraph have their punctuation on the wrong side.
  expect(await direction(form.submitButton)).toBe("ltr");
  await form.subject.fill("left to right");
  expect(await direction(form.subject)).toBe("ltr");
  await form.subject.fill("מימין לשמאל");
  expect(await direction(form.subject)).toBe("rtl");
});

test("a ticket can be opened with the keyboard alone", async ({ form, page }) => {
  await form.open();
  await tabTo(form.name);
  await page.keyboard.type(SAMPLE_TICKET.name);
  await tabTo(form.email);
  await page.keyboard.type(SAMPLE_TICKET.email);
  await tabTo(form.departmentOption("General"));
  await page.keyboard.press("Space");
  await tabTo(form.priorityOption("Medium"));
  await page.keyboard.press("ArrowRight");
  await expect(form.priorityOption("High")).toBeChecked();
  await tabTo(form.subject);
  await page.keyboard.type(SAMPLE_TICKET.subject);
  // Called before the keys are pressed: Playwright misses a file chooser that opens too soon after this call.
  const fileChooser = page.waitForEvent("filechooser");
  await tabTo(form.message);
  await page.keyboard.type(SAMPLE_TICKET.message);
  await tabTo(form.attachButton);
  await page.keyboard.press("Enter");
  await (await fileChooser).setFiles([
    { name: "wrong.txt", mimeType: "text/plain", buffer: Buffer.from("no") },
    { name: "right.txt", mimeType: "text/plain", buffer: Buffer.from("yes") },
  ]);
  await tabTo(form.removeButton("wrong.txt"));
  await page.keyboard.press("Enter");
  await expect(form.removeButton("right.txt")).toBeFocused();
  await tabTo(form.submitButton);
  await page.keyboard.press("Enter");
  await expect(form.confirmation).toBeFocused();
  await tabTo(form.viewTicketLink);
  await page.keyboard.press("Enter");
  const ticketPage = page.getByRole("main");
  await expect(ticketPage).toContainText(SAMPLE_TICKET.subject);
  await expect(ticketPage).toContainText("High");
  await expect(page.getByRole("link", { name: "right.txt" })).toBeVisible();
});

test("Tab leaves the message, forwards and backwards", async ({ form, page }) => {
  await form.open();
  await form.message.fill("no trap");
  await form.message.press("Tab");
  await expect(form.message).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(form.message).toBeFocused();
  // The toolbar and the tab list are one tab stop each.
  await page.keyboard.press("Shift+Tab");
  await expect(form.host.getByRole("toolbar").locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");
  await expect(form.host.getByRole("tab").and(form.host.locator(":focus"))).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");
  await expect(form.subject).toBeFocused();
  await expect(form.message).toHaveValue("no trap");
});

test("changes are announced politely and errors assertively, in regions that exist from the first frame", async ({
  form,
}) => {
  await form.open();
  const polite = form.host.locator("[aria-live=polite]");
  const assertive = form.host.locator("[aria-live=assertive]");
  await expect(polite).toHaveCount(1);
  await expect(assertive).toHaveCount(1);
  await form.departmentOption("Technical").check();
  await expect(polite).toContainText("for this department, after this field");
  await form.attach({ name: "note.txt", bytes: Buffer.from("x") });
  await expect(polite).toContainText("File added");
  await form.removeButton("note.txt").click();
  await expect(polite).toContainText("note.txt removed.");
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await expect(assertive).toContainText("problem with your files");
});
