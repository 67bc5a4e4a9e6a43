// Defines <open-ticket>. On a server, which has no custom elements, this has no effect.
import { define } from "./index.js";

define();
