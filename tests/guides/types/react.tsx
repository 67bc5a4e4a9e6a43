/** @jsxImportSource react */
import { OpenTicket } from "open-ticket/react";
import type { OpenTicketElement } from "open-ticket/react";
import { useRef } from "react";

export function Component({ token }: { token?: string | undefined }) {
  const ref = useRef<OpenTicketElement>(null);
  return (
    <>
      <OpenTicket
        ref={ref}
        token={token}
        department={3}
        className="form"
        onOpened={({ number }) => number.length}
        onSubmit={(_, event) => event.preventDefault()}
      >
        <a href="/old">Old</a>
      </OpenTicket>
      <open-ticket token={token} onopen-ticket-opened={({ detail }) => detail.number} />
      {/* @ts-expect-error There is no such theme. */}
      <OpenTicket theme="pink" />
      {/* @ts-expect-error There is no such theme. */}
      <open-ticket theme="pink" />
    </>
  );
}
