// open-ticket.js: the one script a page names. It defines <open-ticket>, which fetches the rest
// from beside this file.
import { define } from "./open-ticket-element.js";

define(async () => {
  const bundle = await import("./open-ticket-app.js");
  await bundle.default({ module_or_path: new URL("open-ticket-app_bg.wasm", import.meta.url) });
  return bundle;
});
