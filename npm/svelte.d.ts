import type { HTMLAttributes } from "svelte/elements";
import type { OpenTicketAttributes, OpenTicketElement, OpenTicketEventMap } from "./open-ticket.js";

export type * from "./open-ticket.js";

type Listeners = {
  [Name in keyof OpenTicketEventMap as `on${Name}` | `on:${Name}`]?:
    | ((event: OpenTicketEventMap[Name]) => void)
    | undefined;
};

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "open-ticket": OpenTicketAttributes &
      Listeners &
      Omit<HTMLAttributes<OpenTicketElement>, keyof OpenTicketAttributes>;
  }
}
