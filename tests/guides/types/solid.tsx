/** @jsxImportSource solid-js */
import "open-ticket/solid";

export const element = (token?: string) => (
  <open-ticket token={token} prop:subject="A" on:open-ticket-opened={({ detail }) => detail.number}>
    <a href="/old">Old</a>
  </open-ticket>
);
// @ts-expect-error There is no such theme.
export const pink = <open-ticket theme="pink" />;
