// Test server in place of the relay. A path selects the response to a `POST` request: success, an
// error, or a broken connection. `GET` on the path returns rules, and `GET` on `{path}/{key}` the
// outcome of a submission. `GET /embed/{script}` returns a script of src/embed. The tests' page has
// another origin, so the server supports CORS.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";

// Below the ports that Linux gives to outgoing connections: other suites run at the same time.
const PORT = 18471;

const field = (properties) => ({
  required: false,
  pattern: null,
  pattern_help: "",
  options: [],
  default: "",
  help: "",
  shown_when: null,
  ...properties,
});

const RULES = {
  departments: [
    { id: 1, name: "General", description: "", clients_only: false, fields: [] },
    {
      id: 3,
      name: "Technical",
      description: "",
      clients_only: false,
      fields: [
        field({ id: 1, name: "Server", kind: "text", required: true, pattern: "^web-[0-9]+$" }),
        field({ id: 2, name: "Page", kind: "link" }),
        field({ id: 3, name: "Login", kind: "password" }),
        field({ id: 4, name: "Since", kind: "dropdown", options: ["Today", "Earlier"] }),
        field({ id: 5, name: "May restart", kind: "tickbox" }),
        field({ id: 6, name: "Changes", kind: "textarea", shown_when: { field: 5, equals: "on" } }),
      ],
    },
  ],
  related: [],
  priorities: ["Low", "Medium", "High"],
  default_priority: "Medium",
  requester: null,
  limits: {
    subject: 250,
    message: 65000,
    files: 5,
    file_bytes: 9e6,
    total_bytes: 9e6,
    extensions: [],
  },
  ticket_url: "/viewticket.php?tid={tid}&c={c}",
};

// Rules for a signed-in client, with a requester, a department for clients only and related
// services.
const SIGNED_IN = {
  ...RULES,
  departments: [
    ...RULES.departments,
    { id: 2, name: "Billing", description: "", clients_only: true, fields: [] },
  ],
  related: [
    { id: "S1", name: "Cloud Server M", status: "Active" },
    { id: "D1", name: "example.com", status: "Active" },
  ],
  requester: { name: "Ada Lovelace", email: "ada@example.com" },
};

const json = (response, body) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
};

// Responses to a `POST` request, by path. The number of an opened ticket is the body's length.
const POST_RESPONSES = {
  "/success": (response, body) =>
    json(response, { result: "success", id: "1", tid: String(body.length), c: "code" }),
  "/refusal": (response) => json(response, { result: "error", message: "Department ID not found" }),
  "/connection-reset": (response) => response.socket.destroy(),
  "/truncated": (response) => {
    response.writeHead(200, { "content-length": "1000", "content-type": "application/json" });
    response.write('{"result":"succ', () => response.socket.destroy());
  },
  "/bad-gateway": (response) => {
    response.writeHead(502, { "content-type": "text/html" });
    response.end("<h1>Bad gateway</h1>");
  },
  "/body-too-large": (response) => {
    response.writeHead(413, { "content-type": "text/html" });
    response.end("<h1>Request Entity Too Large</h1>");
  },
  "/no-response": () => {},
  "/signed-in": (response, body) => POST_RESPONSES["/success"](response, body),
  "/lost-response": (response) => response.socket.destroy(),
  "/late-outcome": (response) => response.socket.destroy(),
  // A key succeeds only after its outcome was queried: an earlier retry may be the browser's own,
  // sent after a broken connection.
  "/lost-request": (response, body, { headers }) => {
    const key = `/lost-request/${headers["idempotency-key"]}`;
    if (outcomeQueries[key]) return POST_RESPONSES["/success"](response, body);
    response.socket.destroy();
  },
  "/rate-limited": (response) => {
    response.setHeader("retry-after", "150");
    sendError(response, 429, "rate");
  },
  "/in-progress": (response) => sendError(response, 409, "in_progress"),
  "/token-expired": (response) => sendError(response, 401, "token_expired"),
  "/request-timeout": (response) => sendError(response, 408, "unavailable"),
  // Returns the request's key and token as the ticket number.
  "/echo-headers": (response, _, { headers }) =>
    json(response, {
      result: "success",
      id: "1",
      tid: `${headers["idempotency-key"]} ${headers.authorization ?? "no-token"}`,
      c: "code",
    }),
};

const sendError = (response, status, code) => {
  response.statusCode = status;
  json(response, { result: "error", message: "No", code });
};

// Number of outcome queries, by path with key.
const outcomeQueries = {};
const OPENED = { result: "success", id: "1", tid: "found", c: "code" };
// Outcomes of a submission, by path. The argument is the number of queries so far.
const OUTCOMES = {
  // Known from the second query on, as if WHMCS had not responded yet.
  "/lost-response": (queries) =>
    queries < 2 ? { state: "unknown" } : { state: "opened", answer: OPENED },
  "/late-outcome": (queries) =>
    queries < 4 ? { state: "unknown" } : { state: "opened", answer: OPENED },
  "/lost-request": () => ({ state: "not_opened" }),
  "/in-progress": () => ({ state: "opened", answer: OPENED }),
};

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function handleGet(request, response, path, key) {
  if (path === "/token-expired") return sendError(response, 401, "token_expired");
  if (key && KEY.test(key)) {
    const query = `${path}/${key}`;
    outcomeQueries[query] = (outcomeQueries[query] ?? 0) + 1;
    return json(response, OUTCOMES[path]?.(outcomeQueries[query]) ?? { state: "unknown" });
  }
  if (path === "/signed-in" && request.headers.authorization) return json(response, SIGNED_IN);
  return json(response, RULES);
}

const SCRIPT = /^[a-z-]+\.js$/;

function sendScript(response, name) {
  response.setHeader("content-type", "text/javascript");
  createReadStream(new URL(`../../src/embed/${name}`, import.meta.url))
    .on("error", () => response.writeHead(404).end())
    .pipe(response);
}

createServer((request, response) => {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*, authorization");
  response.setHeader("access-control-expose-headers", "retry-after");
  const [, name, key] = new URL(request.url, "http://server").pathname.split("/");
  const path = `/${name}`;
  const respond = POST_RESPONSES[path];
  if (request.method === "OPTIONS") return response.end();
  if (name === "embed" && SCRIPT.test(key)) return sendScript(response, key);
  if (!respond) return json(response, {});
  if (request.method === "GET") return handleGet(request, response, path, key);
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => respond(response, Buffer.concat(chunks), request));
}).listen(PORT, "127.0.0.1", () => console.log("ready"));
