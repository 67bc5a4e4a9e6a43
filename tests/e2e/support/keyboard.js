// Keyboard navigation.

/** Presses a key until an element has the focus. */
export async function tabTo(locator, key = "Tab") {
  for (let presses = 0; presses < 40; presses += 1) {
    await locator.page().keyboard.press(key);
    if (await locator.evaluate((node) => node === node.getRootNode().activeElement)) return;
  }
  throw new Error(`${key} does not reach ${locator}`);
}
