// The sandbox stores attachments byte for byte, and PHP decodes the same files from the request.
import { expect, testWithRecorder } from "./support/fixtures.js";
import { decodeWithPhp, fileDigest } from "./support/php-decoder.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { startSite } from "./support/site.js";

/** Number of bytes that the form reads from a file at a time. */
const SLICE_BYTES = 1 << 20;
const ALL_BYTE_VALUES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

// Names that an encoding, a shell, a file system or a script could misinterpret.
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

const SIZES = [
  1,
  2,
  3,
  4,
  ...[-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => SLICE_BYTES + offset),
];

/** Returns the digests of the ticket's stored attachments. */
async function storedAttachments(origin, subject) {
  const [{ id }] = await ticketsWithSubject(origin, subject);
  const digests = [];
  for (;;) {
    const parameters = { relatedid: id, type: "ticket", index: String(digests.length) };
    const { filename, data } = await callSandbox(origin, "GetTicketAttachment", parameters);
    if (data === undefined) return digests;
    digests.push(fileDigest({ name: filename, bytes: Buffer.from(data, "base64") }));
  }
}

const GROUPS = {
  "of a few bytes and around the slice size": SIZES.map((size) => ({
    name: `${size}.bin`,
    bytes: pseudoRandomBytes(size, size),
  })),
  "of 5 MB and with all byte values": [
    { name: "large.bin", bytes: pseudoRandomBytes(5_000_000) },
    { name: "all.bin", bytes: ALL_BYTE_VALUES },
    // One begins where the base64 encoder carries over one byte, the other where it carries over two.
    { name: "all 1.bin", bytes: Buffer.concat([ALL_BYTE_VALUES, ALL_BYTE_VALUES.subarray(0, 1)]) },
    { name: "all 2.bin", bytes: Buffer.concat([ALL_BYTE_VALUES, ALL_BYTE_VALUES.subarray(0, 2)]) },
  ],
  "with unusual names": NAMES.map((name, index) => ({
    name,
    bytes: pseudoRandomBytes(10 + index, index),
  })),
};

const raiseLimits = (config) =>
  config
    .replace(/^max_body_bytes = .*/m, "max_body_bytes = 40_000_000")
    .replace(/^files = .*/m, "files = 100")
    .replace(/^(file|total)_bytes = .*/gm, "$1_bytes = 20_000_000");

const test = testWithRecorder.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const relay = await startSite(undefined, raiseLimits);
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ recorder }, use) => {
    const frontRelay = await startSite(recorder.apiUrl, raiseLimits);
    await use(frontRelay.url);
    await frontRelay.stop();
  },
});

for (const [group, files] of Object.entries(GROUPS)) {
  test(`files ${group} arrive byte for byte`, async ({ form, relay, recorder }) => {
    test.slow();
    const subject = `${group} ${Math.random()}`;
    await form.open();
    await form.fill({ ...SAMPLE_TICKET, subject });
    await form.attach(...files);
    await form.submitButton.click();
    await expect(form.confirmation).toBeVisible({ timeout: 60_000 });
    const { files: received } = decodeWithPhp(recorder.bodies[0]);
    const sent = files.map(fileDigest);
    expect(received).toEqual(sent);
    expect(await storedAttachments(relay.url, subject)).toEqual(sent);
  });
}
