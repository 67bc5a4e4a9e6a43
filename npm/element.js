// Defines <open-ticket>. Importing it on a server, which has no custom elements, has no effect.
import { define } from "./index.js";

if ("customElements" in globalThis) define();
