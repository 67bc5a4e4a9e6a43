import "open-ticket/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type Element = SvelteHTMLElements["open-ticket"];
export const element = (token?: string): Element => ({
  token,
  class: "form",
  "onopen-ticket-opened": ({ detail }) => detail.number,
});
// @ts-expect-error There is no such theme.
export const pink: Element = { theme: "pink" };
