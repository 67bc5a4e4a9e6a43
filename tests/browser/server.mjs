// The server that the transports are tested against: it answers, refuses and breaks off, each by
// its path, and says below that path what became of a key. It stands on another origin than the
// tests' page, so it speaks CORS.
import { createServer } from "node:http";

const PORT = 38471;

const field = (given) => ({
  required: false,
  pattern: null,
  pattern_help: "",
  options: [],
  default: "",
  help: "",
  shown_when: null,
  ...given,
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

// The same for a client: somebody is known, Billing takes them, and there is something to choose.
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

// How a body is answered, by path. The number of a ticket that is opened is the body's length.
const WAYS = {
  "/answers": (response, body) =>
    json(response, { result: "success", id: "1", tid: String(body.length), c: "code" }),
  "/refuses": (response) => json(response, { result: "error", message: "Department ID not found" }),
  "/breaks-off": (response) => response.socket.destroy(),
  "/cuts-off": (response) => {
    response.writeHead(200, { "content-length": "1000", "content-type": "application/json" });
    response.write('{"result":"succ', () => response.socket.destroy());
  },
  "/firewall": (response) => {
    response.writeHead(502, { "content-type": "text/html" });
    response.end("<h1>Bad gateway</h1>");
  },
  "/too-large": (response) => {
    response.writeHead(413, { "content-type": "text/html" });
    response.end("<h1>Request Entity Too Large</h1>");
  },
  "/keeps-waiting": () => {},
  "/signed-in": (response, body) => WAYS["/answers"](response, body),
  "/loses-the-answer": (response) => response.socket.destroy(),
  "/opens-late": (response) => response.socket.destroy(),
  // The same key gets through once it was asked for: before that it may be the browser itself that
  // repeats a request whose connection broke.
  "/never-arrives": (response, body, { headers }) => {
    const key = `/never-arrives/${headers["idempotency-key"]}`;
    if (asked[key]) return WAYS["/answers"](response, body);
    response.socket.destroy();
  },
  "/rate": (response) => {
    response.setHeader("retry-after", "150");
    coded(response, 429, "rate");
  },
  "/in-progress": (response) => coded(response, 409, "in_progress"),
  "/sign-in": (response) => coded(response, 401, "token_expired"),
  "/too-slow": (response) => coded(response, 408, "unavailable"),
  // Says back what stood in the request's head.
  "/echoes": (response, _, { headers }) =>
    json(response, {
      result: "success",
      id: "1",
      tid: `${headers["idempotency-key"]} ${headers.authorization ?? "nobody"}`,
      c: "code",
    }),
};

const coded = (response, status, code) => {
  response.statusCode = status;
  json(response, { result: "error", message: "No", code });
};

// How often each path was asked what became of a key, and what it says.
const asked = {};
const opened = { result: "success", id: "1", tid: "found", c: "code" };
const OUTCOMES = {
  // Only the second time: it takes a moment until the relay knows.
  "/loses-the-answer": (times) =>
    times < 2 ? { state: "unknown" } : { state: "opened", answer: opened },
  "/opens-late": (times) =>
    times < 4 ? { state: "unknown" } : { state: "opened", answer: opened },
  "/never-arrives": () => ({ state: "not_opened" }),
  "/in-progress": () => ({ state: "opened", answer: opened }),
};

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function answerGet(request, response, [way, key]) {
  if (key && KEY.test(key)) {
    asked[request.url] = (asked[request.url] ?? 0) + 1;
    return json(response, OUTCOMES[way]?.(asked[request.url]) ?? { state: "unknown" });
  }
  if (way === "/signed-in" && request.headers.authorization) return json(response, SIGNED_IN);
  if (way === "/sign-in") return coded(response, 401, "token_expired");
  return json(response, RULES);
}

createServer((request, response) => {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*, authorization");
  response.setHeader("access-control-expose-headers", "retry-after");
  const [, path, key] = request.url.split("/");
  const way = WAYS[`/${path}`];
  if (request.method === "OPTIONS") return response.end();
  if (!way) return json(response, {});
  if (request.method === "GET") return answerGet(request, response, [`/${path}`, key]);
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => way(response, Buffer.concat(pieces), request));
}).listen(PORT, "127.0.0.1", () => console.log("ready"));
