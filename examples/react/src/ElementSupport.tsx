import { define } from "open-ticket";
import type { OpenTicketElement } from "open-ticket/react";
import { useEffect, useRef, useState } from "react";

export function ElementSupport() {
  const form = useRef<OpenTicketElement>(null);
  const [number, setNumber] = useState<string>();
  useEffect(() => {
    const controller = new AbortController();
    form.current?.addEventListener(
      "open-ticket-opened",
      ({ detail }) => setNumber(detail.number),
      { signal: controller.signal },
    );
    define();
    return () => controller.abort();
  }, []);
  return (
    <>
      <open-ticket ref={form} endpoint="/api/ticket">
        <a href="/submitticket.php">Open a ticket</a>
      </open-ticket>
      {number && <p role="status">Thank you. Your ticket is {number}.</p>}
    </>
  );
}
