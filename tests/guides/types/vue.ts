import "open-ticket/vue";
import { type GlobalComponents, h } from "vue";

type Element = InstanceType<GlobalComponents["open-ticket"]>;
export const props = (token?: string): Element["$props"] => ({ token, class: "form" });
export const emit = (element: Element, event: CustomEvent<{ id: number; number: string }>) =>
  element.$emit("open-ticket-opened", event);
// @ts-expect-error There is no such theme.
export const pink: Element["$props"] = { theme: "pink" };
export const element = h("open-ticket", { token: null });
