// The server that the transports are tested against: it answers, refuses and breaks off, each by
// its path. It stands on another origin than the tests' page, so it speaks CORS.
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
};

createServer((request, response) => {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*");
  const way = WAYS[request.url];
  if (request.method === "OPTIONS") return response.end();
  if (!way) return json(response, {});
  if (request.method === "GET") return json(response, RULES);
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => way(response, Buffer.concat(pieces)));
}).listen(PORT, "127.0.0.1", () => console.log("ready"));
