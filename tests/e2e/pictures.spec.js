// Screenshots of every state, compared with the stored ones in pictures/.
//
// A screenshot is compared as a thumbnail of blocks of 8 pixels, and text is drawn in a font of blocks, so that the
// result does not depend on the installed fonts. Each run compares two widths in the light theme, and
// `make pictures` all appearances. UPDATE=1 stores the screenshots, and those of the contact sheet.
import { expect, test } from "./support/fixtures.js";
import { APPEARANCES, Camera, COMPARED_ALWAYS } from "./support/pictures/camera.js";
import { differences } from "./support/pictures/comparison-tolerance.js";
import { ContactSheet } from "./support/pictures/contact-sheet.js";
import { readReference, storedStates, writeReference } from "./support/pictures/references.js";
import { thumbnailOf } from "./support/pictures/thumbnail.js";
import { PARTS, visitStates, WIDE, withStoppedClock } from "./support/states/index.js";

const isUpdate = Boolean(process.env.UPDATE);
const compared = process.env.PICTURES
  ? APPEARANCES
  : APPEARANCES.filter(({ name }) => COMPARED_ALWAYS.includes(name));

/** Takes the screenshot again until it is equal, for content that is drawn a moment later. */
async function compare(take, expected, testInfo, name) {
  let screenshot;
  let result;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    screenshot = await take();
    result = expected
      ? differences(thumbnailOf(screenshot), expected)
      : "there is no stored screenshot";
    if (!result || !expected) break;
  }
  if (result) await testInfo.attach(name, { body: screenshot, contentType: "image/png" });
  return result;
}

/** Takes the screenshot until two in succession are equal. */
async function stable(take) {
  let previous;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const screenshot = await take();
    if (previous?.equals(screenshot)) return thumbnailOf(screenshot);
    previous = screenshot;
  }
  throw new Error("the page does not stop changing");
}

for (const part of Object.keys(PARTS)) {
  test(`each state looks as it did: ${part}`, async ({ form, page, pageErrors }, testInfo) => {
    test.slow();
    const camera = await Camera.of(page);
    const found = {};
    const states = [];
    const sheet = isUpdate ? await ContactSheet.create(page) : undefined;
    const store = async (state, appearances) => {
      const reference = {};
      await camera.visit(appearances, true, async ({ name }, take) => {
        reference[name] = await stable(take);
      });
      const position = Object.keys(PARTS).indexOf(part) * 100 + states.length;
      writeReference({ part, position, state }, reference);
      await sheet.add(state, camera, appearances);
    };
    const check = async (state, appearances) => {
      const reference = readReference(state);
      await camera.visit(appearances, true, async ({ name }, take) => {
        const result = await compare(take, reference[name], testInfo, `${state}, ${name}`);
        if (result) found[`${state}, ${name}`] = result;
      });
    };
    const inspect = isUpdate ? store : check;
    await visitStates(part, { form, page, pageErrors }, async (state, limits = {}) => {
      states.push(state);
      const exists = ({ width }) => !limits.widths || limits.widths.includes(width);
      await withStoppedClock(page, async () => {
        await limits.enter?.();
        await inspect(state, compared.filter(exists));
      });
    });
    await sheet?.close();
    expect(found).toEqual({});
    const stored = storedStates().filter((it) => it.part === part);
    expect(stored.map(({ state }) => state)).toEqual(states);
  });
}

/** Opens the empty form, and returns a function that compares it with its stored screenshot, with additional styles. */
async function blankForm({ form, page }) {
  await page.setViewportSize(WIDE);
  await page.clock.install();
  await form.openWithEditor();
  const camera = await Camera.of(page);
  const { "1280 light": expected } = readReference("blank");
  return async (styles) => {
    await form.host.evaluate(({ shadowRoot }, styles) => {
      window.additionalStyles ??= new CSSStyleSheet();
      window.additionalStyles.replaceSync(styles);
      const sheets = shadowRoot.adoptedStyleSheets;
      if (!sheets.includes(window.additionalStyles)) sheets.push(window.additionalStyles);
    }, styles);
    let result;
    await withStoppedClock(page, () =>
      camera.visit([APPEARANCES[0]], true, async (_appearance, take) => {
        result = differences(await stable(take), expected);
      }),
    );
    return result;
  };
}

const FAULTS = {
  "a hidden button": ".button.primary { visibility: hidden }",
  "a hidden icon": ".tool:last-child svg { visibility: hidden }",
  "a shift by 30 pixels": ".fields { padding-block-start: 30px }",
  "a shift of one control by 4 pixels": "#open-ticket-subject { transform: translateY(4px) }",
  "another background": ".editor-bar { background: #fff }",
  "another colour of text": "label, legend { color: #808080 }",
  "a lost border": ".editor { border-color: transparent }",
};

test("the comparison finds each fault, and nothing once it is gone", async ({ form, page }) => {
  test.slow();
  const differencesWith = await blankForm({ form, page });
  for (const [fault, styles] of Object.entries(FAULTS)) {
    expect
      .soft((await differencesWith(styles)) ?? "no difference", fault)
      .toMatch(/differ|instead of/);
  }
  expect(await differencesWith("")).toBeUndefined();
});

test("another font makes no difference", async ({ form, page }) => {
  const differencesWith = await blankForm({ form, page });
  const styles = ":host { font-family: serif } textarea { font-family: cursive }";
  expect(await differencesWith(styles)).toBeUndefined();
});
