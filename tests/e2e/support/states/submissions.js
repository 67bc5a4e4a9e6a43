// Responses to the form's submissions.

/** URL pattern of the endpoint. */
export const API = "**/api/ticket";

/** Handles submissions from now on, and no other requests. */
export async function routeSubmissions(page, handler) {
  await page.unroute(API);
  await page.route(API, (route) =>
    route.request().method() === "POST" ? handler(route) : route.continue(),
  );
}

/** Responds that the relay is busy for a minute. */
export const busy = (route) =>
  route.fulfill({
    status: 503,
    headers: { "retry-after": "60" },
    json: { result: "error", message: "No", code: "unavailable" },
  });
