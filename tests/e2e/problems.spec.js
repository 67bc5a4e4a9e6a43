// What is wrong is said before anything is sent, in a box and at each field.
import { expect, test } from "./fixtures.js";
import { ADA } from "./ticket-form.js";

function sendings(page) {
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  return sent;
}

test("a blank form is not sent: each problem is a link to its field, and stands there", async ({
  form,
  page,
}) => {
  const sent = sendings(page);
  await form.open();
  await form.send.click();
  await expect(form.summary.getByRole("heading")).toHaveText("There is a problem");
  await expect(form.host.locator(":focus")).toContainText("There is a problem");

  const expected = [
    [form.name, "Enter your name"],
    [form.email, "Enter your email address"],
    [form.department, "Choose a department"],
    [form.subject, "Enter a subject"],
    [form.message, "Write a message"],
  ];
  const links = form.summary.getByRole("link");
  await expect(links).toHaveText(expected.map(([, text]) => text));
  for (const [field, text] of expected) {
    await links.filter({ hasText: text }).click();
    await expect(field).toBeFocused();
    await expect(field).toBeInViewport();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    expect(await form.saidAt(field)).toContain(text);
  }
  expect(sent).toEqual([]);
});

test("nothing is complained of before the first try, and an answer ends its complaint", async ({
  form,
}) => {
  await form.open();
  await form.email.fill("no address");
  await form.email.blur();
  await expect(form.email).not.toHaveAttribute("aria-invalid", "true");
  await form.send.click();
  for (const field of ["name", "email", "subject", "message"]) {
    await expect(form[field]).toHaveAttribute("aria-invalid", "true");
    await form[field].fill(ADA[field]);
    await expect(form[field]).not.toHaveAttribute("aria-invalid", "true");
  }
  await expect(form.summary.getByRole("link")).toHaveText(["Choose a department"]);
  await form.department.selectOption({ label: "General" });
  await expect(form.summary).toHaveCount(0);
});

test("a department's own question is asked, judged by its pattern, and named", async ({ form }) => {
  await form.open();
  await form.fill({ ...ADA, department: "Technical" });
  await form.send.click();
  await expect(form.summary.getByRole("link")).toHaveCount(1);
  await form.summary.getByRole("link").click();
  const asked = form.host.locator("[aria-invalid=true]");
  await expect(asked).toBeFocused();
  await asked.fill("!");
  await form.send.click();
  await expect(form.summary.getByRole("link")).toHaveText([/^Check “.+”: ./]);
});

test("one character too many is one, not several", async ({ form, page }) => {
  const { limits } = await (await page.request.get("/api/ticket")).json();
  await form.open();
  await form.fill({ ...ADA, subject: "x".repeat(limits.subject + 1) });
  await form.send.click();
  await expect(form.summary).toContainText(`by one character: it can have ${limits.subject}`);
});

test("a list whose default is not among its answers begins with its first entry", async ({
  form,
  page,
}) => {
  await page.route("**/api/ticket", async (route) => {
    const answer = await route.fetch();
    const rules = await answer.json();
    for (const { fields } of rules.departments)
      for (const field of fields) if (field.kind === "dropdown") field.default = "Never";
    await route.fulfill({ response: answer, json: rules });
  });
  await form.open();
  await form.department.selectOption({ label: "Technical" });
  await expect(form.question("Since when")).toHaveValue("");
  await expect(form.question("Since when").locator("option:checked")).toHaveText(
    "Choose an answer",
  );
});

test("a file that is not taken is named with the reason, and the others stay", async ({
  form,
  page,
}) => {
  const sent = sendings(page);
  await form.open();
  await form.fill(ADA);
  await form.attach(
    { name: "note.txt", bytes: Buffer.from("fine") },
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
  );
  const row = (name) => form.host.getByRole("listitem").filter({ hasText: name });
  await expect(row("setup.exe")).toContainText("setup.exe is of another kind");
  await expect(row("empty.txt")).toContainText("empty.txt is empty");
  await form.send.click();
  await expect(form.summary.getByRole("link")).toHaveCount(2);
  expect(sent).toEqual([]);

  await form.remove("setup.exe").click();
  await form.remove("empty.txt").click();
  await form.send.click();
  await form.view.click();
  await expect(page.getByRole("link", { name: "note.txt" })).toBeVisible();
});
