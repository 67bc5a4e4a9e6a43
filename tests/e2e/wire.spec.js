// What the sandbox receives says, read by PHP, exactly what a person typed and chose.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, recorded as test } from "./fixtures.js";
import { ANSWERS, answerTechnical } from "./technical.js";

const DECODE = fileURLToPath(new URL("decode.php", import.meta.url));

// Everything that one of the encodings in between could change: urlencoded, base64, JSON, PHP.
const TRICKY = "🎫 ünï ‮rtl‬ \"double\" 'single' back\\slash \\u0041 a+b & c=d 100% %41 <b> ;:{}";
const LINES = `${TRICKY}\n\n    \n\ttab\n~~~>>>???\nlast line without an end`;

function decoded(body) {
  return JSON.parse(execFileSync("php", [DECODE], { input: body, encoding: "utf8" }));
}

const described = ({ name, bytes }) => ({
  name,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  size: bytes.length,
});

test("what the sandbox received decodes in PHP to what was typed", async ({ form, recorder }) => {
  const files = [
    { name: "random.bin", bytes: randomBytes(100_001) },
    {
      name: "Zürich 🎫 + & = %41 'quoted'.txt",
      bytes: Buffer.from("one\r\ntwo\0three\xff", "latin1"),
    },
    { name: "all.bin", bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
  ];
  await form.open();
  await form.fill({
    name: "Zoë O'Hara \\ & Söhne",
    email: "zoe+tag@example.com",
    department: "Technical",
    subject: TRICKY,
    message: LINES,
  });
  await form.priority.selectOption("Low");
  await answerTechnical(form);
  await form.attach(...files);
  await form.send.click();
  await form.number();

  expect(recorder.bodies).toHaveLength(1);
  const { fields, files: received, answers } = decoded(recorder.bodies[0]);
  expect(fields).toEqual({
    action: "OpenTicket",
    responsetype: "json",
    identifier: "sandbox",
    secret: "sandbox",
    deptid: "3",
    name: "Zoë O'Hara \\ & Söhne",
    email: "zoe+tag@example.com",
    subject: TRICKY,
    message: LINES,
    priority: "Low",
    markdown: "1",
  });
  expect(received).toEqual(files.map(described));
  expect(answers).toEqual(ANSWERS);
});

test("a text area's CRLF is one line feed, as the HTML standard has it", async ({
  form,
  recorder,
}) => {
  await form.open();
  await form.fill({
    name: "Ada",
    email: "ada@example.com",
    department: "General",
    subject: "Lines",
    message: "one\r\ntwo\rthree\nfour",
  });
  await form.send.click();
  await form.number();
  expect(decoded(recorder.bodies[0]).fields.message).toBe("one\ntwo\nthree\nfour");
});

test("no credential reaches the page, and none leaves it", async ({ form, page }) => {
  const seen = [];
  page.on("request", (request) => seen.push(request.postData() ?? ""));
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) seen.push(await response.text());
  });
  await form.open();
  await form.fill({
    name: "Ada",
    email: "ada@example.com",
    department: "General",
    subject: "Lines",
    message: "text",
  });
  await form.send.click();
  await form.number();
  expect(seen.join()).toContain("action=OpenTicket");
  expect(seen.join()).not.toMatch(/identifier|secret|accesskey/);
});
