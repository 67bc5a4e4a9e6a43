import { OpenTicket } from "open-ticket/react";
import { useState } from "react";

export function Support({ token }: { token?: string }) {
  const [number, setNumber] = useState<string>();
  return (
    <>
      <OpenTicket
        endpoint="/api/ticket"
        token={token}
        onOpened={({ number }) => setNumber(number)}
      >
        <a href="/submitticket.php">Open a ticket</a>
      </OpenTicket>
      {number && <p role="status">Thank you. Your ticket is {number}.</p>}
    </>
  );
}
