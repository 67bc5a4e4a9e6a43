export type * from "./open-ticket.js";
