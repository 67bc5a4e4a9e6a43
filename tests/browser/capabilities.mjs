// Prints the capabilities of a WebDriver session for the browser in WASM_TEST_BROWSER: the Chromium of the
// other suites, or Firefox.

// The test runner reads the page's output with a script, which waits while a test blocks the page. The
// drivers' default is 30 s, which a test with stress inputs has exceeded on a busy machine.
const capabilities = { timeouts: { script: 600_000 } };
if (process.env.WASM_TEST_BROWSER !== "firefox") {
  const { launchOptions } = await import("../e2e/support/chromium.js");
  const { executablePath: binary, args } = launchOptions;
  // The headless shell has no other mode.
  capabilities["goog:chromeOptions"] = { binary, args: ["--headless=new", ...args] };
}
console.log(JSON.stringify(capabilities));
