// Regenerates docs/screenshot.png: the demo page with a half-written ticket, 1280 px wide, at device pixel
// ratio 2. `make screenshot` builds the relay and dist/ first.
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "../tests/e2e/support/chromium.js";
import { startRelay } from "../tests/e2e/support/relay-process.js";
import { TicketFormPage } from "../tests/e2e/support/ticket-form-page.js";

const MESSAGE = `# Since Tuesday's update

**web-1** answers \`500\` to every request:

- restarted twice
- nothing in the panel

\`\`\`
[error] upstream timed out
\`\`\`

> It worked on Monday.
`;

/** Draws a status panel with one red light. */
function drawPanel() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  const boxes = [
    ["#eef2f7", 0, 0, 640, 480],
    ["#1f3a68", 0, 0, 640, 70],
    ["#ffffff", 40, 110, 560, 90],
    ["#ffffff", 40, 230, 560, 90],
    ["#ffffff", 40, 350, 560, 90],
    ["#2e8b57", 70, 135, 40, 40],
    ["#c1121f", 70, 255, 40, 40],
    ["#2e8b57", 70, 375, 40, 40],
  ];
  for (const [colour, ...box] of boxes) {
    context.fillStyle = colour;
    context.fillRect(...box);
  }
  return canvas.toDataURL().split(",")[1];
}

const relay = await startRelay();
const browser = await chromium.launch(browserLaunchOptions);
try {
  const page = await browser.newPage({
    baseURL: relay.url,
    colorScheme: "light",
    deviceScaleFactor: 2,
    viewport: { width: 1280, height: 800 },
  });
  const form = new TicketFormPage(page);
  await form.open();
  await form.fill({
    name: "Ada Lovelace",
    email: "ada@example.com",
    department: "General",
    subject: "web-1 answers 500 since the update",
    message: MESSAGE,
  });
  await form.attach(
    { name: "the panel.png", bytes: Buffer.from(await page.evaluate(drawPanel), "base64") },
    { name: "nginx-error.log", bytes: Buffer.alloc(18_300, 1) },
  );
  await form.host.getByRole("listitem").locator("img").waitFor();
  await form.submitButton.focus();
  // The button under the pointer has another background.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: "docs/screenshot.png", fullPage: true, animations: "disabled" });
} finally {
  await browser.close();
  await relay.stop();
}
