import type { JSX } from "solid-js";
import type { OpenTicketAttributes, OpenTicketElement, OpenTicketEventMap } from "./open-ticket.js";

export type * from "./open-ticket.js";

type Listeners = {
  [Name in keyof OpenTicketEventMap as `on:${Name}`]?:
    | ((event: OpenTicketEventMap[Name]) => void)
    | undefined;
};
type Properties = {
  [Name in keyof OpenTicketAttributes as `attr:${Name}` | `prop:${Name}`]?: OpenTicketAttributes[Name];
};

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "open-ticket": OpenTicketAttributes &
        Properties &
        Listeners &
        Omit<JSX.HTMLAttributes<OpenTicketElement>, keyof OpenTicketAttributes>;
    }
  }
}
