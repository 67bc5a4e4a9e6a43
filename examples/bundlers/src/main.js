import { createTicketForm } from "open-ticket";

createTicketForm("#support", { endpoint: "/api/ticket" });
