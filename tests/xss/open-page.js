// The demo page without its policy: what a site without any has.
import { once } from "node:events";
import { createServer, request } from "node:http";

const POLICY = ["content-security-policy", "x-content-type-options"];

/**
 * Passes everything on to a relay, and its answers back without the policy.
 *
 * @param {string} target the relay's origin.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startWithoutPolicy(target) {
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(`${target}${incoming.url}`, { method, headers }, (answer) => {
      const kept = Object.entries(answer.headers).filter(([name]) => !POLICY.includes(name));
      outgoing.writeHead(answer.statusCode, Object.fromEntries(kept));
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
