// Downscaling of large images, where the configuration enables it: upright and without metadata.
import { readFile } from "node:fs/promises";
import { test as base, expect } from "./support/fixtures.js";
import { png } from "./support/png.js";
import { startRelay } from "./support/relay-process.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
  baseURL: async ({}, use) => {
    const relay = await startRelay(undefined, (config) =>
      config.replace("downscale_above_megapixels = 0", "downscale_above_megapixels = 1"),
    );
    await use(relay.url);
    await relay.stop();
  },
});

/**
 * Creates a JPEG, red on its left and blue on its right, with an EXIF segment that contains the
 * orientation of a camera held sideways (6) and a location.
 */
async function createPhoto(page, width, height) {
  const dataUrl = await page.evaluate(
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
      const reader = new FileReader();
      reader.readAsDataURL(blob);
      await new Promise((resolve) => reader.addEventListener("load", resolve));
      return reader.result;
    },
    [width, height],
  );
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from("GPS 52.5200 13.4050")]);
  const segmentHeader = Buffer.from([0xff, 0xe1, 0, 0]);
  segmentHeader.writeUInt16BE(exif.length + 2, 2);
  const jpeg = Buffer.from(dataUrl.split(",")[1], "base64");
  return Buffer.concat([jpeg.subarray(0, 2), segmentHeader, exif, jpeg.subarray(2)]);
}

const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });

/** Submits the form and downloads a file of the ticket. */
async function submitAndDownload(form, page, name) {
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  return readFile(await (await download).path());
}

/** Decodes an image. Returns its displayed size, and the colors at its top and bottom. */
function decodeImage(page, bytes) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const color = (y) => {
      const [red, , blue] = context.getImageData(width / 2, y, 1, 1).data;
      return red > blue ? "red" : "blue";
    };
    return { width, height, top: color(height * 0.1), bottom: color(height * 0.9) };
  }, bytes.toString("base64"));
}

test("a large photo is downscaled, rotated upright, and stripped of its location", async ({
  form,
  page,
}) => {
  await form.open();
  const original = await createPhoto(page, 2_000, 1_000);
  const before = await decodeImage(page, original);
  expect(before).toEqual({ width: 1_000, height: 2_000, top: "red", bottom: "blue" });
  await form.attach({ name: "photo.jpg", bytes: original });
  await expect(row(form, "photo.jpg")).toContainText(
    /Resized from .+\. Location and camera details removed/,
  );
  const received = await submitAndDownload(form, page, "photo.jpg");
  expect(received.length).toBeLessThan(original.length);
  expect(received.includes("Exif")).toBe(false);
  expect(received.includes("GPS")).toBe(false);
  const after = await decodeImage(page, received);
  expect(after).toEqual({ width: 707, height: 1_414, top: "red", bottom: "blue" });
});

test("the original can be sent instead, byte for byte", async ({ form, page }) => {
  await form.open();
  const original = png(1_250, 1_040);
  await form.attach({ name: "screen.png", bytes: original });
  await form.host.getByRole("button", { name: "Use the original screen.png" }).click();
  await expect(form.removeButton("screen.png")).toBeFocused();
  await expect(row(form, "screen.png")).not.toContainText("Resized");
  const received = await submitAndDownload(form, page, "screen.png");
  expect(received.equals(original)).toBe(true);
});

test("small images, animated images and other files are sent unchanged", async ({ form, page }) => {
  await form.open();
  const small = png(400, 400);
  const files = [
    { name: "broken.jpg", bytes: Buffer.from("no picture") },
    { name: "moves.gif", bytes: Buffer.from("GIF89a") },
    { name: "small.png", bytes: small },
    { name: "large.png", bytes: png(1_250, 1_040) },
  ];
  await form.attach(...files);
  await expect(row(form, "large.png")).toContainText("Resized");
  await expect(form.host.locator(".downscaled")).toHaveCount(1);
  const received = await submitAndDownload(form, page, "small.png");
  expect(received.equals(small)).toBe(true);
});

test("an image over the size limit is accepted once it is downscaled", async ({ form, page }) => {
  await form.open();
  await form.attach({ name: "huge.png", bytes: png(1_600, 1_000) });
  await expect(row(form, "huge.png")).toContainText("Resized from 4.8 MB");
  await expect(row(form, "huge.png").locator(".invalid")).toHaveCount(0);
  await form.host.getByRole("button", { name: "Use the original huge.png" }).click();
  await expect(row(form, "huge.png")).toContainText("The limit per file is 4 MB");
  await expect(page.locator("body")).toBeVisible();
});
