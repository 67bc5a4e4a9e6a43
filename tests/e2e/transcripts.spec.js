// The output of a screen reader in whole scenarios, compared with transcripts/. UPDATE_TRANSCRIPTS=1 writes the
// transcripts.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import { SCENARIOS } from "./support/scenarios/index.js";
import { ScreenReader } from "./support/screen-reader.js";

const FOLDER = fileURLToPath(new URL("transcripts", import.meta.url));
const isUpdate = Boolean(process.env.UPDATE_TRANSCRIPTS);

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  test(`the output of a screen reader matches the transcript: ${name}`, async ({
    form,
    page,
    pageErrors,
  }) => {
    pageErrors.allow(/status of (401|503)|net::ERR_(FAILED|INTERNET)/);
    await page.clock.install();
    const reader = await ScreenReader.start(page);
    await scenario(reader, form);
    const file = `${FOLDER}/${name}.txt`;
    if (isUpdate) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, reader.transcript());
    }
    expect(reader.transcript()).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
  });
}

test("each transcript belongs to a scenario", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(SCENARIOS)
      .map((it) => `${it}.txt`)
      .sort(),
  );
});
