// Screenshots of a page at several widths and in several themes.
import { setDirection } from "../appearances.js";
import { blockFont } from "./block-font.js";

const WIDTHS = [1_280, 768, 390, 320];
const HEIGHT = 800;

const THEMES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colors": { colorScheme: "light", forcedColors: "active" },
  "right to left": { colorScheme: "light", direction: "rtl" },
};

const appearance = (width, theme) => ({ name: `${width} ${theme}`, width, theme });

/** The appearances of which screenshots are taken, ordered by width. */
export const APPEARANCES = [
  ...WIDTHS.flatMap((width) => [appearance(width, "light"), appearance(width, "dark")]),
  ...[1_280, 390].flatMap((width) => [
    appearance(width, "forced colors"),
    appearance(width, "right to left"),
  ]),
].sort((a, b) => b.width - a.width);

/** The appearances that each run of the tests compares. */
export const COMPARED_ALWAYS = ["1280 light", "390 light"];

/** Styles that hide the caret, and disable transitions and animations. */
const STILL =
  "*, *::before, *::after { caret-color: transparent !important; transition: none !important; animation: none !important; }";
const BLOCKS =
  "*, *::before, *::after { font-family: Blocks !important; } ::file-selector-button { font: inherit !important; }";

export class Camera {
  #page;
  #session;
  #font = blockFont().toString("base64");

  constructor(page, session) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page) {
    return new Camera(page, await page.context().newCDPSession(page));
  }

  /**
   * Takes a screenshot of the whole page in each appearance, and restores the viewport.
   *
   * @param {typeof APPEARANCES} appearances
   * @param {boolean} hasBlockFont `true` for text in the font whose characters are blocks; `false` for the
   *   installed fonts.
   * @param {(appearance: typeof APPEARANCES[0], take: () => Promise<Buffer>) => Promise<void>} use receives
   *   each appearance, and a function that takes its screenshot.
   */
  async visit(appearances, hasBlockFont, use) {
    const viewport = this.#page.viewportSize();
    await this.#page.mouse.move(0, 0);
    await this.#setStyles(hasBlockFont);
    for (const appearance of appearances) {
      const { direction = "ltr", ...media } = THEMES[appearance.theme];
      await this.#page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce", ...media });
      await setDirection(this.#page, direction);
      await use(appearance, () => this.#take(appearance.width));
      if (direction === "rtl") await setDirection(this.#page, "ltr");
    }
    await this.#page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await this.#page.setViewportSize(viewport);
  }

  async #take(width) {
    await this.#resize({ width, height: HEIGHT });
    const height = await this.#page.evaluate(() => document.documentElement.scrollHeight);
    // On a page that scrolls, the status bar sticks to the lower edge of the viewport.
    if (height > HEIGHT) await this.#resize({ width, height });
    const { data } = await this.#session.send("Page.captureScreenshot", { optimizeForSpeed: true });
    return Buffer.from(data, "base64");
  }

  async #resize(viewport) {
    await this.#page.setViewportSize(viewport);
    // Waits for two frames: the form observes its size. With the clock stopped, no animation frame runs.
    for (let frames = 0; frames < 2; frames += 1) {
      await this.#page.evaluate(
        () =>
          new Promise((done) => {
            const observer = new ResizeObserver(() => {
              observer.disconnect();
              done();
            });
            observer.observe(document.documentElement);
          }),
      );
    }
  }

  async #setStyles(hasBlockFont) {
    await this.#page.evaluate(
      async ([font, styles]) => {
        if (![...document.fonts].some(({ family }) => family === "Blocks")) {
          const bytes = Uint8Array.from(atob(font), (character) => character.charCodeAt(0));
          document.fonts.add(await new FontFace("Blocks", bytes).load());
        }
        window.pictureStyles ??= new CSSStyleSheet();
        window.pictureStyles.replaceSync(styles);
        const shadowRoot = document.querySelector("open-ticket")?.shadowRoot;
        for (const root of [document, shadowRoot].filter(Boolean)) {
          const sheets = root.adoptedStyleSheets.filter((it) => it !== window.pictureStyles);
          root.adoptedStyleSheets = [...sheets, window.pictureStyles];
        }
      },
      [this.#font, STILL + (hasBlockFont ? BLOCKS : "")],
    );
  }
}
