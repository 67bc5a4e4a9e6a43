// What the sandbox keeps of a file are its very bytes, and PHP reads the same from the same body.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ask, noise, tickets } from "./faults/fixtures.js";
import { expect, recorded } from "./fixtures.js";
import { startRelay } from "./relay.js";
import { ADA } from "./ticket-form.js";

const DECODE = fileURLToPath(new URL("decode.php", import.meta.url));
const SLICE = 1 << 20;
const ALL = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

// Names that some encoding, shell, file system or script on the way could take for something else.
const NAMES = [
  "Zürich 🎫 + & = %41.txt",
  "'; DROP TABLE tbltickets; --.txt",
  "<img src=x onerror=alert(1)>.png",
  "a\"b'c.txt",
  "отчёт за ноябрь.pdf",
  "障害報告.log",
  "تقرير الخادم.txt",
  "~>?.json",
  " two  blanks .txt",
  `${"x".repeat(200)}.zip`,
];

const SIZES = [1, 2, 3, 4, ...[-4, -3, -2, -1, 0, 1, 2, 3, 4].map((off) => SLICE + off)];

const described = ({ name, bytes }) => ({
  name,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  size: bytes.length,
});

/** The files as the sandbox gives them out again, until it says that there is no other. */
async function stored(origin, subject) {
  const [{ id }] = await tickets(origin, subject);
  const files = [];
  for (;;) {
    const which = { relatedid: id, type: "ticket", index: String(files.length) };
    const { filename, data } = await ask(origin, "GetTicketAttachment", which);
    if (data === undefined) return files;
    files.push(described({ name: filename, bytes: Buffer.from(data, "base64") }));
  }
}

const GROUPS = {
  "of a few bytes and around the size of a slice": SIZES.map((size) => ({
    name: `${size}.bin`,
    bytes: noise(size, size),
  })),
  "of 5 MB and with all byte values": [
    { name: "large.bin", bytes: noise(5_000_000) },
    { name: "all.bin", bytes: ALL },
    // One that begins where the encoder carries one byte, and one where it carries two.
    { name: "all 1.bin", bytes: Buffer.concat([ALL, ALL.subarray(0, 1)]) },
    { name: "all 2.bin", bytes: Buffer.concat([ALL, ALL.subarray(0, 2)]) },
  ],
  "with names of every kind": NAMES.map((name, at) => ({ name, bytes: noise(10 + at, at) })),
};

const lifted = (config) =>
  config
    .replace(/^max_body = .*/m, "max_body = 40_000_000")
    .replace(/^files = .*/m, "files = 100")
    .replace(/^(file|total)_bytes = .*/gm, "$1_bytes = 20_000_000");

const test = recorded.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
    async ({}, use) => {
      const relay = await startRelay(undefined, lifted);
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ recorder }, use) => {
    const front = await startRelay(`${recorder.url}/sandbox/includes/api.php`, lifted);
    await use(front.url);
    await front.stop();
  },
});

for (const [what, files] of Object.entries(GROUPS)) {
  test(`files ${what} arrive byte for byte`, async ({ form, relay, recorder }) => {
    const subject = `${what} ${Math.random()}`;
    await form.open();
    await form.fill({ ...ADA, subject });
    await form.attach(...files);
    await form.send.click();
    await expect(form.done).toBeVisible({ timeout: 60_000 });
    const { files: received } = JSON.parse(
      execFileSync("php", ["-d", "memory_limit=1G", DECODE], {
        input: recorder.bodies[0],
        encoding: "utf8",
      }),
    );
    const sent = files.map(described);
    expect(received).toEqual(sent);
    expect(await stored(relay.url, subject)).toEqual(sent);
  });
}
