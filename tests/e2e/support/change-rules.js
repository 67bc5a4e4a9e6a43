// Rules of an installation that differ from those of open-ticket.toml.

/** Changes the rules that the form receives from now on. */
export const changeRules = (page, change) =>
  page.route("**/api/ticket**", async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    const rules = await response.json();
    change(rules);
    return route.fulfill({ response, json: rules });
  });
