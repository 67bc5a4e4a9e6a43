// Negative tests of check-documents.mjs: each adds a broken reference.
import assert from "node:assert/strict";
import { test } from "node:test";
import { problems } from "./check-documents.mjs";

const isReported = (document, text) => assert.equal(problems(document, text).length, 1, text);
const isAccepted = (document, text) => assert.deepEqual(problems(document, text), []);

test("a link to a missing file or heading is reported", () => {
  isReported("README.md", "[a](docs/missing.md)");
  isReported("docs/element.md", "[a](README.md)");
  isReported("README.md", "[a](ARCHITECTURE.md#missing)");
  isReported(".github/ISSUE_TEMPLATE/bug.yml", "[a](../blob/HEAD/MISSING.md)");
});

test("a path in backticks that does not exist is reported", () => {
  isReported("README.md", "`src/missing.rs`");
  isReported("README.md", "`tools/missing`");
});

test("a missing make target is reported", () => {
  isReported("README.md", "Run `make missing`.");
  isReported("README.md", "    make missing\n");
});

test("existing references and other sites are accepted", () => {
  isAccepted("README.md", "[a](docs/element.md) [b](https://example.com/missing) `src/lib.rs`");
  isAccepted("docs/element.md", "[a](../ARCHITECTURE.md#dependencies) `make test`");
  isAccepted("SECURITY.md", "[a](../../security/advisories/new) `dist/integrity.json`");
});
