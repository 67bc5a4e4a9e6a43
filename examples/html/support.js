import { createTicketForm } from "/open-ticket/open-ticket-element.js";

createTicketForm("#support", {
  endpoint: "/api/ticket",
  priority: "High",
  events: {
    opened({ number }) {
      document.querySelector("#thanks").textContent = `Thank you. Your ticket is ${number}.`;
    },
  },
});
