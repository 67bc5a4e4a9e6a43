// Prints the capabilities that chromedriver needs to start the Chromium of the other suites.
import { launchOptions } from "../e2e/support/chromium.js";

const { executablePath: binary, args } = launchOptions;
// The headless shell has no other mode.
const options = { binary, args: ["--headless=new", ...args] };
console.log(JSON.stringify({ "goog:chromeOptions": options }));
