// Fractions in the rules. No format of the project has fractions, and the bundle does not convert them
// (xtask/src/powers_of_ten.rs): a fraction is refused as a limit, and ignored in an unknown key.
import { expect, test } from "./support/fixtures.js";
import { formElement } from "./support/host-page.js";

const API = "**/api/ticket";

/** Numbers of JSON that are not integers, or exceed 64 bits. */
const NUMBERS = ["0.5", "2.0", "3e2", "25e-1", "-0.0", "1e308", "1e-400", "98765432109876543210"];

async function replaceInRules(page, search, replacement) {
  await page.route(API, async (route) => {
    const response = await route.fetch();
    const rules = await response.text();
    expect(rules).toMatch(search);
    await route.fulfill({ response, body: rules.replace(search, replacement) });
  });
}

for (const number of NUMBERS) {
  test(`the number ${number} is ignored in an unknown key, and refused as a limit`, async ({
    form,
    page,
  }) => {
    await replaceInRules(page, /^\{/, `{"unknown":[${number}],`);
    await form.open();
    await page.unroute(API);
    await replaceInRules(page, /"files":\d+/, `"files":${number}`);
    await page.reload();
    const notice = formElement(page).getByRole("heading", { name: "not available right now" });
    await expect(notice).toBeVisible();
  });
}
