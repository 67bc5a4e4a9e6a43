// Where an installation wants it, large pictures are made smaller, upright and without metadata.
import { readFile } from "node:fs/promises";
import { png } from "./files.js";
import { test as base, expect } from "./fixtures.js";
import { startRelay } from "./relay.js";
import { ADA } from "./ticket-form.js";

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
  baseURL: async ({}, use) => {
    const relay = await startRelay(undefined, (config) =>
      config.replace("shrink_over = 0", "shrink_over = 1"),
    );
    await use(relay.url);
    await relay.stop();
  },
});

/** A JPEG of the page's own making, red on its left and blue on its right, with an EXIF segment that
 * says a camera was held sideways (orientation 6), and where. */
async function photo(page, width, height) {
  const bytes = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.fillStyle = "#f00";
      context.fillRect(0, 0, width / 2, height);
      context.fillStyle = "#00f";
      context.fillRect(width / 2, 0, width / 2, height);
      const noise = context.getImageData(0, 0, width, height);
      for (let n = 1; n < noise.data.length; n += 4) noise.data[n] = (n * 7919) % 61;
      context.putImageData(noise, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height],
  );
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from("GPS 52.5200 13.4050")]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  const jpeg = Buffer.from(bytes);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });

async function stored(form, page, name) {
  await form.fill(ADA);
  await form.send.click();
  await form.view.click();
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  return readFile(await (await started).path());
}

/** The size of a picture as it is drawn, and the colours at its top and at its bottom. */
function drawn(page, bytes) {
  return page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      const colour = (y) => {
        const [red, , blue] = context.getImageData(width / 2, y, 1, 1).data;
        return red > blue ? "red" : "blue";
      };
      return { width, height, top: colour(height * 0.1), bottom: colour(height * 0.9) };
    },
    [...bytes],
  );
}

test("a large photo is sent smaller, upright and without where it was taken", async ({
  form,
  page,
}) => {
  await form.open();
  const original = await photo(page, 2_000, 1_000);
  const before = await drawn(page, original);
  expect(before).toEqual({ width: 1_000, height: 2_000, top: "red", bottom: "blue" });
  await form.attach({ name: "photo.jpg", bytes: original });
  await expect(row(form, "photo.jpg")).toContainText(
    /Made smaller, from .+, and without its metadata/,
  );
  const sent = await stored(form, page, "photo.jpg");
  expect(sent.length).toBeLessThan(original.length);
  expect(sent.includes("Exif")).toBe(false);
  expect(sent.includes("GPS")).toBe(false);
  const after = await drawn(page, sent);
  expect(after).toEqual({ width: 707, height: 1_414, top: "red", bottom: "blue" });
});

test("the original can be kept, byte for byte", async ({ form, page }) => {
  await form.open();
  const original = png(1_250, 1_040);
  await form.attach({ name: "screen.png", bytes: original });
  await form.host.getByRole("button", { name: "Keep the original screen.png" }).click();
  await expect(form.remove("screen.png")).toBeFocused();
  await expect(row(form, "screen.png")).not.toContainText("Made smaller");
  expect(await stored(form, page, "screen.png")).toEqual(original);
});

test("small pictures, pictures that move and every other file go along as they are", async ({
  form,
  page,
}) => {
  await form.open();
  const small = png(400, 400);
  const files = [
    { name: "broken.jpg", bytes: Buffer.from("no picture") },
    { name: "moves.gif", bytes: Buffer.from("GIF89a") },
    { name: "small.png", bytes: small },
    { name: "large.png", bytes: png(1_250, 1_040) },
  ];
  await form.attach(...files);
  await expect(row(form, "large.png")).toContainText("Made smaller");
  await expect(form.host.locator(".shrunk")).toHaveCount(1);
  expect(await stored(form, page, "small.png")).toEqual(small);
});

test("a picture that is too large as it is, is taken once it is smaller", async ({
  form,
  page,
}) => {
  await form.open();
  await form.attach({ name: "huge.png", bytes: png(1_600, 1_000) });
  await expect(row(form, "huge.png")).toContainText("Made smaller, from 4.8 MB");
  await expect(row(form, "huge.png").locator(".bad")).toHaveCount(0);
  await form.host.getByRole("button", { name: "Keep the original huge.png" }).click();
  await expect(row(form, "huge.png")).toContainText("A file can be 4.0 MB at most");
  await expect(page.locator("body")).toBeVisible();
});
