import type { HTMLAttributes } from "preact";
import type { OpenTicketAttributes, OpenTicketElement, OpenTicketEventMap } from "./open-ticket.js";

export type * from "./open-ticket.js";

type Listeners = {
  [Name in keyof OpenTicketEventMap as `on${Name}`]?:
    | ((event: OpenTicketEventMap[Name]) => void)
    | undefined;
};

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "open-ticket": OpenTicketAttributes &
        Listeners &
        Omit<HTMLAttributes<OpenTicketElement>, keyof OpenTicketAttributes>;
    }
  }
}
