// Faults of the matrix. `arm` prepares one before Send is selected, `strike` happens at its moment, and
// `lift` ends it.
import { faultAt, reset, respond, respondHtml, respondJson, stall } from "./moments.js";

const EDITOR = "**/open-ticket-editor*.wasm";

const half = (text) => text.slice(0, text.length / 2);

/** Actions of faults in which the proxy takes part alone. */
const PROXY_FAULTS = {
  "connection reset": reset,
  stalled: stall,
  "401, the page has a fresh token": respondJson(401, "token_expired"),
  "403 of a firewall": respondHtml(403),
  "409, in progress": respondJson(409, "in_progress"),
  413: respondHtml(413),
  422: respondJson(422, "rule"),
  429: respondJson(429, "rate"),
  500: respondJson(500),
  502: respondHtml(502),
  "503 with Retry-After": respondHtml(503, { "retry-after": "30" }),
  "HTML instead of JSON": respondHtml(200),
  "JSON cut off": respond(200, "application/json", (answer = '{"result":"error"}') => half(answer)),
};

/** Faults of the browser or the page, which happen while the proxy holds the request. */
const PAGE_FAULTS = {
  "offline while sending": {
    strike: ({ context }) => context.setOffline(true),
    lift: ({ context }) => context.setOffline(false),
  },
  "element removed and put back": {
    strike: ({ form }) =>
      form.host.evaluate(async (host) => {
        const { parentNode, nextSibling } = host;
        host.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        parentNode.insertBefore(host, nextSibling);
      }),
  },
  "storage gone": {
    strike: ({ form }) => form.page.evaluate(breakStorage),
    lift: ({ form }) => form.page.evaluate(() => window.repairStorage?.()),
  },
  "editor chunk missing": {
    strike: ({ context }) => context.route(EDITOR, (route) => route.abort()),
    lift: ({ context }) => context.unroute(EDITOR),
  },
};

/* Runs in the page: nothing can be written any more. */
function breakStorage() {
  const { setItem } = Storage.prototype;
  const { put } = IDBObjectStore.prototype;
  const fail = () => {
    throw new DOMException("gone", "QuotaExceededError");
  };
  Storage.prototype.setItem = fail;
  IDBObjectStore.prototype.put = fail;
  window.repairStorage = () => {
    Storage.prototype.setItem = setItem;
    IDBObjectStore.prototype.put = put;
  };
}

/** Returns the fault of a row. */
export function faultOf({ fault, moment }, world) {
  if (fault === "offline before Send") return ownFault(world, "offline while sending");
  if (fault === "connection refused") return refusal(world.faultyProxy);
  if (fault in PROXY_FAULTS) return proxyFault(world, faultAt(moment, PROXY_FAULTS[fault]));
  if (moment === "before" && fault !== "element removed and put back") {
    return ownFault(world, fault, reset);
  }
  return heldFault(world, moment, PAGE_FAULTS[fault]);
}

function refusal(faultyProxy) {
  return {
    arm: () => faultyProxy.refuseConnections(),
    struck: async () => {},
    // Accepts connections again, unless it does already.
    lift: () => faultyProxy.reset(),
  };
}

function proxyFault(world, fault) {
  return {
    arm: async () => world.faultyProxy.injectNext(fault),
    struck: () => fault.struck,
    lift: async () => {},
  };
}

/** A fault of the page before Send. `act` happens to its request. */
function ownFault(world, name, act) {
  const { strike, lift } = PAGE_FAULTS[name];
  const request = act && faultAt("before", act);
  return {
    arm: async () => {
      if (request) world.faultyProxy.injectNext(request);
      await strike(world);
    },
    struck: async () => request?.struck,
    lift: () => lift(world),
  };
}

/** A fault of the page at a moment, after which the connection is reset. */
function heldFault(world, moment, { strike, lift = async () => {} }) {
  let exchange;
  const hold = faultAt(moment, (held) => {
    exchange = held;
    held.incoming.pause();
  });
  return {
    arm: async () => world.faultyProxy.injectNext(hold),
    struck: async () => {
      await hold.struck;
      await strike(world);
      reset(exchange);
    },
    lift: () => lift(world),
  };
}
