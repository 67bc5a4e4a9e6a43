// Faults of the matrix. `prepare` runs before Send is selected, `trigger` at the fault's moment, and `end`
// ends the fault. `triggered` resolves once the fault has occurred.
import { faultAt, reset, respond, respondHtml, respondJson, stall } from "./moments.js";

const EDITOR = "**/open-ticket-editor*.wasm";

const half = (text) => text.slice(0, text.length / 2);

/** Actions of faults that only the proxy causes. */
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
  "truncated JSON": respond(200, "application/json", (responseBody = '{"result":"error"}') =>
    half(responseBody),
  ),
};

/** Faults of the browser or the page, which happen before Send or while the proxy holds the request. */
const PAGE_FAULTS = {
  "offline while sending": {
    trigger: ({ context }) => context.setOffline(true),
    end: ({ context }) => context.setOffline(false),
  },
  "element removed and reinserted": {
    trigger: ({ form }) =>
      form.host.evaluate(async (host) => {
        const { parentNode, nextSibling } = host;
        host.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        parentNode.insertBefore(host, nextSibling);
      }),
  },
  "storage unavailable": {
    trigger: ({ form }) => form.page.evaluate(breakStorage),
    end: ({ form }) => form.page.evaluate(() => window.repairStorage?.()),
  },
  "editor chunk missing": {
    trigger: ({ context }) => context.route(EDITOR, (route) => route.abort()),
    end: ({ context }) => context.unroute(EDITOR),
  },
};

/* Runs in the page: from now on, all writes to the storage fail. */
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
  if (moment === "before" && fault !== "element removed and reinserted") {
    return ownFault(world, fault, reset);
  }
  return heldFault(world, moment, PAGE_FAULTS[fault]);
}

function refusal(faultyProxy) {
  return {
    prepare: () => faultyProxy.refuseConnections(),
    triggered: async () => {},
    // Accepts connections again, unless it does already.
    end: () => faultyProxy.reset(),
  };
}

function proxyFault(world, fault) {
  return {
    prepare: async () => world.faultyProxy.injectNext(fault),
    triggered: () => fault.triggered,
    end: async () => {},
  };
}

/** A fault of the page before Send. `act` handles the request. */
function ownFault(world, name, act) {
  const { trigger, end } = PAGE_FAULTS[name];
  const request = act && faultAt("before", act);
  return {
    prepare: async () => {
      if (request) world.faultyProxy.injectNext(request);
      await trigger(world);
    },
    triggered: async () => request?.triggered,
    end: () => end(world),
  };
}

/** A fault of the page at a moment, after which the connection is reset. */
function heldFault(world, moment, { trigger, end = async () => {} }) {
  let exchange;
  const hold = faultAt(moment, (held) => {
    exchange = held;
    held.incoming.pause();
  });
  return {
    prepare: async () => world.faultyProxy.injectNext(hold),
    triggered: async () => {
      await hold.triggered;
      await trigger(world);
      reset(exchange);
    },
    end: () => end(world),
  };
}
