// The files in examples/ match their guides, and each example can be run standalone.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  codeBlocks,
  differences,
  exampleFolder,
  guideNames,
  ROOT,
} from "../../tools/sync-guides.mjs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const commands = (text) => text.trim().split("\n");
const guideCommands = (guide) =>
  codeBlocks(guide)
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => commands(text));

const NPM_EXAMPLES = guideNames().filter((guide) =>
  existsSync(join(exampleFolder(guide), "package.json")),
);

for (const guide of guideNames()) {
  test(`the guide ${guide}.md shows the files in examples/${guide}`, () => {
    expect(differences(guide)).toEqual([]);
  });

  test(`examples/${guide}/README.md runs the example in at most three commands`, () => {
    const readme = readFileSync(join(exampleFolder(guide), "README.md"), "utf8");
    const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)];
    expect(blocks).toHaveLength(1);
    expect(commands(blocks[0][1]).length).toBeLessThanOrEqual(3);
  });
}

test("the npm examples install the packages of their guides, in the tested major versions", () => {
  expect(NPM_EXAMPLES).toEqual(["bundlers", "react", "server-rendering", "vite", "vue", "webpack"]);
  const tested = readJson(join(ROOT, "package.json")).devDependencies;
  const range = (name) =>
    name === "open-ticket" ? "file:../../dist/npm" : `^${tested[name].split(".")[0]}`;
  for (const guide of NPM_EXAMPLES) {
    const manifest = readJson(join(exampleFolder(guide), "package.json"));
    const packages = (option) => {
      const prefix = `npm install ${option}`;
      const names = guideCommands(guide)
        .find((command) => command.startsWith(prefix) && !command.startsWith(`${prefix}--`))
        .slice(prefix.length)
        .split(" ");
      return Object.fromEntries(names.map((name) => [name, range(name)]));
    };
    expect(manifest.dependencies, guide).toEqual(packages(""));
    expect(manifest.devDependencies, guide).toEqual(packages("--save-dev "));
  }
});

test("the npm examples are built with the commands of their guides", () => {
  for (const guide of NPM_EXAMPLES) {
    const { scripts } = readJson(join(exampleFolder(guide), "package.json"));
    const npx = guideCommands(guide).filter((command) => command.startsWith("npx "));
    expect(scripts.build, guide).toBe(npx.join(" && ").replaceAll("npx ", ""));
  }
});
