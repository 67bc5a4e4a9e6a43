// Queries to the sandbox's api.php.

/** Path of the sandbox's api.php on a relay's origin. */
export const API_PATH = "/sandbox/includes/api.php";

/** Calls an API action and returns the JSON response. */
export async function callSandbox(origin, action, parameters) {
  const response = await fetch(`${origin}${API_PATH}`, {
    method: "POST",
    body: new URLSearchParams({
      identifier: "sandbox",
      secret: "sandbox",
      responsetype: "json",
      action,
      ...parameters,
    }),
  });
  return response.json();
}

/** Returns the stored tickets with this subject. */
export async function ticketsWithSubject(origin, subject) {
  const parameters = { subject, limitnum: "100", ignore_dept_assignments: "1" };
  const { tickets } = await callSandbox(origin, "GetTickets", parameters);
  const list = tickets?.ticket ?? [];
  return list.filter((ticket) => ticket.subject === subject);
}
