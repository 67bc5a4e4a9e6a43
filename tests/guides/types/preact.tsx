/** @jsxImportSource preact */
import "open-ticket/preact";

export const element = (token?: string) => (
  <open-ticket token={token} class="form" onopen-ticket-opened={({ detail }) => detail.number}>
    <a href="/old">Old</a>
  </open-ticket>
);
// @ts-expect-error There is no such theme.
export const pink = <open-ticket theme="pink" />;
