import type { DetailedHTMLProps, HTMLAttributes, ReactElement, ReactNode, Ref } from "react";
import type {
  OpenTicketAttributes,
  OpenTicketElement,
  OpenTicketEventMap,
  OpenTicketListeners,
} from "./open-ticket.js";

export type * from "./open-ticket.js";

/** Event listeners of the component, called with the event's `detail` and the event. */
export type OpenTicketCallbacks = {
  [Name in keyof OpenTicketListeners as `on${Capitalize<Name>}`]?: OpenTicketListeners[Name];
};

/** Props of the component. */
export interface OpenTicketProps
  extends OpenTicketAttributes,
    OpenTicketCallbacks,
    Omit<
      HTMLAttributes<OpenTicketElement>,
      keyof OpenTicketAttributes | keyof OpenTicketCallbacks
    > {
  /** The form's element. */
  ref?: Ref<OpenTicketElement> | undefined;
  /** Fallback content, and content of slots. */
  children?: ReactNode;
}

/** The form as a React component, on servers too. It defines `<open-ticket>` in the browser. */
export function OpenTicket(props: OpenTicketProps): ReactElement;

type ElementListeners = {
  [Name in keyof OpenTicketEventMap as `on${Name}`]?:
    | ((event: OpenTicketEventMap[Name]) => void)
    | undefined;
};
type ElementProps = DetailedHTMLProps<HTMLAttributes<OpenTicketElement>, OpenTicketElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "open-ticket": OpenTicketAttributes & ElementListeners & ElementProps;
    }
  }
}
