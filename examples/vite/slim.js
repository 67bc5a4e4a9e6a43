import wasm from "open-ticket/open-ticket.wasm?url";
import editor from "open-ticket/open-ticket-editor.wasm?url";
import { createTicketForm, init } from "open-ticket/slim";

init({ wasm, editor });
createTicketForm("#support", { endpoint: "/api/ticket" });
