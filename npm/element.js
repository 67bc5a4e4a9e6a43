// Defines <open-ticket>. A server that renders pages has no elements, and may import this too.
import { define } from "./index.js";

if ("customElements" in globalThis) define();
