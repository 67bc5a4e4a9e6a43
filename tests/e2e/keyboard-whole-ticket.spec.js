// A whole ticket with the keyboard alone. Each step asserts which element has the focus.
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { ticketsWithSubject } from "./support/sandbox-api.js";
import { ANSWERS, PASSWORD } from "./support/technical-department.js";

const file = (name, text = "x") => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

/** Returns functions that press a key, or keys one after the other, and expect the focus. */
function keyboardOf(page) {
  const press = async (key, focused) => {
    await page.keyboard.press(key);
    await expect(focused, `focus after ${key}`).toBeFocused();
  };
  const type = async (text, focused) => {
    await page.keyboard.type(text);
    await expect(focused, `focus after “${text}”`).toBeFocused();
  };
  return { press, type };
}

test("a ticket with errors, custom fields, formatting and files is written, sent and followed by another, by keyboard", async ({
  form,
  page,
  relay,
}) => {
  const { press, type } = keyboardOf(page);
  await form.open();
  await press("Tab", page.getByRole("link", { name: "Sign in as a client" }));

  await test.step("errors", async () => {
    await press("Tab", form.name);
    await press("Enter", form.errorSummary.locator(".."));
    const errors = ["your name", "your email", "a department", "a subject", "a message"];
    for (const error of errors) {
      await press("Tab", form.errorSummary.getByRole("link", { name: error }));
    }
    await press("Shift+Tab", form.errorSummary.getByRole("link", { name: "a subject" }));
    await press("Enter", form.subject);
    await type(SAMPLE_TICKET.subject, form.subject);
    await form.errorSummary.getByRole("link", { name: "your name" }).focus();
    await press("Enter", form.name);
    await type(SAMPLE_TICKET.name, form.name);
    await press("Tab", form.email);
    await type(SAMPLE_TICKET.email, form.email);
  });

  await test.step("a department and its questions", async () => {
    await press("Tab", form.departmentOption("General"));
    await press("Space", form.departmentOption("General"));
    await press("ArrowDown", form.departmentOption("Technical"));
    await press("Tab", form.customField("Domain or server"));
    await type(ANSWERS[1], form.customField("Domain or server"));
    await press("Tab", form.customField("Page where it happens"));
    await press("Tab", form.customField("Temporary password"));
    await type(PASSWORD, form.customField("Temporary password"));
    await press("Tab", form.customField("Since when"));
    await type("After", form.customField("Since when"));
    await press("Tab", form.customField("What you changed"));
    await type("PHP", form.customField("What you changed"));
    await press("Tab", form.customField("You may restart the server"));
    await press("Space", form.customField("You may restart the server"));
    await press("Tab", form.priorityOption("Medium"));
    await press("ArrowRight", form.priorityOption("High"));
    await press("Tab", form.subject);
  });

  await test.step("the editor", async () => {
    await press("Tab", form.tab("Side by side"));
    await press("ArrowRight", form.tab("Write"));
    await press("ArrowRight", form.tab("Preview"));
    await press("ArrowLeft", form.tab("Write"));
    await expect(form.toolbar).toBeVisible();
    await press("Tab", form.toolbarButton("Heading"));
    await press("Tab", form.message);
    await type("word", form.message);
    await press("Control+A", form.message);
    await press("Shift+Tab", form.toolbarButton("Heading"));
    await press("ArrowRight", form.toolbarButton("Bold"));
    await press("Enter", form.message);
    await expect(form.message).toHaveValue("**word**");
    await press("Alt+F10", form.toolbarButton("Bold"));
    await press("End", form.toolbarButton("Formatting help"));
    const close = form.helpDialog.getByRole("button", { name: "Close" });
    await press("Enter", close);
    await press("Tab", form.helpDialog.getByRole("link", { name: "Link" }));
    await press("Shift+Tab", close);
    await press("Escape", form.toolbarButton("Formatting help"));
    await press("Home", form.toolbarButton("Heading"));
    await press("Escape", form.message);
    await press("Control+Shift+P", form.preview);
    await press("Control+Shift+P", form.message);
  });

  await test.step("files", async () => {
    const lines = form.host.locator(".files summary").last();
    const fileChooser = page.waitForEvent("filechooser");
    // Tab would indent a selection.
    await press("End", form.message);
    await press("Tab", form.attachButton);
    await press("Enter", form.attachButton);
    const files = [file("first.txt"), file("setup.exe", "MZ"), file("last.txt")];
    await (await fileChooser).setFiles(files);
    await expect(lines).toBeVisible();
    await expect(form.attachButton).toBeFocused();
    await press("Shift+Tab", form.removeButton("last.txt"));
    await press("Shift+Tab", lines);
    await press("Shift+Tab", form.removeButton("setup.exe"));
    await press("Enter", form.removeButton("last.txt"));
    await press("Shift+Tab", lines);
    await press("Shift+Tab", form.host.getByRole("button", { name: /^Undo/ }));
    await press("Enter", form.removeButton("setup.exe"));
    await press("Enter", form.removeButton("last.txt"));
    await press("Tab", form.attachButton);
  });

  await test.step("sending", async () => {
    await press("Tab", form.host.getByText("File types", { exact: true }));
    await press("Tab", form.submitButton);
    await press("Enter", form.confirmation);
    const number = await form.ticketNumber();
    expect(await ticketsWithSubject(relay.url, SAMPLE_TICKET.subject)).toEqual(
      expect.arrayContaining([expect.objectContaining({ tid: number, priority: "High" })]),
    );
    await press("Tab", form.host.getByRole("button", { name: "Copy number" }));
    await press("Tab", form.viewTicketLink);
    await press("Tab", form.openAnotherButton);
    await press("Enter", form.name);
    await expect(form.message).toHaveValue("");
  });
});
