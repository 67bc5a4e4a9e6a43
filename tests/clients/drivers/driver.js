// Input and output of the drivers in JavaScript.
import { json } from "node:stream/consumers";

/**
 * Opens the ticket from standard input, and prints `{}` or the error. `null` represents `undefined`,
 * which JSON does not have.
 *
 * @param {(request: {url: string, ticket: object}) => Promise<void>} open
 */
export async function runDriver(open) {
  const { url, ticket } = await json(process.stdin);
  const entries = Object.entries(ticket).map(([name, value]) => [name, value ?? undefined]);
  try {
    await open({ url, ticket: Object.fromEntries(entries) });
    console.log("{}");
  } catch (error) {
    console.log(JSON.stringify({ error: error.message ?? String(error) }));
  }
}
