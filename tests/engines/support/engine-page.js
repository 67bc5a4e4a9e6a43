// A browser window of an engine: navigation, scripts, keys and tabs, through W3C WebDriver.
import { expect } from "@playwright/test";
import { Builder, Capabilities, Key } from "selenium-webdriver";

const KEYS = {
  Control: Key.CONTROL,
  Shift: Key.SHIFT,
  Alt: Key.ALT,
  // selenium-webdriver calls the main Enter key RETURN, and the Enter key of the numeric keypad ENTER.
  Enter: Key.RETURN,
  NumpadEnter: Key.ENTER,
  Tab: Key.TAB,
  Escape: Key.ESCAPE,
  Delete: Key.DELETE,
  End: Key.END,
  F8: Key.F8,
};

/** Starts a session of an engine. */
export async function startSession(engine, serverUrl) {
  const driver = await new Builder()
    .usingServer(serverUrl)
    .withCapabilities(new Capabilities(engine.capabilities()))
    .build();
  await driver.manage().setTimeouts({ pageLoad: 60_000, script: 60_000 });
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1300, height: 1100 });
  return driver;
}

export class EnginePage {
  constructor(driver, engine, origin) {
    Object.assign(this, { driver, engine, origin });
  }

  /** Opens a path of the site. */
  goto(path) {
    return this.driver.get(`${this.origin}${path}`);
  }

  reload() {
    return this.driver.navigate().refresh();
  }

  /** Calls a function in the page and returns its result, which may be a promise or an element. */
  async evaluate(callback, ...values) {
    const script = `const done = arguments[arguments.length - 1];
      const values = Array.prototype.slice.call(arguments, 0, -1);
      (async () => (${callback})(...values))().then(
        (result) => done({ result }),
        (error) => done({ error: String(error) }));`;
    // `null` if the browser leaves the page meanwhile.
    const { result, error } = (await this.driver.executeAsyncScript(script, ...values)) ?? {};
    if (error) throw new Error(error);
    return result ?? undefined;
  }

  /** Presses a key, with modifiers: `Control+Shift+8`. */
  async press(shortcut) {
    const keys = shortcut.split("+").map((name) => KEYS[name] ?? name);
    const [modifiers, key] = [keys.slice(0, -1), keys.at(-1)];
    let actions = this.driver.actions();
    for (const modifier of modifiers) actions = actions.keyDown(modifier);
    actions = actions.keyDown(key).keyUp(key);
    for (const modifier of modifiers.reverse()) actions = actions.keyUp(modifier);
    await actions.perform();
  }

  /** Types text into the focused control. */
  async type(text) {
    await this.driver.actions().sendKeys(text.replaceAll("\n", KEYS.Enter)).perform();
  }

  /** Undoes the last change of the focused field. */
  undo() {
    return this.#history("undo", "Control+z");
  }

  redo() {
    return this.#history("redo", "Control+Shift+z");
  }

  /** MiniBrowser has no shortcuts for undo and redo, which are in the menu of a text field. */
  #history(command, shortcut) {
    if (this.engine.hasUndoShortcuts) return this.press(shortcut);
    return this.evaluate((command) => document.execCommand(command), command);
  }

  /** Opens a tab, which receives all further commands. Returns functions that select the first or second tab. */
  async openTab() {
    const first = await this.driver.getWindowHandle();
    await this.driver.switchTo().newWindow("tab");
    const second = await this.driver.getWindowHandle();
    return {
      first: () => this.driver.switchTo().window(first),
      second: () => this.driver.switchTo().window(second),
    };
  }

  /** Closes all tabs but one, and leaves the site. */
  async close() {
    const [first, ...others] = await this.driver.getAllWindowHandles();
    for (const handle of others) {
      await this.driver.switchTo().window(handle);
      await this.driver.close();
    }
    await this.driver.switchTo().window(first);
    await this.driver.get("about:blank");
  }

  /** Waits until the function returns a value, and returns it. */
  async waitFor(description, callback) {
    let value;
    const attempt = async () => {
      value = await callback();
      return Boolean(value);
    };
    await expect.poll(attempt, { message: description, intervals: [20, 50, 100] }).toBe(true);
    return value;
  }
}
