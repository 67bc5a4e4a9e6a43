// The contact sheet in docs/states/: screenshots of each state, with the installed fonts, at half size: text can be read.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { slug } from "./references.js";

/** Folder of the contact sheet. */
export const SHEET_FOLDER = fileURLToPath(new URL("../../../../docs/states", import.meta.url));

/** The appearances of the sheet: every width and every theme, but not each width in each theme. */
const SHOWN = [
  "1280 light",
  "1280 forced colors",
  "768 dark",
  "390 light",
  "390 dark",
  "390 forced colors",
  "390 right to left",
  "320 light",
];
const SCALE = 0.5;
const QUALITY = 0.3;

export class ContactSheet {
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** Opens a page that draws the screenshots. */
  static async create(page) {
    const drawing = await page.context().newPage();
    await page.bringToFront();
    return new ContactSheet(drawing);
  }

  /** Adds a row of screenshots of the form's current state. */
  async add(state, camera, appearances) {
    const screenshots = [];
    const shown = appearances.filter(({ name }) => SHOWN.includes(name));
    await camera.visit(shown, false, async (_appearance, take) => {
      screenshots.push((await take()).toString("base64"));
    });
    const image = await this.#page.evaluate(drawRow, [screenshots, SCALE, QUALITY]);
    mkdirSync(SHEET_FOLDER, { recursive: true });
    writeFileSync(`${SHEET_FOLDER}/${slug(state)}.webp`, Buffer.from(image, "base64"));
  }

  close() {
    return this.#page.close();
  }
}

/** Runs in a page: draws the screenshots side by side. Returns a WebP file. */
async function drawRow([screenshots, scale, quality]) {
  const gap = 8;
  const bitmaps = [];
  for (const screenshot of screenshots) {
    const bytes = Uint8Array.from(atob(screenshot), (character) => character.charCodeAt(0));
    const whole = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const resizeWidth = Math.round(whole.width * scale);
    const resizeHeight = Math.round(whole.height * scale);
    const options = { resizeWidth, resizeHeight, resizeQuality: "high" };
    bitmaps.push(await createImageBitmap(whole, options));
  }
  const width = bitmaps.reduce((sum, bitmap) => sum + bitmap.width + gap, gap);
  const height = Math.max(...bitmaps.map((bitmap) => bitmap.height)) + 2 * gap;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#9aa0a6";
  context.fillRect(0, 0, width, height);
  let left = gap;
  for (const bitmap of bitmaps) {
    context.drawImage(bitmap, left, gap);
    left += bitmap.width + gap;
  }
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}
