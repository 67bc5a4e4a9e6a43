// Pages that embed the form: strict policies, two loaders on one page, and the form's layout.
import { LOADER_SCRIPT } from "../e2e/support/host-page.js";
import { EngineForm } from "./support/engine-form.js";
import { expect, test } from "./support/fixtures.js";
import { writeMessage } from "./support/message.js";

const HOSTILE = [
  "<img src=x onerror=\"document.title='hit'\"> <script>document.title='hit'</script>",
  "[link](javascript:document.title='hit') ![image](http://203.0.113.1/x.png)",
].join("\n\n");

test("under a strict policy with Trusted Types, a ticket is written, previewed and sent without a violation", async ({
  form,
  page,
  site,
  ticket,
  openedTickets,
}) => {
  // The fixture fails the test for a violation or an error.
  site.setPage("/host", `<open-ticket endpoint="/api/ticket"></open-ticket>`, LOADER_SCRIPT);
  await form.open("/host");
  await form.fill(ticket);
  await form.focusMessage();
  await writeMessage(form, `${HOSTILE}|`);
  await page.press("Enter");
  await form.click("Table (");
  await form.expectText("[part=open-ticket-preview]", "<script>");
  expect(await form.query("[part=open-ticket-preview] :is(img, script)")).toBeUndefined();
  await form.send();
  expect(await openedTickets()).toHaveLength(1);
  expect(await page.evaluate(() => document.title)).toBe("Site");
});

// Positive controls: if one of these errors were not reported, the absence of reports would prove nothing.
test.describe("errors", () => {
  const EXPECTED = [
    /policy violated: require-trusted-types-for/,
    /policy violated: connect-src/,
    /uncaught: .*not caught/,
    /uncaught: .*rejected/,
    /console: logged/,
  ];
  // The exception of the blocked assignment has a different message in each engine.
  test.use({ expectedErrors: { patterns: [...EXPECTED, /^uncaught: /] } });

  test("violations of the policy, uncaught errors and console errors are detected", async ({
    page,
    site,
  }) => {
    site.setScript("/provoke.js", provoke);
    site.setPage("/provoke", "", `<script src="/provoke.js"></script>`);
    await page.goto("/provoke");
    const isMissing = (pattern) => !site.reports.some((report) => pattern.test(report));
    await expect.poll(() => EXPECTED.filter(isMissing).map(String)).toEqual([]);
  });
});

/** A script of the page: each kind of error. */
function provoke() {
  console.error("logged");
  fetch("http://127.0.0.1:9/").catch(() => {});
  Promise.reject(new Error("rejected"));
  setTimeout(() => {
    throw new Error("not caught");
  });
  document.documentElement.innerHTML = "<p>x</p>";
}

test("two loaders with different tags on one page show two forms, each time", async ({
  page,
  site,
}) => {
  const tags = ["open-ticket", "open-ticket-next"];
  const scripts = tags.map(
    (tag) => `<script type="module" src="/open-ticket.js?tag=${tag}"></script>`,
  );
  const elements = tags.map(
    (tag) => `<${tag} endpoint="/api/ticket" subject="${tag}" draft="off"></${tag}>`,
  );
  // A race condition may occur in only some of the attempts, with and without a cache.
  for (let attempt = 0; attempt < 6; attempt += 1) {
    site.setPage(`/two-${attempt}`, elements.join(""), scripts.join(""));
    await page.goto(`/two-${attempt}`);
    for (const tag of tags) {
      const form = new EngineForm(page, tag);
      await form.expectValue("Subject", tag);
      await form.fill({ Message: `**${tag}**` });
      await form.expectText("[part=open-ticket-preview] strong", tag);
    }
  }
});

test("selects are as high as text fields, and the empty message has its minimum height", async ({
  form,
  page,
}) => {
  await form.open();
  const boxOf = async (name) => {
    const control = await form.control(name);
    return page.evaluate((node) => node.getBoundingClientRect().toJSON(), control);
  };
  await form.fill({ Department: "Technical" });
  const [subject, select] = [await boxOf("Subject"), await boxOf("Since when")];
  expect(select.height).toBeCloseTo(subject.height, 0);
  const { height, minimum } = await page.evaluate(
    (node) => {
      const { minHeight, boxSizing } = getComputedStyle(node);
      return { height: node.getBoundingClientRect().height, minimum: `${minHeight} ${boxSizing}` };
    },
    await form.control("Message"),
  );
  expect(minimum).toBe(`${Math.round(height)}px border-box`);
});

test("a page may open a dialog in a listener of the form's event", async ({
  form,
  page,
  site,
  ticket,
  openedTickets,
}) => {
  site.setScript("/dialog.js", () => {
    const onDraft = ({ target }) => {
      target.setAttribute("priority", "High");
      alert("Stored");
    };
    addEventListener("open-ticket-draft", onDraft, { once: true });
  });
  const head = `<script src="/dialog.js"></script>${LOADER_SCRIPT}`;
  site.setPage("/host", "<open-ticket></open-ticket>", head);
  await form.open("/host");
  await form.focusMessage();
  await page.type("S");
  await page.waitFor("the dialog", () =>
    page.driver
      .switchTo()
      .alert()
      .then((dialog) => dialog.accept().then(() => true))
      .catch(() => false),
  );
  await form.fill(ticket);
  await form.send();
  expect(await openedTickets()).toHaveLength(1);
});
