// Draws docs/screenshot.png: the demo page with a ticket half written, 1280 px wide, at the density
// of a good screen. `make screenshot` builds what it needs.
import { chromium } from "@playwright/test";
import { launchOptions } from "../tests/e2e/browser.js";
import { startRelay } from "../tests/e2e/relay.js";
import { TicketForm } from "../tests/e2e/ticket-form.js";

const MESSAGE = `# Since Tuesday's update

**web-1** answers \`500\` to every request:

- restarted twice
- nothing in the panel

\`\`\`
[error] upstream timed out
\`\`\`

> It worked on Monday.
`;

const relay = await startRelay();
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({
    baseURL: relay.url,
    colorScheme: "light",
    deviceScaleFactor: 2,
    viewport: { width: 1280, height: 800 },
  });
  const form = new TicketForm(page);
  await form.open();
  await form.fill({
    name: "Ada Lovelace",
    email: "ada@example.com",
    department: "General",
    subject: "web-1 answers 500 since the update",
    message: MESSAGE,
  });
  await form.attach(
    { name: "screenshot of the panel.png", bytes: Buffer.alloc(412_000, 1) },
    { name: "nginx-error.log", bytes: Buffer.alloc(18_300, 1) },
  );
  await form.remove("nginx-error.log").waitFor();
  await form.send.focus();
  await page.screenshot({ path: "docs/screenshot.png", fullPage: true, animations: "disabled" });
} finally {
  await browser.close();
  await relay.stop();
}
