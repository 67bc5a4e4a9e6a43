"use client";
import { OpenTicket } from "open-ticket/react";
import { useState } from "react";

export function App() {
  const [isReady, setIsReady] = useState(false);
  const [number, setNumber] = useState("");
  return (
    <main>
      <h1>{isReady ? "Write to us" : "Support"}</h1>
      <OpenTicket
        endpoint="/api/ticket"
        subject="A question"
        onReady={() => setIsReady(true)}
        onOpened={(ticket) => setNumber(ticket.number)}
      >
        <a href="/api/ticket/form">Open a ticket without scripts</a>
      </OpenTicket>
      {number && <p role="status">Thank you. Your ticket is {number}.</p>}
    </main>
  );
}
