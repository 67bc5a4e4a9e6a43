// What a page names to have the form, as `make dist` prints it and the README shows it.

/** @param {string} hash of the loader, as dist/integrity.json has it. */
export const snippet = (hash) =>
  `<script type="module" src="/open-ticket/open-ticket.js"
  integrity="${hash}"></script>`;
