import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { OpenTicketAttributes, OpenTicketElement, OpenTicketEventMap } from "./open-ticket.js";

export type * from "./open-ticket.js";

/** The element in templates. */
export type OpenTicketComponent = new () => OpenTicketElement & {
  $props: OpenTicketAttributes & HTMLAttributes & PublicProps;
  $emit: EmitFn<{ [Name in keyof OpenTicketEventMap]: (event: OpenTicketEventMap[Name]) => void }>;
};

declare module "vue" {
  interface GlobalComponents {
    "open-ticket": OpenTicketComponent;
  }
}
