import "open-ticket/element";
import { useState } from "react";

export function Support({ token }: { token?: string }) {
  const [number, setNumber] = useState<string>();
  return (
    <>
      <open-ticket
        endpoint="/api/ticket"
        token={token}
        onopen-ticket-opened={({ detail }) => setNumber(detail.number)}
      >
        <a href="/submitticket.php">Open a ticket</a>
      </open-ticket>
      {number && <p role="status">Thank you. Your ticket is {number}.</p>}
    </>
  );
}
