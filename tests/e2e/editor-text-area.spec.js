// The height of the message's text area, and its character count.
import { expect, test } from "./support/fixtures.js";

test("the text area grows with its text, up to a maximum height", async ({ form }) => {
  await form.openWithEditor();
  const height = async () => (await form.message.boundingBox()).height;
  await form.message.fill("one");
  const initialHeight = await height();
  await form.message.fill("line\n".repeat(18));
  const tallerHeight = await height();
  expect(tallerHeight).toBeGreaterThan(initialHeight);
  await form.message.fill("line\n".repeat(400));
  expect(await height()).toBeLessThan(800);
});

test("the character count appears near the limit, allows longer text, and is announced after typing", async ({
  form,
}) => {
  await form.openWithEditor();
  const limit = Number((await (await form.page.request.get("/api/ticket")).json()).limits.message);
  const count = form.host.locator(".count");
  await form.message.fill("🎫".repeat(Math.ceil(limit * 0.8) - 1));
  await expect(form.preview).toContainText("🎫");
  await expect(count).toBeEmpty();
  await form.message.fill("🎫".repeat(Math.ceil(limit * 0.8)));
  await expect(count).toContainText("characters");
  const announcements = form.host.getByRole("log").first();
  await expect(announcements).toContainText(/^[\d,]+ of [\d,]+ characters\.$/);
  await form.message.fill("a".repeat(limit + 2));
  await expect(count).toHaveText("You have 2 characters too many");
  await expect(form.message).toHaveValue("a".repeat(limit + 2));
  await expect(announcements).toContainText("You have 2 characters too many.");
});
