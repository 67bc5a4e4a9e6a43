// The OpenTicket request: PHP decodes its body to the entered values.
import { randomBytes } from "node:crypto";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { decodeWithPhp, fileDigest } from "./support/php-decoder.js";
import { ANSWERS, fillTechnicalFields } from "./support/technical-department.js";

// Characters that one of the encodings could change: URL encoding, base64, JSON, PHP serialization.
const SUBJECT = "🎫 ünï ‮rtl‬ \"double\" 'single' back\\slash \\u0041 a+b & c=d 100% %41 <b> ;:{}";
// Bidirectional control characters are removed from a line, because they can reverse the text that staff read.
const SENT_SUBJECT = SUBJECT.replace(/[\u202a-\u202e]/g, "");
const MESSAGE = `${SUBJECT}\n\n    \n\ttab\n~~~>>>???\nlast line without an end`;

test("PHP decodes the request body to the entered values and files", async ({ form, recorder }) => {
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
    subject: SUBJECT,
    message: MESSAGE,
  });
  await form.priorityOption("Low").check();
  await fillTechnicalFields(form);
  await form.attach(...files);
  await form.submitButton.click();
  await form.ticketNumber();

  expect(recorder.bodies).toHaveLength(1);
  const { fields, files: received, answers } = decodeWithPhp(recorder.bodies[0]);
  expect(fields).toEqual({
    action: "OpenTicket",
    responsetype: "json",
    identifier: "sandbox",
    secret: "sandbox",
    deptid: "3",
    name: "Zoë O'Hara \\ & Söhne",
    email: "zoe+tag@example.com",
    subject: SENT_SUBJECT,
    message: MESSAGE,
    priority: "Low",
    markdown: "1",
  });
  expect(received).toEqual(files.map(fileDigest));
  expect(answers).toEqual(ANSWERS);
});

test("CR and CRLF in the message become LF, as the HTML standard requires", async ({
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
  await form.submitButton.click();
  await form.ticketNumber();
  // The relay writes line breaks as hard breaks of Markdown.
  expect(decodeWithPhp(recorder.bodies[0]).fields.message).toBe("one  \ntwo  \nthree  \nfour");
});

test("the page neither receives nor sends WHMCS credentials", async ({ form, page }) => {
  const bodies = [];
  page.on("request", (request) => bodies.push(request.postData() ?? ""));
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) bodies.push(await response.text());
  });
  await form.open();
  await form.fill({
    name: "Ada",
    email: "ada@example.com",
    department: "General",
    subject: "Lines",
    message: "text",
  });
  await form.submitButton.click();
  await form.ticketNumber();
  expect(bodies.join()).toContain("action=OpenTicket");
  expect(bodies.join()).not.toMatch(/identifier|secret|accesskey/);
});
