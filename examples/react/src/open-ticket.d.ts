import type { OpenTicketAttributes, OpenTicketElement, OpenTicketEventMap } from "open-ticket";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

type Listeners = {
  [Name in keyof OpenTicketEventMap as `on${Name}`]?: (event: OpenTicketEventMap[Name]) => void;
};
type Props = DetailedHTMLProps<HTMLAttributes<OpenTicketElement>, OpenTicketElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "open-ticket": OpenTicketAttributes & Listeners & Props;
    }
  }
}
